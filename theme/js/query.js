/*
 * What a query says: the longest known names in it, the words that ask something of them, the empty words, and names that no
 * record bears. In: the names of assets/LANGUAGE/names.js (see scripts/website/names.py) and a query. Out: a reading.
 * Runs outside a page too, so that it can be tested alone.
 */
(() => {
  const Duizhao = (globalThis.Duizhao ??= {});
  // What is pasted beyond this is not looked at; a title or a sentence fits.
  const LONGEST = 200;
  const LONGEST_NAME = 24;
  const NEAREST = 5;
  const BEGUN = 8;
  const ORDER = ["trials", "drugs", "settings", "diseases", "classes", "targets", "biomarkers", "terms"];
  const FOLDER = { terms: "glossary" };
  const TOKEN = /\p{Script=Han}|\p{N}+|(?:(?!\p{Script=Han})\p{L})+/gu;
  const HAN = /\p{Script=Han}/u;
  const DOI = /10\.\d{4,9}\/[^\s"<>]+/;

  class Names {
    constructor(data, language) {
      this.traditional = new Map();
      const pairs = [...data.traditional];
      for (let i = 0; i < pairs.length; i += 2) this.traditional.set(pairs[i], pairs[i + 1]);
      this.records = [];
      this.byId = new Map();
      this.keys = new Map();
      this.words = new Map();
      this.prefixes = new Set();
      const endings = new Map();
      for (const kind of ORDER) {
        for (const [id, title, names, silent, numbers, links] of data.records[kind] ?? []) {
          const url = `${language === "zh" ? "" : "en/"}${FOLDER[kind] ?? kind}/${id}.html`;
          const index = this.records.push({ id, kind, title, names: [...names, ...numbers], silent, numbers, links, url }) - 1;
          this.byId.set(id, index);
          this.add(title, index, 0);
          for (const name of names) this.add(name, index, HAN.test(name) || HAN.test(title) ? 0.5 : 1);
          for (const name of silent) this.add(name, index, 2);
          for (const number of numbers) {
            this.add(number, index, 1);
            const digits = number.replace(/^[^\d]+/, "");
            if (digits.length >= 6) this.add(digits, index, 2);
            this.prefixes.add(this.key(number).match(/^[a-z]+/)?.[0]);
          }
          if (kind !== "drugs") continue;
          for (const ending of new Set([title, ...names].map(name => this.ending(name)))) {
            endings.set(ending, (endings.get(ending) ?? 0) + 1);
          }
        }
      }
      // The endings that several drugs share (-mab, 单抗) tell that a word is a drug's name, not which.
      this.endings = new Set([...endings].filter(([ending, count]) => ending && count >= 3).map(([ending]) => ending));
      this.sorted = [...this.keys.keys()].sort();
      this.diseases = this.sorted.filter(key => HAN.test(key) && this.keys.get(key).some(([i]) => this.records[i].kind === "diseases"));
      this.said = new Map();
      for (const [facet, said] of Object.entries(data.words)) {
        this.said.set(facet, said.map(word => this.key(word)));
        for (const word of said) {
          const key = this.key(word);
          if (!this.words.has(key)) this.words.set(key, new Set());
          this.words.get(key).add(facet);
        }
      }
    }

    add(name, index, rank) {
      const key = this.key(name);
      if (!key) return;
      const owners = this.keys.get(key);
      if (!owners) this.keys.set(key, [[index, rank]]);
      else if (!owners.some(([owner]) => owner === index)) owners.push([index, rank]);
    }

    /** Simplified characters, folded, numbers without leading zeros: 024 and 24 are one, 0.05 stays. */
    plain(text) {
      const simple = [...text].map(char => this.traditional.get(char) ?? char).join("");
      return Duizhao.fold(simple).replace(/(?<![\p{N}.,])0+(?=\p{N})/gu, "");
    }

    key(text) {
      return this.plain(text).replace(/[^\p{L}\p{N}]/gu, "");
    }

    ending(name) {
      const key = this.key(name);
      if (/^\p{Script=Han}{4,}$/u.test(key)) return key.slice(-2);
      return /^[a-z]{7,}$/.test(key) ? key.slice(-3) : "";
    }

    /** Records under a key, those that bear it as their title first, then by kind. */
    owners(key) {
      const place = ([index, rank]) => rank * ORDER.length + ORDER.indexOf(this.records[index].kind);
      return [...(this.keys.get(key) ?? [])].sort((a, b) => place(a) - place(b)).map(([index]) => index);
    }

    /** Records whose name begins so: own title before other names, drugs before what is named after them, short before long. */
    begun(start) {
      let low = 0;
      for (let high = this.sorted.length; low < high;) {
        const middle = (low + high) >> 1;
        if (this.sorted[middle] < start) low = middle + 1;
        else high = middle;
      }
      const best = new Map();
      for (let i = low; i < this.sorted.length && this.sorted[i].startsWith(start); i += 1) {
        for (const [index, rank] of this.keys.get(this.sorted[i])) {
          const place = [Math.floor(rank), ORDER.indexOf(this.records[index].kind), this.sorted[i].length];
          if (!best.has(index) || before(place, best.get(index)) < 0) best.set(index, place);
        }
      }
      // What a reader types half is mostly a drug or a disease; trials and settings are named after them.
      const lead = ([index]) => { const at = ["drugs", "diseases"].indexOf(this.records[index].kind); return at < 0 ? 2 : at; };
      return [...best].sort((a, b) => a[1][0] - b[1][0] || lead(a) - lead(b) || before(a[1], b[1])).map(([index]) => index);
    }

    /** Learns how characters sound: syllables, each followed by its characters (see scripts/website/sounds.py). */
    hear(sounds) {
      this.sound = new Map();
      for (const group of sounds.split(" ")) {
        const syllable = group.match(/^[a-zü]+/)[0];
        for (const char of group.slice(syllable.length)) this.sound.set(char, syllable);
      }
      this.heard = this.sorted.filter(key => /^\p{Script=Han}{3,}$/u.test(key)).map(key => [key, this.spoken(key)]);
    }

    spoken(key) {
      return [...key].map(char => this.sound.get(char) ?? char);
    }

    /** Names that sound alike in every syllable, or in all but one of five or more. */
    alike(key) {
      if (!this.heard || !/^\p{Script=Han}{3,}$/u.test(key)) return [];
      const said = this.spoken(key);
      return this.heard.filter(([, other]) => other.length === said.length).map(([name, other]) => [
        name, other.filter((syllable, i) => syllable !== said[i]).length,
      ]).filter(([, apart]) => apart === 0 || (apart === 1 && said.length >= 5)).sort((a, b) => a[1] - b[1]);
    }

    /** Names that are spelt or sound nearly so, nearest first; a digit is never a typing error. */
    nearest(key) {
      const [, stem, digits] = key.match(/^(\p{L}+?)(\d+)\p{L}*$/u) ?? [];
      const found = new Map();
      const keep = (index, distance) => {
        if (!(found.get(index) <= distance)) found.set(index, distance);
      };
      if (stem) {
        for (const index of this.begun(stem)) {
          const other = this.key(this.records[index].title).match(/^\p{L}+?(\d+)/u);
          if (other) keep(index, Math.abs(Number(other[1]) - Number(digits)));
        }
      } else {
        const most = HAN.test(key) ? (key.length >= 4 ? 1 : 0) : key.length >= 9 ? 2 : key.length >= 5 ? 1 : 0;
        for (const [name, distance] of this.alike(key)) for (const [index] of this.keys.get(name)) keep(index, distance + 0.1);
        for (const other of most ? this.sorted : []) {
          if (Math.abs(other.length - key.length) > most || /\d/.test(other)) continue;
          const distance = apart(key, other, most);
          // A dropped or added character is likelier than another one in its place, and the first is seldom wrong.
          const place = distance + (other.length === key.length ? 0.2 : 0) + (other[0] === key[0] ? 0 : 0.3);
          if (distance <= most) for (const [index] of this.keys.get(other)) keep(index, place);
        }
      }
      return [...found].sort((a, b) => a[1] - b[1]).slice(0, NEAREST).map(([index]) => index);
    }

    /**
     * {text, cut, spans, names, begun, facets, numbers, missing, unknown, rest}: `names` and `begun` are records, best first;
     * `missing` are words shaped like a name that no record bears, `unknown` other words.
     */
    read(query) {
      const trimmed = query.trim();
      const text = trimmed.slice(0, LONGEST);
      const plain = this.plain(text);
      const reading = {
        text, cut: trimmed.length > LONGEST, names: [], begun: [], facets: new Set(), numbers: [], missing: [], unknown: [], author: null,
        doi: text.match(DOI)?.[0].replace(/[.,;)\]。，；）]+$/, "") ?? null, spans: [],
      };
      const searched = reading.doi ? plain.replace(DOI, " ") : plain;
      const tokens = [...searched.matchAll(TOKEN)].map(({ 0: word, index }) => ({ word, start: index, end: index + word.length }));
      const han = token => HAN.test(token.word);
      // Latin letters and digits that touch are one word: a name neither begins nor ends within.
      const within = i => i > 0 && i < tokens.length && tokens[i - 1].end === tokens[i].start && !han(tokens[i - 1]) && !han(tokens[i]);
      const gap = i => searched.slice(tokens[i - 1].end, tokens[i].start);
      const numbered = i => i < tokens.length && /^\p{N}/u.test(tokens[i].word) && gap(i) === "-";
      const close = i => i > 0 && i < tokens.length && /^-?$/.test(gap(i));
      const join = (from, to) => tokens.slice(from, to).map(token => token.word).join("");
      const whole = join(0, tokens.length);
      const free = [];
      for (let i = 0; i < tokens.length;) {
        const span = this.span(tokens, i, { within, join, han, whole, numbered });
        if (span) {
          const last = tokens[span.to - 1];
          span.shown = (text.length === searched.length ? text : searched).slice(tokens[i].start, last.end);
          reading.spans.push(span);
          i = span.to;
        } else {
          free.push(i);
          i += 1;
        }
      }
      this.left(reading, tokens, free, { han, close, join, within, typed: text, searched });
      this.order(reading);
      return reading;
    }

    /** The longest name or word that begins at a token; a run of characters may be the beginning or the inside of a disease's name. */
    span(tokens, from, { within, join, han, whole, numbered }) {
      if (within(from)) return null;
      for (let to = Math.min(tokens.length, from + LONGEST_NAME); to > from; to -= 1) {
        if (within(to)) continue;
        const key = join(from, to);
        if (key.length < 2 && key !== whole && !this.words.get(key)?.has("empty")) continue;
        const owners = this.owners(key);
        const facets = this.words.get(key);
        // LINDEN-9876 is not LINDEN.
        if (numbered(to) && /[a-z]$/.test(key) && owners.some(index => this.records[index].kind === "trials")) continue;
        if (owners.length || facets) return { from, to, key, owners, facets: facets ?? new Set() };
      }
      let end = from;
      while (end < tokens.length && han(tokens[end]) && (end === from || tokens[end - 1].end === tokens[end].start)) end += 1;
      for (let to = end; to >= from + 2; to -= 1) {
        if (to < from + 3 && to !== end) break;
        const key = join(from, to);
        const owners = this.begun(key);
        if (owners.length) return { from, to, key, owners, facets: new Set(), begun: true };
        const inside = to >= from + 3 ? this.diseases.filter(name => name.includes(key)) : [];
        const holders = [...new Set(inside.flatMap(name => this.owners(name)))];
        if (holders.length) return { from, to, key, owners: holders, facets: new Set(), begun: true };
      }
      return null;
    }

    /** The words that no span covers: half-typed names, numbers, names that no record bears, and other words. */
    left(reading, tokens, free, { han, close, join, within, typed, searched }) {
      const covered = new Map(reading.spans.map(span => [span.from, span]));
      for (let at = 0; at < free.length;) {
        const from = free[at];
        let to = from + 1;
        at += 1;
        while (at < free.length && free[at] === to && (close(to) && han(tokens[to]) === han(tokens[from]) || spaced(tokens, to))) {
          to += 1;
          at += 1;
        }
        const key = join(from, to);
        const next = covered.get(to);
        // 托珠 before 单抗: the whole is a drug's name, whatever 单抗 alone means.
        if (han(tokens[from]) && key.length >= 2 && next && close(to) && this.endings.has(next.key)) {
          reading.missing.push(this.lost(key + next.key));
          reading.spans.splice(reading.spans.indexOf(next), 1);
          continue;
        }
        const [, author, year] = key.match(/^(\p{L}{2,})((?:19|20)\d\d)$/u) ?? [];
        if (author && !this.begun(author).length) {
          reading.author = { name: author, year };
          continue;
        }
        if (/^\p{N}+$/u.test(key)) {
          reading.numbers.push(key);
          if (key.length >= 7) reading.missing.push(this.lost(key));
          continue;
        }
        const last = to === tokens.length;
        const letters = /^[a-z]+$/.test(key);
        const begun = letters && (key.length >= 4 || (last && key.length >= 2)) ? this.begun(key) : [];
        if (begun.length) {
          reading.spans.push({ from, to, key, owners: begun, facets: new Set(), begun: true });
          continue;
        }
        const shown = typed.slice(tokens[from].start, tokens[to - 1].end);
        const shaped = (/\d/.test(key) && /\p{L}{2}/u.test(key) && key.length >= 4)
          || (letters && key.length >= 4 && typed.length === searched.length && /^[A-Z-]+$/.test(shown))
          || this.endings.has(this.ending(key));
        (shaped ? reading.missing : reading.unknown).push(this.lost(key, typed.length === searched.length ? shown : key));
      }
    }

    lost(key, shown = key) {
      return { key, shown };
    }

    /** Names in the order of what they say: a record before a word that asks of it, a trial before a drug, long before short. */
    order(reading) {
      const kind = span => ORDER.indexOf(this.records[span.owners[0]].kind);
      const named = reading.spans.filter(span => span.owners.length);
      const subjects = named.filter(span => span.facets.size === 0 && !span.begun);
      for (const span of reading.spans) for (const facet of span.facets) if (facet !== "empty") reading.facets.add(facet);
      const asks = span => (span.facets.size && (subjects.length || named.length > 1) ? 1 : 0);
      named.sort((a, b) => asks(a) - asks(b) || (a.begun ? 1 : 0) - (b.begun ? 1 : 0)
        || (asks(a) ? 0 : kind(a) - kind(b)) || a.from - b.from);
      for (const span of named) {
        if (span.facets.has("empty") && subjects.length) continue;
        reading.names.push(...(span.begun ? span.owners.slice(0, BEGUN) : span.owners));
      }
      reading.exact = named.some(span => !span.begun);
      reading.names = [...new Set([...this.settings(reading), ...reading.names])];
    }

    /** A disease with a line or stage of treatment is a setting. */
    settings(reading) {
      const asked = [...reading.facets].filter(facet => /^(line|stage)\./.test(facet));
      const owners = reading.spans.flatMap(span => span.owners.slice(0, 1).map(index => this.records[index]));
      if (!asked.length || owners.some(record => ["trials", "drugs"].includes(record.kind))) return [];
      const diseases = new Set(owners.filter(record => record.kind === "diseases").map(record => record.id));
      // With a line, a stage that one disease alone has names it: extensive stage, first line.
      const staged = this.records.filter(record => record.kind === "settings"
        && record.links.some(link => link.startsWith("stage.") && asked.includes(link)));
      const one = new Set(staged.map(record => record.links[0]));
      if (!diseases.size && one.size === 1 && asked.some(facet => facet.startsWith("line."))) diseases.add([...one][0]);
      const said = asked.flatMap(facet => this.said.get(facet));
      const share = record => record.links.filter(link => asked.includes(link)).length / record.links.length;
      const titled = record => (said.some(word => this.key(record.title).includes(word)) ? 0 : 1);
      return this.records
        .map((record, index) => [record, index])
        .filter(([record]) => record.kind === "settings" && diseases.has(record.links[0]) && share(record) > 0)
        .sort(([a], [b]) => titled(a) - titled(b) || share(b) - share(a))
        .map(([, index]) => index);
    }
  }

  /** Whether a number follows a word across a space: KEYNOTE 522. */
  function spaced(tokens, i) {
    return /^\p{N}/u.test(tokens[i].word) && /^[a-z]{3,}$/.test(tokens[i - 1].word) && tokens[i].start - tokens[i - 1].end <= 1;
  }

  function before(a, b) {
    for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return a[i] - b[i];
    return 0;
  }

  /** Edit distance, given up beyond `most`. */
  function apart(a, b, most) {
    let row = [...Array(b.length + 1).keys()];
    for (let i = 1; i <= a.length; i += 1) {
      const next = [i];
      for (let j = 1; j <= b.length; j += 1) {
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      }
      if (Math.min(...next) > most) return most + 1;
      row = next;
    }
    return row[b.length];
  }

  Duizhao.Names = Names;
  Duizhao.apart = apart;
})();
