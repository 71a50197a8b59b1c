"""The shape of every kind of record, written once: models, and from them JSON Schemas and the field reference."""

from .awaited import Awaited
from .claim import VERDICTS, Claim
from .drug import Drug
from .endpoints import HARMS, TIME_TO_EVENT
from .pathway import Pathway
from .reference import Reference
from .source import Source
from .subject import Biomarker, Class, Disease, Setting, Subject, Target, Term
from .trial import Arm, Effect, Result, Trial
from .words import Record, Text, decimal

KINDS: dict[str, type[Record]] = {
    "references": Reference,
    "trials": Trial,
    "drugs": Drug,
    "classes": Class,
    "targets": Target,
    "biomarkers": Biomarker,
    "diseases": Disease,
    "settings": Setting,
    "pathway": Pathway,
    "terms": Term,
    "claims": Claim,
    "awaited": Awaited,
    "sources": Source,
}
"""Folder name of each kind → its model. `sources` lies beside evidence/, the rest inside it."""

__all__ = [
    "HARMS", "KINDS", "TIME_TO_EVENT", "VERDICTS", "Arm", "Awaited", "Biomarker", "Claim", "Class", "Disease", "Drug", "Effect",
    "Pathway", "Record", "Reference", "Result", "Setting", "Source", "Subject", "Target", "Term", "Text", "Trial", "decimal",
]
