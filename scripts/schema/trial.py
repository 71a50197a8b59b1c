"""A trial: who, what against what, and every published answer to each of its end points."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .days import Checked, Date, Day
from .endpoints import Endpoint, Line
from .ids import ArmId, BiomarkerId, ClassId, DiseaseId, DrugId, Id, PopulationId, ReferenceId, SettingId
from .words import (
    Bound,
    Count,
    Level,
    Locator,
    Months,
    Name,
    Paired,
    Piece,
    Printed,
    Probability,
    Record,
    Registry,
    Said,
    Share,
    Size,
    Text,
    Time,
)


class Rate(Paired):
    """A share of patients in percent, at a landmark (months) or, with `at` left out, over all (ORR, harms)."""

    together = (("ci", "level"),)

    at: Months | None = None
    """Landmark in months; left out for a rate over all, such as a response rate or a harm."""
    value: Share
    """Percent, as printed."""
    ci: tuple[Share, Share] | None = None
    """Lower and upper bound, percent."""
    level: Level | None = None
    """Level of the interval, percent; given wherever there is one."""


class ArmResult(Paired):
    """One arm's figures for a result. Medians are in months."""

    together = (("median_ci", "median_level"),)

    arm: ArmId
    """Id of the arm."""
    n: Size | None = None
    """Patients analysed."""
    events: Count | None = None
    """Events, or patients with the event."""
    median_follow_up: Months | None = None
    """Months, where the report gives it for each arm."""
    median: Time | None = None
    """Months, as printed; NR where not reached."""
    median_ci: tuple[Time, Time] | None = None
    """Lower and upper bound, months."""
    median_level: Level | None = None
    """Level of that interval, percent; given wherever there is one."""
    rates: list[Rate] = []
    """Shares of patients, at landmarks or over all."""
    cite: ReferenceId | None = None
    """Id of the reference that printed these figures, where it is another than the result's."""
    locator: Locator | None = None
    """Where in it."""


class Effect(Paired):
    """A comparison of two arms, first against second, with its interval at its own level (percent)."""

    together = (("ci", "level"), ("p", "p_operator"))

    measure: Annotated[Literal["hr", "or", "rr", "rate-difference", "median-difference", "mean-difference"], Said("measure")]
    """What the value is."""
    compares: tuple[ArmId, ArmId]
    """Ids of two arms: the first against the second."""
    value: Bound
    """As printed; - where the report gives a p-value alone."""
    ci: tuple[Bound, Bound] | None = None
    """Lower and upper bound, as printed."""
    level: Level | None = None
    """Level of the interval, percent, given wherever there is one; not always 95."""
    p: Probability | None = None
    """As printed, without its sign."""
    p_operator: Literal["=", "<", ">", "≤"] | None = None
    """The sign in front of it; given wherever there is a p-value."""
    p_sided: Annotated[Literal["one", "two", "not stated"], Said("p", ("not stated",))] = "not stated"
    """One- or two-sided, where the report says."""
    p_for: Literal["superiority", "non-inferiority", "interaction", "descriptive", "not stated"] = "not stated"
    """What the test was for, where the report says."""
    significant: Annotated[Literal["yes", "no", "not tested", "not stated"], Said("significant")] = "not stated"
    """Whether the protocol's boundary was crossed; `not tested` where the value is descriptive."""
    boundary: Printed | None = None
    """The boundary as printed, such as 0.0128."""
    stratified: Annotated[Literal["yes", "no", "not stated"], Said("stratified", ("not stated",))] = "not stated"
    """Whether the estimate was stratified."""
    arithmetic_why: Text | None = None
    """Why figures that do not agree are printed nevertheless."""
    cite: ReferenceId | None = None
    """Id of the reference that printed the comparison, where it is another than the result's."""
    locator: Locator | None = None
    """Where in it."""


class Result(Piece):
    """One published answer to one end point in one population."""

    id: Id
    """Stands once in the trial; end point and year make a good one."""
    endpoint: Annotated[Endpoint, Said("endpoint")]
    """What was measured."""
    name: Text | None = None
    """Its own name, where the list of end points has none."""
    role: Annotated[Literal["primary", "co-primary", "key secondary", "secondary", "exploratory", "safety"], Said("role")]
    """Its place in the protocol."""
    assessor: Annotated[
        Literal["independent central review", "investigator", "not applicable", "not stated"],
        Said("assessor", but=("not applicable", "not stated")),
    ] = "not stated"
    """Who judged the end point."""
    analysis: Annotated[Literal["interim", "primary", "final", "follow-up", "post hoc"], Said("analysis")]
    """Which look at the data."""
    data_cutoff: Date | None = None
    """As stated, with its precision."""
    median_follow_up: Months | None = None
    """Months."""
    minimum_follow_up: Months | None = None
    """Months."""
    population: PopulationId = "itt"
    """`itt`, `safety` or the id of a population below."""
    estimand: Text | None = None
    """Adjustment or intercurrent-event strategy, where it is not the plain one."""
    effect: Effect | None = None
    """The comparison."""
    arms: list[ArmResult] = []
    """Figures of each arm."""
    arithmetic_why: Text | None = None
    """Why figures of arms or analyses that do not agree are printed nevertheless; a comparison has its own."""
    immature: Literal["yes", "no", "not stated"] = "not stated"
    """`yes` where the report calls the data immature, `no` where it calls them mature or final."""
    disclosed: Literal["as planned", "by accident", "not stated"] = "not stated"
    """`by accident` where the figures became known against the plan; such a result never stands for the trial."""
    note: Text | None = None
    """What a reader needs to know of this result."""
    cite: ReferenceId
    """Id of the reference it was seen in."""
    locator: Locator
    """Where in it."""
    relays: ReferenceId | None = None
    """Id of the publication that the figures belong to, where they were seen second-hand in `cite`."""
    current: bool
    """Whether it is the answer that stands now; one for each end point, population, estimand and pair of arms."""
    checked: Checked
    """The day on which it was compared with its source, or never."""
    rechecked: Checked = "never"
    """The day on which a second reader compared every figure of it again with a primary page, or never."""


