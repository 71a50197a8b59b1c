"""The sheet on which a forest plot is drawn, from top to bottom: legend, axis, groups, rows, sources.

In: rows and words. Out: `parts`, the pieces of an SVG, and `y`, how far down they reach. Every line of text is measured
first and gets the room that it needs; every row is one group with a name that a screen reader says.
"""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from math import log

from ..language.wording import Wording
from ..schema import Effect
from .measure import fill, width
from .rows import Frame, Row, Shape, Words, ratio


@dataclass(frozen=True)
class Breadth:
    """Lengths in SVG units: the width of all, where the number of patients ends, and the columns of intervals and of figures."""

    name: str
    width: int
    label: int
    """Room of the label, from the left edge."""
    n: int
    """Right edge of the numbers of patients; 0 where they stand in the label."""
    left: int
    right: int
    """Edges of the intervals' column."""
    figure: int
    """Left edge of the figures; 0 where they stand right of the label's first line."""

    @property
    def stacked(self) -> bool:
        """Whether the label stands above the interval."""
        return self.figure == 0


WIDE = Breadth("wide", width=760, label=282, n=326, left=338, right=588, figure=602)
NARROW = Breadth("narrow", width=360, label=360, n=0, left=0, right=360, figure=0)

NAME, NOTE = 13.5, 11.5
"""Sizes of type: names and figures, all else."""
LINE, SMALL = 17, 15
"""Heights of their lines."""
INDENT = 14
EDGE = 10
"""Kept free at both ends of the axis, for marks and arrows."""
LEAST, MOST = 0.2, 4.0
"""An interval that reaches further would press all others together: it ends in an arrow."""
TICKS = (0.1, 0.2, 0.3, 0.5, 0.7, 1.0, 1.5, 2.0, 3.0, 5.0)
APART = 24
"""Least distance of two ticks' words."""


def beyond(effect: Effect) -> bool:
    """Whether an interval may end in an arrow."""
    low, _, high = ratio(effect)
    return low < LEAST or high > MOST


def mark(shape: Shape, x: float, y: float) -> str:
    """A square, a cross of two strokes, a circle with an empty middle: told apart without colour."""
    if shape == "crossed":
        return f'<rect class="crossed" x="{x - 4.5:g}" y="{y - 4.5:g}" width="9" height="9"/>'
    if shape == "missed":
        return f'<path class="missed" d="M{x - 4.5:g} {y - 4.5:g}l9 9m0-9l-9 9"/>'
    return f'<circle class="hollow" cx="{x:g}" cy="{y:g}" r="4.2"/>'


