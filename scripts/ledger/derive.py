"""From the text and its card to parts and passages; deterministic.

In: decoded text, a `Source` card. Out: the wording of every passage with its number and fingerprint, and where the
card does not fit the text, what must be so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ..records.textyaml import Place
from ..schema.source import Part, Repair, Source
from .fold import fingerprint, fold, normalise
from .furniture import KEYWORDS, is_furniture, is_people, is_printed_data, label
from .sentences import split
from .wraps import joined

Sort = Literal["heading", "label", "furniture", "bibliography", "sentence"]
Unit = tuple[Sort, str]
BOUNDARY = "。！？!?.;；:：…"
"""A heading or label inside a line can stand only after one of these."""

LINEWISE = frozenset({"masthead", "title only"})
"""Kinds of part in which every line is one passage."""


@dataclass(frozen=True)
class Excerpt:
    """One passage of the text itself."""

    n: int
    print: str
    sort: Sort
    text: str


@dataclass(frozen=True)
class Misfit:
    """A place of the card that does not fit the text, and what must be so."""

    place: Place
    message: str


def derive(text: str, card: Source) -> tuple[dict[str, list[Excerpt]], list[Misfit]]:
    """The passages of each part, in the order of the card."""
    lines, misfits = read(text, card.wraps), []
    cuts: list[tuple[int, Part, list[str]]] = []
    for index, (part, begin, end) in enumerate(_cut(lines, card.parts)):
        if begin is None:
            misfits.append(Misfit(
                ("parts", index, "begins"),
                f"part {part.id} of {card.id} must begin with its printed title; no line after part "
                f"{card.parts[index - 1].id if index else 'nothing'} starts with it",
            ))
            continue
        cuts.append((index, part, lines[begin:end]))
    derived: dict[str, list[Excerpt]] = {part.id: [] for part in card.parts}
    for index, part, stretch in cuts:
        head = normalise(part.begins)[0] if part.begins.strip() else ""
        body = "\n".join(stretch)[len(head):]
        repairs = [(i, r) for i, r in enumerate(card.repairs) if r.part == part.id]
        head, body, found = _repair(head, body, repairs, card.id)
        misfits += found
        units = list(_title(head))
        more, unmet = _units(body, part, glued=bool(head))
        units += more
        if unmet is not None:
            misfits.append(Misfit(
                ("parts", index, "headings", unmet),
                f"heading {unmet + 1} of part {part.id} of {card.id} must stand in the text after the heading before it, at the start "
                "of a line or after a sentence",
            ))
        derived[part.id] = _number(units)
    known = {part.id for part in card.parts}
    misfits += [
        Misfit(("repairs", i, "part"), f"the part of a repair of {card.id} must be one of its parts (it is '{r.part}')")
        for i, r in enumerate(card.repairs) if r.part not in known
    ]
    return derived, misfits


def read(text: str, wraps: Literal["kept", "joined"]) -> list[str]:
    """The lines of a text, those that were broken within a sentence joined where the card says so."""
    return normalise(joined(text) if wraps == "joined" else text)


def _cut(lines: Sequence[str], parts: Sequence[Part]) -> Iterator[tuple[Part, int | None, int]]:
    """Each part with its first line and the line after its last; None where its title is not found."""
    starts: list[int | None] = []
    after = 0
    for part in parts:
        head = normalise(part.begins)[0] if part.begins.strip() else None
        found = next((i for i in range(after, len(lines)) if lines[i].startswith(head)), None) if head else after
        starts.append(found)
        after = after if found is None else found + 1
    for index, (part, begin) in enumerate(zip(parts, starts, strict=True)):
        end = next((later for later in starts[index + 1 :] if later is not None), len(lines))
        yield part, begin, end


def _repair(
    head: str, body: str, repairs: Sequence[tuple[int, Repair]], source: str
) -> tuple[str, str, list[Misfit]]:
    """Title and body after the listed repairs; each must fire exactly as often as it says."""
    misfits = []
    for index, repair in repairs:
        times = head.count(repair.read) + body.count(repair.read)
        if times != repair.times:
            misfits.append(Misfit(
                ("repairs", index, "times"),
                f"the repair of '{repair.read}' in part {repair.part} of {source} must fire {repair.times} time(s); it fires {times}",
            ))
        head, body = head.replace(repair.read, repair.meant), body.replace(repair.read, repair.meant)
    return head, body, misfits


def _title(head: str) -> Iterator[Unit]:
    """The printed title at which a part was cut, its label apart."""
    if length := label(head, 0, glued=True):
        yield "label", head[:length]
        head = head[length:]
    if head:
        yield "heading", head


def _units(body: str, part: Part, glued: bool) -> tuple[list[Unit], int | None]:
    """Headings, labels, furniture and sentences in order; and the index of the first heading that was not met."""
    units: list[Unit] = []
    met = 0
    for number, line in enumerate(body.split("\n")):
        line = line.strip()
        if not line:
            continue
        if is_furniture(line):
            units.append(("furniture", line))
        elif part.kind in LINEWISE:
            # What shows itself as printed data is set aside; all else a person must look at.
            units.append(("bibliography" if is_printed_data(line) or is_people(line) else "sentence", line))
        else:
            found, met = _line(line, part.headings, met, glued and number == 0)
            units += found
    return units, met if met < len(part.headings) and part.kind not in LINEWISE else None


def _line(line: str, headings: Sequence[str], met: int, glued: bool) -> tuple[list[Unit], int]:
    """The units of one line, and how many headings have been met after it."""
    units: list[Unit] = []
    start = at = 0
    last = ""  # the last character before `at` that is no space
    prose: Sort = "sentence"

    def flush(end: int) -> None:
        stretch = line[start:end].strip()
        if stretch:
            units.extend((prose, piece) for piece in (split(stretch) if prose == "sentence" else [stretch]))

    while at < len(line):
        if at == start or last in BOUNDARY:
            if met < len(headings) and line.startswith(headings[met], at):
                flush(at)
                units.append(("heading", headings[met]))
                at = start = at + len(headings[met])
                met, glued, prose = met + 1, True, "sentence"
                continue
            if length := label(line, at, glued and at == start):
                flush(at)
                units.append(("label", line[at : at + length]))
                prose = "bibliography" if KEYWORDS.search(line, at, at + length) else "sentence"
                at = start = at + length
                glued = True
                continue
        last = last if line[at] == " " else line[at]
        at += 1
    flush(len(line))
    return units, met


def _number(units: Sequence[Unit]) -> list[Excerpt]:
    """Passages counted from 1; a unit without letter or digit is none."""
    kept = [(sort, text.strip()) for sort, text in units if fold(text)]
    return [Excerpt(n, fingerprint(text), sort, text) for n, (sort, text) in enumerate(kept, start=1)]
