/*
 * Which direction a text gives a trial and its end points, and what kind of trial it says it is.
 * In: a reading, facts. Out: comparisons. Runs outside a browser too.
 */
(() => {
  const check = ((globalThis.Duizhao ??= {}).check ??= {});
  const { comparison, endpoints, direction, TIMES, LINES, BEYOND } = check;
  const NEGATIVE = /(?:无|不|未)(?:表达)?\s?PD-?L1|PD-?L1\s?(?:表达)?(?:阴性|不表达|无表达|<\s?1)|(?:TPS|CPS|PD-?L1 expression)\s?(?:[<＜]|below|under|less than)\s?1\s?%?(?!\d)|without PD-?L1|PD-?L1[- ](?:negative|null)/i;
  const ALL_COMERS = /(?:不论|无论|不限|不考虑|不管)[^,，。;；]{0,6}PD-?L1|(?:regardless|irrespective) of PD-?L1|unselected (?:for|by) PD-?L1/i;
  const ENROLLED = /限|仅|须|要求|门槛|only|restrict|limited to|requir|cut-?off|threshold|纳入|入组|入选|招募|患者中|人群|enrol|recruit|includ|patients with|population|eligib/i;
  const SCORE = /(?:PD-?L1|TPS|CPS|(?<![A-Za-z])TC)[^\d,，。;；]{0,14}?(?:≥|>=|>|大于等于|不低于|at least|of)\s?(\d{1,2})\s?%?|(?:≥|>=|at least )\s?(\d{1,2})\s?%?\s?(?:的)?\s?(?:PD-?L1|TPS|CPS)|(?:PD-?L1|TPS|CPS)[^\d,，。;；]{0,24}?(\d{1,2})\s?%?\s?(?:or (?:more|higher|greater|above)|及以上|以上)/gi;
  const PHASE = /(?<![A-Za-z\d])(Ⅰ|Ⅱ|Ⅲ|Ⅳ|I{1,3}|IV|[1-4])(?:[abAB])?(?:\s?[/／]\s?(Ⅱ|Ⅲ|I{2,3}|[23]))?\s?期(?!不可|非小|小细胞|患|[^,，。;；]{0,6}(?:癌|瘤))[^,，。;；]{0,12}?(?:临床|试验|研究)|phase[\s-](I{1,3}|IV|[1-4])(?:[ab])?(?:\s?[/／]\s?(I{2,3}|[23]))?(?![A-Za-z\d])/gi;
  const ROMAN = { Ⅰ: "1", Ⅱ: "2", Ⅲ: "3", Ⅳ: "4", I: "1", II: "2", III: "3", IV: "4" };
  const SQUAMOUS = /(?<!非)(?:鳞状|鳞癌|肺鳞)|(?<!non-?)(?<!non )\bsquamous|(?<![A-Za-z])(?<!non-)sq-?NSCLC/i;
  const NON_SQUAMOUS = /非鳞|肺腺癌|non-?\s?squamous|lung adenocarcinoma/i;
  const PRIMARY = /(?:主要(?:研究)?终点(?:是|为|包括|：|:)|primary (?:end ?points?|outcomes?) (?:was|were|is|are|of)|(?:co-|dual )primary end ?points? (?:were|are|of))([^,，。;；]{0,60})/i;
  const STAGES = {
    limited: /局限期|limited[- ]stage/i, extensive: /广泛期|extensive[- ]stage/i,
    resectable: /(?<!不)(?<!不可)可(?:手术)?切除|\bresectable|(?<!un)resectable/i,
    "unresectable stage III": /不可切除[^,，。;；]{0,4}(?:III|Ⅲ|3)期|(?:III|Ⅲ)期不可切除|unresectable,? (?:locally advanced,? )?stage III/i,
  };
  const MEETS = /未(?:能)?达到(?:其)?主要(?:研究)?终点|(?:did not|failed to|not) (?:meet|met|reach) (?:its|the|their) (?:\w+ )?primary/i;
  const OVER = /优于|好于|胜过|superior to|better than|outperform\w*|longer than|inferior to|劣于|差于/i;
  const SIGNIFICANT = /显著|统计学意义|significan/i;
  const JOINED = /^\s?(?:[+＋]|联合|加|与|和|plus|and|combined with|in combination with|with)\s?$/i;
  const AGAINST = /对照(?:组|药物?)?(?:为|是|采用|接受|使用|用)|comparator (?:was|is)|control (?:arm|group)[^,.;]{0,40}? (?:received|got|was|were)|(?:对比|相较于|与)[^,，。;；]{0,16}?|(?:versus|vs\.?|compared (?:with|to)|compared|against|over)\s/i;

  class Outcomes {
    constructor(facts, names, figures) {
      this.facts = facts;
      this.names = names;
      this.figures = figures;
      // Drugs that are the only one of a control arm somewhere: with one of these alone as comparator a text says something definite.
      this.alone = new Set(Object.values(facts.trials).flatMap(trial => trial.arms.filter(arm => arm.role === "control" && arm.drugs.length === 1).map(arm => arm.drugs[0])));
    }

    compare(reading) {
      const found = [];
      const wrong = new Set();
      for (const clause of reading.spoken) {
        for (const id of clause.trials) {
          for (const one of this.direction(id, clause.text)) {
            const key = `${one.rule} ${one.field} ${one.record}`;
            if (!one.ok && wrong.has(key)) continue;
            wrong.add(key);
            found.push(one);
          }
          found.push(...this.population(id, clause.text));
        }
      }
      if (reading.trials.length === 1) found.push(...this.kind(reading));
      return found;
    }

    /** A direction against `met`, and against the intervals of the end points named. */
    direction(id, text) {
      const given = direction(text);
      if (!given) return [];
      const trial = this.facts.trials[id];
      const says = this.turned(id, text) ? { better: "not better", "not better": "better" }[given] : given;
      const named = [...new Set(endpoints(text).map(one => one.id))].filter(one => TIMES.has(one));
      const found = [];
      if ((!named.length && !endpoints(text).length) || named.some(one => trial.primary.includes(one))) {
        if (trial.met === "no" || trial.met === "yes" || trial.met === "worse") {
          const ok = (says === "better") === (trial.met === "yes");
          // An end point of several that was not met leaves a trial met; its own interval decides.
          if (!(named.length && says === "not better" && trial.met === "yes") || MEETS.test(text)) found.push(comparison("direction", id, says, `met: ${trial.met}`, ok, "direction"));
        }
      }
      for (const endpoint of named) {
        const effects = trial.results.filter(r => r.endpoint === endpoint && !r.estimand && r.effect?.[0] === "hr" && r.effect[2].length);
        if (!effects.length) continue;
        const excludes = r => Number(r.effect[2][1]) < 1;
        const shown = r => `${r.effect[1]} (${r.effect[2][0]}–${r.effect[2][1]})`;
        const holds = [...new Set(effects.map(shown))].join(", ");
        if (says === "better") {
          // A boundary that was not crossed leaves a result not significant, whatever its interval.
          const tested = effects.map(r => r.effect[3]);
          const crossed = !SIGNIFICANT.test(text) || tested.includes("yes") || !tested.includes("no");
          found.push(comparison(`${endpoint} result`, id, says, holds, effects.some(excludes) && crossed, "end point"));
        }
        else if (effects.every(r => excludes(r) && r.effect[3] !== "no")) found.push(comparison(`${endpoint} result`, id, says, holds, false, "end point"));
        else if (!effects.some(excludes)) found.push(comparison(`${endpoint} result`, id, says, holds, true, "end point"));
      }
      return found;
    }

    /** Whether a text puts the control arm before "superior to" and the arm under test behind it. */
    turned(id, text) {
      const verb = text.match(OVER);
      if (!verb) return false;
      const role = arm => this.facts.trials[id].arms.find(one => one.id === arm).role;
      const arms = this.figures.armsIn(id, text);
      const before = arms.filter(one => one.end <= verb.index).pop(), after = arms.find(one => one.start >= verb.index + verb[0].length);
      return Boolean(before && after) && role(before.arm) === "control" && role(after.arm) === "experimental";
    }

    /** Patients ascribed to a trial that it did not enrol. */
    population(id, text) {
      const trial = this.facts.trials[id];
      const required = trial.selection.find(one => one.pdL1 && one.use === "required to enter");
      const found = [];
      if (required && (NEGATIVE.test(text) || ALL_COMERS.test(text)) && !/排除|未纳入|不包括|exclud|not enrol/i.test(text)) {
        found.push(comparison("pd-l1", id, (text.match(NEGATIVE) ?? text.match(ALL_COMERS))[0], required.cutoff, false, "population"));
      }
      if (trial.selection.some(one => one.pdL1) && ENROLLED.test(text)) {
        for (const match of text.matchAll(SCORE)) {
          const said = match[1] ?? match[2] ?? match[3];
          const ok = trial.cutoffs.includes(said);
          if (ok || required) found.push(comparison("pd-l1", id, match[0], required?.cutoff ?? trial.cutoffs.join(", "), ok, "population"));
        }
      }
      return found;
    }

    /** Drugs, comparator, disease, line, phase, design and histology of the one trial that a sentence names. */
    kind(reading) {
      const [id] = reading.trials;
      const { text } = reading;
      if (text.search(check.CONTRAST) >= 0) return [];
      const trial = this.facts.trials[id];
      return [
        ...this.drugs(id, trial, reading), ...this.disease(id, trial, reading), ...this.line(id, trial, reading), ...this.design(id, trial, text),
        ...this.histology(id, trial, text), ...this.primary(id, trial, text),
      ].map(one => ({ ...one, rule: "trial" }));
    }

    drugs(id, trial, reading) {
      const found = [];
      const own = new Set(trial.arms.flatMap(arm => arm.drugs));
      const tested = reading.drugs.filter(drug => this.facts.drugs[drug]?.classes.length);
      const wrong = tested.filter(drug => !own.has(drug));
      const right = tested.filter(drug => own.has(drug));
      if (tested.length && (!wrong.length || !right.length)) {
        const held = trial.arms.flatMap(arm => arm.drugs);
        found.push(comparison("drug", id, tested.join(", "), [...new Set(held)].join(", "), !wrong.length));
      }
      // A strange drug joined to one of the trial's own: "CheckMate 227 tested pembrolizumab with ipilimumab".
      const places = reading.mentions.filter(one => one.ids.some(drug => tested.includes(drug)));
      const joint = places.findIndex((one, i) => i + 1 < places.length && JOINED.test(reading.text.slice(one.end, places[i + 1].start))
        && [one, places[i + 1]].some(each => each.ids.some(drug => wrong.includes(drug))));
      if (joint >= 0 && right.length && wrong.length) found.push(comparison("drug", id, tested.join(", "), [...own].join(", "), false));
      const at = reading.text.search(AGAINST);
      const controls = trial.arms.filter(arm => arm.role === "control");
      if (!controls.length || (!right.length && at < 0)) return found;
      const held = [...new Set(controls.flatMap(arm => arm.drugs))];
      const label = controls.map(arm => arm.label[1]).join("; ");
      const after = reading.mentions.filter(one => one.start >= at && at >= 0).flatMap(one => one.ids).filter(one => this.facts.drugs[one]);
      const other = [...new Set(after)].filter(drug => !right.includes(drug) || held.includes(drug));
      const stranger = other.filter(drug => !own.has(drug) && (held.length === 1 || this.alone.has(drug)));
      if (other.length === 1 && stranger.length === 1 && (!this.generic(held) || this.platinum(held, stranger[0]))) found.push(comparison("comparator", id, stranger[0], label, false));
      else if (other.length && other.every(drug => held.includes(drug))) found.push(comparison("comparator", id, other.join(", "), label, true));
      return found;
    }

    /** Whether a control arm is described as chemotherapy of some kind, whose drugs the record does not list. */
    generic(held) {
      return held.some(drug => this.facts.drugs[drug]?.names.some(name => /化疗|chemotherapy/i.test(name)));
    }

    /** Whether a control arm of a platinum compound with others is said to be one single drug of another kind, as docetaxel is elsewhere. */
    platinum(held, drug) {
      const named = one => this.facts.drugs[one]?.names.some(name => /铂|platin/i.test(name));
      return this.alone.has(drug) && !named(drug) && held.filter(one => this.generic([one])).every(named);
    }

    near(one, other) {
      const lines = this.facts.diseases;
      return one === other || this.facts.solid === one || this.facts.solid === other || (lines[one] ?? []).includes(other) || (lines[other] ?? []).includes(one);
    }

    disease(id, trial, reading) {
      if (!reading.diseases.length) return [];
      const near = reading.diseases.filter(one => this.near(one, trial.disease));
      if (near.length) return [comparison("disease", id, near.join(", "), trial.disease, true)];
      const place = reading.acronyms[0];
      const clause = reading.text.slice(place.start).split(/[;；。]/)[0];
      const said = this.names.mentions(clause).flatMap(one => one.ids).filter(one => this.facts.kinds[one] === "diseases");
      return said.length ? [comparison("disease", id, [...new Set(said)].join(", "), trial.disease, false)] : [];
    }

    line(id, trial, reading) {
      const { text } = reading;
      if (BEYOND.test(text) || trial.line === "any") return [];
      const said = Object.keys(LINES).filter(line => LINES[line].test(text));
      const own = new Set([trial.line]);
      if (trial.line === "third or later") own.add("second or later");
      if (trial.line === "perioperative") ["neoadjuvant", "adjuvant"].forEach(line => own.add(line));
      if (own.has("maintenance") || own.has("consolidation")) own.add("first");
      if (trial.line === "second or later") own.add("third or later");
      const found = [];
      const wrong = said.filter(line => !own.has(line));
      // A trial of first treatment may go on to maintenance; a sentence with two lines speaks of a sequence.
      if (said.length === 1) {
        const [only] = said;
        const soft = (only === "maintenance" || only === "consolidation") && trial.line === "first";
        if (!wrong.length || !soft) found.push(comparison("line", id, only, trial.line, !wrong.length));
      }
      const stages = Object.keys(STAGES).filter(stage => STAGES[stage].test(text));
      if (stages.length === 1 && trial.stage !== "any" && /SCLC|小细胞|small[- ]cell|切除|resect/i.test(text)) {
        const [only] = stages;
        const pair = ["limited", "extensive"];
        if (only === trial.stage) found.push(comparison("stage", id, only, trial.stage, true));
        else if (pair.includes(only) && pair.includes(trial.stage)) found.push(comparison("stage", id, only, trial.stage, false));
        else if (only === "resectable" && ["advanced", "extensive", "unresectable stage III"].includes(trial.stage)) found.push(comparison("stage", id, only, trial.stage, false));
      }
      return found;
    }

    design(id, trial, text) {
      const found = [];
      for (const match of text.matchAll(PHASE)) {
        const parts = match.slice(1).filter(Boolean).map(part => ROMAN[part] ?? part);
        const said = parts.join("/");
        if (trial.phase === "not stated" || trial.phase === "observational") continue;
        const own = trial.phase.split("/");
        found.push(comparison("phase", id, said, trial.phase, said === trial.phase || (own.length > 1 && parts.every(part => own.includes(part)))));
      }
      const blind = /双盲|double[- ]blind/i.test(text), open = /开放(?:标签|性)|open[- ]label/i.test(text);
      if (blind !== open && trial.masking !== "not stated") {
        found.push(comparison("masking", id, blind ? "double blind" : "open label", trial.masking, blind === (trial.masking === "double blind")));
      }
      const single = /单臂|single[- ]arm/i.test(text), random = /随机|randomi[sz]ed/i.test(text) && !/非随机|non-?randomi/i.test(text);
      if (single !== random) found.push(comparison("allocation", id, single ? "single-arm" : "randomised", trial.allocation, single === (trial.allocation === "single-arm") && random === (trial.allocation === "randomised")));
      return found;
    }

    histology(id, trial, text) {
      const non = NON_SQUAMOUS.test(text), squamous = SQUAMOUS.test(text.replace(NON_SQUAMOUS, " "));
      if (non === squamous || !["squamous", "non-squamous"].includes(trial.histology)) return [];
      const said = non ? "non-squamous" : "squamous";
      return [comparison("histology", id, said, trial.histology, said === trial.histology)];
    }

    primary(id, trial, text) {
      const match = text.match(PRIMARY);
      if (!match) return [];
      const said = [...new Set(endpoints(match[1]).map(one => one.id))];
      if (!said.length || !trial.primary.length) return [];
      const own = new Set(trial.primary.map(one => (one === "irorr" ? "orr" : one)));
      return [comparison("primary-end-point", id, said.join(", "), trial.primary.join(", "), said.every(one => own.has(one)))];
    }
  }

  Object.assign(check, { Outcomes });
})();
