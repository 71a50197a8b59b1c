"""What agencies decided about a drug, put together from its events: for which use, by which agency, whether it stands today.

In: the Atlas. Out: `Use`s, from which drug pages, setting pages and the class overview take every approval that they name,
so that none can contradict another. An agency of which nothing is recorded is silent here: that says nothing of the world.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from ..records import Atlas
from ..schema import Drug, Setting, Trial
from ..schema.drug import RegulatoryEvent

State = Literal["in force", "not seen", "ended", "withdrawn", "refused"]
"""`in force` as seen on the day of the check; `not seen` where nobody looked; `ended` where another decision took its place."""

AGENCIES = ("NMPA", "FDA", "EMA")
"""Those that have a column even where nothing is recorded of them."""
CLOSING = ("withdrawn", "converted", "narrowed")
"""Decisions that end an earlier one of the same agency for the same use."""
STANDING: tuple[State, ...] = ("in force", "not seen")


@dataclass(frozen=True)
class Decision:
    """One event with what became of it, and whether a later event of the same agency and use ended it."""

    event: RegulatoryEvent
    state: State

    @property
    def stands(self) -> bool:
        """Whether it approves, as far as is known."""
        return self.state in STANDING


@dataclass(frozen=True)
class Use:
    """All decisions of all agencies about one use of a drug, in order of date; `drugs` are several where they share each of them."""

    drugs: tuple[str, ...]
    disease: str | None
    basis: str | None
    decisions: tuple[Decision, ...]

    def of(self, agency: str) -> tuple[Decision, ...]:
        """The decisions of an agency: those that stand first, each kind in order of date."""
        return tuple(sorted((one for one in self.decisions if one.event.agency == agency), key=lambda one: not one.stands))

    @property
    def stands(self) -> bool:
        """Whether an agency's approval of it stands."""
        return any(one.stands for one in self.decisions)

    @property
    def first(self) -> str:
        """The date of the earliest decision that stands, else of the earliest."""
        return min((one.event.date for one in self.decisions if one.stands), default=self.decisions[0].event.date)

    @property
    def indications(self) -> tuple[str, ...]:
        """The different wordings of its decisions, in English."""
        return tuple(dict.fromkeys(one.event.indication.en for one in self.decisions))


def uses(drug: Drug) -> list[Use]:
    """A drug's events by use: those that rest on one trial, that name one indication, or of which one ends the other."""
    groups: list[list[RegulatoryEvent]] = []
    for event in drug.regulatory:
        found = [group for group in groups if any(alike(event, other) for other in group)]
        if not found and event.kind in CLOSING:
            found = [group for group in groups if any(may_end(event, other) for other in group)]
            found = found if len(found) == 1 else []
        if found:
            found[0].append(event)
        else:
            groups.append([event])
    return [_use(drug, sorted(group, key=lambda one: one.date)) for group in groups]


def alike(event: RegulatoryEvent, other: RegulatoryEvent) -> bool:
    """Whether two events are about one use: they rest on one trial or name the same indication."""
    return (event.basis is not None and event.basis == other.basis) or event.indication.en == other.indication.en


def may_end(event: RegulatoryEvent, other: RegulatoryEvent) -> bool:
    """Whether a decision may end an earlier one that is worded otherwise: same agency, disease and setting, not known to be in force."""
    same = (event.agency, event.disease, event.setting) == (other.agency, other.disease, other.setting)
    return same and event.disease is not None and other.in_force != "yes" and other.kind not in ("withdrawn", "refused")


def _use(drug: Drug, events: list[RegulatoryEvent]) -> Use:
    decisions = []
    for place, event in enumerate(events):
        after = [one for one in events[place + 1 :] if one.agency == event.agency and one.kind in CLOSING]
        decisions.append(Decision(event, state(event, bool(after))))
    first = events[0]
    disease = next((one.disease for one in events if one.disease), None)
    return Use((drug.id,), disease, next((one.basis for one in events if one.basis), first.basis), tuple(decisions))


def state(event: RegulatoryEvent, closed: bool) -> State:
    """What became of a decision."""
    if event.kind in ("withdrawn", "refused"):
        return event.kind
    if closed or event.in_force == "no":
        return "ended"
    return "in force" if event.in_force == "yes" else "not seen"


def ordered(found: Iterable[Use]) -> list[Use]:
    """Uses that stand before those that do not; drugs by their earliest decision that stands, each drug's uses together, by date."""
    listed = list(found)
    earliest: dict[tuple[tuple[str, ...], bool], str] = {}
    for use in listed:
        key = (use.drugs, use.stands)
        earliest[key] = min(earliest.get(key, use.first), use.first)
    return sorted(listed, key=lambda use: (not use.stands, earliest[use.drugs, use.stands], use.drugs, use.first))


def of_setting(atlas: Atlas, setting: str) -> list[Use]:
    """Every use that a decision places in a setting, or that rests on a trial of it; drugs approved together stand together."""
    found = [
        use for drug in atlas.drugs.values() for use in uses(drug) if any(belongs(atlas, one.event, setting) for one in use.decisions)
    ]
    return ordered(together(atlas, found))


