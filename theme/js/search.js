/*
 * The search box. In: assets/LANGUAGE/names.js and answers.js, then search.js, loaded when search first opens. Direct answers come
 * first, then the records that the query names, then pages whose text answers it; the reader's language only.
 */
(() => {
  const SHOWN = 20;
  // What is as long as this is no name but a statement.
  const PASSAGE = 40;
  const CHECK = `${Duizhao.language === "zh" ? "" : "en/"}check/index.html`;
  const EXCERPT = { zh: 76, en: 150 };
  const { compact, units, element } = Duizhao;

  const box = document.getElementById("dz-search");
  const input = document.getElementById("dz-search-input");
  const list = document.getElementById("dz-search-list");
  const status = box.querySelector(".md-search-result__meta");
  const toggle = document.getElementById("__search");
  let names = null;
  let texts = null;
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
    // Asked for together; a query without a question does not wait for the answers.
    Duizhao.load("answers").catch(() => {});
    const [known] = await Promise.all([Duizhao.load("names"), Duizhao.script("js/query.js"), Duizhao.script("js/direct.js")]);
    names = new Duizhao.Names(known, Duizhao.language);
  });
  const prepareTexts = once(async () => {
    await Duizhao.script("js/texts.js");
    texts = await Duizhao.texts(names);
  });

  /** A pattern that finds the query's terms in text as printed: hyphens and Greek letters as they may stand there. */
  function pattern(query) {
    const escape = text => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const greek = { alpha: "α", beta: "β", gamma: "γ", delta: "δ", kappa: "κ" };
    const wanted = units(query).flatMap(unit => unit.han
      ? [...(unit.joined ? [unit.joined] : []), unit.han, ...unit.grams].map(escape)
      : [unit.parts.map(part => (Object.hasOwn(greek, part) ? `(?:${part}|${greek[part]})` : escape(part))).join("[-‐‑–\\s]?")]);
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

  /** One hit: {title, url, kind} and what it shows. */
  function option({ title, url, kind, names: also, heading, text, lines, other, check }, query, found, number) {
    const link = element("a", {
      class: "md-search-result__link dz-hit", role: "option", id: `dz-hit-${number}`, tabindex: "-1",
      href: Duizhao.url(url), "aria-selected": "false",
    });
    // The page that checks a text finds there what was pasted here; it goes when the window closes.
    if (check) link.addEventListener("click", () => Duizhao.hand("check", check));
    if (lines) link.classList.add("dz-answer");
    const head = element("span", { class: "dz-hit__head" }, element("span", { class: "dz-hit__title" }, ...marked(title, found)));
    const label = Duizhao.labels[`kind.${kind}`];
    if (label) head.append(" ", element("span", { class: "dz-hit__kind" }, label));
    if (other) head.append(" ", element("span", { class: "dz-hit__kind dz-hit__other" }, Duizhao.label("search.other")));
    link.append(head);
    for (const [words, source] of lines ?? []) {
      const from = source ? [" ", element("span", { class: "dz-hit__source" }, `[${source}]`)] : [];
      link.append(element("span", { class: "dz-hit__line" }, words, ...from));
    }
    if (heading) link.append(element("span", { class: "dz-hit__section" }, "§ ", ...marked(heading, found)));
    const wanted = compact(query);
    const name = compact(title).includes(wanted) || lines ? null
      : also?.find(one => compact(one) === wanted) ?? also?.find(one => compact(one).includes(wanted));
    if (name) link.append(element("span", { class: "dz-hit__also" }, Duizhao.label("search.also"), ...marked(name, found)));
    if (text) link.append(element("span", { class: "dz-hit__text" }, ...marked(text, found, EXCERPT[Duizhao.language])));
    return link;
  }

  /** Selects a hit, counted round; none where `number` is null. */
  function choose(number) {
    const options = [...list.children];
    options[chosen]?.setAttribute("aria-selected", "false");
    chosen = options.length && number !== null ? (number + options.length) % options.length : -1;
    const option = options[chosen];
    if (option) {
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", option.id);
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  }

  /** What a query leads to: {hits, lost, near}; `lost` is a name that no record bears, `near` how many hits are other records. */
  async function find(query) {
    const reading = names.read(query);
    const cited = reading.doi || reading.author || reading.numbers.length || /pmc\d/i.test(query)
      ? Duizhao.references(names, await Duizhao.load("cited"), reading) : null;
    const used = (cited ?? []).flatMap(one => one.used);
    const shown = record => ({ ...record, text: texts?.pages.get(record.url)?.text });
    const direct = reading.exact && reading.facets.size ? Duizhao.direct(names, await Duizhao.load("answers"), reading) : [];
    const records = [...new Set([...reading.names, ...used])].map(index => shown(names.records[index]));
    const hits = [...(cited ?? []), ...direct, ...records];
    const longer = query.length >= PASSAGE ? [{ title: Duizhao.label("search.check"), url: CHECK, kind: "check", check: query }] : [];
    const pages = texts && query && !reading.doi ? texts.search(reading.text) : [];
    const taken = new Set(records.map(record => record.url));
    const rest = pages.filter(page => !taken.has(page.entry.url.split("#")[0]));
    const written = word => pages.some(page => page.words.has(word.key));
    const asked = cited?.length === 0
      ? { key: "", shown: reading.doi ?? (reading.author ? query : reading.numbers.find(one => one.length >= 7) ?? query) } : null;
    const unwritten = () => texts && pages.length && reading.unknown.find(word => /^[a-z]/.test(word.key) && !written(word));
    const lost = cited?.length ? null : reading.missing[0] ?? (reading.names.length ? null : (asked ?? unwritten())) ?? null;
    const near = lost?.key ? names.nearest(lost.key).filter(index => !reading.names.includes(index))
      .map(index => ({ ...shown(names.records[index]), other: true })) : [];
    for (const one of near) taken.add(one.url);
    const mentions = rest.filter(page => !taken.has(page.entry.url.split("#")[0])).map(page => page.entry);
    return { reading, hits: [...longer, ...hits, ...near, ...mentions], certain: hits.length, lost, near: near.length };
  }

  let asked = 0;
  async function update() {
    const query = input.value.trim();
    const turn = (asked += 1);
    const current = () => turn === asked;
    remember(query);
    if (!texts) status.textContent = Duizhao.label("search.loading");
    try {
      await prepareNames();
      if (!current()) return;
      if (!texts) {
        if (query) await show(query, current);
        status.textContent = Duizhao.label("search.loading");
        await prepareTexts();
      }
    } catch {
      status.textContent = Duizhao.label("search.failed");
      return;
    }
    if (current()) await show(query, current);
  }

  async function show(query, current) {
    const { reading, hits, certain, lost, near } = await find(query);
    if (!current()) return;
    const found = pattern(reading.text);
    list.replaceChildren(...hits.slice(0, SHOWN).map((hit, number) => option(hit, reading.text, found, number)));
    input.setAttribute("aria-expanded", String(hits.length > 0));
    chosen = -1;
    // Enter must not open another record than the one that was asked for.
    choose(hits.length && (certain || !lost) ? 0 : null);
    list.parentElement.parentElement.scrollTop = 0;
    const count = hits.length === 0 ? Duizhao.label("search.none", { q: reading.text })
      : hits.length > SHOWN ? Duizhao.label("search.more", { n: SHOWN, m: hits.length })
      : hits.length === 1 ? Duizhao.label("search.one")
      : Duizhao.label("search.many", { n: hits.length });
    const said = lost ? Duizhao.label(near ? "search.nearest" : "search.missing", { q: lost.shown }) : "";
    const short = reading.cut ? Duizhao.label("search.cut") : "";
    status.textContent = query ? [said, short, said && !hits.length ? "" : count].filter(Boolean).join(" · ") : Duizhao.label("search.hint");
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
    if (restore) remember("");
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
  addEventListener("hashchange", recall);
  addEventListener("pageshow", event => event.persisted && recall());
  recall();
})();
