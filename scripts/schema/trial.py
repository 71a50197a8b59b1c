"""A trial: who, what against what, and every published answer to each of its end points."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .words import Bound, Checked, Count, Date, Id, Locator, Name, Number, Piece, Printed, Record, Registry, Text

Endpoint = Literal[
    # efficacy, time to event
    "os", "pfs", "pfs2", "efs", "dfs", "rfs", "idfs", "dmfs", "ttp", "ttr", "ffs",
    # efficacy, share of patients or duration
    "orr", "irorr", "cr", "dcr", "dor", "pcr", "mpr", "durable-response", "clinical-benefit",
    # quality of life
    "qol", "ttd",
    # harms: share of patients
    "ae-any", "ae-grade3plus", "sae", "ae-discontinuation", "ae-death",
    "trae-any", "trae-grade3plus", "tr-sae", "trae-discontinuation", "trae-death",
    "irae-any", "irae-grade3plus", "pneumonitis-any", "pneumonitis-grade3plus",
    "crs-any", "crs-grade3plus", "icans-any", "icans-grade3plus",
    # translational
    "immune-response", "other",
]
HARMS = frozenset(
    e for e in Endpoint.__args__  # type: ignore[attr-defined]
    if e.startswith(("ae-", "trae-", "tr-", "irae-", "pneumonitis-", "crs-", "icans-")) or e == "sae"
)
TIME_TO_EVENT = frozenset({"os", "pfs", "pfs2", "efs", "dfs", "rfs", "idfs", "dmfs", "ttp", "ffs", "ttd"})


class Rate(Piece):
    """A share of patients in percent, at a landmark (months) or, with `at` left out, over all (ORR, harms)."""

    at: Number | None = None
    value: Bound
    ci: tuple[Bound, Bound] | None = None
    level: Number = "95"


class ArmResult(Piece):
    """One arm's figures for a result. Medians are in months."""

    arm: Id
    n: Count | None = None
    events: Count | None = None
    median: Bound | None = None
    median_ci: tuple[Bound, Bound] | None = None
    median_level: Number = "95"
    rates: list[Rate] = []


class Effect(Piece):
    """A comparison of two arms, first against second, with its interval at its own level (percent)."""

    measure: Literal["hr", "or", "rr", "rate-difference", "median-difference", "mean-difference"]
    compares: tuple[Id, Id]
    value: Bound
    ci: tuple[Bound, Bound] | None = None
    level: Number = "95"
    p: Number | None = None
    p_operator: Literal["=", "<", ">", "≤"] = "="
    p_sided: Literal["one", "two", "not stated"] = "not stated"
    p_for: Literal["superiority", "non-inferiority", "interaction", "descriptive"] = "superiority"
    significant: Literal["yes", "no", "not tested", "not stated"] = "not stated"
    boundary: Printed | None = None
    stratified: Literal["yes", "no", "not stated"] = "not stated"
    arithmetic_why: Text | None = None


class Result(Piece):
    """One published answer to one end point in one population."""

    id: Id
    endpoint: Endpoint
    name: Text | None = None
    role: Literal["primary", "co-primary", "key secondary", "secondary", "exploratory", "safety"]
    assessor: Literal["independent central review", "investigator", "not applicable", "not stated"] = "not stated"
    analysis: Literal["interim", "primary", "final", "follow-up", "post hoc"]
    data_cutoff: Date | None = None
    median_follow_up: Number | None = None
    minimum_follow_up: Number | None = None
    population: Id = "itt"
    estimand: Text | None = None
    effect: Effect | None = None
    arms: list[ArmResult] = []
    immature: Literal["yes", "no"] = "no"
    note: Text | None = None
    cite: Id
    locator: Locator
    current: bool
    checked: Checked


class Arm(Piece):
    """What a group of patients received; `n` is the number assigned to it."""

    id: Id
    label: Text
    role: Literal["experimental", "control", "single"]
    drugs: list[Id]
    n: Count | None = None


class Population(Piece):
    """A group of patients that a result is about; `itt` and `safety` need no entry."""

    id: Id
    name: Text
    n: Count | None = None


class Selection(Piece):
    """A biomarker that decided who could enter or who counted for the primary analysis."""

    biomarker: Id
    assay: Printed | None = None
    cutoff: Text
    use: Literal["required to enter", "primary population", "stratification only"]


class Trial(Record):
    """A clinical study with its arms, primary end points and results."""

    acronym: Printed
    also: list[Name] = []
    title: Text = Field(description="Who, what against what, in one line.")
    registry: list[Registry]
    phase: Literal["1", "1/2", "2", "2/3", "3", "4", "observational", "not stated"]
    allocation: Literal["randomised", "non-randomised", "single-arm"]
    masking: Literal["open label", "double blind", "single blind", "not stated"]
    disease: Id
    setting: Id
    line: Literal[
        "neoadjuvant", "perioperative", "adjuvant", "consolidation", "first", "maintenance",
        "second or later", "third or later", "any",
    ]
    histology: Literal["squamous", "non-squamous", "any", "not applicable"]
    selection: list[Selection] = []
    classes: list[Id]
    region: Literal["China only", "Asia only", "with sites in China", "without sites in China", "not stated"]
    n_randomised: Count | None = None
    arms: list[Arm]
    populations: list[Population] = []
    primary_endpoints: list[Endpoint]
    hierarchy: Text | None = Field(None, description="How the end points were tested: alpha split, order, boundaries.")
    crossover: Text | None = None
    met: Literal["yes", "no", "partly", "not tested", "not reported"]
    met_why: Text
    message: Text = Field(description="The finding in one or two sentences without figures that a result holds.")
    results: list[Result] = []
    checked: Checked
