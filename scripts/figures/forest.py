"""Forest plots: one row an effect, log scale, each interval at its own level, text that can be selected.

In: rows (label, effect, link, note, group) and the words of a language. Out: an SVG element that takes its colours
from the style sheet's variables, so that it follows light, dark and print. Two layouts: wide, and narrow for a phone,
where label and figure stand above the interval.
"""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from math import log

from markupsafe import Markup

from ..language.wording import Wording
from ..schema import Effect, decimal


@dataclass(frozen=True)
class Breadth:
    """Lengths in SVG units: the width of all, of a row, and of the columns left and right of the intervals."""

    name: str
    width: int
    row: int
    left: int
    right: int

    @property
    def stacked(self) -> bool:
        """Whether label and figure stand above the interval."""
        return self.left == 0


WIDE = Breadth("wide", width=720, row=34, left=250, right=190)
NARROW = Breadth("narrow", width=360, row=52, left=0, right=0)
HEAD, FOOT, GROUP = 14, 52, 30
TICKS = (0.1, 0.2, 0.3, 0.5, 0.7, 1.0, 1.5, 2.0, 3.0, 5.0)


@dataclass(frozen=True)
class Row:
    """One line of a plot; `note` stands small below the label, `group` above the first row of its kind."""

    label: str
    effect: Effect | None
    href: str
    note: str
    group: str = ""


# What a plot downloaded on its own needs of the site's style sheet.
STYLE = (
    "<style>svg{font-family:Helvetica,Arial,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif;fill:#1d282c}"
    ".name,.figure{font-size:13px}.note,.tick{font-size:11px;fill:#556268}.group{font-size:13px;font-weight:600}"
    ".interval,.axis{stroke:#1d282c;stroke-width:1.5}.null{stroke:#556268;stroke-dasharray:4 3}</style>"
)


def alone(svg: str) -> str:
    """A plot as a file of its own: with its style, without links to pages that are not there."""
    plain = re.sub(r"</?a\b[^>]*>", "", svg)
    return plain.replace("<title", STYLE + "<title", 1) + "\n"


