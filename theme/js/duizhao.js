/*
 * The ground the other scripts stand on. In: data-base and data-language of its own tag. Out: window.Duizhao.
 * Data comes as classic scripts that call Duizhao.register(name, data): module scripts and fetch do not load from file://.
 */
(() => {
  const { base, language } = document.currentScript.dataset;
  const root = new URL(base.replace(/\/?$/, "/"), location.href).href;
  const data = new Map();
  const loading = new Map();

  /** The piece of a key: FNV-1a, 32 bits, over its UTF-16 units. */
  function place(key, count) {
    let found = 2166136261;
    for (let i = 0; i < key.length; i += 1) found = Math.imul(found ^ key.charCodeAt(i), 16777619) >>> 0;
    return found % count;
  }

  window.Duizhao = {
    language,
    labels: {},

    /** The address of a path below the site's root. */
    url: path => new URL(path, root).href,

    /** A fixed word, its {places} filled; a key without a word shows itself. */
    label(key, values = {}) {
      return (this.labels[key] ?? key).replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
    },

    /** Called by the data scripts in assets/LANGUAGE/ and assets/check/. */
    register(name, content) {
      if (name === "labels") this.labels = content;
      data.set(name, content);
    },

    /** Registered data, where it is here already. */
    here: name => data.get(name),

    /** A promise of registered data; its script is asked for once, on first need, and never taken from another build. */
    load(name, folder = language) {
      if (data.has(name)) return Promise.resolve(data.get(name));
      if (!loading.has(name)) {
        const promise = this.script(`assets/${folder}/${name}.js?${data.get("pieces")?.version ?? ""}`).then(() => data.get(name));
        promise.catch(() => loading.delete(name));
        loading.set(name, promise);
      }
      return loading.get(name);
    },

    place,

    /** A promise of the piece that holds a key, of data that is cut by its keys (scripts/website/pieces.py). */
    async piece(name, key) {
      return this.load(`${name}/${place(key, data.get("pieces")[name])}`);
    },

    /** Runs a script of this site. */
    script: path => new Promise((done, failed) => {
      const element = document.createElement("script");
      element.src = new URL(path, root).href;
      element.onload = done;
      element.onerror = failed;
      document.head.append(element);
    }),

    /** Whether text was put on the clipboard; the newer interface is absent on plain http and on some local files. */
    async copied(text) {
      try {
        await navigator.clipboard.writeText(text);
        return true;
      } catch {
        const field = Object.assign(document.createElement("textarea"), { value: text, readOnly: true });
        field.style.position = "fixed";
        document.body.append(field);
        field.select();
        const done = document.execCommand("copy");
        field.remove();
        return done;
      }
    },

    /** A remembered choice; undefined where the browser keeps none (private windows, some file:// settings). */
    recall(name) {
      try {
        return localStorage.getItem(`duizhao.${name}`) ?? undefined;
      } catch {
        return undefined;
      }
    },

    remember(name, value) {
      try {
        localStorage.setItem(`duizhao.${name}`, value);
      } catch {
        // Forgetting a preference is better than failing the page.
      }
    },

    /** What one page hands the next in the same window. */
    hand(name, value) {
      try {
        sessionStorage.setItem(`duizhao.${name}`, value);
      } catch {
        // The reader pastes it again.
      }
    },

    /** What was handed over, once. */
    handed(name) {
      try {
        const value = sessionStorage.getItem(`duizhao.${name}`);
        sessionStorage.removeItem(`duizhao.${name}`);
        return value ?? "";
      } catch {
        return "";
      }
    },

    /** An element with attributes and children. */
    element(tag, attributes = {}, ...children) {
      const element = document.createElement(tag);
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      element.append(...children);
      return element;
    },
  };
})();
