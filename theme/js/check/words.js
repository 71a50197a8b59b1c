/*
 * The words of the trade that the rules look for, in both languages: end points, directions, lines of treatment, agencies.
 * Language, no facts: what is so of a drug or trial comes from the records. Runs outside a browser too.
 */
(() => {
  const check = ((globalThis.Duizhao ??= {}).check ??= {});

  /** A Latin abbreviation as a word of its own; \b does not exist beside Chinese characters. */
  const word = text => `(?<![A-Za-z])(?:${text})(?![A-Za-z\\d])`;
  const any = (...parts) => parts.join("|").replaceAll("生存", "(?:生存|存活)");
  const ENDPOINTS = {
    pcr: any("病理学?完全缓解", word("pCR"), "patholog\\w* complete re"),
    mpr: any("主要病理学?缓解", word("MPR"), "major patholog\\w* re"),
    cr: any("完全缓解(?:率)?", word("CRR?"), "complete (?:response|remission)"),
    dor: any("缓解持续时间", "持续缓解时间", word("m?DOR"), "duration of response"),
    dcr: any("疾病控制率", word("DCR"), "disease control rate"),
    orr: any("客观缓解", "总缓解率", "缓解率", "有缓解", "总有效率", word("ORR"), "(?:objective|overall) response", "response rate"),
    dmfs: any("无远处转移生存", word("DMFS"), "distant metastas[ei]s-free"),
    rfs: any("无复发生存", word("RFS"), "(?:recurrence|relapse)-free"),
    dfs: any("无(?:疾病|病)生存", word("i?DFS"), "disease-free"),
    efs: any("无事件生存", word("EFS"), "event-free"),
    pfs: any("无?(?:疾病)?进展(?:的)?生存", word("m?PFS"), "progression-free"),
    os: any("总(?:体)?生存", "中位生存(?:期|时间)", "lived a median", "median survival", word("m?OS"), "overall survival"),
  };
  const TIMES = new Set(["os", "pfs", "efs", "dfs", "rfs", "dmfs"]);

  const EVERY = new RegExp(Object.entries(ENDPOINTS).map(([id, pattern]) => `(?<${id}>${pattern})`).join("|"), "gi");

  /** The end points that a text names: {start, end, id} in order; of two that begin at one place the first above. */
  function endpoints(text) {
    return [...text.matchAll(EVERY)].map(match => ({
      start: match.index, end: match.index + match[0].length, id: Object.keys(ENDPOINTS).find(id => match.groups[id] !== undefined),
    }));
  }

  const NOT_BETTER = new RegExp([
    "未能?(?:见|观察到|显示出?|带来|使)?[^,，。;；]{0,6}?(?:显著|明显|进一步)?(?:延长|改善|提高|达到|优于|获益|降低)",
    "(?:没有|并未|并不|不能|未能)[^,，。;；]{0,4}?(?:显著|明显)?(?:延长|改善|提高|达到|优于|获益|降低)",
    "不优于|(?<![非不])劣于|差于|未达到?(?:预设|统计学|显著)|(?:无|未见|没有)(?:显著|明显|统计学)?(?:差异|获益|优势)|差异(?:无|没有|不具有?|未达)(?:统计学|显著)?|无(?:明显|显著)?获益|失败(?!后|的患者|或|者)|阴性结果|缩短了?",
    "\\b(?:did|does|do|was|were|could|has|have)(?: ?n[o']t| not) (?:\\w+ ){0,3}?(?:improv\\w*|prolong\\w*|superior|longer|better|meet|met|benefit\\w*|reach\\w*|extend\\w*|reduc\\w*|significant\\w*(?: (?:longer|better|superior|improv\\w*|prolong\\w*|differ\\w*|reduc\\w*))?|differ\\w*|lower)",
    "\\bno (?:\\w+ ){0,3}?(?:difference|improvement|benefit|advantage|gain)|(?<!who )(?<!had )(?<!have )(?<!after )\\bfail(?:ed|s)\\b(?! (?:prior|previous|platinum|first|at least|one|two|chemo\\w*|treatment|therapy|standard|on\\b))|\\bnot (?:\\w+ )?(?:superior|longer|significant\\w*|better)\\b|\\bwithout (?:\\w+ )?(?:benefit|improv\\w+)",
    "\\bneither (?:\\w+ ){0,6}?(?:improved|prolonged)|\\bshortened\\b|(?<!non-)(?<!non)\\binferior to\\b|\\bworse(?:ned)?\\b",
  ].join("|"), "gi");
  const BETTER = new RegExp([
    "(?:显著|明显|均|都|有效|大大)(?:的|地)?(?:延长|优于|改善|提高|获益|更长|降低)|延长了?|优于|改善了|提高了|达到(?:了)?(?:其)?主要(?:研究)?终点|阳性结果",
    "降低了?[^,，。;；]{0,10}?(?:死亡|进展|复发)[^,，。;；]{0,6}?风险|(?:死亡|进展|复发)[^,，。;；]{0,6}?风险(?:显著|明显)?(?:降低|下降)",
    "\\b(?:improv(?:ed|es|ements?|ing)|prolong(?:ed|s|ation)|superior|outperform(?:ed|s)|extend(?:ed|s)|longer|met (?:its|the|both|all)\\b)",
    "\\bsignificant(?:ly)? (?:\\w+ )?(?:better|benefit|longer|improvement|reduc\\w+|prolong\\w+)|\\b(?:reduc\\w+|lower\\w*|cut) (?:\\w+ ){0,3}?risk of (?:death|dying|progression|recurrence|disease)",
  ].join("|"), "i");
  // What asks, hopes or plans says nothing of a result.
  const AIM = /旨在|目的是|是否|有待|预期|希望|拟|\bwhether\b|\baim(?:s|ed)?\b|\bdesigned to\b|\bhypothesi|\bobjective (?:was|is)\b|\bto (?:evaluate|assess|determine|investigate)\b|\bmay\b|\bcould (?!not)/i;

  /** "better", "not better", or nothing where a text gives neither or both. */
  function direction(text) {
    if (AIM.test(text)) return "";
    const rest = text.replace(NOT_BETTER, " ");
    const against = rest !== text;
    const favour = BETTER.test(rest);
    return against === favour ? "" : against ? "not better" : "better";
  }

  const CONTRAST = new RegExp(
    "(?:与|和|跟|同)[^,，。;；]{2,40}?(?:不同|相反|相比之下)|(?:不像|不同于|有别于|相较于)[^,，。;；]{2,40}|"
    + "\\b(?:unlike|in contrast (?:to|with)|as opposed to|contrary to) [^,;.]{2,60}", "gi");
  const CLAUSE = /[,，;；]|\b(?:whereas|while|although|though|but)\b|然而|而(?!且)|但是?|却/gi;

  const AGENCIES = {
    FDA: /FDA|美国|United States|(?<![A-Za-z])U\.?S\.?(?![A-Za-z])/i, NMPA: /NMPA|CFDA|中国|国内|我国|国家药(?:品)?监|China|Chinese/i,
    EMA: /EMA(?![A-Za-z])|EMEA|欧盟|欧洲|Europe|(?<![A-Za-z])EU(?![A-Za-z])/i, PMDA: /PMDA|日本|Japan/i,
  };
  const LINES = {
    first: /(?<![A-Za-z])1L(?![A-Za-z])|一线|初治|未经(?:系统)?治疗的|first[- ]line|front-?line|previously untreated|treatment-na[iï]ve|untreated/i,
    "second or later": /(?<![A-Za-z])2L(?![A-Za-z])|二线|后线|经治|复发(?:或|\/|、)难治|second[- ]line|previously treated|pre-?treated|relapsed/i,
    "third or later": /三线|third[- ]line/i,
    maintenance: /维持治疗|maintenance/i, consolidation: /巩固治疗|consolidation/i,
    perioperative: /围(?:手)?术期|perioperative/i, neoadjuvant: /新辅助|neo-?adjuvant/i,
    adjuvant: /(?<!新)辅助(?:治疗|免疫|阶段)?|(?<!neo)(?<!neo-)\badjuvant/i,
  };
  // "after failure of first-line treatment" is the second line.
  const BEYOND = /(?:一线|二线|first[- ]line|second[- ]line|(?:含铂)?化疗)[^,，。;；]{0,14}?(?:失败|进展|后|耐药|failure|progress)|(?:after|following|progress\w+ on|failed) (?:\w+ ){0,3}(?:first|second)[- ]line/i;

  const TENTHS = "零一二三四五六七八九";
  const NUMERALS = { 半: 0.5, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 十: 10, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, ten: 10 };

  /** A decimal as printed: its value and one in its last place. */
  function decimal(text) {
    if (text == null || !/^-?\d+(?:\.\d+)?$/.test(text)) return null;
    return { value: Number(text), unit: 10 ** -(text.split(".")[1]?.length ?? 0) };
  }

  /** Whether a figure as printed is the one that is held, to the places of the coarser of the two. */
  function same(printed, held) {
    const a = decimal(printed), b = decimal(held);
    return Boolean(a && b) && Math.abs(a.value - b.value) <= Math.max(a.unit, b.unit) / 2 + 1e-9;
  }

  Object.assign(check, {
    TIMES, endpoints, direction, CONTRAST, CLAUSE, AGENCIES, LINES, BEYOND, TENTHS, NUMERALS, decimal, same,
  });
})();
