"""A drug: its names of every kind, its target and class, and what regulators decided when."""

from __future__ import annotations

from typing import Annotated, Literal

from .days import Checked, Date
from .ids import ClassId, DiseaseId, ReferenceId, SettingId, TargetId, TermId, TrialId
from .words import Atc, AutoLink, Count, Locator, Name, Piece, Record, Said, Text


class Insurance(Piece):
    """Where an indication stands in China's national reimbursement lists."""

    status: Literal["national list", "commercial list", "not found"]
    """Which list names it."""
    since: Date | None = None
    """From when."""
    cite: ReferenceId | None = None
    """Id of the reference it was seen in."""
    checked: Checked
    """The day on which it was compared, or never."""


class CompanyCount(Piece):
    """How many indications a company says an agency has approved, on a day."""

    agency: Literal["FDA", "EMA", "NMPA"]
    """Whose approvals."""
    indications: Count
    """As stated."""
    date: Date
    """As of when."""
    cite: ReferenceId
    """Id of the reference it was seen in."""
    checked: Checked
    """The day on which it was compared, or never."""


class RegulatoryEvent(Piece):
    """One decision of one agency. `withdrawn` names the indication that no longer stands, `narrowed` what is left of one."""

    agency: Annotated[Literal["FDA", "EMA", "NMPA", "PMDA"], Said("agency")]
    """Who decided."""
    date: Date
    """Of the decision, with its precision as seen."""
    kind: Annotated[
        Literal["accelerated", "regular", "conditional", "approved", "converted", "narrowed", "withdrawn", "refused"], Said("event")
    ]
    """What was decided; `approved` where the source does not say by which pathway."""
    indication: Text
    """For what."""
    disease: DiseaseId | None = None
    """Id of the disease."""
    setting: SettingId | None = None
    """Id of the setting, where one fits."""
    basis: TrialId | None = None
    """Id of the trial it rests on."""
    in_force: Literal["yes", "no", "not seen"] = "not seen"
    """Whether the indication stands on the day of `checked`; `no` once it was withdrawn or replaced."""
    nrdl: Insurance | None = None
    """China's reimbursement, for a decision of the NMPA."""
    note: Text | None = None
    """What a reader must know of it."""
    cite: ReferenceId
    """Id of the reference it was seen in."""
    locator: Locator
    """Where in it."""
    checked: Checked
    """The day on which it was compared, or never."""


class Drug(Record):
    """A medicine or cell product. `inn` holds the preferred name; every other name goes to `names`."""

    inn: Text
    """International nonproprietary name; the Chinese generic name."""
    names: list[Name] = []
    """Every other name, typed."""
    auto_link: AutoLink = "yes"
    """`no` for a word of every day or of two senses: a mention in prose becomes no link by itself."""
    target: list[TargetId] = []
    """Ids of targets."""
    modality: Annotated[Literal[
        "monoclonal antibody", "bispecific antibody", "antibody-drug conjugate", "fusion protein",
        "bispecific T-cell engager", "CAR-T", "TCR-T", "TIL", "CIK or DC-CIK", "NK", "vaccine", "cytokine", "oncolytic virus",
        "small molecule", "cytotoxic agent", "other",
    ], Said("modality")]
    """What it is made of."""
    classes: list[ClassId] = []
    """Ids of classes."""
    atc: Atc | None = None
    """ATC code, seen at its source."""
    summary: Text
    """What it is and where it stands, in one or two sentences."""
    mechanism: Text | None = None
    """How it acts, where the class page does not say it all."""
    harms: list[TermId] = []
    """Ids of terms of its characteristic harms."""
    regulatory: list[RegulatoryEvent] = []
    """Decisions, in order of date."""
    regulatory_gap: Text | None = None
    """What could not be seen."""
    company_counts: list[CompanyCount] = []
    """How many indications the company itself counts."""
    cites: list[ReferenceId] = []
    """References of summary and mechanism."""
    checked: Checked
    """The day on which the record was gone through, or never."""
