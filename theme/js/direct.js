/*
 * Direct answers: what a record named in the query says on what the query asks of it. In: the names, a reading (query.js), the
 * answers of assets/LANGUAGE/answers.js (see scripts/website/direct.py) and references. Out: {title, url, kind, lines, none}.
 */
(() => {
  const SHOWN = 5;
  const TRIALS = 2;

  /** Answers of the trials and drugs named, first those of the first. */
  Duizhao.direct = (names, answers, reading) => {
    if (!reading.exact) return [];
    const records = reading.spans.filter(span => span.owners.length && !span.begun).flatMap(span => span.owners.slice(0, 1))
      .map(index => names.records[index]);
    const trials = [...new Set(records.filter(record => record.kind === "trials"))].slice(0, TRIALS);
    if (trials.length) return trials.flatMap(trial => ofTrial(trial, answers[trial.id] ?? [], reading));
    const diseases = records.filter(record => record.kind === "diseases");
    return [...new Set(records.filter(record => record.kind === "drugs"))].slice(0, TRIALS)
      .flatMap(drug => ofDrug(names, drug, answers[drug.id] ?? [], diseases, reading));
  };

  function ofTrial(trial, rows, reading) {
    return reading.spans.flatMap(span => {
      const facets = [...span.facets].filter(facet => /^(endpoint|harm)\./.test(facet));
      if (!facets.length) return [];
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
    return [{ title, kind: drug.kind, url, facet: "approval", lines }];
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