@dataclass
class Sheet:
    """The drawing as it grows downward."""

    wording: Wording
    layout: Breadth
    words: Words
    ratios: list[tuple[float, float, float]]
    linked: bool
    y: float = 0
    base: float = 0
    """Where the first line of the row at hand stands."""
    reach: float = 0
    """Where the last line of its label stands."""
    parts: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        values = [value for _, value, _ in self.ratios]
        self.low = min(0.5, max(LEAST, min(low for low, *_ in self.ratios)), min(values) * 0.9)
        self.high = max(1.5, min(MOST, max(high for *_, high in self.ratios)), max(values) * 1.1)

    def x(self, value: float) -> float:
        """Where a ratio lies; what lies outside the axis stands at its end."""
        share = (log(min(max(value, self.low), self.high)) - log(self.low)) / (log(self.high) - log(self.low))
        return round(self.layout.left + EDGE + share * (self.layout.right - self.layout.left - 2 * EDGE), 1)

    def text(self, kind: str, x: float, y: float, words: str, anchor: str = "") -> None:
        """One line of text, its baseline at `y`."""
        aside = f' text-anchor="{anchor}"' if anchor else ""
        self.parts.append(f'<text class="{kind}" x="{x:g}" y="{y:g}"{aside}>{html.escape(words, quote=False)}</text>')

    # -- around the rows --------------------------------------------------------------------------
    def top(self, frame: Frame) -> None:
        """Title and sentence of a file of its own."""
        self.y += 6
        for kind, size, line, words in (("title", 17, 22, frame.title), ("says", 13, 18, frame.says)):
            for one in fill(tuple(words.split("\n")), size, self.layout.width, bold=kind == "title"):
                self.y += line
                self.text(kind, 0, self.y - 4, one)
        self.y += 8

    def foot(self, frame: Frame) -> None:
        """Sources and date of a file of its own."""
        self.y += 12
        for paragraph in frame.foot:
            for one in fill(tuple(paragraph.split("\n")), 10, self.layout.width):
                self.y += 13
                self.text("foot", 0, self.y, one)
            self.y += 4

    def legend(self, shapes: list[Shape]) -> None:
        """Every shape that the plot draws, with its words."""
        x, self.y = 0.0, self.y + 18
        for shape in ("crossed", "missed", "hollow"):
            if shape in shapes:
                words = self.words.legend[shape]
                wanted = 16 + width(words, NOTE)
                if x and x + wanted > self.layout.width:
                    x, self.y = 0.0, self.y + 18
                self.parts.append(mark(shape, x + 6, self.y - 4))
                self.text("note", x + 16, self.y, words)
                x += wanted + 16
        self.y += 10

    def sides(self) -> None:
        """Whom each side of the axis favours, in as many lines as the words need: at its middle, or at the edges of a narrow sheet."""
        left, right = f"← {self.words.sides[0]}", f"{self.words.sides[1]} →"
        whole, middle = float(self.layout.width), self.x(1)
        if self.layout.stacked:
            one, two = (0.0, "start", whole), (whole, "end", whole)
            apart = width(left, NOTE) + width(right, NOTE) + 16 > whole
        else:
            one, two, apart = (middle - 8, "end", middle - 8), (middle + 8, "start", whole - middle - 8), False
        deep = 0
        for words, (x, anchor, room) in ((left, one), (right, two)):
            lines = fill((words,), NOTE, room)
            first = deep if apart else 0
            for place, line in enumerate(lines):
                self.text("tick", x, self.y + SMALL * (first + place + 1), line, anchor)
            deep = max(deep, first + len(lines))
        self.y += SMALL * deep + 4

    def heads(self) -> None:
        """Heads of the columns, and the axis."""
        label, n, figure = self.words.columns
        if not self.layout.stacked:
            self.text("head", 0, self.y + 13, label)
            self.text("head", self.layout.n, self.y + 13, n, "end")
            self.text("head", self.layout.figure, self.y + 13, figure)
        else:
            self.text("head", self.layout.width, self.y + 13, figure, "end")
            self.y += 18
        self.ticks(self.y + 13)
        self.y += 18
        self.parts.append(f'<line class="axis" x1="0" x2="{self.layout.width}" y1="{self.y:g}" y2="{self.y:g}"/>')
        self.y += 2

    def axis(self) -> None:
        """The axis below the rows."""
        self.y += 4
        self.parts.append(f'<line class="axis" x1="0" x2="{self.layout.width}" y1="{self.y:g}" y2="{self.y:g}"/>')
        self.ticks(self.y + 14)
        self.y += 18

    def ticks(self, y: float) -> None:
        """The axis' numbers; 1 always, others where they have room."""
        shown = [1.0]
        for tick in sorted((t for t in TICKS if self.low <= t <= self.high), key=lambda t: abs(log(t))):
            if all(abs(self.x(tick) - self.x(other)) >= APART for other in shown):
                shown.append(tick)
        for tick in sorted(shown):
            self.text("tick", self.x(tick), y, f"{tick:g}", "middle")

    def grid(self, start: float, end: float) -> list[str]:
        """Lines through all rows at the axis' numbers, the one of no difference dashed."""
        return [
            f'<line class="{"null" if tick == 1 else "grid"}" x1="{self.x(tick)}" x2="{self.x(tick)}" y1="{start:g}" y2="{end:g}"/>'
            for tick in TICKS if self.low <= tick <= self.high
        ]

    def group(self, words: str, again: bool) -> None:
        """A treatment's name above its rows, with the axis once more where the last is out of sight."""
        self.y += 12
        lines = fill((words,), NAME, self.layout.label, bold=True)
        for place, line in enumerate(lines):
            self.text("group", 0, self.y + 14 + LINE * place, line)
        self.y += LINE * len(lines) + 4
        if again:
            if self.layout.stacked:
                self.y += 14
            self.ticks(self.y - 7)

    def rule(self) -> None:
        """A hair line between what is compared in one trial and in the next."""
        self.y += 4
        self.parts.append(f'<line class="rule" x1="0" x2="{self.layout.width}" y1="{self.y:g}" y2="{self.y:g}"/>')

    # -- rows -------------------------------------------------------------------------------------
    def row(self, row: Row) -> None:
        """Name as a link, then the rest as one picture with its sentence."""
        figure = self.wording.bound(row.effect.value) + self.wording.brackets(self.wording.span(row.effect.ci or ("", "")))
        named: list[str] = []
        drawn: list[str] = []
        whole, self.parts = self.parts, named
        self.name(row, self.layout.label - INDENT * row.depth - (width(figure, NAME) + 12 if self.layout.stacked else 0))
        self.parts = drawn
        if self.layout.stacked:
            self.below(row, figure)
        else:
            self.beside(row, figure)
        self.parts = [
            *whole, '<g class="row">', *named, f'<g role="img" aria-label="{html.escape(row.spoken)}">', *drawn, "</g></g>",
        ]

    def name(self, row: Row, room: float) -> None:
        """The row's name as a link, or its first note where it goes on with the row above, and the year."""
        kind, size, height = ("name", NAME, LINE) if row.name else ("on", NOTE, SMALL)
        lines = fill((row.name,) if row.name else row.notes[0], size, room)
        beside = bool(row.year) and width(lines[-1], size) + 8 + width(row.year, NOTE) <= room
        self.base = self.y + LINE
        for place, line in enumerate(lines):
            words = f'<tspan class="{kind}">{html.escape(line, quote=False)}</tspan>'
            linked = f'<a href="{html.escape(row.href)}">{words}</a>' if self.linked else words
            year = f'<tspan class="note" dx="6">{row.year}</tspan>' if beside and place == len(lines) - 1 else ""
            self.parts.append(f'<text x="{INDENT * row.depth}" y="{self.base + height * place:g}">{linked}{year}</text>')
        self.reach = self.base + height * (len(lines) - 1)
        if row.year and not beside:
            self.reach += SMALL
            self.text("note", INDENT * row.depth, self.reach, row.year)

    def notes(self, row: Row, more: tuple[tuple[str, ...], ...] = ()) -> None:
        """The lines below the name."""
        for pieces in (*(row.notes if row.name else row.notes[1:]), *more):
            for line in fill(pieces, NOTE, self.layout.label - INDENT * row.depth):
                self.reach += SMALL
                self.text("note", INDENT * row.depth, self.reach, line)

    def beside(self, row: Row, figure: str) -> None:
        """All on the line of the name: number of patients, interval, figure; below the figure what the test decided."""
        self.notes(row)
        self.text("n", self.layout.n, self.base, row.n or "–", "end")
        self.strip(row, self.base - 4.5)
        self.text("figure", self.layout.figure, self.base, figure)
        below = self.base
        for line in fill(row.words, NOTE, self.layout.width - self.layout.figure):
            below += SMALL
            self.text("note", self.layout.figure, below, line)
        self.y = max(self.reach, below) + 6

    def below(self, row: Row, figure: str) -> None:
        """The figure right of the name, then the notes, then the interval across the whole width."""
        self.text("figure", self.layout.width, self.base, figure, "end")
        patients = (self.words.patients.format(n=row.n) + " ·",) if row.n else ()
        self.notes(row, ((*patients, *row.words),))
        self.strip(row, self.reach + 13)
        self.y = self.reach + 24

    def strip(self, row: Row, y: float) -> None:
        """Interval and mark; in the narrow layout with a line of its own for no difference."""
        low, value, high = ratio(row.effect)
        left, right = self.x(low), self.x(high)
        if self.layout.stacked:
            edges = f'x1="{self.layout.left}" x2="{self.layout.right}"'
            self.parts.append(f'<line class="grid" {edges} y1="{y:g}" y2="{y:g}"/>')
            self.parts.append(f'<line class="null" x1="{self.x(1)}" x2="{self.x(1)}" y1="{y - 8:g}" y2="{y + 8:g}"/>')
        path = f"M{left} {y:g}H{right}"
        if low < self.low:
            path += f"M{left + 5:g} {y - 4:g}L{left} {y:g}L{left + 5:g} {y + 4:g}"
        if high > self.high:
            path += f"M{right - 5:g} {y - 4:g}L{right} {y:g}L{right - 5:g} {y + 4:g}"
        self.parts.append(f'<path class="interval" d="{path}"/>')
        self.parts.append(mark(row.shape, self.x(value), y))
