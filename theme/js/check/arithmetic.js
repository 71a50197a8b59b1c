/*
 * A text's own arithmetic: a count, its whole and the share printed beside them. In: a reading. Out: comparisons
 * {rule, field, record, says, holds, ok}. Runs outside a browser too.
 */
(() => {
  const check = ((globalThis.Duizhao ??= {}).check ??= {});
  const { decimal } = check;
  const COUNT = /(\d{1,3}(?:\.\d{1,2})?)\s?%\s?[(（,，]\s?(\d{1,5})\s?(?:\/|of|例?\/)\s?(\d{1,5})\s?(?:例|patients)?\s?[)）]|(?<![\d/])(\d{1,5})\s?(?:\/|(?:of|out of)(?: the)?\s)\s?(\d{1,5})\s?(?:例|patients|名)?\s?[(（,，;； ]{1,2}(\d{1,3}(?:\.\d{1,2})?)\s?%/gi;
  // A count, then its share after a few words: "21 of 88 patients responded (37.1%)", "83例患者有16例缓解（37.7%）".
  const LOOSE = /(?<![\d/.])(\d{1,5})\s?(?:\/|(?:of|out of)(?: the)?\s)\s?(\d{1,5})(?![\d/.%])([^%。;；]{0,90}?)(?<![\d.A-Za-z-])(\d{1,3}(?:\.\d{1,2})?)\s?%/gi;
  const OF_WHICH = /(?<![\d/.])(\d{1,5})\s?[例名]([^%。;；\d]{0,14}?(?:其中|有|中))(\d{1,5})\s?[例名]([^%。;；\d]{0,24}?)(\d{1,3}(?:\.\d{1,2})?)\s?%/gi;
  const NOT_ITS = /[≥≤<>=]\s?$|TPS|CPS|CI|置信|年|月|year|month|versus|vs|\d\s?\/\s?\d|\d (?:of|out of) \d|对照/i;

  const comparison = (field, record, says, holds, ok, rule = "figure") => ({ rule, field, record, says, holds, ok });

  /** A share that its own count does not give: 7/84 is 8.3 %. */
  function arithmetic(reading) {
    const found = [];
    const told = [...reading.text.matchAll(COUNT)].map(match => [match[1] ?? match[6], match[2] ?? match[4], match[3] ?? match[5], match.index]);
    const known = told.map(one => one[3]);
    const add = (match, share, n, of, between) => {
      if (!known.some(at => at >= match.index && at <= match.index + match[0].length) && !NOT_ITS.test(between)) told.push([share, n, of, match.index]);
    };
    for (const match of reading.text.matchAll(LOOSE)) add(match, match[4], match[1], match[2], match[3]);
    for (const match of reading.text.matchAll(OF_WHICH)) add(match, match[5], match[3], match[1], match[2] + match[4]);
    for (const [share, count, whole] of told) {
      const n = Number(count), of = Number(whole);
      if (!of || n > of) continue;
      const printed = decimal(share), right = (100 * n) / of;
      // One in the last place as printed, so that cutting off is allowed as well as rounding.
      const ok = Math.abs(printed.value - right) < printed.unit - 1e-9;
      found.push(comparison("share", "", `${n}/${of} = ${share}%`, `${n}/${of} = ${right.toFixed(1)}%`, ok, "arithmetic"));
    }
    return found;
  }

  Object.assign(check, { arithmetic, comparison });
})();
