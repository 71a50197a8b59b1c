"""How wide a text runs, and how it is broken into lines that fit: a figure is drawn before anybody knows the reader's typeface.

In: text, size of type, room. Out: widths that no typeface of the style sheet exceeds, and lines. Nothing is ever cut.
"""

from __future__ import annotations

import re

# Advance widths of Noto Sans, the widest Latin face of the style sheet's list, in thousandths of the type's size.
ADVANCES = {
    260: " ", 258: "ijl", 225: "'", 268: "!.,:;", 300: "()", 322: "-", 339: "I", 273: "J", 344: "f", 361: "t", 372: "/", 413: "r",
    434: "?", 470: "z", 480: "cs", 510: "vyL", 530: "kxF", 565: "aeTEZYS", 572: "0123456789+<=>≤≥−–±×", 618: "bdghnopquPBCRKX",
    640: "A", 735: "DGHUV", 785: "wNOQ%&", 935: "mMW@",
}
WIDTHS = {char: width / 1000 for width, chars in ADVANCES.items() for char in chars}
OTHER = 0.65
"""Of the type's size: Greek letters and signs that stand nowhere above."""
BOLD = 1.08
APART = 0.13
"""Of the type's size: what `text-autospace` puts between a Chinese and a Latin character."""
NEVER_FIRST = "，。；：、）》」』！？％～·"
NEVER_LAST = "（《「『←"
NEVER_ALONE = ("→", "·")
JOINT = re.compile(r"[^\u2e81-\U0010ffff ](?=[\u2e81-\U0010ffff])|[\u2e81-\U0010ffff](?=[^\u2e81-\U0010ffff ])")
"""Where a Chinese and a Latin character meet."""
PART = re.compile(r"[\u2e80-\uffff]|[^\s\u2e80-\uffff]+")


def wide(char: str) -> bool:
    """Whether a character is as wide as the type is high, as Chinese ones and arrows are."""
    return char > "\u2e80" or "\u2190" <= char <= "\u2193" or char in "…—“”"


class Ems(dict[str, float]):
    """Character → its width in sizes of type, worked out where it is first met: figures ask for millions."""

    def __missing__(self, char: str) -> float:
        self[char] = 1 if wide(char) else WIDTHS.get(char, OTHER)
        return self[char]


EMS = Ems()


def width(text: str, size: float, bold: bool = False) -> float:
    """How wide a text runs at a size of type, in the same unit as the size."""
    joints = 0 if text.isascii() else len(JOINT.findall(text))
    return (sum(map(EMS.__getitem__, text)) + APART * joints) * size * (BOLD if bold else 1)


def fill(pieces: tuple[str, ...], size: float, room: float, bold: bool = False) -> list[str]:
    """Lines no wider than the room, with pieces kept whole where they fit on a line of their own."""
    lines: list[str] = []
    for piece in (one for one in pieces if one):
        joint = "" if lines and wide(lines[-1][-1]) and wide(piece[0]) else " "
        if lines and width(lines[-1] + joint + piece, size, bold) <= room:
            lines[-1] += joint + piece
            continue
        if lines:  # a dot stands between two pieces, not at the end of a line
            lines[-1] = lines[-1].removesuffix(" ·")
        lines += _broken(piece, size, room, bold)
    return lines


def _broken(piece: str, size: float, room: float, bold: bool) -> list[str]:
    """One piece in as many lines as it needs, broken between words, between Chinese characters, and inside a word only if it must be."""
    if width(piece, size, bold) <= room:
        return [piece]
    lines = [""]
    for word, spaced in _words(piece):
        gap = " " if spaced and lines[-1] else ""
        if width(lines[-1] + gap + word, size, bold) <= room:
            lines[-1] += gap + word
            continue
        if lines[-1]:
            lines.append("")
        for char in word:
            if lines[-1] and width(lines[-1] + char, size, bold) > room:
                lines.append("")
            lines[-1] += char
    return lines


def _words(text: str) -> list[tuple[str, bool]]:
    """What must stay together, and whether a space stood before it."""
    found: list[tuple[str, bool]] = []
    for match in PART.finditer(text):
        spaced = match.start() > 0 and text[match.start() - 1].isspace()
        word = match[0]
        if found and (word in NEVER_ALONE or (not spaced and (word[0] in NEVER_FIRST or found[-1][0][-1] in NEVER_LAST))):
            found[-1] = (found[-1][0] + " " * spaced + word, found[-1][1])
        else:
            found.append((word, spaced))
    return found
