"""The pathway map as inline SVG, laid out by Graphviz from what sends a signal at the top to what receives it at the foot.

In: a pathway record and the words of a language. Out: an SVG element whose nodes and arrows lead to their rows in the
tables of the page. Colours come from the style sheet; an arrow's meaning never hangs on colour alone (bars inhibit,
heads activate, dashes mark what works for the tumour).
"""

from __future__ import annotations

import html
from dataclasses import dataclass

import pygraphviz
from markupsafe import Markup

from ..language.wording import HAN, Wording
from ..schema import Pathway
from ..schema.pathway import Edge, Node

# Pixels of the drawing, which are Graphviz' points; its sizes are given in inches of 72 points.
BOX_W, BOX_H, MARGIN, TYPE, INCH = 118, 38, 6, 12.5, 72
# A Latin character as a share of the type size; a Chinese one is as wide as the type is high.
LATIN = 0.56
# Chains and kinases of the receptor stand side by side.
SIDE_BY_SIDE = ("receptor", "kinase")
# What a node that also sends is called where it receives: it is drawn once more, at the foot.
AGAIN = "again:"

Point = tuple[float, float]


@dataclass(frozen=True)
class Layout:
    """Size of the drawing, centre of each box, and the points of each arrow in the order of the record: start, controls of
    the curve's pieces, tip."""

    width: float
    height: float
    boxes: dict[str, Point]
    arrows: list[list[Point]]


def draw(wording: Wording, pathway: Pathway) -> Markup:
    """The whole figure."""
    plan = lay_out(pathway)
    label = html.escape(f"{wording.pick(pathway.name)}: {wording.pick(pathway.summary)}")
    names = {node.id: wording.pick(node.name) for node in pathway.nodes}
    nodes = {node.id: node for node in pathway.nodes}
    return Markup("".join([
        f'<svg viewBox="0 0 {plan.width:.0f} {plan.height:.0f}" role="group" aria-label="{label}" xmlns="http://www.w3.org/2000/svg">',
        "<defs>", *(_marker(kind) for kind in ("anti", "pro", "both")), "</defs>",
        *(_arrow(wording, edge, n, names, plan.arrows[n - 1]) for n, edge in enumerate(pathway.edges, start=1)),
        *(_box(nodes[box.removeprefix(AGAIN)], names[box.removeprefix(AGAIN)], place) for box, place in plan.boxes.items()),
        "</svg>",
    ]))


def lay_out(pathway: Pathway) -> Layout:
    """Layers by Graphviz' dot. A cell that both sends and receives is drawn twice, so that every arrow but feedback runs downwards."""
    senders = {edge.source for edge in pathway.edges}
    twice = {n.id for n in pathway.nodes if n.kind == "cell" and n.id in senders} & {edge.target for edge in pathway.edges}
    graph = pygraphviz.AGraph(directed=True, strict=False, rankdir="TB", splines="true", nodesep=0.16, ranksep=0.5, newrank=True)
    graph.node_attr.update(shape="box", label="", fixedsize=True, width=BOX_W / INCH, height=BOX_H / INCH)
    graph.edge_attr.update(arrowsize=0.8)
    graph.add_nodes_from([*(node.id for node in pathway.nodes), *(AGAIN + cell for cell in sorted(twice))])
    for group in SIDE_BY_SIDE:
        graph.add_subgraph([node.id for node in pathway.nodes if node.group == group], rank="same")
    last = {n.id for n in pathway.nodes if n.kind == "cell" and n.id not in senders}
    graph.add_subgraph([*sorted(last), *(AGAIN + cell for cell in sorted(twice))], rank="sink")
    for at, edge in enumerate(pathway.edges):
        graph.add_edge(edge.source, AGAIN + edge.target if edge.target in twice else edge.target, key=str(at))
    graph.layout(prog="dot")
    *_, width, height = (float(n) for n in graph.graph_attr["bb"].split(","))

    def place(pair: str) -> Point:
        x, y = (float(n) for n in pair.split(","))
        return x + MARGIN, height - y + MARGIN  # Graphviz counts from the foot

    boxes = {str(node): place(node.attr["pos"]) for node in graph.nodes()}
    arrows: dict[int, list[Point]] = {}
    for source, target, number in graph.edges(keys=True):
        tip, *curve = graph.get_edge(source, target, number).attr["pos"].split()
        arrows[int(number)] = [*map(place, curve), place(tip.removeprefix("e,"))]
    return Layout(width + 2 * MARGIN, height + 2 * MARGIN, boxes, [arrows[at] for at in range(len(pathway.edges))])