class Arm(Piece):
    """What a group of patients received; `n` is the number assigned to it."""

    id: Id
    """Stands once in the trial."""
    label: Text
    """What patients received, short."""
    role: Literal["experimental", "control", "single"]
    """Its part in the comparison."""
    drugs: list[DrugId]
    """Ids of the drugs."""
    n: Size | None = None
    """Patients assigned."""


class Population(Piece):
    """A group of patients that a result is about; `itt` and `safety` need no entry."""

    id: Id
    """Stands once in the trial."""
    name: Text
    """What the patients have in common."""
    n: Size | None = None
    """How many they are."""
    within: PopulationId = "itt"
    """Id of the wider population that it is a part of."""


class Selection(Piece):
    """A biomarker that decided who could enter or who counted for the primary analysis."""

    biomarker: BiomarkerId
    """Id of the biomarker."""
    assay: Printed | None = None
    """The assay as named."""
    cutoff: Text
    """Score and cut-off."""
    use: Annotated[Literal["required to enter", "primary population", "stratification only"], Said("use")]
    """What it decided."""


class Latest(Piece):
    """The newest report of a trial that is known, even where its figures were not found."""

    date: Date
    """When it came out, with its precision as seen."""
    kind: Annotated[Literal["paper", "congress report", "press release", "registry", "regulator"], Said("report")]
    """What kind of report."""
    cite: ReferenceId | None = None
    """Id of the reference it was seen in."""
    note: Text | None = None
    """What it is said to report, where its figures were not found."""


class NotFound(Piece):
    """Something that somebody looked for and did not find on any page that could be opened."""

    what: Literal["os", "pfs", "response", "harms", "test", "registry number", "arm sizes"]
    """What was looked for; `test` is the formal test of a primary end point."""
    looked: Day
    """The day of the last look."""


class Trial(Record):
    """A clinical study with its arms, primary end points and results."""

    acronym: Printed
    """The name that clinicians use."""
    also: list[Name] = []
    """Other names."""
    title: Text = Field(description="Who, what against what, in one line.")
    registry: list[Registry]
    """Registry numbers, seen on a registry or journal page."""
    phase: Annotated[Literal["1", "1/2", "1/3", "2", "2/3", "3", "4", "observational", "not stated"], Said("phase")]
    """As registered or reported."""
    allocation: Annotated[Literal["randomised", "non-randomised", "single-arm"], Said("allocation")]
    """How patients came to their arms."""
    masking: Annotated[Literal["open label", "double blind", "single blind", "not stated"], Said("masking")]
    """Who knew."""
    disease: DiseaseId
    """Id of the disease."""
    setting: SettingId
    """Id of the setting whose forest plot it joins."""
    line: Line
    """Line or time of treatment."""
    earlier: Annotated[
        Literal[
            "none", "surgery", "chemoradiotherapy", "chemotherapy", "EGFR inhibitor", "systemic treatment", "checkpoint inhibitor", "any",
        ],
        Said("earlier"),
    ] | None = None
    """What patients had had before, where it is not what the setting says."""
    histology: Annotated[Literal["squamous", "non-squamous", "any", "not applicable"], Said("histology")]
    """Histology required."""
    selection: list[Selection] = []
    """Biomarkers that selected patients."""
    classes: list[ClassId]
    """Ids of the classes under test."""
    region: Annotated[
        Literal["China only", "Asia only", "with sites in China", "without sites in China", "not stated"], Said("region")
    ]
    """Where it ran, as far as seen."""
    n_randomised: Size | None = None
    """Patients randomised, or enrolled in a single-arm trial."""
    arms: list[Arm] = Field(min_length=1)
    """The arms, experimental first."""
    populations: list[Population] = []
    """Populations other than all patients and the safety population."""
    primary_endpoints: list[Annotated[Endpoint, Said("endpoint")]]
    """As in the protocol."""
    hierarchy: Text | None = Field(None, description="How the end points were tested: alpha split, order, boundaries.")
    crossover: Text | None = None
    """Whether control patients could receive the trial drug."""
    met: Annotated[Literal["yes", "no", "partly", "worse", "not tested", "not reported"], Said("met")]
    """Whether the primary end points were met; `worse` where the experimental arm did worse."""
    met_why: Text
    """Why, in one sentence."""
    met_apart: Text | None = None
    """Why `met` stands although the tests of the primary results, as entered, say otherwise."""
    message: Text = Field(description="The finding in one or two sentences without figures that a result holds.")
    results: list[Result] = []
    """Every published answer: primary end points first, each in order of time."""
    first_report: ReferenceId | None = None
    """Id of the earliest report of the primary result, whether or not its figures were entered."""
    latest_seen: Latest | None = None
    """The newest report that is known."""
    not_found: list[NotFound] = []
    """What was looked for and not found."""
    missing: Text | None = Field(None, description="Published results left out because no primary page showed them.")
    checked: Checked
    """The latest day on which the record as a whole was gone through, or never."""
