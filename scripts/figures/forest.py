"""Forest plots: one row a comparison, log scale, each interval at its own level, text that can be selected.

In: rows whose words are ready, and the words around them. Out: an SVG element that takes its colours from the style
sheet's variables, so that it follows light, dark and print. Two layouts: wide, and narrow for a phone, where the label
stands above the interval; and a file of its own, with its style, title and sources.
"""

from __future__ import annotations

import html

from ..language.wording import Wording
from .rows import Frame, Row, Words, ratio
from .sheet import WIDE, Breadth, Sheet

LONG = 8
"""Rows after which a reader no longer sees the axis: it is drawn again."""
STYLE = (
    "<style>svg{font-family:Helvetica,Arial,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif;background:#fff}"
    "text{font-size:11.5px;fill:#1d282c}.title{font-size:17px;font-weight:600}.says{font-size:13px}.name,.figure,.group"
    "{font-size:13.5px}.group{font-weight:600}.note,.tick,.head,.foot{fill:#556268}.foot{font-size:10px}"
    ".tick{paint-order:stroke;stroke:#fff;stroke-width:4px}"
    ".interval{stroke:#1d282c;stroke-width:1.6;fill:none}.axis{stroke:#8d9291}.rule,.grid{stroke:#dfdcd3}"
    ".null{stroke:#556268;stroke-dasharray:3 3}.crossed{fill:#0f5c63}.missed{stroke:#98302b;stroke-width:2.6}"
    ".hollow{fill:#fff;stroke:#0f5c63;stroke-width:1.8}</style>"
)
"""What a plot on its own needs of the site's style sheet."""


def forest(wording: Wording, rows: list[Row], plot_id: str, words: Words, layout: Breadth = WIDE, frame: Frame | None = None) -> str:
    """The SVG of all rows; with a frame, a file of its own without links."""
    sheet = Sheet(wording, layout, words, [ratio(row.effect) for row in rows], linked=frame is None)
    if frame:
        sheet.top(frame)
    sheet.legend(list(dict.fromkeys(row.shape for row in rows)))
    sheet.sides()
    sheet.heads()
    start, since, group = sheet.y, 0, ""
    for place, row in enumerate(rows):
        if row.group != group:
            group = row.group
            sheet.group(group, again=since >= LONG)
            since = 0 if since >= LONG else since
        elif place and row.name:
            sheet.rule()
        sheet.row(row)
        since += 1
    end = sheet.y
    if len(rows) >= LONG:
        sheet.axis()
        sheet.sides()
    if frame:
        sheet.foot(frame)
    name = f"{plot_id}-{layout.name}"
    return "".join([
        f'<svg class="{layout.name}" viewBox="0 0 {layout.width} {sheet.y + 6:g}" role="group" aria-labelledby="{name}" '
        'xmlns="http://www.w3.org/2000/svg">',
        STYLE if frame else "", f'<title id="{name}">{html.escape(words.name)}</title>',
        *([] if layout.stacked else sheet.grid(start, end)), *sheet.parts, "</svg>", "\n" if frame else "",
    ])
