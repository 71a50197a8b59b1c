/*
 * What a hit shows of its page: the section and the sentence that hold most of the query, the words marked. In: a query, text or
 * sections [anchor, heading, text]. Out: nodes, or the section chosen.
 */
(() => {
  const GREEK = { alpha: "α", beta: "β", gamma: "γ", delta: "δ", kappa: "κ" };
  const ENDS = /(?<=[。！？；])|(?<=[.!?;]\s)/;
  const escape = text => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

  /** Expressions that find each unit of the query in text as printed: hyphens and Greek letters as they may stand there. */
  function sources(query) {
    return Duizhao.units(query).map(unit => (unit.han
      ? [...(unit.joined ? [unit.joined] : []), unit.han, ...unit.grams].map(escape).join("|")
      : unit.parts.map(part => (Object.hasOwn(GREEK, part) ? `(?:${part}|${GREEK[part]})` : escape(part))).join("[-‐‑–\\s]?")));
  }

  /** One expression for all of them, and one for each; null where the query holds none. */
  function pattern(query) {
    const found = sources(query);
    return found.length ? { all: new RegExp(found.join("|"), "giu"), each: found.map(source => new RegExp(source, "iu")) } : null;
  }

  /** Text with the query's words marked, cut around the first of them where it is long. */
  function marked(text, found, length = Infinity) {
    const first = found ? text.search(found.all) : -1;
    const near = first > length * 0.6 ? first - Math.floor(length / 3) : 0;
    // Not within a word, where one ends before the match.
    const gap = near ? text.slice(near, first).indexOf(" ") : -1;
    const start = near + gap + 1;
    const cut = text.slice(start, start + length);
    const shown = (start ? "…" : "") + cut + (start + length < text.length ? "…" : "");
    const pieces = [];
    let end = 0;
    for (const match of found ? shown.matchAll(found.all) : []) {
      pieces.push(shown.slice(end, match.index), Duizhao.element("mark", {}, match[0]));
      end = match.index + match[0].length;
    }
    return [...pieces, shown.slice(end)];
  }

  /** The member of a list whose text holds most of the query, the first of equals. */
  function fullest(list, found, text) {
    let best = list[0];
    let most = -1;
    for (const one of list) {
      const held = found.each.filter(each => each.test(text(one))).length;
      if (held > most) [best, most] = [one, held];
    }
    return best;
  }

  /** {anchor, heading, text} of a page: its beginning where its title holds the query or is null, else where the text holds most of it. */
  function quote(sections, title, found) {
    const [top] = sections;
    if (!top) return null;
    const whole = title === null || !found || found.each.every(each => each.test(title));
    const [anchor, heading, text] = whole ? top : fullest(sections, found, ([, heading, text]) => `${heading}\n${text}`);
    if (whole) return { anchor, heading, text };
    const sentences = text.split(ENDS);
    const from = sentences.indexOf(fullest(sentences, found, one => one));
    return { anchor, heading, text: sentences.slice(from).join("").trim() };
  }

  Object.assign(Duizhao, { pattern, marked, quote });
})();
