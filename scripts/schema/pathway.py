"""A signalling pathway as data: nodes, and edges whose every arrow is cited."""

from __future__ import annotations

from typing import Literal

from .words import Checked, Hgnc, Id, Piece, Printed, Record, Text


class Node(Piece):
    """A gene product, complex, process or cell."""

    id: Id
    name: Text
    kind: Literal["gene", "complex", "process", "cell", "drug"]
    hgnc_symbol: Printed | None = None
    hgnc: Hgnc | None = None
    group: Literal["ligand", "receptor", "kinase", "transcription", "against tumour", "for tumour", "intervention"]
    note: Text | None = None


class Edge(Piece):
    """One arrow."""

    source: Id
    target: Id
    effect: Literal["activates", "inhibits", "phosphorylates", "transcribes", "presents", "binds", "recruits"]
    direction: Literal["anti", "pro", "both"]
    model: Literal["human clinical", "human ex vivo", "animal", "in vitro"]
    says: Text
    cites: list[Id]


class Pathway(Record):
    """A map of nodes and edges."""

    name: Text
    summary: Text
    nodes: list[Node]
    edges: list[Edge]
    checked: Checked
