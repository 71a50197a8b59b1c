/*
 * How spellings are made alike, for search and for the table filters. In: text. Out: folded text, search terms, units.
 * Runs outside a browser too, so that it can be tested alone.
 */
(() => {
  const Duizhao = (globalThis.Duizhao ??= {});
  const GREEK = {
    α: "alpha", β: "beta", γ: "gamma", δ: "delta", ε: "epsilon", ζ: "zeta", η: "eta", θ: "theta", κ: "kappa",
    λ: "lambda", μ: "mu", π: "pi", σ: "sigma", ς: "sigma", τ: "tau", φ: "phi", χ: "chi", ψ: "psi", ω: "omega",
  };
  const HYPHENS = /[\u2010-\u2015\u2212\uFE63\uFF0D_]/g;
  const PLAIN = /^[\x00-\x7f]*$/;
  const HAN = /\p{Script=Han}/u;
  // A chain is Latin words joined by hyphens (PD-L1, anti-PD-1); a run is Chinese characters.
  const PIECES = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+(?:-(?:(?!\p{Script=Han})[\p{L}\p{N}])+)*/gu;

  /** NFKC, lower case, no accents, Greek letters by name, one kind of hyphen; scripts/website/spelling.py does the same. */
  function fold(text) {
    // Most names are plain, and thousands are folded at once when search first opens.
    if (PLAIN.test(text)) return text.toLowerCase().replaceAll("_", "-");
    return text
      .normalize("NFKC")
      .toLowerCase()
      .replace(HYPHENS, "-")
      .replace(/(.)?([α-ω])(?=(.)?)/gu, (_, before = "", letter, after = "") =>
        before + (/[a-z0-9]/.test(before) ? "-" : "") + (GREEK[letter] ?? letter) + (/[a-z0-9]/.test(after) ? "-" : ""))
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .normalize("NFC");
  }

  /** Only letters and digits: KEYNOTE-024, keynote 024 and Keynote024 are one. */
  function compact(text) {
    return fold(text).replace(/[^\p{L}\p{N}]/gu, "");
  }

  /** A word cut between letters and digits: keynote024 → keynote, 024. */
  function split(word) {
    return word.match(/\p{N}+|[^\p{N}]+/gu);
  }

  /**
   * The units of a text in order: {latin, whole, parts} for a chain, {han, grams} for a run. A number that follows a
   * word across a space joins it (CheckMate 067), and a single letter joins the character it touches (O药, T细胞).
   */
  function units(text) {
    const found = [];
    for (const line of fold(text).split("\n")) {
      let before = null;
      for (const match of line.matchAll(PIECES)) {
        const piece = match[0];
        const touches = before && before.end === match.index;
        const spaced = before && line.slice(before.end, match.index) === " ";
        let unit;
        if (HAN.test(piece)) {
          const characters = [...piece];
          const grams = characters.length === 1 ? characters : characters.slice(1).map((c, i) => characters[i] + c);
          unit = { han: piece, characters, grams };
          const letter = touches && before.unit.parts ? before.unit.parts.slice(-1)[0] : "";
          if (/^[a-z]$/.test(letter)) unit.joined = letter + characters[0];
        } else {
          const parts = piece.split("-").flatMap(split);
          unit = { latin: piece, whole: piece.replaceAll("-", ""), parts };
          if (spaced && before.unit.parts && /^\p{N}+$/u.test(parts[0]) && !/^\p{N}+$/u.test(before.unit.whole)) {
            unit.joined = before.unit.whole + parts[0];
          }
        }
        found.push(unit);
        before = { unit, end: match.index + piece.length };
      }
    }
    return found;
  }

  Duizhao.fold = fold;
  Duizhao.compact = compact;
  Duizhao.units = units;
})();
