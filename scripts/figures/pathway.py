"""The pathway map as inline SVG: the cascade in the middle, what it does against the tumour left, for it right.

In: a pathway record and the words of a language. Out: an SVG element whose nodes and arrows lead to their rows in the
tables of the page. Colours come from the style sheet; an arrow's meaning never hangs on colour alone (bars inhibit,
heads activate, dashes mark what works for the tumour).
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass

from ..schema import Pathway
from ..schema.pathway import Edge, Node
from ..wording import Wording

WIDTH, BOX_W, BOX_H, ROW, TOP = 1060, 132, 34, 62, 70
# Centres of the columns: two for each side, two for the cascade, from left to right.
COLUMNS = {"outer left": 76, "left": 252, "middle left": 452, "middle right": 608, "right": 808, "outer right": 984}
CASCADE = ("ligand", "receptor", "kinase", "transcription")


@dataclass(frozen=True)
class Place:
    """The centre of a node's box."""

    x: float
    y: float


def draw(wording: Wording, pathway: Pathway) -> str:
    """The whole figure."""
    places = lay_out(pathway)
    height = int(max(place.y for place in places.values()) + BOX_H / 2 + 24)
    label = html.escape(f"{wording.pick(pathway.name)}: {wording.pick(pathway.summary)}")
    parts = [
        f'<svg viewBox="0 0 {WIDTH} {height}" role="group" aria-label="{label}" xmlns="http://www.w3.org/2000/svg">',
        "<defs>", *(_marker(kind) for kind in ("anti", "pro", "both")), "</defs>",
        f'<text class="side" x="{(COLUMNS["outer left"] + COLUMNS["left"]) / 2:g}" y="30" text-anchor="middle">'
        f'{wording.label("direction.anti")}</text>',
        f'<text class="side" x="{(COLUMNS["right"] + COLUMNS["outer right"]) / 2:g}" y="30" text-anchor="middle">'
        f'{wording.label("direction.pro")}</text>',
    ]
    names = {node.id: wording.pick(node.name) for node in pathway.nodes}
    for number, edge in enumerate(pathway.edges, start=1):
        parts.append(_edge(wording, edge, number, names, places))
    parts += [_node(node, wording.pick(node.name), places[node.id]) for node in pathway.nodes]
    return "".join(parts) + "</svg>"


def lay_out(pathway: Pathway) -> dict[str, Place]:
    """Cascade by group from the top; side nodes next to what drives them, the second step further out; drugs at the foot."""
    places: dict[str, Place] = {}
    for row, group in enumerate(CASCADE):
        members = [node for node in pathway.nodes if node.group == group]
        for at, node in enumerate(members):
            column = "middle left" if at % 2 == 0 else "middle right"
            middle = (COLUMNS["middle left"] + COLUMNS["middle right"]) / 2
            x = middle if len(members) == 1 else COLUMNS[column]
            places[node.id] = Place(x, TOP + ROW * (row * 1.5 + at // 2))
    for group, inner, outer in (("against tumour", "left", "outer left"), ("for tumour", "right", "outer right")):
        _side(pathway, [n for n in pathway.nodes if n.group == group], places, inner, outer)
    foot = max(place.y for place in places.values()) + ROW * 1.2
    drugs = [node for node in pathway.nodes if node.group == "intervention"]
    for at, node in enumerate(drugs):
        places[node.id] = Place(WIDTH * (at + 1) / (len(drugs) + 1), foot)
    return places


def _side(pathway: Pathway, nodes: list[Node], places: dict[str, Place], inner: str, outer: str) -> None:
    """Two columns: driven from the cascade inside, the rest outside, each ordered by where its drivers stand."""
    own = {node.id for node in nodes}
    cascade = set(places)
    near = [n for n in nodes if any(e.target == n.id and e.source in cascade for e in pathway.edges)]
    far = [n for n in nodes if n not in near]
    for column, members in ((inner, near), (outer, far)):
        ordered = sorted(members, key=lambda n: (_mean(_drivers(pathway, n, places, own)), n.id))
        for at, node in enumerate(ordered):
            places[node.id] = Place(COLUMNS[column], TOP + ROW * at)


def _drivers(pathway: Pathway, node: Node, places: dict[str, Place], own: set[str]) -> list[float]:
    return [
        places[other].y
        for edge in pathway.edges
        for other, this in ((edge.source, edge.target), (edge.target, edge.source))
        if this == node.id and other in places and (other not in own or edge.target == node.id)
    ]


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found) if found else 1e6


def _marker(kind: str) -> str:
    head = f'<marker id="head-{kind}" class="{kind}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
    bar = f'<marker id="bar-{kind}" class="{kind}" viewBox="0 0 4 10" refX="2" refY="5" markerWidth="4" markerHeight="10" orient="auto">'
    return f'{head}<path d="M0 0L8 4L0 8z"/></marker>{bar}<path d="M1 0h2v10h-2z"/></marker>'


def _edge(wording: Wording, edge: Edge, number: int, names: dict[str, str], places: dict[str, Place]) -> str:
    start, end = places[edge.source], places[edge.target]
    said = f"{names[edge.source]} {wording.label('edge.' + edge.effect)} {names[edge.target]}"
    marker = "bar" if edge.effect == "inhibits" else "head"
    return (
        f'<a href="#edge-{number}" class="edge {edge.direction}"><title>{html.escape(said)}</title>'
        f'<path d="{_curve(start, end)}" marker-end="url(#{marker}-{edge.direction})"/></a>'
    )


def _curve(start: Place, end: Place) -> str:
    """From border to border: sideways between columns, downwards within one, bowed out where boxes lie between."""
    gap = 5
    if abs(start.x - end.x) < BOX_W:
        if abs(start.y - end.y) <= ROW * 1.6:
            sign = 1 if end.y > start.y else -1
            return f"M{start.x:g} {start.y + sign * BOX_H / 2:g}L{end.x:g} {end.y - sign * (BOX_H / 2 + gap):g}"
        bow = BOX_W / 2 + 26
        y1, y2 = start.y, end.y
        x1, x2 = start.x + BOX_W / 2, end.x + BOX_W / 2 + gap
        return f"M{x1:g} {y1:g}C{start.x + bow + 20:g} {y1:g} {end.x + bow + 20:g} {y2:g} {x2:g} {y2:g}"
    side = 1 if end.x > start.x else -1
    x1, x2 = start.x + side * BOX_W / 2, end.x - side * (BOX_W / 2 + gap)
    pull = max(30.0, abs(x2 - x1) * 0.45)
    return f"M{x1:g} {start.y:g}C{x1 + side * pull:g} {start.y:g} {x2 - side * pull:g} {end.y:g} {x2:g} {end.y:g}"


def _node(node: Node, name: str, place: Place) -> str:
    x, y = place.x - BOX_W / 2, place.y - BOX_H / 2
    # In units of the type size: a Chinese character is as wide as the type is high, a Latin one about 0.58 of it.
    wide = sum(1 if char > "\u2e80" else 0.58 for char in name)
    size = min(13, int((BOX_W - 10) / wide))
    return (
        f'<a href="#node-{node.id}" class="node {node.group.replace(" ", "-")} {node.kind}">'
        f'<rect x="{x:g}" y="{y:g}" width="{BOX_W}" height="{BOX_H}" rx="{4 if node.kind in ("gene", "complex") else 16}"/>'
        f'<text x="{place.x:g}" y="{place.y + 4:g}" text-anchor="middle" font-size="{size}">{html.escape(name)}</text></a>'
    )
