"""The shape of published trials and drugs: results with every figure as a number, decisions with what is in force.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..arithmetic import Verdict as Arithmetic
from ..pages.standing import Verdict
from ..schema import Drug, Effect, Reference, Result, Trial
from ..schema.days import Checked, Date
from ..schema.drug import CompanyCount, Insurance, RegulatoryEvent
from ..schema.reading import Reading
from ..schema.trial import Arm, Latest, NotFound, Selection
from .shapes import Both, Entry, Median, NameEntry, Num, OneOf, Shape


class SelectionEntry(Shape):
    biomarker: str
    assay: str | None
    cutoff: Both
    use: Annotated[str, OneOf(Selection, "use")]


class ArmEntry(Shape):
    id: str
    label: Both
    role: Annotated[str, OneOf(Arm, "role")]
    drugs: list[str]
    n: int | None


class PopulationEntry(Shape):
    id: str
    name: Both
    n: int | None
    within: str


class RateEntry(Shape):
    value: Num | None
    at: Num | None
    ci_low: Num | None
    ci_high: Num | None
    ci_level: Num | None
    printed: str


class ArmResultEntry(Shape):
    arm: str
    n: int | None
    events: int | None
    median_follow_up_months: Num | None
    reached: bool | None
    median: Median | None
    median_unit: Literal["months"] | None
    ci_low: Median | None
    ci_high: Median | None
    ci_level: Num | None
    printed: str | None
    rate: Num | None
    rate_at: Num | None
    rates: list[RateEntry]
    cites: list[str]
    locator: str
    reading: Reading


class EffectEntry(Shape):
    measure: Annotated[str, OneOf(Effect, "measure")]
    compares: list[str]
    value: Num | None
    ci_low: Num | None
    ci_high: Num | None
    ci_level: Num | None
    p: Num | None
    p_operator: Annotated[str, OneOf(Effect, "p_operator")] | None
    p_sided: Literal[1, 2] | None
    p_for: Annotated[str, OneOf(Effect, "p_for")] | None
    significant: Annotated[str, OneOf(Effect, "significant")]
    boundary: str | None
    stratified: Annotated[str, OneOf(Effect, "stratified")]
    printed: str
    arithmetic_why: Both | None
    cites: list[str]
    locator: str
    reading: Reading


class ResultEntry(Shape):
    id: str
    endpoint: str
    name: Both | None
    role: Annotated[str, OneOf(Result, "role")]
    assessor: Annotated[str, OneOf(Result, "assessor")]
    analysis: Annotated[str, OneOf(Result, "analysis")]
    disclosed: Annotated[str, OneOf(Result, "disclosed")]
    data_cutoff: Date | None
    median_follow_up_months: Num | None
    minimum_follow_up_months: Num | None
    population: Both
    population_id: str
    estimand: Both | None
    immature: bool | None
    effect: EffectEntry | None
    arms: list[ArmResultEntry]
    cites: list[str]
    locator: str
    reading: Reading
    relays: str | None
    current: bool
    arithmetic: Arithmetic
    note: Both | None
    checked: Checked
    rechecked: Checked


class HeadlineEntry(Shape):
    endpoint: Annotated[str, OneOf(Result, "endpoint")]
    name: Both | None
    population: Both
    population_id: str
    compares: list[str]
    primary: bool
    leads: bool
    on_card: bool
    test: str | None
    earlier: list[str]
    latest: str | None
    figures: str | None
    rates: str | None
    rates_at: Num | None
    verdict: Verdict | None
    harms: str | None
    stopped: str | None
    died: str | None
    other_harm: str | None


class LatestEntry(Shape):
    date: Date
    kind: Annotated[str, OneOf(Latest, "kind")]
    note: Both | None
    cites: list[str]


class NotFoundEntry(Shape):
    what: Annotated[str, OneOf(NotFound, "what")]
    looked: str


class TrialEntry(Entry):
    acronym: str
    also: list[NameEntry]
    title: Both
    registry: list[str]
    phase: Annotated[str, OneOf(Trial, "phase")]
    allocation: Annotated[str, OneOf(Trial, "allocation")]
    masking: Annotated[str, OneOf(Trial, "masking")]
    disease: str
    setting: str
    line: Annotated[str, OneOf(Trial, "line")]
    earlier: Annotated[str, OneOf(Trial, "earlier")] | None
    histology: Annotated[str, OneOf(Trial, "histology")]
    region: Annotated[str, OneOf(Trial, "region")]
    classes: list[str]
    n_randomised: int | None
    selection: list[SelectionEntry]
    arms: list[ArmEntry]
    populations: list[PopulationEntry]
    primary_endpoints: list[str]
    hierarchy: Both | None
    crossover: Both | None
    met: Annotated[str, OneOf(Trial, "met")]
    met_why: Both
    message: Both
    headline: list[HeadlineEntry]
    results: list[ResultEntry]
    first_report: str | None
    latest_seen: LatestEntry | None
    not_found: list[NotFoundEntry]
    missing: Both | None
    url: Both
    checked: Checked


class InsuranceEntry(Shape):
    status: Annotated[str, OneOf(Insurance, "status")]
    since: Date | None
    cites: list[str]
    checked: Checked


class EventEntry(Shape):
    agency: Annotated[str, OneOf(RegulatoryEvent, "agency")]
    date: Date
    kind: Annotated[str, OneOf(RegulatoryEvent, "kind")]
    indication: Both
    disease: str | None
    setting: str | None
    basis: str | None
    in_force: Annotated[str, OneOf(RegulatoryEvent, "in_force")]
    narrowed: bool
    nrdl: InsuranceEntry | None
    source_standing: Annotated[str, OneOf(Reference, "status")]
    note: Both | None
    cites: list[str]
    locator: str
    checked: Checked


class CompanyCountEntry(Shape):
    agency: Annotated[str, OneOf(CompanyCount, "agency")]
    indications: int
    date: Date
    cites: list[str]
    checked: Checked


class DrugEntry(Entry):
    inn: Both
    names: list[NameEntry]
    atc: str | None
    target: list[str]
    class_: list[str] = Field(alias="class")
    modality: Annotated[str, OneOf(Drug, "modality")]
    summary: Both
    regulatory: list[EventEntry]
    regulatory_gap: Both | None
    company_counts: list[CompanyCountEntry]
    url: Both
    checked: Checked
