/*
 * Search in the texts: every page, the reader's language only. In: assets/LANGUAGE/text.js, and of postings/, texts/ and words.js what
 * a query needs (see scripts/website/postings.py); nothing is built here. Out: Duizhao.texts(names), a promise of Texts.
 */
(() => {
  // The code of 0, and steps of the square root of a weight: scripts/website/postings.py.
  const FIRST = 35;
  const STEPS = 16;
  // A page that answers much less of the query than the best one is noise.
  const COVERAGE = 0.6;
  // A query may have as many terms as a number has bits.
  const TERMS = 31;
  // Words that begin as a term does, and words spelt nearly so, count less; too many of them say nothing.
  const BEGUN = { weight: 0.4, letters: 3, pieces: 3 };
  const MISSPELT = { weight: 0.3, letters: 5, words: 6 };
  const { compact, units } = Duizhao;
  const isWord = term => /^[a-z]+$/.test(term);

  class Texts {
    constructor(names, head) {
      this.starts = head.starts.split(" ");
      this.first = head.texts;
      this.count = head.pages;
      this.pages = [
        ...names.records.map((record, number) => ({ url: record.url, title: record.title, kind: record.kind, names: record.names, number })),
        ...head.others.map(([url, title, kind], i) => ({ url, title, kind, number: head.records + i })),
      ];
      this.titled = new Map(this.pages.slice(head.records).map(page => [compact(page.title), page.number]));
      this.read = new Map();
      this.scores = new Float64Array(this.pages.length);
      this.matched = new Int32Array(this.pages.length);
    }

    /** The place of the last entry of a sorted list that is not after a key; 0 where all are. */
    place(list, key) {
      let low = 0;
      for (let high = list.length; low < high;) {
        const middle = (low + high) >> 1;
        if (list[middle] <= key) low = middle + 1;
        else high = middle;
      }
      return Math.max(0, low - 1);
    }

    /** What a query asks of the index: its units, its terms, and the pieces that may hold them. */
    ask(query) {
      const asked = units(query);
      const wholes = new Set(asked.flatMap(unit => [unit.joined, unit.whole].filter(Boolean)));
      const names = [...new Set(asked.flatMap(unit => [
        ...(unit.joined ? [unit.joined] : []),
        ...(unit.han ? unit.grams : [unit.whole, ...unit.parts]),
      ]))].slice(0, TERMS);
      const terms = names.map(term => {
        const from = this.place(this.starts, term);
        const open = /^[a-z0-9]+$/.test(term) && !/^\d+$/.test(term) && term.length >= BEGUN.letters;
        const to = open ? Math.min(this.place(this.starts, `${term}\uffff`), from + BEGUN.pieces - 1) : from;
        return { term, from, to, open, boost: wholes.has(term) ? 2 : 1 };
      });
      const pieces = new Set(terms.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i)));
      return { query, asked, terms, pieces: [...pieces] };
    }

    /** Whether a query can be answered with what is here. */
    ready({ terms, pieces }) {
      if (!pieces.every(piece => Duizhao.here(`postings/${piece}`))) return false;
      const strange = this.strange(terms);
      return !strange.length || (Boolean(Duizhao.here("words"))
        && strange.every(({ term }) => this.near(term).every(word => Duizhao.here(`postings/${this.place(this.starts, word)}`))));
    }

    /** A promise that a query can be answered. */
    async load({ terms, pieces }) {
      await Promise.all(pieces.map(piece => Duizhao.load(`postings/${piece}`)));
      const strange = this.strange(terms);
      if (!strange.length) return;
      await Duizhao.load("words");
      const more = new Set(strange.flatMap(({ term }) => this.near(term).map(word => this.place(this.starts, word))));
      await Promise.all([...more].map(piece => Duizhao.load(`postings/${piece}`)));
    }

    /** A piece's terms and their postings. */
    piece(number) {
      if (!this.read.has(number)) this.read.set(number, Duizhao.here(`postings/${number}`).map(list => list.split(" ")));
      return this.read.get(number);
    }

    /** [postings, weight] of a term and of the words that begin with it. */
    lists({ term, from, to, open }) {
      const found = [];
      for (let number = from; number <= to; number += 1) {
        const [terms, lists] = this.piece(number);
        let i = terms[0] >= term ? 0 : this.place(terms, term);
        if (terms[i] < term) i += 1;
        for (; i < terms.length && (terms[i] === term || (open && terms[i].startsWith(term))); i += 1) {
          const longer = terms[i].length - term.length;
          found.push([lists[i], longer ? BEGUN.weight * terms[i].length / (terms[i].length + 0.3 * longer) : 1]);
        }
      }
      return found;
    }

    /** Words that no text holds, nor begins so; a digit is never a typing error: keynote042 must not find keynote024. */
    strange(terms) {
      return terms.filter(term => isWord(term.term) && term.term.length >= MISSPELT.letters && !this.lists(term).length);
    }

    /** Words of the texts that are spelt nearly so, nearest first. */
    near(term) {
      this.vocabulary ??= Duizhao.here("words").split(" ");
      this.nearest ??= new Map();
      if (!this.nearest.has(term)) {
        const most = Math.min(2, Math.round(term.length * 0.2));
        const found = [];
        for (const word of this.vocabulary) {
          if (Math.abs(word.length - term.length) > most) continue;
          const distance = Duizhao.apart(term, word, most);
          if (distance <= most) found.push([word, distance]);
        }
        this.nearest.set(term, found.sort((a, b) => a[1] - b[1]).slice(0, MISSPELT.words).map(([word]) => word));
      }
      return this.nearest.get(term);
    }

    /** {pages, words}: pages whose text answers the query, best first, and the terms of the query that stand in the texts. */
    rank({ query, asked, terms }) {
      const { scores, matched } = this;
      const touched = [];
      const words = new Set();
      terms.forEach((wanted, bit) => {
        let lists = this.lists(wanted);
        if (lists.some(([, weight]) => weight === 1)) words.add(wanted.term);
        if (!lists.length && Duizhao.here("words") && isWord(wanted.term) && wanted.term.length >= MISSPELT.letters) {
          lists = this.near(wanted.term).flatMap(word => {
            const number = this.place(this.starts, word);
            return this.lists({ term: word, from: number, to: number, open: false });
          }).map(([list]) => [list, MISSPELT.weight]);
        }
        for (const [list, weight] of lists) {
          const held = list.length / 2;
          const rare = Math.log(1 + (this.count - held + 0.5) / (held + 0.5)) * weight * wanted.boost / STEPS ** 2;
          let page = -1;
          for (let i = 0; i < list.length; i += 2) {
            page += list.charCodeAt(i) - FIRST + 1;
            if (!matched[page]) touched.push(page);
            matched[page] |= 1 << bit;
            scores[page] += rare * (list.charCodeAt(i + 1) - FIRST) ** 2;
          }
        }
      });
      const shares = new Map();
      let best = 0;
      const found = touched.map(page => {
        const bits = matched[page];
        if (!shares.has(bits)) shares.set(bits, coverage(asked, new Set(terms.filter((_, bit) => bits & (1 << bit)).map(({ term }) => term))));
        const share = shares.get(bits);
        best = Math.max(best, share);
        const score = scores[page] * share ** 2;
        scores[page] = 0;
        matched[page] = 0;
        return { page, share, score };
      });
      const exact = this.titled.get(compact(query));
      const order = ({ page, score }) => (page === exact ? Infinity : score);
      const pages = found.filter(({ share }) => share >= best * COVERAGE).sort((a, b) => order(b) - order(a) || a.page - b.page);
      return { pages: pages.map(({ page }) => this.pages[page]), words };
    }

    /** The name of the piece that holds a page's text. */
    textOf(number) {
      return `texts/${this.place(this.first, number)}`;
    }

    /** A promise of a page's sections: [anchor, heading, text]. */
    async sections(number) {
      const piece = await Duizhao.load(this.textOf(number));
      return piece.find(([page]) => page === number)?.[1] ?? [];
    }
  }

  /** How much of one unit of the query a page answers, from 0 to 1; `next` is the unit that may join it. */
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

  Duizhao.texts = async names => {
    const head = await Duizhao.load("text");
    if (head.records !== names.records.length) throw new Error("names and texts must be of one build");
    return new Texts(names, head);
  };
})();
