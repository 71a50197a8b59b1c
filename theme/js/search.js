/*
 * The search box. In: assets/LANGUAGE/search.js, loaded when search first opens. One result a page, the reader's
 * language only. An exact name (O药, keynote024) comes first, whatever else a text says about it.
 */
(() => {
  const SHOWN = 20;
  const EXCERPT = { zh: 76, en: 150 };
  const FIELDS = ["title", "names", "silent", "heading", "text"];
  const BOOST = { title: 6, names: 6, silent: 3, heading: 3, text: 1 };
  // Lists, what texts claim and where figures are from come after the pages about the thing itself.
  const WEIGHT = { index: 0.5, claims: 0.5, sources: 0.5, references: 0.4 };
  // A page that answers much less of the query than the best one is noise.
  const COVERAGE = 0.6;
  const { compact, terms, units, element } = Duizhao;

  const box = document.getElementById("dz-search");
  const input = document.getElementById("dz-search-input");
  const list = document.getElementById("dz-search-list");
  const status = box.querySelector(".md-search-result__meta");
  const toggle = document.getElementById("__search");
  let index = null;
  let entries = [];
  const exact = new Map();
  let chosen = -1;
  let returnTo = null;

  async function build() {
    const [found] = await Promise.all([Duizhao.load("search"), Duizhao.script("vendor/minisearch/index.js")]);
    entries = found;
    const built = new MiniSearch({
      fields: FIELDS,
      idField: "id",
      extractField: (entry, field) => (Array.isArray(entry[field]) ? entry[field].join("\n") : entry[field]),
      tokenize: (text, field) => terms(text, field !== "text"),
      processTerm: term => term,
    });
    entries.forEach((entry, id) => {
      entry.id = id;
      if (entry.heading) return;
      for (const name of [entry.title, ...entry.names, ...entry.silent]) {
        const key = compact(name);
        if (!exact.has(key)) exact.set(key, new Set());
        exact.get(key).add(id);
      }
    });
    // In portions, so that typing stays smooth on a slow machine.
    await built.addAllAsync(entries, { chunkSize: 100 });
    index = built;
  }

  let ready = null;
  function prepare() {
    if (!ready) {
      ready = build();
      ready.catch(() => {
        ready = null;
      });
    }
    return ready;
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

  function search(query) {
    const asked = units(query);
    const queried = [...new Set(asked.flatMap(unit => [
      ...(unit.joined ? [unit.joined] : []),
      ...(unit.han ? unit.grams : [unit.whole, ...unit.parts]),
    ]))];
    const wholes = new Set(asked.flatMap(unit => [unit.joined, unit.whole].filter(Boolean)));
    const hits = queried.length === 0 ? [] : index.search(query, {
      tokenize: () => queried,
      processTerm: term => term,
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
      const page = pages.get(address) ?? { score: 0, share: 0, entry: null, byName: false };
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

  /** A pattern that finds the query's terms in text as printed: hyphens and Greek letters as they may stand there. */
  function pattern(query) {
    const escape = text => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const greek = { alpha: "α", beta: "β", gamma: "γ", delta: "δ", kappa: "κ" };
    const wanted = units(query).flatMap(unit => unit.han
      ? [...(unit.joined ? [unit.joined] : []), unit.han, ...unit.grams].map(escape)
      : [unit.parts.map(part => (greek[part] ? `(?:${part}|${greek[part]})` : escape(part))).join("[-‐‑–\\s]?")]);
    return wanted.length ? new RegExp(wanted.join("|"), "giu") : null;
  }

  /** Text with the query's terms marked, cut around the first of them where it is long. */
  function marked(text, found, length = Infinity) {
    const first = found ? text.search(found) : -1;
    const start = first > length * 0.6 ? first - Math.floor(length / 3) : 0;
    const cut = text.slice(start, start + length);
    const shown = (start ? "…" : "") + cut + (start + length < text.length ? "…" : "");
    const pieces = [];
    let end = 0;
    for (const match of found ? shown.matchAll(found) : []) {
      pieces.push(shown.slice(end, match.index), element("mark", {}, match[0]));
      end = match.index + match[0].length;
    }
    return [...pieces, shown.slice(end)];
  }

  function option(page, query, found, number) {
    const { entry } = page;
    const link = element("a", {
      class: "md-search-result__link dz-hit", role: "option", id: `dz-hit-${number}`, tabindex: "-1",
      href: Duizhao.url(entry.url), "aria-selected": "false",
    });
    const head = element("span", { class: "dz-hit__head" },
      element("span", { class: "dz-hit__title" }, ...marked(entry.title, found)));
    const kind = Duizhao.labels[`kind.${entry.kind}`];
    if (kind) head.append(" ", element("span", { class: "dz-hit__kind" }, kind));
    link.append(head);
    if (entry.heading) link.append(element("span", { class: "dz-hit__section" }, "§ ", ...marked(entry.heading, found)));
    const wanted = compact(query);
    const other = compact(entry.title).includes(wanted) ? null
      : entry.names?.find(name => compact(name) === wanted) ?? entry.names?.find(name => compact(name).includes(wanted));
    if (other) link.append(element("span", { class: "dz-hit__also" }, Duizhao.label("search.also"), ...marked(other, found)));
    if (entry.text) link.append(element("span", { class: "dz-hit__text" }, ...marked(entry.text, found, EXCERPT[Duizhao.language])));
    return link;
  }

  function choose(number) {
    const options = [...list.children];
    options[chosen]?.setAttribute("aria-selected", "false");
    chosen = options.length ? (number + options.length) % options.length : -1;
    const option = options[chosen];
    if (option) {
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", option.id);
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  }

  async function update() {
    const query = input.value.trim();
    if (!index) {
      status.textContent = Duizhao.label("search.loading");
      try {
        await prepare();
      } catch {
        status.textContent = Duizhao.label("search.failed");
        return;
      }
      if (query !== input.value.trim()) return update();
    }
    const pages = query ? search(query) : [];
    const found = pattern(query);
    list.replaceChildren(...pages.slice(0, SHOWN).map((page, number) => option(page, query, found, number)));
    input.setAttribute("aria-expanded", String(pages.length > 0));
    chosen = -1;
    choose(pages.length ? 0 : -1);
    list.parentElement.parentElement.scrollTop = 0;
    status.textContent = !query ? Duizhao.label("search.hint")
      : pages.length === 0 ? Duizhao.label("search.none", { q: query })
      : pages.length > SHOWN ? Duizhao.label("search.more", { n: SHOWN, m: pages.length })
      : pages.length === 1 ? Duizhao.label("search.one")
      : Duizhao.label("search.many", { n: pages.length });
  }

  function open() {
    if (!toggle.checked) {
      returnTo = document.activeElement;
      // A click, not an assignment: Material's script listens and stops the page behind from scrolling.
      toggle.click();
    }
    input.focus();
    update();
  }

  function close(restore = true) {
    if (!toggle.checked) return;
    toggle.click();
    input.setAttribute("aria-expanded", "false");
    if (restore) {
      input.blur();
      returnTo?.focus?.({ preventScroll: true });
    }
  }

  for (const button of document.querySelectorAll("[data-search-open]")) button.addEventListener("click", open);
  for (const place of box.querySelectorAll("[data-search-close]")) place.addEventListener("click", () => close());
  input.addEventListener("focus", () => toggle.checked || open());
  input.addEventListener("input", update);
  box.addEventListener("focusout", event => {
    if (event.relatedTarget && !box.contains(event.relatedTarget)) close(false);
  });
  list.addEventListener("click", () => close(false));
  box.querySelector("form").addEventListener("submit", event => {
    event.preventDefault();
    list.children[chosen]?.click();
  });
  box.querySelector("form").addEventListener("reset", () => {
    // The field is emptied after this event.
    setTimeout(() => {
      input.focus();
      update();
    });
  });
  input.addEventListener("keydown", event => {
    // Enter and arrows that choose among an input method's candidates are not ours.
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      choose(chosen + step);
    } else if (event.key === "Escape") {
      event.preventDefault();
      close();
    }
  });
  document.addEventListener("keydown", event => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    const combination = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
    const single = !typing && !event.ctrlKey && !event.metaKey && !event.altKey && (event.key === "/" || event.key === "s");
    if (!combination && !single) return;
    event.preventDefault();
    open();
  });
})();
