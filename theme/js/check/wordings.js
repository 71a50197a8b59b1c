/*
 * What a text's own words show: names of drugs that nobody bears, wrong expansions, a share given twice, old news, a premise flagged before.
 * In: readings, facts. Out: comparisons. Runs outside a browser too.
 */
(() => {
  const check = ((globalThis.Duizhao ??= {}).check ??= {});
  const { comparison, caseless } = check;
  // The stems by which drug names are made in either language.
  const DRUG = /[\u4e00-\u9fff]{2,5}(?:单抗|替尼|珠单抗|西普)|(?<![A-Za-z-])[a-z]{4,}(?:mab|tinib|ciclib|cept|leucel)(?![A-Za-z])/gi;
  // What may stand in front of a name within the same run of characters.
  const BEFORE = /^(?:和|与|或|及|用|的|如|联合|使用|应用|采用|包括|以及|加|抗|对|由|为)+/;
  const NO_NAME = /^(?:accept|concept|except|intercept|percept|precept|reception)$|(?:mab|tinib)s?$^/i;
  const GENERAL = /(?:单克隆|双|靶|类|种|个|款|性|体|向|他|它|些|该|此|国产|进口|新型|多|一|二|两|三)(?:单抗|双抗)$|抗(?:体)?单抗$/;
  const EXPANDED = /(?<![A-Za-z-])([A-Za-z]{0,3}[A-Z][A-Za-z]*-?\d*[A-Za-z]*)\s?[(（]([^()（）]{4,60})[)）]/g;
  const SHORTENED = /([^()（）。;；,，]{4,60})[(（]\s?([A-Za-z]{0,3}[A-Z][A-Za-z]*-?[A-Za-z]?\d*[A-Za-z]*)\s?[)）]/g;
  const CALLED = /(?<![A-Za-z-])([A-Za-z]{0,3}[A-Z][A-Za-z]*-?\d*[A-Za-z]*)[，,]?\s?(?:的)?(?:(?:全称|全名|中文名)(?:是|为)|(?:is short|stands|is an abbreviation) for )([^，,。.;；()（）]{4,60})/g;
  const GENERIC = /\d+%|见|图|表|如|例|n\s?=|p\s?[=<]/i;
  const SHARE = /(?:占|占比|比例|account(?:s|ed)? for|constitut\w+).{0,24}?(\d{1,2}(?:\.\d+)?)\s?%(?:[~～至-]+(\d{1,2}(?:\.\d+)?)\s?%)?/gi;
  const NEWS = /(20\d\d)\s?年?.{0,24}?(?:大会|年会|ESMO|ASCO|WCLC|congress|meeting)|(?:ESMO|ASCO|WCLC).{0,12}?(20\d\d)/gi;
  const AGAIN = /(?:该|本次|此次|这次|本届)(?:会议|大会|年会)|(?:this|the) (?:meeting|congress)/i;
  const UPDATE = /随访|更新|长期|最终(?:分析|结果|数据)|\d年(?:总)?生存|follow-?up|updat|long-term|final analysis/i;
  const PREMISE = /^(?:(?:这|该|此|上述)(?:一|些|项|个)?(?:研究|试验|临床试验)?(?:的)?(?:结果|数据|发现)?(?:还|也|均)?(?:表明|说明|提示|意味着|证明|证实)|由此(?:可见|可知)|因此|所以|可见|据此|this (?:\w+ )?(?:shows?|means?|proves?|confirms?|demonstrates?|suggests?)|therefore|thus|hence|accordingly|these (?:results|data|findings) (?:show|mean|prove|confirm|demonstrate|suggest))/i;
  // A trial may be updated at meetings for years; its first report is old news after this many.
  const STALE_AFTER = 2;

  class Wordings {
    constructor(facts) {
      this.facts = facts;
      this.drugs = new Set(facts.others.map(caseless));
      this.expansions = new Map();
      this.owners = new Map();
      const byRecord = new Map();
      for (const [name, id] of facts.names) {
        const kind = facts.kinds[id];
        if (kind === "drugs") this.drugs.add(caseless(name));
        if (["terms", "targets", "drugs", "diseases", "biomarkers"].includes(kind)) byRecord.set(id, [...(byRecord.get(id) ?? []), name]);
      }
      for (const [id, names] of byRecord) {
        for (const short of names) {
          this.owners.set(caseless(short), (this.owners.get(caseless(short)) ?? new Set()).add(id));
          if (short.length > 8 || (short.match(/\p{Lu}/gu) ?? []).length < 2) continue;
          const key = short.toLowerCase();
          const known = this.expansions.get(key) ?? { names: new Set(), ids: new Set() };
          names.filter(name => name !== short).forEach(name => known.names.add(name));
          known.ids.add(id);
          this.expansions.set(key, known);
        }
      }
    }

    compare(reading) {
      return [...this.unknown(reading), ...this.abbreviations(reading.text)];
    }

    /** A word made like a drug name that no list of names holds. */
    unknown({ text, mentions }) {
      const found = [];
      for (const match of text.matchAll(DRUG)) {
        const end = match.index + match[0].length;
        if (mentions.some(one => one.start < end && one.end >= end && one.ids.some(id => this.facts.kinds[id] === "drugs"))) continue;
        const word = caseless(match[0].replace(BEFORE, ""));
        const chinese = /[^ -~]/.test(word);
        const ends = chinese ? [...word].map((_, at) => word.slice(at)).slice(0, -1) : [word];
        if (!word || ["单抗", "双抗"].includes(word) || NO_NAME.test(word) || GENERAL.test(word)) continue;
        if (!ends.some(end => this.drugs.has(end))) found.push(comparison("drug", "", word, "", false, "drug"));
      }
      return found;
    }

    /** An expansion of an abbreviation, before or in the bracket, that is none of its own. */
    abbreviations(text) {
      const found = [];
      for (const [, short, long] of text.matchAll(EXPANDED)) {
        const known = this.expansions.get(short.toLowerCase());
        if (!known?.names.size || GENERIC.test(long)) continue;
        const ok = [...known.names].some(name => alike(long, name)) && !this.another(long, known);
        found.push(comparison("expansion", [...known.ids][0], `${short} = ${long}`, [...known.names].sort().slice(0, 3).join(" / "), ok, "abbreviation"));
      }
      for (const [, short, long] of text.matchAll(CALLED)) {
        const known = this.expansions.get(short.toLowerCase());
        if (!known?.names.size) continue;
        const said = long.trim();
        const same = [...known.names].filter(name => /[^ -~]/.test(name) === /[^ -~]/.test(said));
        const ok = same.some(name => caseless(said).startsWith(caseless(name)) || alike(said, name, 0.75));
        if (same.length) found.push(comparison("expansion", [...known.ids][0], `${short} = ${said}`, same.sort().slice(0, 3).join(" / "), ok, "abbreviation"));
      }
      for (const [, before, short] of text.matchAll(SHORTENED)) {
        const known = this.expansions.get(short.toLowerCase());
        if (!known?.names.size) continue;
        const held = [...known.names].sort().slice(0, 3).join(" / ");
        const tail = caseless(before).trimEnd();
        const ends = name => tail.endsWith(caseless(name)) || tail.endsWith(`${caseless(name)}s`);
        if ([...known.names].some(name => name.length >= 3 && ends(name))) {
          found.push(comparison("expansion", [...known.ids][0], `${short}`, held, true, "abbreviation"));
          continue;
        }
        const said = this.another(tail, known) || this.misspelt(tail, short, known) || this.confused(tail, known);
        if (said) found.push(comparison("expansion", [...known.ids][0], `${said} = ${short}`, held, false, "abbreviation"));
      }
      return found;
    }

    /** The name of another record, of neither this one nor one that shares the name, with which a stretch ends. */
    another(text, known) {
      const tail = caseless(text).trimEnd();
      for (let at = Math.max(0, tail.length - 60); at <= tail.length - 4; at += 1) {
        if (/[a-z0-9]/.test(tail[at - 1] ?? "") && /[a-z0-9]/.test(tail[at])) continue;
        const name = tail.slice(at);
        const owners = this.owners.get(name);
        if (!owners) continue;
        const long = /[^ -~]/.test(name) ? name.length >= 5 : name.includes(" ");
        return long && ![...owners].some(id => known.ids.has(id)) && ![...known.names].some(one => caseless(one).includes(name)) ? name : "";
      }
      return "";
    }

    /** A stretch that all but ends with the name of another record that has an abbreviation, and is far from this one's own. */
    confused(tail, known) {
      const likeness = name => {
        const one = pairs(tail.slice(-name.length - 6)), other = pairs(name);
        return [...other].filter(pair => one.has(pair)).length / Math.max(1, other.size);
      };
      const long = name => name.length >= 10 && /^[ -~]+$/.test(name) && name.includes(" ");
      const own = Math.max(0, ...[...known.names].filter(long).map(likeness));
      if (own >= 0.95) return "";
      for (const [, other] of this.expansions) {
        if ([...other.ids].some(id => known.ids.has(id))) continue;
        const best = [...other.names].filter(long).find(name => likeness(name) >= 0.9 && likeness(name) > own + 0.05);
        if (best && /ligand|receptor|protein|antigen|survival|response/i.test(best)) return best.toLowerCase();
      }
      return "";
    }

    /** An English expansion whose initials fit while none of the known names resembles it, or a Chinese one with a character or two exchanged. */
    misspelt(tail, short, known) {
      const letters = short.toLowerCase().replace(/[^a-z]/g, "");
      const words = tail.split(/[\s-]+/).slice(-letters.length);
      if (letters.length >= 3 && words.length === letters.length && words.every((word, i) => word[0] === letters[i])) {
        const long = words.join(" ");
        const english = [...known.names].filter(name => /^[ -~]+$/.test(name) && name.includes(" "));
        return english.length && !english.some(name => alike(long, name, 0.75)) ? long : "";
      }
      for (const name of known.names) {
        if (/[ -~]/.test(name) || name.length < 5 || name.length > tail.length) continue;
        const end = tail.slice(-name.length);
        const apart = [...end].filter((char, i) => char !== caseless(name)[i]).length;
        if (apart >= 1 && apart <= Math.max(1, Math.floor(name.length / 4)) && end[0] === caseless(name)[0]) return end;
      }
      return "";
    }

    /** The same share of a disease with different numbers, by reading. */
    shares(readings) {
      const found = readings.map(() => []);
      const told = new Map();
      readings.forEach((reading, index) => {
        if (!/[%]/.test(reading.text) || !reading.diseases.length) return;
        for (const clause of reading.text.split(/[,，;；]/)) {
          const said = reading.mentions.filter(one => clause.includes(reading.text.slice(one.start, one.end))).flatMap(one => one.ids);
          const own = [...new Set(said)].filter(id => this.facts.diseases[id]);
          const low = own.filter(id => !own.some(other => this.facts.diseases[other]?.includes(id)));
          const here = low.length ? low : reading.diseases.length === 1 ? reading.diseases : [];
          for (const match of here.length === 1 ? clause.matchAll(SHARE) : []) told.set(here[0], [...(told.get(here[0]) ?? []), [index, Number(match[1])]]);
        }
      });
      for (const [disease, places] of told) {
        const values = [...new Set(places.map(place => place[1]))].sort((a, b) => a - b);
        if (values.length < 2) continue;
        for (const [index, value] of places) {
          found[index].push(comparison("share", disease, `${value}%`, values.filter(one => one !== value).map(one => `${one}%`).join(", "), false, "quantity"));
        }
      }
      return found;
    }

    /** A meeting's news of trials that were published years before, by reading. */
    years(readings) {
      const found = readings.map(() => []);
      const told = new Map();
      readings.forEach((reading, index) => {
        const years = [...reading.text.matchAll(NEWS)].map(match => Number(match[1] ?? match[2]));
        if (years.length) told.set(index, Math.max(...years));
      });
      if (!told.size) return found;
      const latest = Math.max(...told.values());
      readings.forEach((reading, index) => { if (!told.has(index) && AGAIN.test(reading.text)) told.set(index, latest); });
      const first = new Map();
      for (const reading of readings) for (const id of reading.trials) if (this.facts.trials[id].first) first.set(id, this.facts.trials[id].first);
      for (const [index, year] of told) {
        if (UPDATE.test(readings[index].text)) continue;
        const old = [...first].filter(([, published]) => year - published > STALE_AFTER).sort((a, b) => (a[0] < b[0] ? -1 : 1));
        if (old.length) found[index].push(comparison("first-report", old[0][0], String(year), old.map(([id, published]) => `${id} (${published})`).join(", "), false, "year"));
      }
      return found;
    }

    /** Whether a sentence draws its conclusion from the one before. */
    premise(reading) {
      return PREMISE.test(reading.text);
    }
  }

  /** The pairs of characters of a text. */
  function pairs(text) {
    const low = caseless(text), found = new Set();
    for (let i = 0; i + 1 < low.length; i += 1) found.add(low.slice(i, i + 2));
    return found;
  }

  /** Share enough of their characters' pairs: forgiving of particles, word order and plurals. */
  function alike(one, other, least = 0.5) {
    const a = pairs(one), b = pairs(other);
    return a.size > 0 && b.size > 0 && [...a].filter(pair => b.has(pair)).length / Math.min(a.size, b.size) >= least;
  }

  Object.assign(check, { Wordings });
})();
