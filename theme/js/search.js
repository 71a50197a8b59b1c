/*
 * The search box. In: assets/LANGUAGE/names.js, then of answers/, cited/ and the texts what a query needs; nothing before search opens.
 * Direct answers come first, then the records that the query names, then pages whose text answers it; the reader's language only.
 */
(() => {
  // What fits a window at once; the others of the first twenty wait for a pause in typing.
  const SEEN = 8;
  const SHOWN = 20;
  // What is as long as this is no name but a statement.
  const PASSAGE = 40;
  const CHECK = `${Duizhao.language === "zh" ? "" : "en/"}check/index.html`;
  // Two lines; on a narrow window half of it is.
  const EXCERPT = { zh: 76, en: 150 };
  // Excerpts and the address wait for a pause in typing: a browser asks for the page's icon anew when the address changes.
  const PAUSE = 120;
  const REST = 400;
  // Chinese names long enough to be known by their sound.
  const HEARD = /^\p{Script=Han}{3,}$/u;
  const { compact, element } = Duizhao;

  const box = document.getElementById("dz-search");
  const input = document.getElementById("dz-search-input");
  const list = document.getElementById("dz-search-list");
  const status = box.querySelector(".md-search-result__meta");
  const further = element("button", { type: "button", class: "dz-search-more", hidden: "" });
  list.after(further);
  const kinds = element("div", { class: "dz-search-kinds", role: "group", "aria-label": Duizhao.label("search.kinds"), hidden: "" });
  const copy = element("button", { type: "button", class: "dz-search-copy", hidden: "" }, Duizhao.label("search.copy"));
  status.after(kinds, copy);
  const wrap = box.querySelector(".md-search__scrollwrap");
  const toggle = document.getElementById("__search");
  let names = null;
  let texts = null;
  let every = [];
  let shown = [];
  let kind = "";
  let moved = false;
  let goOn = () => {};
  let chosen = -1;
  let returnTo = null;

  /** A promise that is asked for again where it failed. */
  function once(make) {
    let made = null;
    return () => {
      made ??= make().catch(error => {
        made = null;
        throw error;
      });
      return made;
    };
  }

  const prepareNames = once(async () => {
    // What the texts need is asked for beside the names; a failure is told when it is waited for.
    Duizhao.load("text").catch(() => {});
    const scripts = ["query", "direct", "quote", "texts"].map(name => Duizhao.script(`js/${name}.js`));
    const [known] = await Promise.all([Duizhao.load("names"), ...scripts]);
    names = new Duizhao.Names(known, Duizhao.language);
  });
  const prepareTexts = once(async () => {
    texts = await Duizhao.texts(names);
  });

  const prepareSounds = once(async () => names.hear(await Duizhao.load("sounds")));

  /** Rows of the pieces that hold these keys. */
  async function rows(name, keys) {
    return Object.assign({}, ...await Promise.all(keys.map(key => Duizhao.piece(name, key))));
  }

  /** Answers of the records that a query asks something of. */
  function answersOf(reading) {
    const asked = Duizhao.asked(names, reading);
    // A trial answers before a drug, a drug before what else is named.
    const leading = ["trials", "drugs"].map(kind => asked.filter(record => record.kind === kind)).find(some => some.length) ?? asked;
    return rows("answers", leading.map(record => record.id));
  }

  /** References under the numbers or the author and year of a query; see scripts/website/references.py for the keys. */
  async function citedIn(reading) {
    const { author, doi, numbers, missing, unknown } = reading;
    const keys = [
      ...(doi ? [`doi:${doi.toLowerCase()}`] : []), ...numbers.filter(one => one.length >= 7).map(one => `pmid:${one}`),
      ...[...missing, ...unknown].filter(one => /^pmc\d+$/.test(one.key)).map(one => `pmc:${one.key}`),
      ...(author ? [`by:${author.name}${author.year}`] : []),
    ];
    return Object.values(await rows("cited", keys)).sort((a, b) => (a[0] < b[0] ? -1 : 1));
  }

  /** One hit: {title, url, kind} and what it shows; the excerpt of a page comes later, its place is kept. */
  function option({ title, url, kind, names: also, lines, other, check, number: page }, query, found, number) {
    const link = element("a", {
      class: "md-search-result__link dz-hit", role: "option", id: `dz-hit-${number}`, tabindex: "-1",
      href: Duizhao.url(url), "aria-selected": "false",
    });
    // The page that checks a text finds there what was pasted here; it goes when the window closes.
    if (check) link.addEventListener("click", () => Duizhao.hand("check", check));
    if (lines) link.classList.add("dz-answer");
    const head = element("span", { class: "dz-hit__head" }, element("span", { class: "dz-hit__title" }, ...Duizhao.marked(title, found)));
    const label = Duizhao.labels[`kind.${kind}`];
    if (label) head.append(" ", element("span", { class: "dz-hit__kind" }, label));
    if (other) head.append(" ", element("span", { class: "dz-hit__kind dz-hit__other" }, Duizhao.label("search.other")));
    link.append(head);
    for (const [words, source] of lines ?? []) {
      const from = source ? [" ", element("span", { class: "dz-hit__source" }, `[${source}]`)] : [];
      link.append(element("span", { class: "dz-hit__line" }, words, ...from));
    }
    const wanted = compact(query);
    const name = compact(title).includes(wanted) || lines ? null
      : also?.find(one => compact(one) === wanted) ?? also?.find(one => compact(one).includes(wanted));
    if (name) link.append(element("span", { class: "dz-hit__also" }, Duizhao.label("search.also"), ...Duizhao.marked(name, found)));
    if (page !== undefined) link.append(element("span", { class: "dz-hit__text" }));
    return link;
  }

  /** The excerpt of a hit: the beginning of a record that was named, else what holds the query, and the link leads there. */
  function excerpt(link, hit, sections, found) {
    const said = Duizhao.quote(sections, hit.named ? null : [hit.title, ...(hit.names ?? [])].join("\n"), found);
    if (!said) return;
    const length = EXCERPT[Duizhao.language] / (innerWidth < 480 ? 2 : 1);
    const section = said.heading ? [element("span", { class: "dz-hit__section" }, "§ ", ...Duizhao.marked(said.heading, found)), " "] : [];
    link.querySelector(".dz-hit__text").replaceChildren(...section, ...Duizhao.marked(said.text, found, length));
    if (said.anchor) link.href = Duizhao.url(`${hit.url}#${said.anchor}`);
  }

  /** Selects a hit, counted round; none where `number` is null. */
  function choose(number, scroll = true) {
    const options = [...list.children];
    options[chosen]?.setAttribute("aria-selected", "false");
    chosen = options.length && number !== null ? (number + options.length) % options.length : -1;
    const option = options[chosen];
    if (option) {
      option.setAttribute("aria-selected", "true");
      // The first is in view when the list is new; to ask would lay the page out at once.
      if (scroll) option.scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", option.id);
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  }

  /** What a query leads to: {hits, certain, lost, near}; `lost` is a name that no record bears, `near` how many hits are other records. */
  async function find(reading, found) {
    const wanted = reading.doi || reading.author || reading.numbers.length || /pmc\d/i.test(reading.text);
    const cited = wanted ? Duizhao.references(names, await citedIn(reading), reading) : null;
    const direct = reading.exact ? Duizhao.direct(names, await answersOf(reading), reading) : [];
    // A record that an answer says the whole of is not shown again below it.
    const whole = new Set(direct.filter(one => ["meaning", "setting"].includes(one.facet)).map(one => one.url));
    const listed = direct.flatMap(one => one.trials ?? []).map(id => names.byId.get(id)).filter(index => index !== undefined);
    const named = [...new Set([...reading.names, ...listed, ...(cited ?? []).flatMap(one => one.used)])]
      .filter(index => !whole.has(names.records[index].url));
    const record = (index, more) => ({ ...names.records[index], number: index, named: true, ...more });
    const hits = [...(cited ?? []), ...direct, ...named.map(index => record(index))];
    const asked = cited?.length === 0
      ? { key: "", shown: reading.doi ?? (reading.author ? reading.text : reading.numbers.find(one => one.length >= 7) ?? reading.text) } : null;
    const pages = reading.doi ? [] : found?.pages ?? [];
    const byEar = reading.names.length ? null : reading.unknown.find(word => HEARD.test(word.key));
    if (byEar || HEARD.test(reading.missing[0]?.key ?? "")) await prepareSounds();
    const unwritten = () => pages.length && reading.unknown.find(word => /^[a-z]/.test(word.key) && !found.words.has(word.key));
    const lost = cited?.length ? null : reading.missing[0] ?? (reading.names.length ? null : (asked ?? (byEar && names.alike(byEar.key).length ? byEar : unwritten()))) ?? null;
    const near = lost?.key ? names.nearest(lost.key).filter(index => !reading.names.includes(index)) : [];
    const typed = input.value.trim();
    const longer = typed.length >= PASSAGE && !names.owners(names.key(typed)).length ? [{ title: Duizhao.label("search.check"), url: CHECK, kind: "check", check: typed }] : [];
    const taken = new Set([...named, ...near]);
    const mentions = pages.filter(page => !taken.has(page.number));
    return { hits: [...longer, ...hits, ...near.map(index => record(index, { other: true })), ...mentions], certain: hits.length, lost, near: near.length };
  }

  let asked = 0;
  let resting = 0;
  let scrolled = false;
  async function update() {
    const query = input.value.trim();
    const turn = (asked += 1);
    const current = () => turn === asked;
    clearTimeout(resting);
    resting = setTimeout(remember, REST, query);
    if (!texts) status.textContent = Duizhao.label("search.loading");
    try {
      await prepareNames();
      if (!current()) return;
      const reading = names.read(query);
      let wanted = texts?.ask(reading.text);
      if (!wanted || !texts.ready(wanted)) {
        // Names and answers at once; what the texts say when it is here.
        if (query) await show(query, reading, null, current);
        if (!current()) return;
        status.textContent = Duizhao.label("search.loading");
        await prepareTexts();
        wanted = texts.ask(reading.text);
        await texts.load(wanted);
        if (!current()) return;
      }
      await show(query, reading, texts.rank(wanted), current);
    } catch {
      if (current()) status.textContent = Duizhao.label("search.failed");
    }
  }

  async function show(query, reading, pages, current) {
    const { hits, certain, lost, near } = await find(reading, pages);
    if (!current()) return;
    const found = Duizhao.pattern(reading.text);
    every = hits;
    offer();
    shown = kind ? hits.filter(hit => hit.kind === kind) : hits;
    copy.hidden = !hits.some(hit => hit.lines);
    list.replaceChildren();
    const add = count => more(count, reading, found, current);
    goOn = () => add(list.children.length < SHOWN ? SHOWN - list.children.length : SHOWN);
    add(SEEN);
    setTimeout(() => current() && list.children.length < SHOWN && goOn(), PAUSE);
    input.setAttribute("aria-expanded", String(hits.length > 0));
    chosen = -1;
    // Enter must not open another record than the one that was asked for.
    choose(hits.length && (certain || !lost) ? 0 : null, false);
    // To ask where the list stands would lay the page out at once.
    if (scrolled) wrap.scrollTop = 0;
    scrolled = false;
    const count = hits.length === 0 ? Duizhao.label("search.none", { q: reading.text })
      : hits.length === 1 ? Duizhao.label("search.one")
      : Duizhao.label("search.many", { n: hits.length });
    const said = lost ? Duizhao.label(near ? "search.nearest" : "search.missing", { q: lost.shown }) : "";
    const short = reading.cut ? Duizhao.label("search.cut") : "";
    status.textContent = query ? [said, short, said && !hits.length ? "" : count].filter(Boolean).join(" · ") : Duizhao.label("search.hint");
  }

  /** The kinds of the hits with their numbers, to show one of them only; gone where there is one kind. */
  function offer() {
    const counts = new Map();
    for (const hit of every) counts.set(hit.kind, (counts.get(hit.kind) ?? 0) + 1);
    if (!counts.has(kind)) kind = "";
    kinds.hidden = counts.size < 2;
    const wanted = [["", every.length], ...counts].map(([one, count]) => {
      const name = one ? Duizhao.labels[`kind.${one}`] ?? one : Duizhao.label("filter.all");
      return element("button", { type: "button", "data-kind": one, "aria-pressed": String(one === kind) }, `${name} ${count}`);
    });
    kinds.replaceChildren(...wanted);
  }

  /** The chosen answer, else the first, as text with its sources and its address. */
  async function take() {
    const hit = shown[chosen]?.lines ? shown[chosen] : shown.find(one => one.lines);
    if (!hit) return;
    const lines = hit.lines.map(([words, source]) => (source ? `${words} [${source}]` : words));
    const text = [hit.title, ...lines, new URL(Duizhao.url(hit.url), location.href).href].join("\n");
    status.textContent = Duizhao.label(await Duizhao.copied(text) ? "search.copied" : "search.uncopied");
  }

  /** Shows the next hits, and the button that shows more where there are. */
  function more(count, reading, found, current) {
    const from = list.children.length;
    const next = shown.slice(from, from + count);
    const links = next.map((hit, i) => option(hit, reading.text, found, from + i));
    list.append(...links);
    const left = shown.length - list.children.length;
    further.hidden = left <= 0;
    const following = Math.min(SHOWN, left);
    further.textContent = Duizhao.label("search.further", { n: following, m: left });
    if (!texts) return;
    setTimeout(() => {
      if (!current()) return;
      const seen = new IntersectionObserver(entries => entries.filter(entry => entry.isIntersecting).forEach(async ({ target }) => {
        seen.unobserve(target);
        const hit = next[links.indexOf(target)];
        excerpt(target, hit, await texts.sections(hit.number).catch(() => []), found);
      }), { root: wrap });
      links.forEach((link, i) => next[i].number !== undefined && seen.observe(link));
    }, PAUSE);
  }

  /** The query in the address, as a fragment: it is not sent to the host, and Back finds it again. */
  function remember(query) {
    const hash = query ? `#q=${encodeURIComponent(query)}` : location.hash.startsWith("#q=") ? "" : location.hash;
    if (hash === location.hash) return;
    try {
      history.replaceState(history.state, "", location.pathname + location.search + hash);
    } catch {
      // Some browsers keep the address of a local file as it is.
    }
  }

  /** Opens with the query that the address holds. */
  function recall() {
    if (!location.hash.startsWith("#q=")) return;
    try {
      input.value = decodeURIComponent(location.hash.slice(3).replaceAll("+", " "));
    } catch {
      return;
    }
    open();
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
    asked += 1;
    clearTimeout(resting);
    remember(restore ? "" : input.value.trim());
    input.setAttribute("aria-expanded", "false");
    if (restore) {
      input.blur();
      returnTo?.focus?.({ preventScroll: true });
    }
  }

  for (const button of document.querySelectorAll("[data-search-open]")) button.addEventListener("click", open);
  for (const place of box.querySelectorAll("[data-search-close]")) place.addEventListener("click", () => close());
  input.addEventListener("focus", () => toggle.checked || open());
  input.addEventListener("input", () => {
    moved = false;
    update();
  });
  kinds.addEventListener("click", event => {
    const pressed = event.target.closest("[data-kind]");
    if (!pressed) return;
    kind = pressed.dataset.kind;
    update().then(() => kinds.querySelector(`[data-kind="${kind}"]`)?.focus());
  });
  copy.addEventListener("click", take);
  box.addEventListener("focusout", event => {
    if (event.relatedTarget && !box.contains(event.relatedTarget)) close(false);
  });
  list.addEventListener("click", () => close(false));
  wrap.addEventListener("scroll", () => {
    scrolled = true;
  }, { passive: true });
  further.addEventListener("click", () => {
    const next = list.children.length;
    goOn();
    input.focus();
    choose(next);
  });
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
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (list.children[chosen]) window.open(list.children[chosen].href, "_blank", "noopener");
    } else if (moved && (event.key === "Home" || event.key === "End")) {
      // In the text until an arrow has led into the list.
      event.preventDefault();
      choose(event.key === "Home" ? 0 : list.children.length - 1);
    } else if (step) {
      event.preventDefault();
      moved = true;
      if (step > 0 && chosen === list.children.length - 1) goOn();
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
  addEventListener("hashchange", recall);
  addEventListener("pageshow", event => event.persisted && recall());
  recall();
})();