def _marker(kind: str) -> str:
    """Head and bar of one direction, of one size whatever the width of the line."""
    same = f'class="{kind}" markerUnits="userSpaceOnUse" orient="auto"'
    return (
        f'<marker id="head-{kind}" {same} viewBox="0 0 8 8" refX="1" refY="4" markerWidth="8" markerHeight="8">'
        f'<path d="M0 0L8 4L0 8z"/></marker>'
        f'<marker id="bar-{kind}" {same} viewBox="0 0 4 12" refX="2" refY="6" markerWidth="4" markerHeight="12">'
        f'<path d="M.8 0h2.4v12h-2.4z"/></marker>'
    )


def _arrow(wording: Wording, edge: Edge, number: int, names: dict[str, str], points: list[Point]) -> str:
    said = f"{names[edge.source]} {wording.label('edge.' + edge.effect)} {names[edge.target]}"
    start, *controls, tip = points
    path = f"M{_pair(start)}C{' '.join(map(_pair, controls))}"
    if edge.effect == "inhibits":  # the bar stands just before the box, where a head would have its tip
        (x, y), end = controls[-1], 0.6
        path += f"L{_pair((x + end * (tip[0] - x), y + end * (tip[1] - y)))}"
    marker = "bar" if edge.effect == "inhibits" else "head"
    return (
        f'<a href="#edge-{number}" class="edge {edge.direction}"><title>{html.escape(said)}</title>'
        f'<path d="{path}" marker-end="url(#{marker}-{edge.direction})"/></a>'
    )


def _pair(point: Point) -> str:
    return f"{point[0]:.0f} {point[1]:.0f}"


def _box(node: Node, name: str, place: Point) -> str:
    x, y = place[0] - BOX_W / 2, place[1] - BOX_H / 2
    lines = _lines(name)
    size = min(TYPE, (BOX_W - 8) / max(map(_wide, lines)))
    first = place[1] + size * 0.35 - (len(lines) - 1) * size * 0.58
    text = "".join(
        f'<tspan x="{place[0]:.0f}" y="{first + at * size * 1.16:.1f}">{html.escape(line)}</tspan>' for at, line in enumerate(lines)
    )
    return (
        f'<a href="#node-{node.id}" class="node {node.group.replace(" ", "-")} {node.kind}">'
        f'<rect x="{x:.0f}" y="{y:.0f}" width="{BOX_W}" height="{BOX_H}" rx="{4 if node.kind in ("gene", "complex") else 18}"/>'
        f'<text text-anchor="middle" font-size="{size:.1f}">{text}</text></a>'
    )


def _wide(text: str) -> float:
    """Width in units of the type size."""
    return sum(1 if char > "\u2e80" else LATIN for char in text)


def _lines(name: str) -> list[str]:
    """A name in one line where it fits, else in two of like width, broken at a space, behind a stroke or between Chinese characters."""
    if _wide(name) * TYPE <= BOX_W - 8:
        return [name]
    breaks = [i for i in range(1, len(name)) if name[i] == " " or name[i - 1] == "/" or (HAN.match(name[i]) and HAN.match(name[i - 1]))]
    if not breaks:
        return [name]
    best = min(breaks, key=lambda i: max(_wide(name[:i]), _wide(name[i:])))
    return [name[:best].strip(), name[best:].strip()]
