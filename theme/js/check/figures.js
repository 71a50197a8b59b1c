/*
 * Figures of a text against the figures of every analysis that the records hold, and its own arithmetic. Rounding is allowed.
 * In: a reading, facts. Out: comparisons {rule, field, record, says, holds, ok}. Runs outside a browser too.
 */
(() => {
  const check = ((globalThis.Duizhao ??= {}).check ??= {});
  const { endpoints, same, decimal, TENTHS, NUMERALS } = check;
  const TO = "\\s?(?:[~～\\-–—至到,，]|to)\\s?";
  const RATIO = new RegExp(
    `(?:风险比|(?<![A-Za-z])HR(?![A-Za-z])|hazard ratio)[^\\d,，。;；]{0,60}?(\\d\\.\\d{1,3})(?:[^\\d。;；]{0,8}\\d\\d ?% ?(?:CI|置信区间|confidence interval)[^\\d]{0,4}(\\d\\.\\d+)${TO}(\\d\\.\\d+))?`, "gi");
  const MONTHS = /(?<![\d.])(\d{1,3}(?:\.\d{1,2})?)(?:\s?(?:个?月|months?\b|mo\b)|(?=\s?(?:vs\.?|versus|and|和|与|对|比|、)\s?\d{1,3}(?:\.\d{1,2})?\s?(?:个?月|months?\b)))/gi;
  const PERCENT = /(\d{1,3}(?:\.\d{1,2})?)\s?%|([一二三四五六七八九])成/g;
  const NO_MEDIAN = /随访|follow-?up|landmark|延长了?\s?\d|差异?|每\s?\d|longer by|gain of|every|CI|置信/i;
  const CONTROL = /对照组|对照臂|(?:标准|常规)(?:治疗|疗法|方案)组?|control (?:arm|group)|standard (?:of )?(?:care|therapy|treatment)|usual care/i;
  const CHEMO = /(?<![+＋加合、和])(?:化疗|安慰剂)(?:组|单用)|单纯化疗|单独化疗|(?<=(?:months?|%|versus|vs\.?) (?:(?:with|in|for|on) )?)(?:chemotherapy|placebo)(?! plus| and|\s?\+)|(?:chemotherapy|placebo) (?:arm|group|alone)/i;
  const TESTED = /(?<!标准|常规|对照|单纯)(?:试验|实验|治疗|研究|观察|联合|免疫治疗?)组|(?:experimental|treatment|investigational|combination|immunotherapy) (?:arm|group)/i;
  const LANDMARK = /(\d{1,2}|[一二三四五六七八十]|one|two|three|four|five|six|seven|eight|ten)[\s-]?(个月|年|months?|years?)(?!\s?(?:前|龄|岁|old|\d{4}))/gi;
  const ALIVE = /(\d{1,3}(?:\.\d{1,2})?)\s?%[^,.;，。；%\d]{0,60}?(alive|progression-free|free (?:of|from) progression)[^,.;%\d]{0,16}?(?:at|after) (\d{1,2}|one|two|three|four|five|six|seven|eight|ten)[\s-](years?|months?)/gi;
  const NOT_A_SHARE = /CI|置信|PD-?L1|TPS|CPS|(?<![A-Za-z])TC|风险|risk|降低|reduc/i;
  const COUNT = /(\d{1,3}(?:\.\d{1,2})?)\s?%\s?[(（,，]\s?(\d{1,5})\s?(?:\/|of|例?\/)\s?(\d{1,5})\s?(?:例|patients)?\s?[)）]|(?<![\d/])(\d{1,5})\s?(?:\/|(?:of|out of)(?: the)?\s)\s?(\d{1,5})\s?(?:例|patients|名)?\s?[(（,，;； ]{1,2}(\d{1,3}(?:\.\d{1,2})?)\s?%/gi;
  // A count, then its share after a few words: "21 of 88 patients responded (37.1%)", "83例患者有16例缓解（37.7%）".
  const LOOSE = /(?<![\d/.])(\d{1,5})\s?(?:\/|(?:of|out of)(?: the)?\s)\s?(\d{1,5})(?![\d/.%])([^%。;；]{0,90}?)(?<![\d.A-Za-z-])(\d{1,3}(?:\.\d{1,2})?)\s?%/gi;
  const OF_WHICH = /(?<![\d/.])(\d{1,5})\s?[例名]([^%。;；\d]{0,14}?(?:其中|有|中))(\d{1,5})\s?[例名]([^%。;；\d]{0,24}?)(\d{1,3}(?:\.\d{1,2})?)\s?%/gi;
  const NOT_ITS = /[≥≤<>=]\s?$|TPS|CPS|CI|置信|年|月|year|month|versus|vs|\d\s?\/\s?\d|\d (?:of|out of) \d|对照/i;
  const PATIENTS = /(?<![\d.])(\d{2,5})\s?(?:例|名|位)患者[^,，。;；\d]{0,8}随机|(?:纳入|入组|入选|随机(?:分配|分组|化|入组)?|招募|共|总计)[^,，。;；\d%]{0,10}?(\d{2,5})\s?(?:例|名|位)|(?<![\d.,])(\d{2,5}|\d,\d{3}) (?:\w+ ){0,4}?(?:patients|participants|adults|people) (?:\w+ ){0,4}?(?:randomi[sz]ed|enrolled|included|assigned|recruited)|(?:randomi[sz]ed|enrolled|recruited|included) (?:a total of )?(\d{2,5}|\d,\d{3}) (?:\w+ ){0,4}?(?:patients|participants|adults)/gi;
  const RISK = [
    [/(?:死亡|death|dying)/i, /进展|复发|progression|recurrence/i],
    [/(?:降低|下降|减少)了?[^%,，。;；\d]{0,14}?(\d{1,2}(?:\.\d)?)\s?%|(\d{1,2}(?:\.\d)?)\s?%[^,.;]{0,24}(?:reduction|lower|less)|(?:reduc\w+|lower\w*|cut)[^,.;%\d]{0,48}?by (\d{1,2}(?:\.\d)?)\s?%/gi],
  ];
  const HARM = /不良(?:反应|事件)|毒性|adverse (?:event|reaction|effect)|toxicit|(?<![A-Za-z])T?R?AEs?(?![A-Za-z])/i;
  const GRADE = /[3三Ⅲ]\s?[~～\-–—至]?\s?(?:[45四五]\s?)?级|grade\s?(?:≥\s?|>=\s?)?3|≥\s?3\s?级/i;

  // Two numbers side by side belong to two arms.
  const PAIRED = /^\s?(?:[(（][^()（）]*[)）])?\s?(?:和|与|、|及|对|比|vs\.?|versus|and|or)\s?$/i;

  /** A text without the names of trials, whose numbers are no figures. */
  const unnamed = (text, mentions) => mentions.reduceRight((rest, one) => rest.slice(0, one.start) + rest.slice(one.end), text);

  const comparison = (field, record, says, holds, ok, rule = "figure") => ({ rule, field, record, says, holds, ok });
  const list = values => [...new Set(values)].join(", ");

  /** A share that its own count does not give: 7/84 is 8.3 %. */
  function arithmetic(reading) {
    const found = [];
    const told = [...reading.text.matchAll(COUNT)].map(match => [match[1] ?? match[6], match[2] ?? match[4], match[3] ?? match[5], match.index]);
    const known = told.map(one => one[3]);
    const add = (match, share, n, of, between) => {
      if (!known.some(at => at >= match.index && at <= match.index + match[0].length) && !NOT_ITS.test(between)) told.push([share, n, of, match.index]);
    };
    for (const match of reading.text.matchAll(LOOSE)) add(match, match[4], match[1], match[2], match[3]);
    for (const match of reading.text.matchAll(OF_WHICH)) add(match, match[5], match[3], match[1], match[2] + match[4]);
    for (const [share, count, whole] of told) {
      const n = Number(count), of = Number(whole);
      if (!of || n > of) continue;
      const printed = decimal(share), right = (100 * n) / of;
      // One in the last place as printed, so that cutting off is allowed as well as rounding.
      const ok = Math.abs(printed.value - right) < printed.unit - 1e-9;
      found.push(comparison("share", "", `${n}/${of} = ${share}%`, `${n}/${of} = ${right.toFixed(1)}%`, ok, "arithmetic"));
    }
    return found;
  }

  /** The end point named last before a place, else the first after it. */
  function endpointAt(found, at) {
    let last = null;
    for (const one of found) if (one.start < at) last = one;
    return (last ?? found[0])?.id ?? "";
  }

  class Figures {
    constructor(facts, names, trials) {
      this.facts = facts;
      this.names = names;
      this.trials = trials;
    }

    compare(reading) {
      const found = arithmetic(reading);
      for (const { trial, text } of check.single(reading)) {
        if (!/\d|成/.test(unnamed(text, this.trials.mentions(text)))) continue;
        const about = { id: trial, trial: this.facts.trials[trial], text, named: endpoints(text), arms: this.armsIn(trial, text) };
        found.push(...ratios(about), ...risks(about), ...medians(about), ...rates(about), ...shares(about), ...harms(about));
        found.push(...patients(about));
      }
      return found;
    }

    /** Where a text names an arm: by a drug of it alone, by 对照组, 化疗组, or by its being the one under test. */
    armsIn(id, text) {
      const { arms } = this.facts.trials[id];
      if (arms.length < 2) return [];
      const found = labelled(arms, text);
      const taken = [...found, ...this.trials.mentions(text)];
      for (const { start, end, ids } of this.names.mentions(text)) {
        if (taken.some(one => one.start < end && one.end > start)) continue;
        const own = arms.filter(arm => ids.some(one => arm.drugs.includes(one)));
        if (own.length === 1) found.push({ start, end, arm: own[0].id });
      }
      const controls = arms.filter(arm => arm.role === "control"), tested = arms.filter(arm => arm.role === "experimental");
      const add = (pattern, among) => {
        const match = pattern.exec(text);
        if (match && among.length === 1 && !found.some(one => one.start < match.index + match[0].length && one.end > match.index)) {
          for (const each of text.matchAll(new RegExp(pattern.source, "gi"))) {
            found.push({ start: each.index, end: each.index + each[0].length, arm: among[0].id });
          }
        }
      };
      add(CONTROL, controls);
      add(CHEMO, controls);
      add(TESTED, tested);
      return found.sort((a, b) => a.start - b.start);
    }
  }

  /** Where a text names an arm by its very label, the longest first. */
  function labelled(arms, text) {
    const found = [];
    const low = text.toLowerCase();
    const labels = arms.flatMap(arm => arm.label.map(label => [label.toLowerCase(), arm.id])).sort((a, b) => b[0].length - a[0].length);
    for (const [label, arm] of labels) {
      for (let at = low.indexOf(label); at >= 0; at = low.indexOf(label, at + 1)) {
        const end = at + label.length;
        const inside = /[a-z0-9]/.test(low[at - 1] ?? "") && /[a-z0-9]/.test(low[at]);
        if (!inside && !/^\s?[+＋]/.test(low.slice(end)) && !found.some(one => one.start < end && one.end > at)) found.push({ start: at, end, arm });
      }
    }
    return found;
  }

  /** Numbers with the arm that each belongs to, where the text says: "X with A versus Y with B", "A组为X，B组为Y", "A与B分别为X和Y". */
  function assigned(about, matches) {
    const places = matches.map(match => ({ match, start: match.index, end: match.index + match[0].length, arm: null }));
    const between = (from, to) => [...new Set(about.arms.filter(one => one.start >= from && one.end <= to).map(one => one.arm))];
    places.forEach((one, i) => {
      const next = places[i + 1]?.start ?? about.text.length;
      const after = about.text.slice(one.end, next);
      const behind = /^\s*(?:[(（][^()（）]*[)）]\s*)?(?:with|for|in|on|among|under)\b/i.test(after) ? between(one.end, next) : [];
      const ahead = between(places[i - 1]?.end ?? 0, one.start);
      // "10.3 versus 6.0 months with A versus B"
      if (behind.length === 2 && places[i - 1] && places[i - 1].arm === null && PAIRED.test(about.text.slice(places[i - 1].end, one.start))) [places[i - 1].arm, one.arm] = behind;
      else if (behind.length >= 1) [one.arm] = [about.arms.find(arm => arm.start >= one.end).arm];
      else if (ahead.length === 1 && places[i + 1] && PAIRED.test(after)) one.ahead = ahead;
      else if (ahead.length === 1 && !(places[i - 1] && /^\s*(?:[(（][^()（）]*[)）]\s*)?(?:with|for|in|on)\b/i.test(about.text.slice(places[i - 1].end, one.start)))) [one.arm] = ahead;
      else one.ahead = ahead;
    });
    for (let i = 0; i + 1 < places.length; i += 1) {
      const [a, b] = [places[i], places[i + 1]];
      const joint = about.text.slice(a.end, b.end);
      if (a.arm === null && b.arm === null && a.ahead?.length === 2 && !b.ahead?.length && /和|与|对|、|vs|versus|and|,|，|比/i.test(joint)) {
        [a.arm, b.arm] = a.ahead;
      }
    }
    return places;
  }

  function ratios({ id, trial, text, named }) {
    const found = [];
    for (const match of text.matchAll(RATIO)) {
      const endpoint = endpointAt(named, match.index + match[0].indexOf(match[1]));
      const effects = trial.results.filter(r => (!endpoint || r.endpoint === endpoint) && r.effect?.[0] === "hr" && r.effect[1] !== "-").map(r => r.effect);
      if (!effects.length) continue;
      const alike = effects.filter(effect => same(match[1], effect[1]));
      const holds = list((alike.length ? alike : effects).map(e => e[1] + (e[2].length ? ` (${e[2][0]}–${e[2][1]})` : "")));
      const bounds = alike.map(e => e[2]).filter(ci => ci.length);
      found.push(comparison(`${endpoint || "any"} hazard-ratio`, id, match[1], holds, alike.length > 0));
      if (alike.length && match[2] && bounds.length) {
        const ok = bounds.some(([low, high]) => same(match[2], low) && same(match[3], high));
        found.push(comparison(`${endpoint || "any"} interval`, id, `${match[2]}–${match[3]}`, holds, ok));
      }
    }
    return found;
  }

  /** A risk said to be lowered by a share: one less the hazard ratio. */
  function risks({ id, trial, text }) {
    const found = [];
    for (const clause of text.split(/[,，;；。]/)) {
      const [dies, goesOn] = RISK[0].map(pattern => pattern.test(clause));
      if ((!dies && !goesOn) || !/风险|risk/i.test(clause)) continue;
      const those = goesOn ? ["pfs", "efs", "dfs", "rfs", "dmfs"] : ["os"];
      const hrs = trial.results.filter(r => those.includes(r.endpoint) && r.effect?.[0] === "hr" && r.effect[1] !== "-").map(r => r.effect[1]);
      for (const match of hrs.length ? clause.matchAll(RISK[1][0]) : []) {
        const said = match[1] ?? match[2] ?? match[3];
        const ok = hrs.some(hr => Math.abs((1 - Number(hr)) * 100 - Number(said)) <= 1);
        found.push(comparison(`${goesOn ? "pfs" : "os"} risk`, id, `${said}%`, list(hrs.map(hr => `HR ${hr}`)), ok));
      }
    }
    return found;
  }

  function medians(about) {
    const { id, trial, text, named } = about;
    if (!/中位|median|(?<![A-Za-z])m(?:PFS|OS|DOR)/i.test(text)) return [];
    const found = [];
    const wrong = new Map();
    let last = 0;
    const places = assigned(about, [...text.matchAll(MONTHS)]);
    for (const { match, start, end, arm } of places) {
      const between = text.slice(last, start);
      last = end;
      const endpoint = endpointAt(named, start);
      if (NO_MEDIAN.test(between) || !endpoint || /^\s?(?:的)?(?:-| )?(?:OS|PFS|总生存|无进展)/i.test(text.slice(end))) continue;
      const all = trial.results.filter(r => r.endpoint === endpoint).flatMap(r => r.arms).filter(a => a[1]);
      const held = all.filter(a => arm === null || a[0] === arm).map(a => a[1]);
      if (!held.length) continue;
      const ok = held.some(value => same(match[1], value));
      if (ok) found.push(comparison(`${endpoint} median`, id, match[1], list(held), true));
      else wrong.set(endpoint, [...(wrong.get(endpoint) ?? []), [match[1], `${list(held)}${arm ? ` (${arm})` : ""}`]]);
    }
    for (const [endpoint, pairs] of wrong) {
      found.push(comparison(`${endpoint} median`, id, list(pairs.map(pair => pair[0])), pairs.map(pair => pair[1]).join("; "), false));
    }
    return found;
  }

  /** The shares of a stretch that may be results, in order. */
  function percents(text) {
    return [...text.matchAll(PERCENT)].filter(match => {
      const before = text.slice(Math.max(0, match.index - 8), match.index), after = text.slice(match.index + match[0].length);
      return !/^\s?(?:CI|置信|confidence)/i.test(after) && !NOT_A_SHARE.test(before) && !/[~～–—至]\s?$/.test(before);
    });
  }

  /** A share without disease at a landmark: "2年总生存率为51.2%". */
  function rates(about) {
    const { id, trial, text } = about;
    const found = [];
    const marks = [...text.matchAll(LANDMARK)].map(match => {
      const count = NUMERALS[match[1].toLowerCase()] ?? Number(match[1]);
      return { start: match.index, end: match.index + match[0].length, months: count * (/年|year/i.test(match[2]) ? 12 : 1) };
    });
    for (const match of text.matchAll(ALIVE)) {
      const months = (NUMERALS[match[3].toLowerCase()] ?? Number(match[3])) * (/year|年/i.test(match[4]) ? 12 : 1);
      const endpoint = /progress|进展/i.test(match[2]) ? "pfs" : "os";
      const held = trial.results.filter(r => r.endpoint === endpoint).flatMap(r => r.arms.flatMap(a => a[4].filter(rate => Number(rate[0]) === months).map(rate => rate[1])));
      if (held.length) found.push(comparison(`${endpoint} rate`, id, `${match[1]}%`, list(held.map(value => `${value}%`)), held.some(value => same(match[1], value))));
    }
    marks.forEach((mark, i) => {
      const stop = marks.slice(i + 1).find(one => one.start - mark.end > 3)?.start ?? text.length;
      const stretch = text.slice(mark.end, stop).split(/[。;；]/)[0];
      const near = endpoints(stretch.slice(0, 40))[0] ?? (about.named.length === 1 && /生存率|surviv|率/.test(stretch.slice(0, 30)) ? about.named[0] : null);
      if (!near || !check.TIMES.has(near.id)) return;
      const held = trial.results.filter(r => r.endpoint === near.id).flatMap(r => r.arms.flatMap(a => a[4].filter(rate => Number(rate[0]) === mark.months).map(rate => [a[0], rate[1]])));
      if (!held.length) return;
      const inside = { ...about, text: stretch, arms: about.arms.filter(a => a.start >= mark.end && a.end <= mark.end + stretch.length).map(a => ({ ...a, start: a.start - mark.end, end: a.end - mark.end })) };
      for (const { match, arm } of assigned(inside, percents(stretch))) {
        const those = held.filter(([one]) => arm === null || one === arm).map(([, value]) => value);
        if (those.length) found.push(comparison(`${near.id} rate`, id, match[0], list(those.map(value => `${value}%`)), those.some(value => same(match[1], value))));
      }
    });
    return found;
  }

  /** A response rate that no arm of any analysis has. */
  function shares(about) {
    const { id, trial, text } = about;
    const found = [];
    for (const [clause, from] of clauses(text)) {
      const named = endpoints(clause).filter(one => ["orr", "cr", "pcr", "mpr", "dcr"].includes(one.id));
      if (!named.length) continue;
      const inside = { ...about, text: clause, arms: about.arms.filter(a => a.start >= from && a.end <= from + clause.length).map(a => ({ ...a, start: a.start - from, end: a.end - from })) };
      for (const { match, arm, start } of assigned(inside, percents(clause))) {
        const endpoint = endpointAt(named, start);
        const held = overall(trial, r => r.endpoint === endpoint || (endpoint === "orr" && r.endpoint === "irorr"), arm);
        if (!held.length) continue;
        // 九成 is 90 %, give or take ten.
        const ok = match[2] ? held.some(value => Math.abs(10 * TENTHS.indexOf(match[2]) - Number(value)) <= 10) : held.some(value => same(match[1], value));
        found.push(comparison(`${endpoint} rate`, id, match[0], list(held.map(value => `${value}%`)), ok));
      }
    }
    return found;
  }

  /** Every share over all of the results asked for, printed or given by its count. */
  function overall(trial, asked, arm = null) {
    const found = [];
    for (const r of trial.results.filter(asked)) {
      for (const a of r.arms) {
        if (arm !== null && a[0] !== arm) continue;
        found.push(...a[4].filter(rate => rate[0] === null).map(rate => rate[1]));
        if (a[3] !== null && a[2]) found.push(((100 * a[3]) / a[2]).toFixed(1));
      }
    }
    return [...new Set(found)];
  }

  /** A share of patients with harms of grade 3 or higher, or who stopped treatment or died of it. */
  function harms(about) {
    const { id, trial, text } = about;
    const found = [];
    for (const [clause, from] of clauses(text)) {
      if (!HARM.test(clause)) continue;
      const related = /治疗相关|药物相关|treatment-related|drug-related|(?<![A-Za-z])TRAE/i.test(clause);
      const immune = /免疫相关|immune-(?:related|mediated)|(?<![A-Za-z])irAE/i.test(clause);
      const kind = /停药|终止治疗|discontinu/i.test(clause) ? /discontinuation$/ : /死亡|death|fatal/i.test(clause) ? /death$/ : GRADE.test(clause) ? /grade3/ : null;
      if (!kind) continue;
      const family = immune ? /^irae/ : related ? /^t(?:ra|r-)/ : /^(?:trae|ae|tr-)/;
      const inside = { ...about, text: clause, arms: about.arms.filter(a => a.start >= from && a.end <= from + clause.length).map(a => ({ ...a, start: a.start - from, end: a.end - from })) };
      for (const { match, arm } of assigned(inside, percents(clause))) {
        const held = overall(trial, r => kind.test(r.endpoint) && family.test(r.endpoint), arm);
        if (held.length && match[1]) found.push(comparison("harm", id, match[0], list(held.map(value => `${value}%`)), held.some(value => same(match[1], value))));
      }
    }
    return found;
  }

  /** Clauses between commas with their places; a comma within brackets does not cut. */
  function clauses(text) {
    const found = [];
    let from = 0, depth = 0;
    for (let i = 0; i <= text.length; i += 1) {
      if ("(（".includes(text[i] ?? " ")) depth += 1;
      else if (")）".includes(text[i] ?? " ")) depth -= 1;
      else if (i === text.length || (depth <= 0 && ";；。".includes(text[i])) || (depth <= 0 && ",，".includes(text[i]) && endpoints(text.slice(i + 1).split(/[,，;；。]/)[0]).length)) {
        found.push([text.slice(from, i), from]);
        from = i + 1;
      }
    }
    return found;
  }

  /** How many patients were enrolled or randomised. */
  function patients({ id, trial, text }) {
    const found = [];
    const sizes = [trial.n, ...trial.arms.map(arm => arm.n), ...trial.sizes, ...trial.results.flatMap(r => r.arms.map(a => a[2]))].filter(Boolean);
    if (!trial.n) return found;
    const allowed = new Set(sizes);
    for (const a of trial.arms) for (const b of trial.arms) if (a.n && b.n && a !== b) allowed.add(a.n + b.n);
    for (const match of text.matchAll(PATIENTS)) {
      const said = Number(match.slice(1).find(Boolean).replace(",", ""));
      found.push(comparison("patients", id, String(said), String(trial.n), allowed.has(said)));
    }
    return found;
  }

  Object.assign(check, { Figures, comparison });
})();
