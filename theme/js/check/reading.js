/*
 * What each sentence of a text speaks of. In: sentences, names. Out: readings {text, mentions, trials, clauses, spoken, ids}.
 * Runs outside a browser too.
 */
(() => {
  const check = ((globalThis.Duizhao ??= {}).check ??= {});
  // Sentences after the one that names a trial in which "the results show …" still speaks of it.
  const REACH = 3;

  class Reader {
    constructor(facts) {
      this.facts = facts;
      this.script = new check.Script(facts.traditional);
      this.names = new check.Names(facts);
      this.trials = new check.Trials(facts);
    }

    /** One sentence alone. */
    one(sentence) {
      const text = this.script.plain(sentence);
      const mentions = this.names.mentions(text);
      const ids = kind => [...new Set(mentions.flatMap(one => one.ids).filter(id => this.facts.kinds[id] === kind))];
      const acronyms = this.trials.mentions(text);
      return {
        sentence, text, mentions, acronyms, trials: [...new Set(acronyms.map(one => one.id))], drugs: ids("drugs"), diseases: ids("diseases"),
        classes: ids("classes"), targets: ids("targets"), ids: [...new Set([...mentions.flatMap(one => one.ids), ...acronyms.map(one => one.id)])],
      };
    }

    /** The clauses of a sentence, each with the trials it speaks of; a trial named only for contrast (unlike X) has none. */
    clauses(text, named) {
      if (named.length < 2 && text.search(check.CONTRAST) < 0) return [{ text, trials: named }];
      const found = [];
      let current = [];
      for (const clause of text.split(check.CLAUSE)) {
        let here = this.trials.named(clause);
        if (here.length && clause.search(check.CONTRAST) >= 0) {
          const left = this.trials.named(clause.replace(check.CONTRAST, " "));
          here = here.filter(id => left.includes(id));
          if (!here.length) {
            found.push({ text: clause, trials: [] });
            continue;
          }
        }
        if (here.length) current = here;
        found.push({ text: clause, trials: current });
      }
      return found;
    }

    /** A text's sentences in order, each with its clauses; one without acronym speaks of the trials named last, for a few sentences. */
    all(sentences) {
      return [...this.read(sentences)];
    }

    *read(sentences) {
      let current = [], since = 0;
      for (const sentence of sentences) {
        const reading = this.one(sentence);
        if (reading.trials.length) {
          reading.spoken = this.clauses(reading.text, reading.trials);
          current = [...reading.spoken].reverse().find(clause => clause.trials.length)?.trials ?? [];
          since = 0;
        } else {
          since += 1;
          const carried = since <= REACH ? current.filter(id => this.about(id, reading)) : [];
          reading.spoken = [{ text: reading.text, trials: carried, carried: true }];
        }
        yield reading;
      }
    }

    /** Whether a sentence without acronym may speak of a trial: it names no drug, or one of the trial's. */
    about(id, reading) {
      const own = new Set(this.facts.trials[id].arms.flatMap(arm => arm.drugs));
      const tested = reading.drugs.filter(drug => this.facts.drugs[drug]?.classes.length);
      return !tested.length || tested.some(drug => own.has(drug));
    }
  }

  /** Stretches of a reading that speak of one and the same single trial: {text, trial}. */
  function single(reading) {
    const found = new Map();
    for (const clause of reading.spoken) {
      const key = clause.trials.join(" ");
      if (clause.trials.length) found.set(key, found.has(key) ? `${found.get(key)}，${clause.text}` : clause.text);
    }
    return [...found].filter(([key]) => !key.includes(" ")).map(([trial, text]) => ({ trial, text }));
  }

  Object.assign(check, { Reader, single });
})();
