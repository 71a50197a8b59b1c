/*
 * A text made ready for comparison. In: characters. Out: tidied lines, folded wording, a fingerprint, Simplified characters.
 * Runs outside a browser too: no crypto.subtle and no TextEncoder is needed. The same readings as scripts/ledger/fold.py gives.
 */
(() => {
  const check = ((globalThis.Duizhao ??= {}).check ??= {});
  const PRINT_LENGTH = 12;
  const SPACES = /[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000 ]+/g;
  const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;
  const LOOKALIKES = /[\u2f00-\u2fdf\uf900-\ufaff\ufb00-\ufb06]/g;
  // Databases flatten superscripts and subscripts to ^(…) and _(…).
  const MARKUP = /[\^_]\(([^()\s]{1,8})\)/g;
  const HYPHENS = "‐‑‒–−－";
  const HAN = /[\u3400-\u9fff]/;
  const MARK = /[āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜ]/;
  const READING = /(?<=[\u3400-\u9fff])[(（] ?[a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜü]{1,6} ?[)）]/g;

  /** One line with one kind of space, without look-alikes, invisible characters or database markup. */
  function tidy(line) {
    return line
      .replace(INVISIBLE, "")
      .replace(LOOKALIKES, found => found.normalize("NFKC"))
      .replace(MARKUP, "$1")
      .replace(SPACES, " ")
      .replace(/^\s+|\s+$/g, "");
  }

  /** Letters and digits alone, compatibility forms resolved, lower case. */
  function fold(text) {
    return text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  }

  function utf8(text) {
    const bytes = [];
    for (const char of text) {
      const code = char.codePointAt(0);
      if (code < 0x80) bytes.push(code);
      else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
      else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
      else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    }
    return bytes;
  }

  // FIPS 180-4: the constants are the first 32 bits of the fractional parts of roots of the first primes.
  const primes = [];
  for (let n = 2; primes.length < 64; n += 1) if (primes.every(prime => n % prime)) primes.push(n);
  const fraction = root => ((root - Math.floor(root)) * 2 ** 32) | 0;
  const ROUNDS = primes.map(prime => fraction(Math.cbrt(prime)));
  const START = primes.slice(0, 8).map(prime => fraction(Math.sqrt(prime)));
  const turn = (x, n) => (x >>> n) | (x << (32 - n));

  /** The SHA-256 of a text's UTF-8 bytes, hexadecimal. */
  function sha256(text) {
    const bytes = utf8(text);
    const bits = bytes.length * 8;
    bytes.push(0x80);
    while (bytes.length % 64 !== 56) bytes.push(0);
    for (let shift = 56; shift >= 0; shift -= 8) bytes.push(shift > 31 ? Math.floor(bits / 2 ** shift) & 255 : (bits >>> shift) & 255);
    const hash = [...START];
    const words = new Int32Array(64);
    for (let at = 0; at < bytes.length; at += 64) {
      for (let i = 0; i < 16; i += 1) {
        const from = at + i * 4;
        words[i] = (bytes[from] << 24) | (bytes[from + 1] << 16) | (bytes[from + 2] << 8) | bytes[from + 3];
      }
      for (let i = 16; i < 64; i += 1) {
        const a = words[i - 15], b = words[i - 2];
        words[i] = (words[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + words[i - 7] + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10))) | 0;
      }
      let [a, b, c, d, e, f, g, h] = hash;
      for (let i = 0; i < 64; i += 1) {
        const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + ROUNDS[i] + words[i]) | 0;
        const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
      }
      [a, b, c, d, e, f, g, h].forEach((value, i) => { hash[i] = (hash[i] + value) | 0; });
    }
    return hash.map(value => (value >>> 0).toString(16).padStart(8, "0")).join("");
  }

  /** The first digits of the SHA-256 of the folded wording, by which a passage is known without its words. */
  const fingerprint = wording => sha256(fold(wording)).slice(0, PRINT_LENGTH);

  const folded = new Map();
  function one(char) {
    if (HYPHENS.includes(char)) return "-";
    const low = char.normalize("NFKC").toLowerCase();
    return low.length === 1 ? low : char;
  }

  /** Lower case, one character for one character; hyphens of every kind alike. */
  function caseless(text) {
    let found = "";
    for (let i = 0; i < text.length; i += 1) {
      const char = text[i];
      let low = folded.get(char);
      if (low === undefined) folded.set(char, (low = one(char)));
      found += low;
    }
    return found;
  }

  /** Hyphens of every kind alike, letters as they are. */
  const hyphens = text => text.replace(/[‐‑‒–−－]/g, "-");

  /** Full-width letters, digits and percent signs as half-width ones, a raised decimal point as a full stop; places stay. */
  const narrow = text => text
    .replace(/[０-９Ａ-Ｚａ-ｚ％]/g, char => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(/(?<=\d)[·．](?=\d)/g, ".");

  class Script {
    /** `pairs`: each Traditional character followed by its Simplified one. */
    constructor(pairs) {
      this.simple = new Map();
      const characters = [...pairs];
      for (let i = 0; i < characters.length; i += 2) this.simple.set(characters[i], characters[i + 1]);
    }

    /** Simplified characters in place of Traditional ones; one for one, so that places stay. */
    simplified(text) {
      if (!HAN.test(text)) return text;
      let found = "";
      for (let i = 0; i < text.length; i += 1) found += this.simple.get(text[i]) ?? text[i];
      return found;
    }

    /** What the rules read: Simplified, half-width figures, without pinyin in brackets. */
    plain(text) {
      return narrow(this.simplified(MARK.test(text) ? text.replace(READING, "") : text));
    }
  }

  Object.assign(check, { tidy, fold, sha256, fingerprint, caseless, hyphens, narrow, Script });
})();
