/*
 * Filters and sorts table.filterable: a choice a facet, a text that folds as search does, sorting by the heads, the
 * state in the address, CSV of what is shown. Rows: data-KEY="a|b" with data-KEY-label="A|B"; td[data-sort] sorts.
 * Rows with data-id can be picked, and the picked ones shown alone; the address carries them (pick=a.b).
 */
(() => {
  const { compact, element, label } = { ...Duizhao, label: Duizhao.label.bind(Duizhao) };
  const collator = new Intl.Collator(Duizhao.language === "zh" ? "zh-Hans-CN" : "en", { numeric: true });
  const tables = document.querySelectorAll("table.filterable");

  const values = (row, key) => (row.getAttribute(`data-${key}`) ?? "").split("|").filter(Boolean);
  const text = cell => {
    const copy = cell.cloneNode(true);
    copy.querySelectorAll(".headerlink, .visually-hidden").forEach(part => part.remove());
    return copy.textContent.replace(/\s+/g, " ").trim();
  };
  const sortable = cell => cell.dataset.sort ?? text(cell);

  function compare(a, b) {
    // What is missing stands last in either direction.
    const x = Number(a);
    const y = Number(b);
    return a !== "" && b !== "" && !Number.isNaN(x) && !Number.isNaN(y) ? x - y : collator.compare(a, b);
  }

  function enhance(table) {
    const facets = JSON.parse(table.dataset.facets ?? "[]");
    const body = table.tBodies[0];
    const rows = [...body.rows];
    const heads = [...table.tHead.rows[0].cells];
    const names = heads.map(text);
    const hay = new Map(rows.map(row => [row, compact(`${row.textContent}\n${row.dataset.text ?? ""}`)]));
    // Two tables on a page must not share a key in the address.
    const prefix = tables.length > 1 ? `${table.id}.` : "";
    const state = { q: "", sort: "", pick: "", only: "" };
    for (const { key } of facets) state[key] = "";

    const search = element("input", { type: "search", autocomplete: "off", spellcheck: "false" });
    const selects = new Map(facets.map(({ key }) => [key, element("select")]));
    const order = element("select");
    const reset = element("button", { type: "button" }, label("filter.reset"));
    const csv = element("button", { type: "button" }, label("filter.csv"));
    const shown = element("p", { class: "dz-filter__shown", role: "status" });
    const field = (name, control, extra = "") => element("label", { class: `dz-filter__field ${extra}` }, element("span", {}, name), control);
    const only = element("button", { type: "button", "aria-pressed": "false" }, label("filter.picked", { n: 0 }));
    const more = facets.filter(facet => facet.more);
    const details = element("details", { class: "dz-filter__more" }, element("summary", {}, label("filter.more")),
      element("div", {}, ...more.map(facet => field(facet.label, selects.get(facet.key)))));
    const picks = new Map(rows.filter(row => row.dataset.id).map(row => [row.dataset.id, pickbox(row)]));
    const picked = () => state.pick.split(".").filter(Boolean);
    const form = element("div", { class: "dz-filter", role: "group", "aria-label": label("filter.label") },
      field(label("filter.text"), search),
      ...facets.filter(facet => !facet.more).map(facet => field(facet.label, selects.get(facet.key))),
      field(label("filter.order"), order, "dz-filter__order"),
      ...more.length ? [details] : [],
      element("div", { class: "dz-filter__end" }, shown, ...picks.size ? [only] : [], reset, csv));

    function pickbox(row) {
      const name = text(row.cells[0]);
      const box = element("input", { type: "checkbox", "aria-label": label("filter.pick", { name }) });
      row.cells[0].prepend(box, " ");
      box.addEventListener("change", () => {
        const rest = picked().filter(id => id !== row.dataset.id);
        change("pick", (box.checked ? [...rest, row.dataset.id] : rest).join("."));
      });
      return box;
    }

    const words = new Map();
    for (const { key } of facets) {
      for (const row of rows) {
        const names = (row.getAttribute(`data-${key}-label`) ?? "").split("|");
        values(row, key).forEach((value, i) => words.set(`${key}=${value}`, names[i] || value));
      }
    }

    const passes = (row, but) =>
      state.q.split(/\s+/).filter(Boolean).every(word => hay.get(row).includes(compact(word)))
      && (but || !state.only || picked().includes(row.dataset.id))
      && facets.every(({ key }) => key === but || !state[key] || values(row, key).includes(state[key]));

    function offer(key, all) {
      const select = selects.get(key);
      const counts = new Map();
      for (const row of rows) {
        const counted = passes(row, key) ? 1 : 0;
        for (const value of values(row, key)) counts.set(value, (counts.get(value) ?? 0) + counted);
      }
      const choices = [...counts].sort(([a], [b]) => collator.compare(words.get(`${key}=${a}`), words.get(`${key}=${b}`)));
      select.replaceChildren(element("option", { value: "" }, all), ...choices.map(([value, count]) => {
        const choice = element("option", { value }, `${words.get(`${key}=${value}`)} (${count})`);
        choice.disabled = count === 0 && value !== state[key];
        return choice;
      }));
      select.value = state[key];
    }

    function sort() {
      const down = state.sort.startsWith("-");
      const column = state.sort === "" ? -1 : Number(state.sort.replace("-", ""));
      heads.forEach((head, i) => {
        if (i === column) head.setAttribute("aria-sort", down ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
      });
      const keys = new Map(column < 0 ? [] : rows.map(row => [row, sortable(row.cells[column])]));
      const sorted = column < 0 ? rows : [...rows].sort((a, b) => {
        const [x, y] = [keys.get(a), keys.get(b)];
        if (x === "" || y === "") return (x === "") - (y === "");
        return down ? compare(y, x) : compare(x, y);
      });
      body.append(...sorted);
      order.value = state.sort;
    }

    function apply() {
      let count = 0;
      for (const row of rows) {
        row.hidden = !passes(row);
        count += row.hidden ? 0 : 1;
      }
      for (const { key } of facets) offer(key, label("filter.all"));
      sort();
      shown.textContent = count ? label("filter.shown", { n: count, m: rows.length }) : label("filter.none");
      const chosen = picked();
      for (const [id, box] of picks) box.checked = chosen.includes(id);
      only.textContent = label(state.only ? "filter.unpicked" : "filter.picked", { n: chosen.length });
      only.disabled = chosen.length === 0 && !state.only;
      only.setAttribute("aria-pressed", String(Boolean(state.only)));
      if (more.some(({ key }) => state[key])) details.open = true;
      reset.disabled = Object.values(state).every(value => value === "");
      csv.disabled = count === 0;
    }

    function write() {
      const address = new URL(location.href);
      for (const [key, value] of Object.entries(state)) {
        if (value) address.searchParams.set(prefix + key, value);
        else address.searchParams.delete(prefix + key);
      }
      try {
        history.replaceState(history.state, "", address);
      } catch {
        // A browser that lets no file:// page change its address only loses the shareable link.
      }
    }

    function change(key, value) {
      state[key] = value;
      apply();
      write();
    }

    function read() {
      const given = new URLSearchParams(location.search);
      for (const key of Object.keys(state)) state[key] = given.get(prefix + key) ?? "";
      for (const { key } of facets) if (!words.has(`${key}=${state[key]}`)) state[key] = "";
      state.pick = picked().filter(id => picks.has(id)).join(".");
      if (!state.pick) state.only = "";
      if (!/^-?\d+$/.test(state.sort) || Number(state.sort.replace("-", "")) >= heads.length) state.sort = "";
      search.value = state.q;
    }

    function download() {
      const quote = value => `"${value.replaceAll('"', '""')}"`;
      const lines = [names, ...[...body.rows].filter(row => !row.hidden).map(row => [...row.cells].map(text))];
      // Excel takes a CSV for UTF-8 only when it begins with a byte-order mark.
      const blob = new Blob(["\ufeff", lines.map(line => line.map(quote).join(",")).join("\r\n"), "\r\n"], { type: "text/csv;charset=utf-8" });
      const link = element("a", { href: URL.createObjectURL(blob), download: `duizhao-${table.id}.csv` });
      link.click();
      URL.revokeObjectURL(link.href);
    }

    order.append(element("option", { value: "" }, label("filter.original")));
    heads.forEach((head, i) => {
      if (head.hasAttribute("data-nosort") || !names[i]) return;
      const button = element("button", { type: "button", class: "dz-sort" }, ...head.childNodes);
      head.replaceChildren(button);
      button.addEventListener("click", () =>
        change("sort", state.sort === String(i) ? `-${i}` : state.sort === `-${i}` ? "" : String(i)));
      order.append(
        element("option", { value: String(i) }, `${names[i]} ↑`),
        element("option", { value: `-${i}` }, `${names[i]} ↓`));
    });
    search.addEventListener("input", () => change("q", search.value));
    for (const [key, select] of selects) select.addEventListener("change", () => change(key, select.value));
    order.addEventListener("change", () => change("sort", order.value));
    reset.addEventListener("click", () => {
      for (const key of Object.keys(state)) state[key] = "";
      search.value = "";
      apply();
      write();
      search.focus();
    });
    only.addEventListener("click", () => change("only", state.only ? "" : "1"));
    csv.addEventListener("click", download);
    addEventListener("popstate", () => {
      read();
      apply();
    });
    table.before(form);
    read();
    apply();
  }

  tables.forEach(enhance);
})();
