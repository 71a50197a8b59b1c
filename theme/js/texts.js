/*
 * Search in the texts: every page and section, the reader's language only. In: assets/LANGUAGE/search.js and the names. Out:
 * Duizhao.texts(names), a promise of {search, pages}; loaded when search first opens.
 */
(() => {
  const FIELDS = ["title", "names", "silent", "heading", "text"];
  const BOOST = { title: 6, names: 6, silent: 3, heading: 3, text: 1 };
  // Lists, what texts claim and where figures are from come after the pages about the thing itself.
  const WEIGHT = { index: 0.5, claims: 0.5, sources: 0.5, references: 0.4 };
  // A page that answers much less of the query than the best one is noise.
  const COVERAGE = 0.6;
  const { compact, terms, units } = Duizhao;
  // MiniSearch keeps terms as keys of plain objects, where some words are taken.
  const safe = term => (term in {} ? `${term}·` : term);

  async function build(names) {
    const [entries] = await Promise.all([Duizhao.load("search"), Duizhao.script("vendor/minisearch/index.js")]);
    const built = new MiniSearch({
      fields: FIELDS,
      idField: "id",
      extractField: (entry, field) => (Array.isArray(entry[field]) ? entry[field].join("\n") : entry[field]),
      tokenize: (text, field) => terms(text, field !== "text"),
      processTerm: safe,
    });
    const exact = new Map();
    const byUrl = new Map(names.records.map(record => [record.url, record]));
    entries.forEach((entry, id) => {
      entry.id = id;
      if (entry.heading) return;
      entry.names ??= byUrl.get(entry.url)?.names ?? [];
      entry.silent ??= byUrl.get(entry.url)?.silent ?? [];
      for (const name of [entry.title, ...entry.names, ...entry.silent]) {
        const key = compact(name);
        if (!exact.has(key)) exact.set(key, new Set());
        exact.get(key).add(id);
      }
    });
    // In portions, so that typing stays smooth on a slow machine.
    await built.addAllAsync(entries, { chunkSize: 100 });
    return {
      search: query => search(built, entries, exact, query),
      pages: new Map(entries.filter(entry => !entry.heading).map(entry => [entry.url, entry])),
    };
  }

  const isWord = term => /^[a-z]+$/.test(term);

  /** How much of one unit of the query a hit answers, from 0 to 1; `next` is the unit that may join it. */
  function answered(unit, next, matched) {
    if ([unit.joined, next?.joined].some(joined => matched.has(joined))) return 1;
    const found = list => list.filter(term => matched.has(term)).length / list.length;
    if (unit.han) return found(unit.grams) * (unit.joined ? 0.5 : 1);
    // A letter that belongs to the character after it (K药) says nothing alone.
    if (next?.han && next.joined) return 0;
    if (matched.has(unit.whole)) return 1;
    // keynote without 024 is another trial: worth something, not much.
    return found(unit.parts) === 1 ? 0.9 : found(unit.parts) / 2;
  }

  /** How much of the whole query, longer units weighing more. */
  function coverage(asked, matched) {
    const sizes = asked.map(unit => (unit.han ? unit.characters.length : 2));
    const sum = asked.reduce((sum, unit, i) => sum + sizes[i] * answered(unit, asked[i + 1], matched), 0);
    return sum / sizes.reduce((a, b) => a + b, 0);
  }

  /** Pages whose text answers the query, best first; `words` are the terms of the texts that matched. */
  function search(index, entries, exact, query) {
    const asked = units(query);
    const queried = [...new Set(asked.flatMap(unit => [
      ...(unit.joined ? [unit.joined] : []),
      ...(unit.han ? unit.grams : [unit.whole, ...unit.parts]),
    ]))];
    const wholes = new Set(asked.flatMap(unit => [unit.joined, unit.whole].filter(Boolean)));
    const hits = queried.length === 0 ? [] : index.search(query, {
      tokenize: () => queried,
      processTerm: safe,
      boost: BOOST,
      boostDocument: id => WEIGHT[entries[id].kind] ?? 1,
      boostTerm: term => (wholes.has(term) ? 2 : 1),
      prefix: term => /^[a-z0-9]{2,}$/.test(term) && !/^\d+$/.test(term),
      // A digit is never a typing error here: keynote042 must not find keynote024.
      fuzzy: term => (isWord(term) && term.length >= 5 ? 0.2 : false),
      weights: { prefix: 0.4, fuzzy: 0.3 },
    });
    const named = exact.get(compact(query)) ?? new Set();
    const pages = new Map();
    for (const hit of hits) {
      const entry = entries[hit.id];
      const share = coverage(asked, new Set(hit.queryTerms));
      const score = hit.score * share ** 2 * (named.has(hit.id) ? 1e6 : 1);
      const address = entry.url.split("#")[0];
      const page = pages.get(address) ?? { score: 0, share: 0, entry: null, byName: false, words: new Set() };
      for (const word of Object.keys(hit.match)) page.words.add(word);
      const fields = new Set(Object.values(hit.match).flat());
      const answers = named.has(hit.id) ? 1 : share;
      const byName = !entry.heading && (fields.has("title") || fields.has("names") || fields.has("silent"));
      // A page that bears the name opens at its top, unless one of its sections answers more of the query.
      const better = answers !== page.share ? answers > page.share
        : byName !== page.byName ? byName
        : score > page.score;
      if (better) Object.assign(page, { entry, byName, share: answers });
      page.score = Math.max(page.score, score);
      pages.set(address, page);
    }
    const best = Math.max(0, ...[...pages.values()].map(page => page.share));
    return [...pages.values()].filter(page => page.share >= best * COVERAGE).sort((a, b) => b.score - a.score);
  }

  Duizhao.texts = build;
})();
