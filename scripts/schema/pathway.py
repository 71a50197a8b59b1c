"""A signalling pathway as data: nodes, and edges whose every arrow is cited."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .days import Checked
from .ids import Id, NodeId, ReferenceId
from .words import Hgnc, Piece, Printed, Record, Said, Text


class Node(Piece):
    """A gene product, complex, process or cell."""

    id: Id
    """Stands once in the map."""
    name: Text
    """As drawn."""
    kind: Literal["gene", "complex", "process", "cell", "drug"]
    """What it is."""
    hgnc_symbol: Printed | None = None
    """Approved gene symbol."""
    hgnc: Hgnc | None = None
    """HGNC id, seen at its source."""
    group: Literal["ligand", "receptor", "kinase", "transcription", "against tumour", "for tumour", "intervention"]
    """Where it is drawn."""
    note: Text | None = None
    """What a reader needs to know of it."""


class Edge(Piece):
    """One arrow."""

    source: NodeId
    """Id of the node it leaves."""
    target: NodeId
    """Id of the node it reaches."""
    effect: Annotated[
        Literal["activates", "inhibits", "phosphorylates", "transcribes", "presents", "binds", "recruits"], Said("edge")
    ]
    """What the first does to the second."""
    direction: Annotated[Literal["anti", "pro", "both"], Said("direction")]
    """For or against the tumour."""
    model: Annotated[Literal["human clinical", "human ex vivo", "animal", "in vitro"], Said("model")]
    """The kind of evidence."""
    says: Text
    """The relation in one sentence."""
    cites: list[ReferenceId] = Field(min_length=1)
    """Ids of references; every arrow rests on one."""


class Pathway(Record):
    """A map of nodes and edges."""

    name: Text
    """Of the map."""
    summary: Text
    """What it shows."""
    nodes: list[Node] = Field(min_length=1)
    """The nodes."""
    edges: list[Edge]
    """The arrows."""
    checked: Checked
    """The day on which it was gone through, or never."""