def table(rows: list[Row]) -> str:
    """The plot's figures as CSV, with the mark by which Excel knows UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["label", "note", "measure", "value", "ci_low", "ci_high", "ci_level"])
    for row in rows:
        if row.effect and row.effect.ci:
            effect = row.effect
            low, high = row.effect.ci
            writer.writerow([row.label, row.note, effect.measure, effect.value, low, high, effect.level])
    return "\ufeff" + out.getvalue()


def forest(wording: Wording, rows: list[Row], plot_id: str, sides: tuple[str, str], layout: Breadth = WIDE) -> Markup:
    """The SVG of all rows whose effect is a ratio with an interval; empty where none is.

    `sides` says below the axis whom a value under 1 and a value over 1 favour.
    """
    drawn = [(row, *numbers) for row in rows if row.effect and (numbers := _numbers(row.effect))]
    if not drawn:
        return Markup()
    low = min(0.5, *(n[1] for n in drawn))
    high = max(1.5, *(n[3] for n in drawn))

    def x(value: float) -> float:
        share = (log(value) - log(low)) / (log(high) - log(low))
        return round(layout.left + 8 + share * (layout.width - layout.left - layout.right - 16), 1)

    body, y, group = [], float(HEAD), ""
    for row, lower, value, upper in drawn:
        if row.group != group:
            group, y = row.group, y + GROUP
            body.append(f'<text class="group" x="0" y="{y - 8:g}">{html.escape(group)}</text>')
        if layout.stacked:  # a line through all rows would run through their words
            body.append(f'<line class="null" x1="{x(1)}" x2="{x(1)}" y1="{y + 28:g}" y2="{y + 48:g}"/>')
        body += _row(wording, row, layout, y + layout.row / 2, (x(lower), x(value), x(upper)))
        y += layout.row
    height = y + FOOT
    title = html.escape("; ".join(f"{row.label} {wording.effect(row.effect)}" for row, *_ in drawn if row.effect))
    parts = [
        f'<svg class="{layout.name}" viewBox="0 0 {layout.width} {height:g}" role="group" '
        f'aria-labelledby="{plot_id}-{layout.name}" xmlns="http://www.w3.org/2000/svg">',
        f'<title id="{plot_id}-{layout.name}">{title}</title>',
        "" if layout.stacked else f'<line class="null" x1="{x(1)}" x2="{x(1)}" y1="{HEAD - 8}" y2="{height - FOOT + 4:g}"/>',
        *body, *_axis(x, low, high, height),
    ]
    for side, text, anchor in ((-1, f"← {sides[0]}", "end"), (1, f"{sides[1]} →", "start")):
        parts.append(f'<text class="tick" x="{x(1) + 8 * side:g}" y="{height - 6:g}" text-anchor="{anchor}">{html.escape(text)}</text>')
    return Markup("".join(parts) + "</svg>")


def _numbers(effect: Effect) -> tuple[float, float, float] | None:
    if effect.ci is None or effect.measure not in ("hr", "or", "rr"):
        return None
    found = [decimal(effect.ci[0]), decimal(effect.value), decimal(effect.ci[1])]
    if any(n is None or n <= 0 for n in found):
        return None
    lower, value, upper = (float(n) for n in found)  # type: ignore[arg-type]
    return lower, value, upper


def _row(wording: Wording, row: Row, layout: Breadth, y: float, at: tuple[float, float, float]) -> list[str]:
    """Label, note, interval and figure of a row whose middle lies at `y`; `at` holds low, value, high on the axis."""
    assert row.effect is not None
    assert row.effect.ci is not None
    figure = html.escape(wording.bound(row.effect.value) + wording.brackets(wording.interval(row.effect.ci, row.effect.level)))
    low, middle, high = at
    if layout.stacked:
        words = html.escape(fit(f"{row.label}  {row.note}".strip(), 13, layout.width - width(html.unescape(figure), 13)))
        text = [f'<text class="name" x="0" y="{y - 6:g}">{words}</text>']
        line, base = y + 12, y - 6
    else:
        lift = 3 if row.note else -4
        text = [f'<text class="name" x="0" y="{y - lift:g}">{html.escape(fit(row.label, 14, layout.left))}</text>']
        line, base = y, y + 4
    note = html.escape(fit(row.note, 11, layout.left)) if row.note and not layout.stacked else ""
    return [
        f'<a href="{html.escape(row.href)}">{"".join(text)}</a>',
        f'<text class="note" x="0" y="{y + 11:g}">{note}</text>' if note else "",
        f'<line class="interval" x1="{low}" x2="{high}" y1="{line:g}" y2="{line:g}"/>',
        f'<rect class="value" x="{middle - 4:g}" y="{line - 4:g}" width="8" height="8"/>',
        f'<text class="figure" x="{layout.width}" y="{base:g}" text-anchor="end">{figure}</text>',
    ]


def fit(text: str, size: int, room: float) -> str:
    """The text cut to a width; a Chinese character is as wide as the type is high, a Latin one about half."""
    for at in range(len(text)):
        if width(text[: at + 1], size) > room - 6:
            return text[: at - 1].rstrip(" ·（(") + "…"
    return text


def width(text: str, size: int) -> float:
    """About how wide a text runs at a size of type."""
    return sum(size if char > "\u2e80" else size * 0.55 for char in text)


def _axis(x: Callable[[float], float], low: float, high: float, height: float) -> list[str]:
    y = height - FOOT + 4
    parts = [f'<line class="axis" x1="{x(low)}" x2="{x(high)}" y1="{y:g}" y2="{y:g}"/>']
    for tick in (tick for tick in TICKS if low <= tick <= high):
        parts.append(f'<line class="axis" x1="{x(tick)}" x2="{x(tick)}" y1="{y:g}" y2="{y + 4:g}"/>')
        parts.append(f'<text class="tick" x="{x(tick)}" y="{y + 17:g}" text-anchor="middle">{tick:g}</text>')
    return parts
