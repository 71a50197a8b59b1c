/*
 * The page that checks a text. In: [data-check], what a reader pastes or drops. Out: the result below it. Nothing leaves the machine.
 * The work is done in slices between two frames: a Worker cannot be had from file:// in every browser.
 */
(() => {
  const root = document.querySelector("[data-check]");
  if (!root) return;
  const { element } = Duizhao;
  const MODULES = ["text", "sentences", "names", "words", "reading", "arithmetic", "figures", "outcomes", "drugs", "wordings", "claims", "checker", "decode", "show"];
  // Milliseconds of work after which the page may answer a key.
  const SLICE = 12;
  // Milliseconds without a key after which a text is looked at.
  const PAUSE = 350;
  // Sentences shown at once; more would hold up the page.
  const PORTION = 40;

  let checker = null, show = null, found = [], turn = 0, wait = 0;

  const rest = () => new Promise(done => { setTimeout(done); });

  async function prepare() {
    const facts = Duizhao.load("facts", "check");
    const [held] = await Promise.all([facts, MODULES.reduce((before, name) => before.then(() => Duizhao.script(`js/check/${name}.js`)), Promise.resolve())]);
    checker = new Duizhao.check.Checker(held);
  }

  async function begin() {
    const data = await Duizhao.load("checked");
    const word = key => data.words.word[key];
    const box = element("textarea", { id: "dz-check-text", rows: "8", placeholder: word("placeholder"), spellcheck: "false", autocomplete: "off" });
    const status = element("p", { class: "dz-check__status", role: "status" }, word("loading"));
    const file = element("input", { type: "file", accept: ".txt,.html,.htm,text/plain", hidden: "" });
    const button = (key, act) => {
      const made = element("button", { type: "button", "data-act": key }, word(key));
      made.addEventListener("click", act);
      return made;
    };
    const after = ["copy", "save", "print", "clear"];
    const acts = { copy, save, print: () => print(), clear: () => { box.value = ""; box.focus(); check(); } };
    const buttons = [button("file", () => file.click()), ...after.map(key => button(key, acts[key]))];
    const worst = element("section", { class: "dz-check__top", "aria-labelledby": "dz-check-worst", hidden: "" });
    const list = element("ol", { class: "dz-check__list" });
    const each = element("section", { "aria-labelledby": "dz-check-each", hidden: "" }, element("h2", { id: "dz-check-each" }, word("each")), list);
    root.replaceChildren(element("label", { for: "dz-check-text" }, word("text")), box, file, element("div", { class: "dz-check__acts" }, ...buttons), status, worst, each);

    function shown(some) {
      for (const one of buttons.slice(1)) one.disabled = !some;
      each.hidden = worst.hidden = !some;
    }
    shown(false);

    async function open(given) {
      if (!given) return;
      const text = Duizhao.check.decode(await given.arrayBuffer());
      if (!text) {
        status.textContent = show.word("unread", { name: given.name });
        return;
      }
      box.value = text;
      check();
    }

    async function check() {
      const mine = (turn += 1);
      const text = box.value;
      if (!text.trim()) {
        found = [];
        shown(false);
        list.replaceChildren();
        status.textContent = "";
        return;
      }
      const sentences = Duizhao.check.sentences(text);
      const results = [];
      let until = performance.now() + SLICE;
      for (const one of checker.steps(sentences)) {
        if (one) results.push(one);
        if (performance.now() < until) continue;
        status.textContent = show.word("working", { n: results.length, m: sentences.length });
        await rest();
        if (mine !== turn) return;
        until = performance.now() + SLICE;
      }
      found = results;
      worst.replaceChildren(element("h2", { id: "dz-check-worst" }, word("first")), show.worst(found));
      status.textContent = show.counted(found);
      list.replaceChildren();
      shown(found.length > 0);
      root.dispatchEvent(new CustomEvent("checked", { detail: found }));
      for (let i = 0; i < found.length; i += PORTION) {
        list.append(...found.slice(i, i + PORTION).map((one, j) => show.item(one, i + j)));
        await rest();
        if (mine !== turn) return;
      }
    }

    async function copy() {
      const text = show.text(found);
      try {
        await navigator.clipboard.writeText(text);
      } catch {
        // Without a secure page the clipboard takes only what is selected.
        const old = box.value;
        box.value = text;
        box.select();
        document.execCommand("copy");
        box.value = old;
      }
      status.textContent = word("copied");
    }

    function save() {
      const link = element("a", { href: URL.createObjectURL(new Blob([show.text(found)], { type: "text/plain" })), download: "duizhao-check.txt" });
      link.click();
      URL.revokeObjectURL(link.href);
    }

    file.addEventListener("change", () => { open(file.files[0]); file.value = ""; });
    box.addEventListener("dragover", event => { event.preventDefault(); box.classList.add("dz-check__over"); });
    box.addEventListener("dragleave", () => box.classList.remove("dz-check__over"));
    box.addEventListener("drop", event => {
      box.classList.remove("dz-check__over");
      if (!event.dataTransfer.files.length) return;
      event.preventDefault();
      open(event.dataTransfer.files[0]);
    });
    try {
      await prepare();
    } catch {
      status.textContent = word("failed");
      return;
    }
    show = new Duizhao.check.Show({ ...data, facts: checker.facts });
    status.textContent = "";
    box.addEventListener("input", () => {
      turn += 1;
      clearTimeout(wait);
      wait = setTimeout(check, PAUSE);
    });
    box.value ||= Duizhao.handed("check");
    check();
  }

  begin();
})();
