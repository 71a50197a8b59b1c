/*
 * Drugs of a text against their targets, classes, modality and the decisions of regulators. In: a reading, facts. Out: comparisons.
 * Runs outside a browser too.
 */
(() => {
  const check = ((globalThis.Duizhao ??= {}).check ??= {});
  const { comparison, AGENCIES, LINES } = check;
  const VERB = "(?:阻断|靶向|抑制|拮抗|作用于|针对|特异性结合|结合|抗|blocks?|targets?|inhibits?|binds?(?: to)?|binding(?: to)?|recogni[sz]es|识别|blocking|targeting|against|directed at|anti-?)";
  const IS = "(?:是|为|属于|作为|即|\\bis\\b|\\bare\\b|\\bas\\b|[(（,，]\\s?(?:an?|the)?\\s?)";
  const KIND = "(?:\\s?(?:免疫)?(?:检查点)?(?:的)?(?:抑制剂|阻断剂|抗体|单抗|单克隆抗体)|[- ](?:targeted |directed |blocking )?(?:(?:immune )?checkpoint )?(?:inhibitors?|antibod(?:y|ies)|blockers?|monoclonal antibod(?:y|ies)))";
  const AFTER = new RegExp(`^${KIND}`, "i");
  const VESSELS = /抑制(?:肿瘤)?血管(?:生成|新生)|阻断血管生成|(?:inhibit|block)\w* angiogenesis/i;
  const COMBINED = /[+＋]|联合|加用|\bplus\b|combin|together with|followed by/i;
  const CLAUSE = /[,，;；。]/;
  // What follows such a comma still speaks of the drug before it.
  const GOES_ON = /[;；。]|[,，](?!\s?(?:which|that|whose|an?\s|其|它|该药|靶点|可|通过))/;
  const SUCH_AS = /^(?:[(（]?\s?(?:如|包括|例如|比如|有|,? ?(?:such as|including|e\.g\.,?|like|are|namely))\s?|\s|[(（:：])/i;
  const MODALITIES = {
    "monoclonal antibody": /单克隆抗体|(?<!双特异性)单抗(?=[。,，;；)）]|$)|monoclonal antibod/i, "bispecific antibody": /双特异性抗体|双抗|bispecific antibod/i,
    "bispecific T-cell engager": /双特异性T细胞衔接|T细胞(?:衔接|结合)|T-cell engager|(?<![A-Za-z])BiTE/i,
    "antibody-drug conjugate": /抗体[-—]?药物偶联|抗体偶联药物|(?<![A-Za-z])ADC(?![A-Za-z])|antibody-drug conjugate/i,
    "CAR-T": /CAR-?T|嵌合抗原受体/i, "TCR-T": /TCR-?T(?![A-Za-z])/i, TIL: /肿瘤浸润淋巴细胞|(?<![A-Za-z])TILs?(?![A-Za-z])|tumou?r-infiltrating lymphocyte/i,
    vaccine: /疫苗|vaccine/i, "oncolytic virus": /溶瘤病毒|oncolytic/i, "small molecule": /小分子|small[- ]molecule|酪氨酸激酶抑制剂|tyrosine kinase inhibitor/i,
    cytokine: /细胞因子(?!释放)|\bcytokine(?! release)/i,
  };
  // A T-cell engager is a bispecific antibody too; an antibody of any kind is not always monoclonal in name.
  const ALSO = { "bispecific T-cell engager": ["bispecific antibody", "monoclonal antibody"], "bispecific antibody": ["monoclonal antibody", "bispecific T-cell engager"], "fusion protein": Object.keys(MODALITIES), other: Object.keys(MODALITIES), "CIK or DC-CIK": Object.keys(MODALITIES) };
  const APPROVED = /获(?:得)?(?:[^,，。;；]{0,8}?)批|获准|批准|准予上市|仍(?:然)?有效|in force|\bapprov(?:ed|als?|es)\b|\blicen[sc]ed\b|\bauthori[sz]ed\b/i;
  const WITHDRAWN = /no longer (?:in force|approved|valid|holds)|not in force|不再有效|已失效|终止|撤回|撤市|撤销|撤出|取消|withdr[ae]w|revoked|rescinded|voluntar/i;
  const DENIED = /不是获批|并非获批|unapproved|no (?:regulator|agency)[^,.;]{0,20}approved|(?:未|尚未|没有|并未|不曾|从未|均未|尚无)[^,，。;；]{0,10}?(?:获(?:得)?批|获准|批准)|\b(?:not|never|no) (?:yet )?(?:been |drugs? )?(?:\w+ ){0,2}?(?:approved|licen[sc]ed|approval)/i;
  const HOPED = /有望|可能|预计|申请|受理|优先审评|正在审评|期待|is expected|may be|priority review|under review|application|submitted|breakthrough designation|突破性/i;
  const ANYWHERE = /任何(?:国家|地区|适应证)|全球|均未|未获批准|anywhere|everywhere|any (?:country|regulator|agency|indication)|no regulator|unapproved|worldwide/i;
  const YEAR = /(?<!\d)(20[0-2]\d)(?!\d)/g;
  const LATER = /[二三四后末]线|(?:second|third|later)[- ]line|previously treated|relapsed/i;
  const FIRST_LINE = /一线|first[- ]line/i;
  const STALE = /(?:仍|尚|还)?(?:处于|正?在)[^,，。;；]{0,3}探索|初步(?:探索|研究|阶段)|尚在(?:研究|探索)|有望成为|正在(?:积极)?(?:进行|开展|研究|探索)|新兴|起步阶段|\bemerging\b|\bpreliminary\b|\bearly[- ]stage\b|\bstill (?:being )?(?:explor|investigat|stud)\w*|\bunder (?:active )?investigation\b|\binvestigational\b|早期(?:研究|探索)|\bexploratory\b|\bexperimental (?:therapy|treatment)\b/i;

  class Drugs {
    constructor(facts, names) {
      this.facts = facts;
      this.names = names;
      this.targetNames = new check.Names({ kinds: facts.kinds, names: facts.names.filter(([, id]) => facts.kinds[id] === "targets") });
      this.targetIds = [...new Set(facts.names.map(([, id]) => id).filter(id => facts.kinds[id] === "targets"))];
      // One character of private use stands for each target, so that a pattern need not list their names.
      const targets = "[\\ue000-\\uf8ff]";
      this.said = new RegExp(
        `${VERB}\\s?(?:the |human |both |to )?[^,，。A-Za-z]{0,6}(${targets})(?!阳性|阴性|表达|高表达|的结合)|${IS}[^,，。]{0,24}?(${targets})${KIND}|` +
        `与[^,，。]{0,12}?(${targets})(?:受体|分子|蛋白)?(?:特异性)?结合|(?:target of[^,.;]{0,60}? is|靶(?:点|标|向分子)(?:是|为))\\s?(${targets})`, "gi");
      this.bound = new RegExp(`${VERB}\\s?(?:both )?(${targets})\\s?(?:[/／]|和|与|and)\\s?(${targets})(?!的结合)`, "gi");
      this.apposed = new RegExp(`^\\s?[,，(（]\\s?(?:an?|the|一种|是一种|为)?\\s?(?:(?:fully|humani[sz]ed|human|novel|人源化|全人源|新型|国产)\\s?)*(?:IgG\\d\\S?\\s?)?(?:anti-|抗)?(${targets})${KIND}`, "i");
      this.pairs = new RegExp(`(${targets})\\s?(?:[/／×x]|和|与|and)\\s?(${targets})`, "gi");
      // Which diseases a class has an approval or a positive trial in.
      this.helped = new Map();
      const add = (key, disease) => { if (disease) this.helped.set(key, (this.helped.get(key) ?? new Set()).add(disease)); };
      for (const [id, drug] of Object.entries(facts.drugs)) {
        for (const [, , kind, disease] of drug.events) {
          for (const key of [id, ...drug.classes]) if (kind !== "refused") add(key, disease);
        }
      }
      for (const trial of Object.values(facts.trials)) {
        if (trial.met === "no" || trial.met === "worse") continue;
        for (const key of [...trial.classes, ...trial.arms.flatMap(arm => arm.drugs)]) add(key, trial.disease);
      }
      this.broad = new Set(facts.broad);
      this.approvedIn = new Map();
      for (const drug of Object.values(facts.drugs)) {
        for (const key of drug.classes) for (const [, , kind, disease] of drug.events) {
          if (disease && kind !== "refused") this.approvedIn.set(key, (this.approvedIn.get(key) ?? new Set()).add(disease));
        }
      }
    }

    near(one, other) {
      const lines = this.facts.diseases;
      return other == null || one === other || (lines[one] ?? []).includes(other) || (lines[other] ?? []).includes(one);
    }

    compare(reading, before) {
      return [...this.targets(reading), ...this.approvals(reading, before), ...this.classes(reading), ...this.stale(reading, before)];
    }

    /** A drug ascribed to a target, class or modality that is none of its own. */
    targets(reading) {
      const { text } = reading;
      if (!reading.drugs.length) return [];
      const found = new Map();
      const add = one => { if (!found.has(`${one.record} ${one.field}`) || !one.ok) found.set(`${one.record} ${one.field}`, one); };
      const masked = this.masked(text);
      if (masked !== text || VESSELS.test(text)) {
        for (const clause of text.split(GOES_ON)) {
          const named = this.named(clause);
          if (named.length !== 1 || COMBINED.test(clause)) continue;
          const [id] = named;
          const { target } = this.facts.drugs[id];
          if (!target.length) continue;
          const hidden = this.masked(clause);
          const told = [...new Set([...hidden.matchAll(this.said)].map(match => this.shown(match.slice(1).find(Boolean))))];
          const held = target.length > 1 ? [...hidden.matchAll(this.bound)].flatMap(m => [this.shown(m[1]), this.shown(m[2])]) : [];
          const both = held.length ? held : /双(?:特异性)?抗|双特异|bispecific|dual/i.test(clause) ? [...hidden.matchAll(this.pairs)].flatMap(m => [m[1], m[2]].map(n => this.shown(n))) : [];
          if (both.length) add(comparison("target", id, [...new Set(both)].join(", "), target.join(", "), both.every(one => target.includes(one)), "target"));
          else if (told.length) add(comparison("target", id, told.join(", "), target.join(", "), told.some(one => target.includes(one)), "target"));
          else if (VESSELS.test(clause) && !target.some(one => /^vegf/.test(one))) add(comparison("target", id, "angiogenesis", target.join(", "), false, "target"));
        }
        for (const one of this.listed(reading)) add(one);
      }
      for (const one of this.modality(reading)) add(one);
      return [...found.values()];
    }

    /** A text with each target as one character; and the target of that character. */
    masked(text) {
      const mentions = this.targetNames.mentions(text);
      return mentions.reduceRight((rest, { start, end, ids }) => rest.slice(0, start) + String.fromCharCode(0xe000 + this.targetIds.indexOf(ids[0])) + rest.slice(end), text);
    }

    shown(char) {
      return this.targetIds[char.charCodeAt(0) - 0xe000];
    }

    named(text) {
      return [...new Set(this.names.mentions(text).flatMap(one => one.ids).filter(id => this.facts.drugs[id]))];
    }

    /** "PD-1 inhibitors such as A, B and C", "the PD-L1 antibody A": a kind of drug directly before a list of drugs. */
    listed(reading) {
      const { text } = reading;
      const drugs = reading.mentions.filter(one => one.ids.some(id => this.facts.drugs[id]));
      const found = [];
      for (const drug of drugs) {
        const match = this.masked(text.slice(drug.end, drug.end + 60)).match(this.apposed);
        const id = drug.ids.find(one => this.facts.drugs[one]);
        const own = this.facts.drugs[id].target;
        const said = match && this.shown(match[1]);
        if (said && own.length) found.push(comparison("target", id, said, own.join(", "), own.includes(said), "target"));
      }
      for (const { start, end, ids } of this.targetNames.mentions(text)) {
        found.push(...this.others(text, drugs, start, end, ids[0]));
        const kind = text.slice(end, end + 60).match(AFTER);
        if (!kind) continue;
        // "PD-1/PD-L1 inhibitors such as …" speaks of both.
        const joined = this.masked(text.slice(Math.max(0, start - 16), start)).match(/([\ue000-\uf8ff])\s?(?:[/／、]|和|或|与|and|or)\s?$/i);
        const targets = [ids[0], joined && this.shown(joined[1])].filter(Boolean);
        const from = end + kind[0].length;
        let at = from;
        for (const drug of drugs) {
          if (drug.start < at) continue;
          const gap = text.slice(at, drug.start);
          const first = at === from;
          if (first ? !(gap === "" || (gap.length <= 14 && SUCH_AS.test(gap) && !/[。;；]/.test(gap) && !/联合|加|与|和|vs|plus|combin|with/i.test(gap))) : !/^(?:[(（][^()（）]{0,30}[)）])?\s?(?:、|,|，|和|及|以及|与|or|and|, and)\s?$/.test(gap)) break;
          const id = drug.ids.find(one => this.facts.drugs[one]);
          const own = this.facts.drugs[id].target;
          if (own.length) found.push(comparison("target", id, targets.join(", "), own.join(", "), targets.some(one => own.includes(one)), "target"));
          at = drug.end;
        }
      }
      return found;
    }

    /** "A、B等PD-1抑制剂", "A and other PD-1 inhibitors": a list of drugs directly before their kind. */
    others(text, drugs, start, end, target) {
      const lead = text.slice(0, start).match(/\s?(?:等|,? (?:and|or) other)\s?(?:anti-|抗)?$/i);
      if (!lead || !(AFTER.test(text.slice(end, end + 60)))) return [];
      const found = [];
      let at = lead.index;
      for (const drug of [...drugs].reverse()) {
        if (drug.end > at) continue;
        if (!(found.length ? /^\s?(?:[(（][^()（）]*[)）])?\s?(?:、|,|，|和|及|与|and|or|, and)\s?$/ : /^(?:[(（][^()（）]*[)）])?$/).test(text.slice(drug.end, at))) break;
        const id = drug.ids.find(one => this.facts.drugs[one]);
        const own = this.facts.drugs[id].target;
        if (own.length) found.push(comparison("target", id, target, own.join(", "), own.includes(target), "target"));
        at = drug.start;
      }
      return found;
    }

    /** "A is a CAR-T product": what a drug is made of. */
    modality(reading) {
      const found = [];
      for (const clause of reading.text.split(CLAUSE)) {
        const named = this.named(clause);
        if (named.length !== 1 || !/是|为|属于|作为|\bis\b|\ban?\b/i.test(clause)) continue;
        const [id] = named;
        const drug = this.facts.drugs[id];
        const place = this.names.mentions(clause).find(one => one.ids.includes(id));
        const after = clause.slice(place.end).match(/^[^,，。]{0,4}?(?:是|为|属于|作为)(?:[^,，。]{0,24})|^ (?:is|was) (?:an?|the) [^,.;]{0,60}/i);
        if (!after || /联合|plus|combin|with/i.test(after[0])) continue;
        const said = Object.keys(MODALITIES).filter(one => MODALITIES[one].test(after[0]));
        if (!said.length) continue;
        const ok = said.some(one => one === drug.modality || (ALSO[drug.modality] ?? []).includes(one));
        found.push(comparison("modality", id, said.join(", "), drug.modality, ok, "target"));
      }
      return found;
    }

    /** A drug said to be approved, denied or withdrawn in a disease, by agency and year. */
    approvals(reading, before) {
      const { text } = reading;
      if (!reading.drugs.length || HOPED.test(text)) return [];
      const approved = APPROVED.test(text), withdrawn = WITHDRAWN.test(text), denied = DENIED.test(text);
      if (!approved && !withdrawn) return [];
      const about = reading.diseases.length ? reading.diseases : (before?.diseases ?? []);
      const found = [];
      for (const id of reading.drugs) {
        const { events, classes } = this.facts.drugs[id];
        if (!events.length || !classes.length) continue;
        if (denied && !reading.diseases.length) found.push(...this.nowhere(id, text));
        for (const disease of about) {
          const one = withdrawn ? this.gone(id, disease, text) : denied ? this.denied(id, disease, text) : this.against(id, disease, text);
          if (one) found.push(one);
          else if (!withdrawn && !denied && reading.diseases.length === 1 && !this.broad.has(disease)) {
            const helped = this.helped.get(id)?.has(disease) || events.some(event => event[3] && this.near(disease, event[3]));
            if (!helped) found.push(comparison("disease", id, disease, [...new Set(events.map(event => event[3]).filter(Boolean))].join(", "), false, "approval"));
          }
        }
      }
      return found;
    }

    told(text) {
      return Object.keys(AGENCIES).filter(agency => AGENCIES[agency].test(text));
    }

    /** What the decisions in one disease say against an approval, or for it; nothing where they say neither. */
    against(id, disease, text) {
      const told = this.told(text);
      const within = this.facts.drugs[id].events.filter(event => event[3] === disease || this.facts.diseases[event[3]]?.includes(disease));
      const events = within.filter(event => !told.length || told.includes(event[0]));
      const years = [...text.matchAll(YEAR)].map(match => match[1]);
      const gone = events.filter(event => event[2] === "withdrawn");
      if (!events.length && told.length === 1 && within.length) return this.elsewhere(id, told[0], within, years);
      const given = events.filter(event => !["withdrawn", "refused"].includes(event[2]));
      const standing = given.filter(event => event[5] !== "no");
      const same = new Set(gone.map(event => event[6]));
      const agencies = new Set(gone.map(event => event[0]));
      const other = standing.filter(event => !same.has(event[6]) && agencies.has(event[0]));
      if (gone.length && (!other.length || (LATER.test(text) && !other.some(event => event[4].includes("second or later"))))) {
        const when = gone.map(event => `${event[0]} ${event[1]}`).sort().join(", ");
        const elsewhere = [...new Set(standing.map(event => event[0]))].filter(agency => !agencies.has(agency)).sort();
        const region = elsewhere.length ? `; in force ${elsewhere.join(", ")}` : "";
        return comparison("withdrawn", id, disease, `withdrawn ${when}${region}`, false, "approval");
      }
      const dates = [...new Set(given.map(event => event[1].slice(0, 4)))].sort();
      if (years.length && dates.length) {
        const ok = years.some(year => dates.includes(year));
        return comparison("year", id, years.join(", "), given.map(event => `${event[0]} ${event[1]}`).join(", "), ok, "approval");
      }
      if (!given.length) return null;
      // Not every decision on a later line is recorded: silence about a line is no contradiction, nor an agreement.
      const line = FIRST_LINE.test(text) ? "first" : LATER.test(text) ? "second or later" : "";
      if (line && !given.some(event => event[4].includes(line) || !event[4].length)) return null;
      return comparison("approved", id, disease, given.map(event => `${event[0]} ${event[1]}`).join(", "), true, "approval");
    }

    /** An approval given to an agency that has none of the drug, while another has, in that very year where one is told. */
    elsewhere(id, agency, within, years) {
      const given = within.filter(event => !["withdrawn", "refused"].includes(event[2]));
      const never = !this.facts.drugs[id].events.some(event => event[0] === agency) && agency !== "EMA" && agency !== "PMDA";
      const then = given.some(event => years.includes(event[1].slice(0, 4)));
      return given.length && (never || then) ? comparison("agency", id, agency, given.map(event => `${event[0]} ${event[1]}`).join(", "), false, "approval") : null;
    }

    /** A drug said to be approved nowhere, or not by one agency, in no disease named. */
    nowhere(id, text) {
      const told = this.told(text);
      const standing = this.facts.drugs[id].events.filter(event => (!told.length || told.includes(event[0])) && !["withdrawn", "refused"].includes(event[2]) && event[5] !== "no");
      const every = told.length || ANYWHERE.test(text);
      return standing.length && every ? [comparison("not-approved", id, told.join(", ") || ANYWHERE.exec(text)[0], standing.map(event => `${event[0]} ${event[1]}`).join(", "), false, "approval")] : [];
    }

    denied(id, disease, text) {
      const told = this.told(text);
      const standing = this.facts.drugs[id].events.filter(event => event[3] === disease && (!told.length || told.includes(event[0]))
        && !["withdrawn", "refused"].includes(event[2]) && event[5] !== "no");
      if (!standing.length || LINES["third or later"].test(text) || FIRST_LINE.test(text) || LATER.test(text)) return null;
      return comparison("not-approved", id, disease, standing.map(event => `${event[0]} ${event[1]}`).join(", "), false, "approval");
    }

    gone(id, disease, text) {
      const told = this.told(text);
      const events = this.facts.drugs[id].events.filter(event => event[3] === disease && (!told.length || told.includes(event[0])));
      const gone = events.filter(event => event[2] === "withdrawn" || event[5] === "no");
      if (!events.length) return null;
      const years = [...text.matchAll(YEAR)].map(match => match[1]);
      const dates = events.map(event => event[1].slice(0, 4));
      const shown = (gone.length ? gone : events).map(event => `${event[0]} ${event[1]} ${event[2]}`).join(", ");
      const dated = gone.some(event => event[2] === "withdrawn");
      if (gone.length) return comparison("withdrawn", id, disease, shown, !years.length || !dated || years.some(year => dates.includes(year)), "approval");
      return events.every(event => event[5] === "yes") ? comparison("withdrawn", id, disease, shown, false, "approval") : null;
    }

    /** A class said to be approved in a disease in which none of its drugs is, and no trial of it was positive. */
    classes(reading) {
      const { text } = reading;
      if (!APPROVED.test(text) || WITHDRAWN.test(text) || DENIED.test(text) || HOPED.test(text) || reading.drugs.length) return [];
      if (reading.classes.length !== 1 || reading.diseases.length !== 1) return [];
      const [id] = reading.classes, [disease] = reading.diseases;
      const approved = this.approvedIn.get(id), helped = this.helped.get(id) ?? new Set();
      if (!approved?.size) {
        const members = Object.values(this.facts.drugs).filter(drug => drug.classes.includes(id));
        const none = members.length && members.every(drug => !drug.events.length);
        return none ? [comparison("class", id, disease, "–", false, "approval")] : [];
      }
      const ok = [...approved].some(one => this.near(disease, one));
      if (!ok && [...helped].some(one => this.near(disease, one))) return [];
      return [comparison("class", id, disease, [...approved].sort().join(", "), ok, "approval")];
    }

    /** Words such as "emerging" beside a drug in a disease where it has long been approved. */
    stale(reading, before) {
      const { text } = reading;
      const said = text.match(STALE);
      if (!said || /不再|no longer|已不|not (?:an? )?(?:emerging|preliminary|investigational)/i.test(text) || reading.drugs.length !== 1 || /联合|新的?(?:方案|组合)|combin|novel/i.test(text)) return [];
      const [id] = reading.drugs;
      if (/(?<!未)(?<!尚未在任何国家)获批|\bapproved for\b/i.test(text) && !DENIED.test(text)) return [];
      const about = reading.diseases.length ? reading.diseases : (before?.diseases ?? [null]);
      return about.flatMap(disease => {
        const standing = this.facts.drugs[id].events.filter(event => (disease === null || event[3] === disease) && !["withdrawn", "refused"].includes(event[2]) && event[5] !== "no");
        return standing.length ? [comparison("stale", id, said[0], standing.map(event => `${event[0]} ${event[1]}`).join(", "), false, "stale")] : [];
      });
    }
  }

  Object.assign(check, { Drugs });
})();
