/*
 * Whether a sentence is one that was judged: by its fingerprint, or in other words. In: facts, a reading. Out: a match
 * {claim, verdict, similarity, changed}, or nothing. Runs outside a browser too.
 */
(() => {
  const check = ((globalThis.Duizhao ??= {}).check ??= {});
  const VERDICTS = ["contradicted", "outdated", "unsupported", "imprecise", "supported", "opinion"];
  // BM25 with its usual constants; length counts little, for claims are all short.
  const K = 1.2, B = 0.3;
  // From here on two wordings are one statement: of the passages of judged claims, matched without their fingerprints, every one of this
  // likeness found its own claim; below NEAR it is the subject's alone. tests/detect/test_claims.py measures it.
  const ENOUGH = 0.5;
  const NEAR = 0.4;
  const NOT = /未|不(?!同|良|仅|但|过|断|论|管)|没有|无(?!进展|病|事件|论|复发)|非(?!小细胞|鳞|常)|\bno\b|\bnot\b|n't\b|\bfail|\bwithout\b|\bneither\b|\bnever\b/gi;
  const STOP = new Set("the a an of in on to and or is are was were be been by for with as at from that this it its their which than has have had can may".split(" "));

  /** Pairs of Chinese characters, and words without their plural. */
  function terms(text) {
    const found = [];
    for (const match of check.caseless(text).matchAll(/[\u3400-\u9fff]+|[a-z0-9αβγ]+(?:[-.][a-z0-9αβγ]+)*/g)) {
      const piece = match[0];
      if (/[\u3400-\u9fff]/.test(piece)) for (let i = 0; i + 1 < piece.length; i += 1) found.push(piece.slice(i, i + 2));
      else if (!STOP.has(piece)) found.push(piece.length > 4 ? piece.replace(/(?:ing|ed|es|s)$/, "") : piece);
    }
    return found;
  }

  /** The numbers of a text; those within names (PD-1, CheckMate 026) are none. */
  const numbers = text => [...new Set(text.replace(/[A-Za-z]+-?\d[\w-]*|\d+[A-Za-z]+|[A-Z][a-z]*[A-Z]\w* \d+/g, " ").match(/\d+(?:\.\d+)?/g) ?? [])];

  class Index {
    constructor(texts) {
      this.docs = texts.map(terms);
      this.average = this.docs.reduce((sum, doc) => sum + doc.length, 0) / Math.max(1, this.docs.length);
      this.places = new Map();
      this.docs.forEach((doc, i) => {
        const counts = new Map();
        for (const term of doc) counts.set(term, (counts.get(term) ?? 0) + 1);
        for (const [term, count] of counts) {
          if (!this.places.has(term)) this.places.set(term, []);
          this.places.get(term).push([i, count]);
        }
      });
      this.own = this.docs.map((doc, i) => this.scores(doc).get(i) ?? 0);
    }

    weight(term) {
      const n = this.places.get(term)?.length ?? 0;
      return Math.log(1 + (this.docs.length - n + 0.5) / (n + 0.5));
    }

    scores(asked) {
      const found = new Map();
      for (const term of new Set(asked)) {
        const weight = this.weight(term);
        for (const [i, count] of this.places.get(term) ?? []) {
          const long = 1 - B + (B * this.docs[i].length) / this.average;
          found.set(i, (found.get(i) ?? 0) + (weight * count * (K + 1)) / (count + K * long));
        }
      }
      return found;
    }

    /** The likest texts, with a likeness from 0 to 1: of what each of the two says, how much the other says too. */
    search(text, most = 5) {
      const asked = [...new Set(terms(text))];
      const whole = asked.reduce((sum, term) => sum + this.weight(term), 0);
      const scored = [...this.scores(asked)].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, most * 4);
      const found = scored.map(([i, score]) => {
        const shared = new Set(this.docs[i]);
        const said = whole ? asked.filter(term => shared.has(term)).reduce((sum, term) => sum + this.weight(term), 0) / whole : 0;
        const held = this.own[i] ? Math.min(1, score / this.own[i]) : 0;
        return { i, likeness: Math.sqrt(said * held), held };
      });
      return found.sort((a, b) => b.likeness - a.likeness || a.i - b.i).slice(0, most);
    }
  }

  class Claims {
    constructor(facts, reader) {
      this.claims = facts.claims;
      this.facts = facts;
      this.reader = reader;
      this.prints = new Map();
      facts.claims.forEach((claim, i) => claim.prints.forEach(print => this.prints.set(print, [...(this.prints.get(print) ?? []), i])));
      this.index = { zh: new Index(facts.claims.map(claim => claim.says[0])), en: new Index(facts.claims.map(claim => claim.says[1])) };
      this.read = { zh: [], en: [] };
    }

    /** Chinese where a tenth of the letters are: English terms abound in Chinese medical prose, never the reverse. */
    language(text) {
      const letters = text.match(/\p{L}/gu) ?? [];
      return letters.filter(char => /[\u4e00-\u9fff]/.test(char)).length * 10 >= letters.length ? "zh" : "en";
    }

    /** The claims of this very passage, the worst verdict first. */
    same(sentence) {
      const found = this.prints.get(check.fingerprint(sentence));
      return found && [...found].sort((a, b) => VERDICTS.indexOf(this.claims[a].verdict) - VERDICTS.indexOf(this.claims[b].verdict) || a - b)
        .map(i => this.claims[i]);
    }

    /** The claim that a sentence makes in other words, and what it changes of it. */
    like(reading, least = NEAR) {
      const language = this.language(reading.text);
      const [first, ...others] = this.index[language].search(reading.text, 3);
      if (!first || first.likeness < least) return null;
      // A sentence with a number is compared with a claim that gives one, where two are alike enough.
      const counted = one => numbers(this.claims[one.i].says[language === "zh" ? 0 : 1]).length > 0;
      const best = numbers(reading.text).length && !counted(first) ? others.find(one => one.likeness >= ENOUGH && counted(one)) ?? first : first;
      const claim = this.claims[best.i];
      const other = (this.read[language][best.i] ??= this.reader.one(claim.says[language === "zh" ? 0 : 1]));
      return { claim, similarity: Math.round(best.likeness * 100) / 100, same: best.likeness >= ENOUGH && !this.beyond(reading, other), changed: this.changed(reading, other) };
    }

    /** Whether a sentence names a drug or trial, or gives numbers, of which the claim says nothing: its verdict does not reach so far. */
    beyond(one, other) {
      const more = key => other[key].length > 0 && one[key].some(id => !other[key].includes(id)) && other[key].some(id => one[key].includes(id));
      return more("drugs") || more("trials") || (numbers(one.text).length > 0 && !numbers(other.text).length);
    }

    /** What one statement says otherwise than another that it resembles: numbers, negation, drugs and trials, population. */
    changed(one, other) {
      const found = [];
      const note = (field, says, holds) => found.push({ field, says: says.join(", "), holds: holds.join(", ") });
      const [a, b] = [numbers(one.text), numbers(other.text)];
      if (a.length && b.length && !b.every(number => a.includes(number)) && a.some(number => !b.includes(number))) note("number", a, b);
      const not = text => (text.match(NOT) ?? []).length % 2;
      if (not(one.text) !== not(other.text)) note("negation", one.text.match(NOT) ?? [], other.text.match(NOT) ?? []);
      for (const [field, key] of [["drug", "drugs"], ["trial", "trials"], ["population", "diseases"]]) {
        const [mine, theirs] = [one[key], other[key]];
        if (mine.length && theirs.length && !mine.some(id => theirs.includes(id))) note(field, mine, theirs);
      }
      const lines = text => Object.keys(check.LINES).filter(line => check.LINES[line].test(text));
      const [first, second] = [lines(one.text), lines(other.text)];
      if (first.length && second.length && !first.some(line => second.includes(line))) note("line", first, second);
      return found;
    }
  }

  Object.assign(check, { Claims, Index, terms, VERDICTS });
})();