def belongs(atlas: Atlas, event: RegulatoryEvent, setting: str) -> bool:
    """Whether a decision is about a setting: by its own word, or by the trial that it rests on."""
    return event.setting == setting or (event.basis in atlas.trials and atlas.trials[str(event.basis)].setting == setting)


def together(atlas: Atlas, found: list[Use]) -> list[Use]:
    """Drugs that the same agencies approved on the same days by one trial as one use, in the order in which its arms name them.

    Records that do not agree on what became of a decision keep their own rows, so that the page shows the disagreement.
    """
    groups: dict[object, list[Use]] = {}
    for use in found:
        days = tuple((one.event.agency, one.event.date, one.event.kind, one.state) for one in use.decisions)
        groups.setdefault((use.basis, days) if use.basis else id(use), []).append(use)
    joined = []
    for group in groups.values():
        first = group[0]
        trial = atlas.trials.get(first.basis or "")
        named = [drug for arm in (trial.arms if trial else []) for drug in arm.drugs]
        group.sort(key=lambda use: named.index(use.drugs[0]) if use.drugs[0] in named else len(named))
        joined.append(Use(tuple(use.drugs[0] for use in group), first.disease, first.basis, group[0].decisions))
    return joined


def by_disease(atlas: Atlas, drug: Drug) -> list[tuple[str | None, list[Use]]]:
    """A drug's uses by disease: what stands first, the disease with the earliest decision first; what has no disease here last."""
    groups: dict[str | None, list[Use]] = {}
    for use in ordered(uses(drug)):
        groups.setdefault(use.disease, []).append(use)
    return sorted(groups.items(), key=lambda one: (not any(u.stands for u in one[1]), one[0] is None, min(u.first for u in one[1])))


def diseases(groups: list[tuple[str | None, list[Use]]]) -> list[tuple[str, list[tuple[str | None, int]]]]:
    """Each agency with the diseases of which its approvals stand, and for how many uses."""
    return [
        (agency, [
            (disease, n) for disease, listed in groups if (n := sum(any(one.stands for one in use.of(agency)) for use in listed))
        ])
        for agency in columns(use for _, listed in groups for use in listed)
    ]


def columns(found: Iterable[Use]) -> tuple[str, ...]:
    """The agencies that a table of uses has columns for."""
    others = {one.event.agency for use in found for one in use.decisions} - set(AGENCIES)
    return (*AGENCIES, *sorted(others))


def by_agency(found: Iterable[Use]) -> list[tuple[str, tuple[str, ...]]]:
    """Each agency with the drugs of which an approval stands, in the order of the uses."""
    listed = list(found)
    return [
        (agency, tuple(dict.fromkeys(d for use in listed if any(one.stands for one in use.of(agency)) for d in use.drugs)))
        for agency in columns(listed)
    ]


def searched(setting: Setting, found: list[Use]) -> str | None:
    """The day to which decisions were searched: of the setting's last search, else of the newest check of a decision; None for neither."""
    days = [one.date for one in setting.searches]
    days = days or [d.event.checked for use in found for d in use.decisions if d.event.checked != "never"]
    return max(days, default=None)


@dataclass(frozen=True)
class Count:
    """How many of the indications that a company counts are recorded here: `here` of `stated`."""

    drug: str
    agency: str
    here: int
    stated: int
    date: str
    cite: str


def counts(drug: Drug) -> Iterator[Count]:
    """For each agency that a company counts for: the uses approved by its day and not withdrawn by then, beside the company's number."""
    for one in drug.company_counts:
        here = sum(
            any(d.event.agency == one.agency and d.event.date <= one.date and d.event.kind != "refused" for d in use.decisions)
            and not any(d.event.agency == one.agency and d.event.kind == "withdrawn" and d.event.date <= one.date for d in use.decisions)
            for use in uses(drug)
        )
        yield Count(drug.id, one.agency, here, one.indications, one.date, one.cite)


def standing(atlas: Atlas) -> Iterator[tuple[str, Use, Decision]]:
    """Every approval that stands, with its drug and use."""
    for drug in atlas.drugs.values():
        for use in uses(drug):
            for one in use.decisions:
                if one.stands:
                    yield drug.id, use, one


def arms_approved(atlas: Atlas, drug: str, event: RegulatoryEvent, family: Callable[[str], bool]) -> tuple[Trial, list[str]] | None:
    """The trial that a decision rests on, and its arms that were approved by it; None where no trial of it is recorded.

    An arm that gives a second drug of the family, of which the agency approved nothing by this trial, was not approved:
    CASPIAN led to an approval of durvalumab with chemotherapy, not of its arm with tremelimumab.
    """
    trial = atlas.trials.get(event.basis or "")
    if trial is None:
        return None
    approved = {
        other.id for other in atlas.drugs.values()
        for one in other.regulatory if (one.agency, one.basis) == (event.agency, event.basis) and one.kind != "refused"
    }
    return trial, [
        arm.id for arm in trial.arms
        if arm.role != "control" and drug in arm.drugs and all(d in approved for d in arm.drugs if family(d))
    ]
