/*
 * A pasted text as sentences. In: text. Out: its sentences in order, lines that were broken within one joined first.
 * The same places as scripts/ledger/sentences.py and wraps.py give; a test compares them. Runs outside a browser too.
 */
(() => {
  const check = ((globalThis.Duizhao ??= {}).check ??= {});
  const ABBREVIATION = new RegExp(
    String.raw`(?:(?<![\p{L}\p{N}_])(?:et al|al|vs|cf|ca|approx|resp|Figs?|Tabs?|Eqs?|Refs?|Nos?|Vol|pp?|Dr|Prof|Mr|Mrs|Ms|St|Inc|Ltd|Co|Jr|Sr|` +
    String.raw`e\.g|i\.e|a\.m|p\.m|U\.S|Suppl|ed|eds|spp?)|(?:^|[\s(.])[A-Z])$`, "u");
  // What still belongs to a sentence after its full stop: closing quotes and brackets, a citation number.
  const AFTER = /[”’」』】）)\]]*(?:\[\d[\d,，\-–~\s]*\])?[”’」』】）)\]]*/y;
  // Characters around a full stop that decide about it; keeps long lines linear.
  const NEAR = 80;
  const STOP = /[。！？!?…]+|\./g;
  const NUMBER = /(^|[\s\S])(\d+(?:\.\d+)*)$/;
  const han = char => char >= "\u3400" && char <= "\u9fff";
  const digit = char => /\p{Nd}/u.test(char ?? "");
  const upper = char => /\p{Lu}/u.test(char);
  const blank = char => /\s/.test(char ?? "");

  /** The sentences of a line, without the white space around them. */
  function split(text) {
    const found = [];
    let start = 0;
    for (const end of ends(text)) {
      found.push(text.slice(start, end).trim());
      start = end;
    }
    found.push(text.slice(start).trim());
    return found.filter(Boolean);
  }

  function* ends(text) {
    let start = 0, position = 0;
    for (;;) {
      STOP.lastIndex = position;
      const match = STOP.exec(text);
      if (!match) return;
      const stop = match.index;
      position = stop + match[0].length;
      if (match[0] === "." && !fullStop(text.slice(Math.max(start, stop - NEAR), stop), text.slice(position, position + NEAR))) continue;
      AFTER.lastIndex = position;
      position += AFTER.exec(text)[0].length;
      // A straight quote closes only where one is open.
      if (text[position] === '"' && text.slice(start, position).split('"').length % 2 === 0) position += 1;
      if (position < text.length) yield position;
      start = position;
    }
  }

  /** Whether a half-width full stop ends the sentence: not in decimals, abbreviations, item numbers, addresses. */
  function fullStop(before, after) {
    AFTER.lastIndex = 0;
    const rest = after.slice(AFTER.exec(after)[0].length);
    if (!before.trim() || !rest.trim()) return Boolean(before.trim());
    if (ABBREVIATION.test(before)) return false;
    const last = before[before.length - 1], following = rest.trimStart();
    const number = before.match(NUMBER);
    if (number) {
      // "1. Title" and "2 . 免疫" are item numbers; "in 2020. Then" is not.
      const item = !number[1].trim() && (!before.slice(0, number.index).trim() || !blank(rest[0]));
      if (item || digit(rest[0])) return false;
      return (blank(rest[0]) && opens(following)) || han(rest[0]);
    }
    if (han(last)) return han(following[0]) || digit(following[0]) || "\"“‘(（[".includes(following[0]);
    if (blank(rest[0])) return opens(following);
    // Spaces lost in transport: "…suppression.Interferon…"
    const word = before.match(/[A-Za-z]*$/)[0];
    const glued = ")]%".includes(last) || (word.length >= 3 && /\p{Ll}/u.test(last));
    return han(rest[0]) || (glued && /^[A-Z]([a-z]|[\s-]|[A-Z])/.test(rest));
  }

  const opens = text => upper(text[0]) || digit(text[0]) || han(text[0]) || "\"“‘'([（【•●".includes(text[0]);

  // How no line of its own begins: with a closing mark, or as a bare citation number.
  const CLOSES = /^(?:[。，,、；;：:）)\]】》”’！!？?%]|\[\d[\d,，\-–~ ]*\]$)/;
  const CITATION = /\[\d[\d,，\-–~ ]*\]$/;
  const STOPS = "。！？!?.：:…";
  const OWN = /^(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十\d]{1,2}[)）]|\d{1,2}(?:\.\d{1,2}){0,2}[.、]? ?(?=[\u4e00-\u9fffA-Z])|[●•*] ?|- |\d{4}[-/.年])/;
  const LABEL = /^(?:[[【(（] ?(?:摘要|中文摘要|英文摘要|关键词|Abstract|Key ?words) ?[\]】)）]|(?:摘要|关键词|Abstract|Key ?words) ?[:：])/i;
  // Characters of the longest line below which lines are a list and no wrapped prose.
  const NARROWEST = 15;
  // Characters of a Latin line from which a small letter on the next line goes on with it.
  const LATIN_LINE = 30;

  /** The lines of a text, those that are one joined. */
  function joined(lines) {
    const found = [];
    let block = [];
    for (const line of [...lines, ""]) {
      if (line) block.push(line);
      else if (block.length) {
        found.push(...whole(block));
        block = [];
      }
    }
    return found;
  }

  function whole(lines) {
    const broken = isBroken(lines);
    const found = [];
    for (const line of lines) {
      const before = found[found.length - 1];
      if (before && goesOn(before, line, broken)) {
        const space = /[!-'*-,.-~]$/.test(before) && /^[A-Za-z0-9(]/.test(line) ? " " : "";
        found[found.length - 1] = before + space + line;
      } else found.push(line);
    }
    return found;
  }

  /** Whether lines are prose at a fixed width, or begin as no line can. */
  function isBroken(lines) {
    if (lines.some((line, i) => i && CLOSES.test(line))) return true;
    const inner = lines.slice(0, -1);
    const widest = Math.max(...lines.map(line => line.length));
    return inner.length >= 2 && widest >= NARROWEST && inner.every(line => line.length >= widest * 0.85)
      && inner.filter(line => !STOPS.includes(line[line.length - 1])).length * 10 >= inner.length * 6;
  }

  function goesOn(before, after, broken) {
    if (CLOSES.test(after)) return true;
    if (OWN.test(after) || LABEL.test(after)) return false;
    const last = before[before.length - 1];
    const count = (text, marks) => [...text].filter(char => marks.includes(char)).length;
    if (",，、(（".includes(last) || count(before, "(（") > count(before, ")）")) return true;
    if (STOPS.includes(last)) return false;
    if (han(last) || han(after[0]) || CITATION.test(before)) return broken;
    return before.length >= LATIN_LINE && /[\p{L}\p{N}]$/u.test(before) && /^\p{Ll}/u.test(after);
  }

  /** The sentences of a text. */
  function sentences(text) {
    const lines = text.replace(/\r\n?/g, "\n").split("\n").map(check.tidy);
    return joined(lines).flatMap(split).filter(sentence => check.fold(sentence));
  }

  Object.assign(check, { split, sentences });
})();
