"""What a trial measures, and when in the course of a disease it treats: the words of `endpoint` and of `line`."""

from __future__ import annotations

from typing import Annotated, Literal

from .words import Said

Endpoint = Literal[
    # efficacy, time to event
    "os", "pfs", "pfs2", "efs", "dfs", "rfs", "idfs", "dmfs", "ttp", "ttr", "ffs",
    # efficacy, share of patients or duration
    "orr", "irorr", "cr", "dcr", "dor", "pcr", "mpr", "durable-response", "clinical-benefit",
    # quality of life
    "qol", "ttd",
    # harms: share of patients
    "ae-any", "ae-grade3to4", "ae-grade3plus", "sae", "ae-discontinuation", "ae-death",
    "trae-any", "trae-grade3to4", "trae-grade3plus", "tr-sae", "trae-discontinuation", "trae-death",
    "irae-any", "irae-grade3to4", "irae-grade3plus", "pneumonitis-any", "pneumonitis-grade3plus",
    "crs-any", "crs-grade3plus", "icans-any", "icans-grade3plus",
    # translational
    "immune-response", "other",
]
HARMS = frozenset(
    e for e in Endpoint.__args__  # type: ignore[attr-defined]
    if e.startswith(("ae-", "trae-", "tr-", "irae-", "pneumonitis-", "crs-", "icans-")) or e == "sae"
)
Line = Annotated[
    Literal[
        "neoadjuvant", "perioperative", "adjuvant", "consolidation", "first", "maintenance",
        "second or later", "third or later", "any",
    ],
    Said("line"),
]
TIME_TO_EVENT = frozenset({"os", "pfs", "pfs2", "efs", "dfs", "rfs", "idfs", "dmfs", "ttp", "ffs", "ttd"})
