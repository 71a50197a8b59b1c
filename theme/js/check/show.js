/*
 * The result of a check as a reader sees it, copies it and prints it. In: results of the checker, assets/LANGUAGE/checked.js. Out: elements, text.
 */
(() => {
  const check = (Duizhao.check ??= {});
  const { element } = Duizhao;
  const SIGNS = { judged: "◆", differs: "✗", agrees: "✓", "cannot tell": "–", unknown: "○" };
  const VERDICTS = { contradicted: "✗", outdated: "↺", unsupported: "?", imprecise: "≈", supported: "✓", opinion: "”" };
  const WORST = ["contradicted", "differs", "outdated", "unsupported", "imprecise"];
  const HEAD = 60;

  class Show {
    constructor(data) {
      Object.assign(this, data);
    }

    word(key, values = {}) {
      return (this.words.word[key] ?? key).replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
    }

    /** Where a sentence stands in the order of what must not be repeated; -1 where nothing is wrong with it. */
    rank(one) {
      return WORST.indexOf(one.state === "judged" ? one.verdict : one.state);
    }

    state(one) {
      const judged = one.state === "judged";
      const word = judged ? `${this.words.state.judged}${this.word("colon")}${this.words.verdict[one.verdict]}` : this.words.state[one.state];
      return [judged ? VERDICTS[one.verdict] : SIGNS[one.state], word];
    }

    chip(one) {
      const [sign, word] = this.state(one);
      const kind = one.state === "judged" ? `verdict verdict-${one.verdict}` : `chip chip-${{ differs: "no", agrees: "yes" }[one.state] ?? "na"}`;
      return element("span", { class: kind }, `${sign} ${word}`);
    }

    link(id, text) {
      const [name, url] = this.names[id] ?? [];
      return url ? element("a", { href: Duizhao.url(this.place(url)) }, text ?? name) : text ?? id;
    }

    place(url) {
      return (Duizhao.language === "zh" ? "" : "en/") + url;
    }

    /** "pfs median" in words. */
    field({ rule, field }) {
      const { endpoint, field: fields, rule: rules } = this.words;
      const said = field.split(" ").map(part => endpoint[part] ?? fields[part] ?? part).join(Duizhao.language === "zh" ? "" : ", ");
      if (["premise", "stale", "quantity"].includes(rule)) return rules[rule];
      return rules[rule] ? `${rules[rule]} (${said})`.replace(/ \((.*)\)$/, Duizhao.language === "zh" ? "（$1）" : " ($1)") : said;
    }

    /** Values of a choice, arms and ids of records in words; figures as they are. */
    value({ field, record }, text) {
      const arms = this.facts.trials[record]?.arms ?? [];
      const own = Duizhao.language === "zh" ? 0 : 1;
      const called = arms.reduce((said, arm) => said.replaceAll(`(${arm.id})`, `(${arm.label[own]})`), text);
      if (/(?:FDA|EMA|NMPA|PMDA) \d{4}/.test(called)) return this.decisions(called);
      const group = this.words[field.split(" ").pop()] ?? {};
      const endpoint = field === "primary-end-point" ? this.words.endpoint : {};
      const one = part => group[part] ?? endpoint[part] ?? this.words.value[part] ?? this.names[part]?.[0] ?? part;
      return this.words.value[text] ?? called.split(", ").map(one).join(Duizhao.language === "zh" ? "、" : ", ");
    }

    /** "withdrawn FDA 2021-10-06; in force EMA" in words. */
    decisions(text) {
      const { event, value } = this.words;
      const said = text.replace(/in force|[a-z]+/g, word => event[word] ?? value[word] ?? word);
      return Duizhao.language === "zh" ? said.replaceAll(", ", "、").replaceAll("; ", "；") : said;
    }

    comparison(one, ok) {
      const holds = one.rule === "drug" ? this.words.value["no name"] : this.value(one, one.holds);
      const record = this.names[one.record] ? [" ", element("span", { class: "dz-check__of" }, this.link(one.record))] : [];
      return element("li", { class: ok ? "dz-check__ok" : "dz-check__no" },
        element("strong", {}, this.field(one)), ...record,
        ...one.rule === "premise" ? [] : [element("span", { class: "dz-check__says" }, `${this.word("says")}${this.word("colon")}${this.value(one, one.says)}`)],
        element("span", { class: "dz-check__holds" }, `${this.word("holds")}${this.word("colon")}${holds}`));
    }

    /** A sentence with its names as links. */
    sentence(one) {
      const pieces = [];
      let at = 0;
      for (const [start, end, id] of one.names) {
        pieces.push(one.sentence.slice(at, start), this.link(id, one.sentence.slice(start, end)));
        at = end;
      }
      return element("p", { class: "dz-check__sentence" }, ...pieces, one.sentence.slice(at));
    }

    claim(one) {
      if (!one.claim || !this.claims[one.claim]) return [];
      const [says, finding, url, sources] = this.claims[one.claim];
      const sure = one.similarity === 1 ? this.word("same") : this.word("likeness", { n: Math.round(one.similarity * 100) });
      const open = element("a", { href: Duizhao.url(this.place(url)) }, this.word("open"));
      const head = `${one.state === "judged" ? "" : this.word("near") + this.word("colon")}${says}`;
      const near = one.similarity < 1 ? [element("p", { class: "dz-check__none" }, this.word("none"))] : [];
      const about = [
        element("p", {}, element("strong", {}, this.word("finding") + this.word("colon")), finding, " ", open),
        ...near, ...sources.length ? [element("ul", { class: "dz-check__sources" }, ...sources.map(source => element("li", {}, source)))] : [],
      ];
      const said = [head, " ", element("span", { class: "dz-check__sure" }, `(${sure})`)];
      // What only resembles the sentence stays folded: a verdict never rests on likeness alone.
      return one.state === "judged" ? [element("div", { class: "dz-check__claim" }, element("p", {}, ...said), ...about)]
        : [element("details", { class: "dz-check__claim" }, element("summary", {}, ...said), ...about)];
    }

    item(one, number) {
      const compared = [...one.flags.map(flag => this.comparison(flag, false)), ...one.agrees.map(held => this.comparison(held, true))];
      const list = compared.length ? [element("ul", { class: "dz-check__compared" }, ...compared)] : [];
      return element("li", { id: `sentence-${number + 1}`, class: `dz-check__one dz-check__${one.state.replace(" ", "-")}` },
        this.chip(one), this.sentence(one), ...list, ...this.claim(one));
    }

    /** The worst first, each leading to its sentence. */
    worst(found) {
      const bad = found.map((one, i) => [this.rank(one), i]).filter(([rank]) => rank >= 0).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
      if (!bad.length) return element("p", { class: "dz-check__clean" }, this.word("clean"));
      return element("ol", { class: "dz-check__worst" }, ...bad.map(([, i]) => {
        const { sentence } = found[i];
        const short = sentence.length > HEAD ? `${sentence.slice(0, HEAD)}…` : sentence;
        return element("li", {}, this.chip(found[i]), " ", element("a", { href: `#sentence-${i + 1}` }, short));
      }));
    }

    counted(found) {
      const counts = Object.keys(SIGNS).map(state => [this.words.state[state], found.filter(one => one.state === state).length]);
      const said = counts.filter(([, n]) => n).map(([state, n]) => `${state} ${n}`).join(this.word("comma"));
      return this.word("done", { n: found.length, counts: said });
    }

    /** The same without links, with where each finding and record can be read. */
    text(found) {
      const lines = [];
      const addressed = (url, source) => `  ${this.word("page")}${this.word("colon")}${[source, Duizhao.url(this.place(url))].filter(Boolean).join(" ")}`;
      found.forEach((one, i) => {
        lines.push(`${i + 1}. [${this.state(one)[1]}] ${one.sentence}`);
        for (const flag of [...one.flags, ...one.agrees]) {
          const [name, url, source] = this.names[flag.record] ?? [];
          const holds = flag.rule === "drug" ? this.words.value["no name"] : this.value(flag, flag.holds);
          lines.push(`  ${one.flags.includes(flag) ? "✗" : "✓"} ${name ? `${name} ` : ""}${this.field(flag)}${this.word("colon")}${this.word("says")} ${this.value(flag, flag.says)}; ${this.word("holds")} ${holds}`);
          if (url) lines.push(addressed(url, source));
        }
        const claim = one.state === "judged" && this.claims[one.claim];
        if (claim) lines.push(`  ${this.word("finding")}${this.word("colon")}${claim[1]}`, ...claim[3].map(source => `    ${source}`), addressed(claim[2]));
        lines.push("");
      });
      return [this.counted(found), "", ...new Set(lines.length ? [lines.join("\n")] : [])].join("\n");
    }
  }

  check.Show = Show;
})();
