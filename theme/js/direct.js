/*
 * Direct answers: what the records named in a query say on what it asks of them. In: the names, a reading (query.js), and the
 * answers of those records (see scripts/website/direct.py and subjects.py). Out: {title, url, kind, facet, lines, none, trials}.
 */
(() => {
  const SHOWN = 5;
  const TRIALS = 2;

  const OUTCOMES = { "outcome.failed": "search.outcome.failed", "outcome.met": "search.outcome.met" };
  const isClaim = row => row[0] === "claim";
  const isTrial = row => row[0].startsWith("outcome.");

  /** The records that a query asks something of: those it names in whole, and the setting that a disease and a line make. */
  Duizhao.asked = (names, reading) => {
    if (!reading.exact) return [];
    const named = reading.spans.filter(span => span.owners.length && !span.begun).map(span => span.owners[0]);
    const setting = reading.names.slice(0, 1).filter(index => names.records[index].kind === "settings");
    const found = [...new Set([...setting, ...named])].map(index => names.records[index]);
    // What is asked of a target is asked of the drugs against it.
    const targets = reading.facets.has("meaning") ? [] : found.filter(record => record.kind === "targets").map(record => record.id);
    const against = targets.length && (reading.facets.size || found.length > 1)
      ? names.records.filter(record => record.kind === "classes" && record.links.some(link => targets.includes(link))) : [];
    // The class of that target alone before those of several.
    return [...found, ...against.sort((a, b) => a.links.length - b.links.length).slice(0, 1)];
  };

  /** Answers of the records named: of trials first, then of drugs, then of whatever else is named, its setting first. */
  Duizhao.direct = (names, answers, reading) => {
    const records = Duizhao.asked(names, reading);
    const rows = record => answers[record.id] ?? [];
    const of = kind => records.filter(record => record.kind === kind);
    const trials = of("trials").slice(0, TRIALS);
    if (trials.length) return trials.flatMap(trial => [...ofTrial(trial, rows(trial), reading), ...warned(trial, rows(trial), reading)]);
    const drugs = of("drugs").slice(0, TRIALS);
    const decided = drugs.flatMap(drug => ofDrug(names, drug, rows(drug).filter(row => row[0].startsWith("agency.")), of("diseases"), reading));
    if (decided.length) return decided;
    const subject = drugs[0] ?? of("settings")[0] ?? of("classes")[0] ?? records[0];
    return subject ? ofSubject(names, subject, rows(subject), records, reading) : [];
  };

  /** What a drug, class, setting, disease or term says: harms, trials by outcome or in a disease, what it is, claims about it. */
  function ofSubject(names, subject, rows, records, reading) {
    const asks = start => [...reading.facets].filter(facet => facet.startsWith(start));
    const answer = (facet, said, lines, anchor = "", more = {}) => ({
      title: [subject.title, ...said].join(" · "), kind: subject.kind, facet, url: subject.url + anchor, lines, ...more,
    });
    const list = (facet, said, found, anchor) => answer(facet, said, cut(found.map(row => [row[2], row[3]])), anchor, {
      trials: found.map(row => row[4].replace("trials/", "")),
    });
    const found = [...warned(subject, rows, reading)];
    const diseases = records.filter(record => record.kind === "diseases" && record !== subject);
    const shown = span => span.shown;
    const harms = asks("harm.");
    if (harms.length) {
      const told = rows.filter(row => row[0].startsWith("harm."));
      const exact = told.filter(row => harms.includes(row[0]));
      const wanted = exact.length && !harms.includes("harm.all") ? exact : told;
      // What is known of a harm must not stand below the name of another question, such as how many die of it.
      const said = exact.length || harms.includes("harm.all")
        ? reading.spans.filter(span => [...span.facets].some(facet => harms.includes(facet))).map(shown) : [];
      if (wanted.length) found.push(answer(harms[0], said, cut(wanted.map(row => [row[2], row[3]])), wanted[0][4]));
    }
    const outcomes = asks("outcome.");
    const among = new Set(diseases.flatMap(disease => [disease.id, ...below(names, disease.id)]));
    const pair = diseases.length && ["drugs", "classes"].includes(subject.kind);
    if (outcomes.length || pair) {
      const tested = rows.filter(isTrial).filter(row => !among.size || among.has(row[1]));
      const wanted = outcomes.length ? tested.filter(row => outcomes.includes(row[0])) : tested;
      const said = [...diseases.map(one => one.title), ...outcomes.map(one => Duizhao.label(OUTCOMES[one]))];
      if (wanted.length) found.push(list(outcomes[0] ?? "trials", said, wanted, "#trials"));
      else if (subject.kind !== "terms") {
        const lines = [[Duizhao.label("search.absent", { name: subject.title, what: said.join(" · ") }), ""]];
        found.push(answer(outcomes[0] ?? "trials", said, lines, "", { none: true }));
      }
    }
    if (subject.kind === "settings" && !found.length) {
      const lines = [...rows.filter(row => row[0] === "meaning"), ...rows.filter(row => row[0].startsWith("agency."))];
      if (lines.length) found.push(answer("setting", [], lines.map(row => [row[2], row[3]])));
    }
    const alone = records.length === 1 && reading.spans.every(span => span.owners.length || span.facets.has("meaning"));
    if (!found.length && (reading.facets.has("meaning") || (alone && subject.kind === "terms" && !reading.facets.size))) {
      const what = rows.filter(row => row[0] === "meaning");
      if (what.length) found.push(answer("meaning", [], what.map(row => [row[2], row[3]])));
    }
    return found;
  }

  /** Statements in circulation about a record that do not hold, where the query asks for them. */
  function warned(record, rows, reading) {
    if (!reading.facets.has("claim")) return [];
    const folder = Duizhao.language === "zh" ? "" : "en/";
    return rows.filter(isClaim).slice(0, SHOWN).map(row => {
      const [page, anchor] = row[4].split("#");
      return { title: record.title, kind: "claims", facet: "claim", url: `${folder}${page}.html#${anchor}`, lines: [[row[2], row[3]]] };
    });
  }

  /** The first lines, and how many more there are. */
  function cut(lines) {
    return lines.length <= SHOWN ? lines : [...lines.slice(0, SHOWN), [Duizhao.label("search.others", { n: lines.length - SHOWN }), ""]];
  }

  function ofTrial(trial, rows, reading) {
    return reading.spans.flatMap(span => {
      const facets = [...span.facets].filter(facet => /^(endpoint|harm|outcome)\./.test(facet));
      if (!facets.length) return [];
      const first = rows.find(([facet]) => facet.startsWith("endpoint."))?.[0];
      if (facets[0].startsWith("outcome.") && first) facets.push(first);
      const wanted = rows.filter(([facet]) => facets.includes(facet) || (facets.includes("harm.all") && facet.startsWith("harm.")));
      // 50 in the query and in the name of a population: that population first.
      const level = row => (reading.numbers.some(number => number.length > 1 && row[2].match(/\d+/g)?.includes(number)) ? 0 : 1);
      const found = [...wanted].sort((a, b) => level(a) - level(b)).slice(0, SHOWN).map(([, name, population, reports]) => ({
        title: [trial.title, name, population].filter(Boolean).join(" · "), kind: trial.kind, facet: facets[0],
        url: `${trial.url}#${reports[0][2]}`, lines: reports.map(([, words, , source]) => [words, source]),
      }));
      if (found.length) return found;
      return [{ title: trial.title, kind: trial.kind, url: trial.url, none: true, facet: facets[0],
        lines: [[Duizhao.label("search.absent", { name: trial.title, what: span.shown }), ""]] }];
    });
  }

  function ofDrug(names, drug, rows, diseases, reading) {
    const agencies = [...reading.facets].filter(facet => facet.startsWith("agency."));
    if (!agencies.length && !reading.facets.has("approval")) return [];
    const among = new Set(diseases.flatMap(disease => [disease.id, ...below(names, disease.id)]));
    const found = rows.filter(row => (!agencies.length || agencies.includes(row[0])) && (!among.size || among.has(row[3])));
    const asked = reading.spans.filter(span => [...span.facets].some(facet => agencies.includes(facet))
      || diseases.some(disease => span.owners[0] === names.byId.get(disease.id))).map(span => span.shown);
    const title = [drug.title, ...asked].join(" · ");
    const url = `${drug.url}#regulatory`;
    if (!found.length) {
      const what = [...asked, Duizhao.label("search.decisions")].join(" · ");
      const lines = [[Duizhao.label("search.absent", { name: drug.title, what }), ""]];
      return [{ title, kind: drug.kind, url: drug.url, none: true, facet: "approval", lines }];
    }
    const colon = Duizhao.label("search.colon");
    const lines = found.slice(0, SHOWN).map(([, decision, indication, , source]) => [`${decision}${colon}${indication}`, source]);
    if (found.length > SHOWN) lines.push([Duizhao.label("search.others", { n: found.length - SHOWN }), ""]);
    return [{ title, kind: drug.kind, url, facet: "approval", lines }, ...warned(drug, rows, reading)];
  }

  function below(names, id) {
    return names.records.filter(record => record.kind === "diseases" && record.links.includes(id))
      .flatMap(record => [record.id, ...below(names, record.id)]);
  }

  /** References by DOI, PubMed number or first author and year; [] where none is so; null where the query holds none of these. */
  Duizhao.references = (names, cited, reading) => {
    const key = text => names.key(text);
    const number = reading.numbers.find(one => one.length >= 7);
    const { author, doi } = reading;
    const pmc = [...reading.missing, ...reading.unknown].find(one => /^pmc\d+$/.test(one.key))?.key;
    if (!doi && !author && !number && !pmc) return null;
    const same = row => (doi && row[1].toLowerCase() === doi.toLowerCase()) || (number && row[2] === number)
      || (pmc && key(row[3]) === pmc)
      || (author && row[5] === author.year && (key(row[4]) === author.name || key(row[4].replace(/ [A-Z]{1,3}$/, "")) === author.name));
    const folder = Duizhao.language === "zh" ? "" : "en/";
    return cited.filter(same).map(([id, , , , first, year, title, used]) => ({
      title: [first, year].filter(Boolean).join(" "), kind: "references", url: `${folder}references/index.html#ref-${id}`,
      lines: [[title, ""]], used: used.map(one => names.byId.get(one)).filter(index => index !== undefined),
    }));
  };
})();
