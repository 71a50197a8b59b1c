/*
 * A whole text judged sentence by sentence. In: facts, text or sentences. Out: [{sentence, state, verdict, claim, similarity, flags, agrees, names}].
 * States: judged | agrees | differs | cannot tell | unknown. A flag: {rule, field, record, says, holds}. Runs outside a browser too.
 */
(() => {
  const check = ((globalThis.Duizhao ??= {}).check ??= {});
  const bare = ({ rule, field, record, says, holds }) => ({ rule, field, record, says, holds });

  class Checker {
    constructor(facts) {
      this.facts = facts;
      this.reader = new check.Reader(facts);
      this.figures = new check.Figures(facts, this.reader.names, this.reader.trials);
      this.outcomes = new check.Outcomes(facts, this.reader.names, this.figures);
      this.drugs = new check.Drugs(facts, this.reader.names);
      this.wordings = new check.Wordings(facts);
      this.claims = new check.Claims(facts, this.reader);
    }

    /** A text as it was pasted. */
    text(text) {
      return this.sentences(check.sentences(text));
    }

    /** Sentences of one text in order. */
    sentences(sentences) {
      return [...this.steps(sentences)].filter(Boolean);
    }

    /** Several parts of one text, each a list of sentences. */
    parts(parts) {
      const readings = parts.map(sentences => this.reader.all(sentences));
      const shares = this.wordings.shares(readings.flat());
      let from = 0;
      return readings.map(part => {
        from += part.length;
        return [...this.each(part, shares.slice(from - part.length, from))];
      });
    }

    /** The same one by one, so that a page can rest between them. */
    *steps(sentences) {
      const readings = [];
      for (const reading of this.reader.read(sentences)) {
        readings.push(reading);
        yield null;
      }
      yield* this.each(readings, this.wordings.shares(readings));
    }

    *each(readings, shares) {
      const news = this.wordings.years(readings);
      let before = null, flagged = null;
      for (let i = 0; i < readings.length; i += 1) {
        const reading = readings[i];
        const found = [
          ...this.outcomes.compare(reading), ...this.figures.compare(reading), ...this.drugs.compare(reading, before),
          ...this.wordings.compare(reading), ...shares[i], ...news[i],
        ];
        const flags = unique(found.filter(one => !one.ok));
        if (!flags.length && flagged && this.wordings.premise(reading)) {
          flags.push({ rule: "premise", field: "premise", record: flagged.record, says: reading.text.match(/^[^,，]{0,24}/)[0], holds: flagged.holds });
        }
        before = reading.diseases.length ? reading : null;
        flagged = flags.find(flag => flag.rule !== "drug" && flag.rule !== "year") ?? null;
        yield this.result(reading, flags.map(bare), unique(found.filter(one => one.ok)).map(bare));
      }
    }

    result(reading, flags, agrees) {
      const { sentence } = reading;
      const names = reading.text.length === sentence.length ? placed(reading) : [];
      const base = { sentence, state: "unknown", verdict: null, claim: null, similarity: null, flags, agrees, names };
      const same = this.claims.same(sentence);
      if (same) return { ...base, state: "judged", verdict: same[0].verdict, claim: same[0].id, similarity: 1 };
      const like = this.claims.like(reading);
      if (like) {
        base.claim = like.claim.id;
        base.similarity = like.similarity;
      }
      if (flags.length) return { ...base, state: "differs" };
      if (like?.same && !like.changed.length) return { ...base, state: "judged", verdict: like.claim.verdict };
      if (agrees.length) return { ...base, state: "agrees" };
      if (like?.same) {
        const changed = like.changed.map(({ field, says, holds }) => ({ rule: "claim", field, record: like.claim.id, says, holds }));
        return { ...base, state: "differs", flags: changed };
      }
      return { ...base, state: reading.ids.length ? "cannot tell" : "unknown" };
    }

    /** The claim that a sentence is likest to, with its language, and whether that is enough. */
    nearest(sentence) {
      const like = this.claims.like(this.reader.one(sentence), 0);
      return [this.claims.language(sentence), like?.claim.id ?? null, Boolean(like?.same)];
    }

    /** What the rules read of a text. */
    plain(text) {
      return this.reader.script.plain(text);
    }

    /** Ids that a text names, in alphabetical order. */
    named(text) {
      return [...this.reader.one(text).ids].sort();
    }
  }

  /** Every name with its place, of overlapping ones the first and longest. */
  function placed(reading) {
    const every = [...reading.mentions.map(one => [one.start, one.end, one.ids[0]]), ...reading.acronyms.map(one => [one.start, one.end, one.id])];
    every.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    let at = 0;
    return every.filter(([start, end]) => (start >= at ? ((at = end), true) : false));
  }

  function unique(found) {
    const seen = new Set();
    return found.filter(one => {
      const key = JSON.stringify([one.rule, one.field, one.record, one.says]);
      return seen.has(key) ? false : seen.add(key);
    });
  }

  /** The names of all rules. */
  const rules = () => [
    "abbreviation", "approval", "arithmetic", "claim", "direction", "drug", "end point", "figure", "population", "premise", "quantity", "stale",
    "target", "trial", "year",
  ];

  Object.assign(check, { Checker, rules });
})();
