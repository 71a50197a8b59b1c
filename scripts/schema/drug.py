"""A drug: its names of every kind, its target and class, and what regulators decided when."""

from __future__ import annotations

from typing import Literal

from .words import Atc, Checked, Date, Id, Locator, Name, Piece, Record, Text


class RegulatoryEvent(Piece):
    """One decision of one agency. `withdrawn` names the indication that no longer stands."""

    agency: Literal["FDA", "EMA", "NMPA", "PMDA"]
    date: Date
    kind: Literal["accelerated", "regular", "conditional", "converted", "withdrawn", "refused"]
    indication: Text
    disease: Id | None = None
    basis: Id | None = None
    note: Text | None = None
    cite: Id
    locator: Locator
    checked: Checked


class Drug(Record):
    """A medicine or cell product. `inn` holds the preferred name; every other name goes to `names`."""

    inn: Text
    names: list[Name] = []
    target: list[Id] = []
    modality: Literal[
        "monoclonal antibody", "bispecific antibody", "antibody-drug conjugate", "fusion protein",
        "bispecific T-cell engager", "CAR-T", "TCR-T", "TIL", "CIK or DC-CIK", "NK", "vaccine", "cytokine", "oncolytic virus",
        "small molecule", "cytotoxic agent", "other",
    ]
    classes: list[Id] = []
    atc: Atc | None = None
    summary: Text
    mechanism: Text | None = None
    harms: list[Id] = []
    regulatory: list[RegulatoryEvent] = []
    regulatory_gap: Text | None = None
    cites: list[Id] = []
    checked: Checked
