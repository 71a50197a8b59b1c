"""How spellings are made alike for the search, letter for letter as theme/js/fold.js does in the browser; a test compares the two.

In: text. Out: folded text, and the terms under which it is found.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta", "θ": "theta", "κ": "kappa",
    "λ": "lambda", "μ": "mu", "π": "pi", "σ": "sigma", "ς": "sigma", "τ": "tau", "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega",
}
HYPHENS = re.compile("[\u2010-\u2015\u2212\ufe63\uff0d_]")
LETTER = re.compile("(.)?([α-ω])(?=(.)?)")
# Unicode's script property, which Python's expressions do not know.
SCRIPT = (
    "\u2e80-\u2e99\u2e9b-\u2ef3\u2f00-\u2fd5\u3005\u3007\u3021-\u3029\u3038-\u303b"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufa6d\ufa70-\ufad9\U00020000-\U000323af"
)
PIECES = re.compile(rf"[{SCRIPT}]+|[^\W_{SCRIPT}]+(?:-[^\W_{SCRIPT}]+)*")
RUNS = re.compile(r"\d+|\D+")
SINGLE = re.compile("[a-z]")
# Longer chains are chemical names or addresses; every join of theirs would only swell the index.
LONGEST_CHAIN = 6


@dataclass
class Unit:
    """A run of Chinese characters or a chain of Latin words, and what it is when it joins its neighbour."""

    text: str
    parts: list[str] | None
    joined: str = ""


def alike(text: str) -> str:
    """NFKC, lower case, no accents, Greek letters by name, one kind of hyphen."""
    low = HYPHENS.sub("-", unicodedata.normalize("NFKC", text).lower())
    if low.isascii():
        return low
    named = LETTER.sub(_named, low)
    bare = "".join(char for char in unicodedata.normalize("NFD", named) if not unicodedata.category(char).startswith("M"))
    return unicodedata.normalize("NFC", bare)


def _named(found: re.Match[str]) -> str:
    before, letter, after = found[1] or "", found[2], found[3] or ""
    ends = re.compile("[a-z0-9]")
    return before + ("-" if ends.match(before) else "") + GREEK.get(letter, letter) + ("-" if ends.match(after) else "")


def compact(text: str) -> str:
    """Only letters and digits: KEYNOTE-024, keynote 024 and Keynote024 are one."""
    return re.sub(r"[\W_]", "", alike(text))


def units(text: str) -> list[Unit]:
    """Chains and runs in order; a number after a word across a space joins it, a single letter joins the character it touches."""
    found: list[Unit] = []
    for line in alike(text).split("\n"):
        before: Unit | None = None
        end = 0
        for match in PIECES.finditer(line):
            piece, start = match[0], match.start()
            after = before.parts if before else None
            if re.match(f"[{SCRIPT}]", piece):
                unit = Unit(piece, None)
                letter = after[-1] if after and end == start else ""
                if SINGLE.fullmatch(letter):
                    unit.joined = letter + piece[0]
            else:
                parts = [run for word in piece.split("-") for run in RUNS.findall(word)]
                unit = Unit(piece, parts)
                if before and after and line[end:start] == " " and parts[0].isdigit() and not before.text.replace("-", "").isdigit():
                    unit.joined = before.text.replace("-", "") + parts[0]
            found.append(unit)
            before, end = unit, match.end()
    return found


def terms(text: str, *, singles: bool) -> list[str]:
    """Every term under which a text is found; single Chinese characters only where asked, for they are half of the terms."""
    found: list[str] = []
    for unit in units(text):
        if unit.joined:
            found.append(unit.joined)
        if unit.parts is None:
            if len(unit.text) == 1:
                found.append(unit.text)
                continue
            if singles:
                found += unit.text
            found += [unit.text[i : i + 2] for i in range(len(unit.text) - 1)]
            continue
        count = len(unit.parts)
        reach = 1 if count > LONGEST_CHAIN else count
        for start in range(count):
            found += ["".join(unit.parts[start : start + length]) for length in range(1, min(reach, count - start) + 1)]
        if reach == 1 < count:
            found.append(unit.text.replace("-", ""))
    return found
