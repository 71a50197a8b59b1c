/*
 * Which records a text names, by any of their names, the longest first. In: facts (scripts/detect/facts.py), text in Simplified
 * characters. Out: mentions {start, end, ids}; trials by their acronyms. Runs outside a browser too.
 */
(() => {
  const check = ((globalThis.Duizhao ??= {}).check ??= {});
  const { caseless, hyphens } = check;
  const SHORTEST_LATIN = 3;
  // How clinicians shorten the names of two series of trials before a number.
  const SHORT = { keynote: "KN", checkmate: "CM" };
  // PACIFIC-6, HARMONi-A and CameL-sq are other trials than PACIFIC, HARMONi and CameL.
  const NUMBERED_ON = String.raw`(?![-‐‑–](?:\d|[A-Z]{1,2}\d*(?![A-Za-z])|sq))`;
  const latin = char => char !== undefined && /[A-Za-z0-9]/.test(char);
  const escape = text => text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
  /** Whether a name must be met in its own case: short, or with capitals. */
  const exact = name => name.length <= SHORTEST_LATIN || (name.match(/\p{Lu}/gu) ?? []).length >= 2;

  class Names {
    constructor(facts) {
      this.kinds = facts.kinds;
      this.starts = new Map();
      const keys = new Map();
      for (const [name, id] of facts.names) {
        const key = caseless(name);
        let spellings = keys.get(key);
        if (!spellings) {
          keys.set(key, (spellings = new Map()));
          const start = key.slice(0, 2);
          if (!this.starts.has(start)) this.starts.set(start, []);
          this.starts.get(start).push([key, spellings]);
        }
        const spelt = hyphens(name);
        if (!spellings.has(spelt)) spellings.set(spelt, { exact: exact(name), ids: [] });
        spellings.get(spelt).ids.push(id);
      }
      for (const list of this.starts.values()) list.sort((a, b) => b[0].length - a[0].length);
    }

    /** Every mention, leftmost first, then longest; where a longer name of another kind ends in a disease, the disease too. */
    mentions(text) {
      const folded = caseless(text);
      const hits = [];
      for (let start = 0; start + 1 < folded.length; start += 1) {
        const list = this.starts.get(folded.slice(start, start + 2));
        if (!list || (latin(text[start]) && latin(text[start - 1]))) continue;
        for (const [key, spellings] of list) {
          if (!folded.startsWith(key, start) || !whole(text, start, start + key.length)) continue;
          const shown = hyphens(text.slice(start, start + key.length));
          const ids = [];
          for (const [spelt, owner] of spellings) if (!owner.exact || spelt === shown) ids.push(...owner.ids);
          if (ids.length) hits.push({ start, end: start + key.length, ids: [...new Set(ids)] });
        }
      }
      const found = [];
      const disease = hit => hit.ids.some(id => this.kinds[id] === "diseases");
      let position = 0;
      for (const hit of hits) {
        if (hit.start < position) continue;
        position = hit.end;
        found.push(hit);
        if (disease(hit)) continue;
        const inner = hits.find(other => other.start > hit.start && other.end === hit.end && disease(other));
        if (inner) found.push(inner);
      }
      return found;
    }
  }

  /** No Latin letter or digit goes on at either end of a Latin name, nor a number after its hyphen; 有效 is not 有效性. */
  function whole(text, start, end) {
    if (latin(text[start]) && latin(text[start - 1])) return false;
    if (latin(text[end - 1])) {
      if (latin(text[end]) && !(text[end] === "s" && !latin(text[end + 1]))) return false;
      return !/^[-‐‑–−](?:[A-Z]?\d|[A-Z](?![A-Za-z]))/.test(text.slice(end, end + 3));
    }
    return !(end - start === 2 && text[end] === "性");
  }

  /** The acronym in running text: any hyphen, space or none inside it, no letter or digit around it, no number after it. */
  function acronym(names) {
    const spelt = names.map(name => {
      const pieces = name.match(/[A-Za-z]+|\d+/g) ?? [];
      let first = escape(pieces[0] ?? name);
      const short = pieces.length === 2 && SHORT[pieces[0].toLowerCase()];
      if (short) first = `(?:${first}|${short})`;
      return [first, ...pieces.slice(1).map(escape)].join(String.raw`[\s\-‐‑–—./]?`);
    });
    // Acronyms that are words (OAK, MYSTIC) must be met in their own case.
    const flags = names.every(name => /\d/.test(name)) ? "gi" : "g";
    return new RegExp(`(?<![A-Za-z0-9])(?:${spelt.join("|")})(?![A-Za-z0-9])${NUMBERED_ON}`, flags);
  }

  class Trials {
    constructor(facts) {
      this.patterns = [];
      this.firsts = new Map();
      this.registry = new Map();
      for (const [id, trial] of Object.entries(facts.trials)) {
        const names = trial.acronyms.filter(name => name.trim());
        for (const number of trial.registry) this.registry.set(number.toLowerCase(), id);
        if (!names.length) continue;
        const place = this.patterns.push([id, acronym(names), names.map(name => (name.match(/[A-Za-z]+|\d+/g) ?? []).slice(1).map(piece => piece.toLowerCase()))]) - 1;
        for (const name of names) {
          const first = (name.match(/[A-Za-z]+|\d+/)?.[0] ?? name).toLowerCase();
          for (const start of [first, SHORT[first]?.toLowerCase()]) {
            if (!start) continue;
            if (!this.firsts.has(start)) this.firsts.set(start, new Set());
            this.firsts.get(start).add(place);
          }
        }
      }
      this.known = new Map();
    }

    /** Every mention {start, end, id} of a trial, in order. */
    mentions(text) {
      if (this.known.has(text)) return this.known.get(text);
      const places = new Set();
      const words = new Set(text.toLowerCase().match(/[a-z]+|\d+/g));
      for (const word of words) {
        for (const place of this.firsts.get(word) ?? []) if (this.patterns[place][2].some(rest => rest.every(piece => words.has(piece)))) places.add(place);
      }
      const found = [];
      for (const place of places) {
        const [id, pattern] = this.patterns[place];
        for (const match of text.matchAll(pattern)) found.push({ start: match.index, end: match.index + match[0].length, id });
      }
      for (const match of text.matchAll(/NCT\d{8}/gi)) {
        const id = this.registry.get(match[0].toLowerCase());
        if (id) found.push({ start: match.index, end: match.index + match[0].length, id });
      }
      found.sort((a, b) => a.start - b.start || b.end - a.end);
      if (this.known.size > 5000) this.known.clear();
      this.known.set(text, found);
      return found;
    }

    /** Ids of the trials that a text names. */
    named(text) {
      return [...new Set(this.mentions(text).map(mention => mention.id))];
    }
  }

  Object.assign(check, { Names, Trials });
})();
