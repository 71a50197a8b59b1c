"""The overview of classes: each class in each tumour, what is approved there and what its phase 3 trials showed.

In: the Atlas. Out: `Line`s, one a class in the order of the tree, each with a `Cell` a disease. Approvals come from
`approvals`, outcomes from the verdicts of `standing`; a class counts what is filed under itself, not under its subclasses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ..records import Atlas
from ..schema import Class, Trial
from . import approvals, standing
from .approvals import Decision
from .standing import Answer

CHECKPOINT, DUAL, CHEMO, COMBINATIONS = "immune-checkpoint-inhibitors", "dual-checkpoint-blockade", "chemo-immunotherapy", "combinations"
BISPECIFIC = "bispecific antibody"
LATE = ("3", "2/3")
"""Phases that a cell counts."""

Outcome = Literal["positive", "mixed", "negative", "open"]
"""Of a phase 3 trial's primary end points: all tested ones met, some, none, or no test recorded."""
Evidence = Literal["positive", "mixed", "negative", "open", "none"]


@dataclass(frozen=True)
class Cell:
    """A class in a disease."""

    disease: str
    approved: tuple[tuple[str, tuple[str, ...]], ...]
    """Agency and the drugs of which it approved something that stands."""
    withdrawn: tuple[str, ...]
    """Agencies that approved nothing that stands, of which a withdrawal is recorded."""
    outcomes: tuple[tuple[str, Outcome], ...]
    """Phase 3 trials and what they showed."""
    earlier: int
    """Trials of other phases."""

    @property
    def counts(self) -> dict[str, int]:
        """How many phase 3 trials had which outcome, in the order of Outcome."""
        found = Counter(outcome for _, outcome in self.outcomes)
        return {name: found[name] for name in ("positive", "mixed", "negative", "open") if found[name]}

    @property
    def evidence(self) -> Evidence:
        """What the phase 3 trials show together: mixed where they differ."""
        decided = set(self.counts) - {"open"}
        if not decided:
            return "open" if self.outcomes else "none"
        return decided.pop() if len(decided) == 1 else "mixed"  # type: ignore[return-value]

    @property
    def empty(self) -> bool:
        """Whether nothing at all is recorded."""
        return not (self.approved or self.withdrawn or self.outcomes or self.earlier)


@dataclass(frozen=True)
class Line:
    """A class with its cells; `depth` counts the classes above it."""

    record: Class
    depth: int
    cells: tuple[Cell, ...]
    parent: bool
    """Whether classes stand below it."""

    @property
    def heads(self) -> bool:
        """Whether it is no more than the heading of the classes below it."""
        return self.parent and not self.filled

    @property
    def filled(self) -> tuple[Cell, ...]:
        """The cells that say something, those with most phase 3 trials first."""
        return tuple(sorted((c for c in self.cells if not c.empty), key=lambda c: (-len(c.outcomes), not c.approved)))


def diseases(atlas: Atlas) -> list[str]:
    """The columns: diseases with trials, the one with most first."""
    weight = Counter(trial.disease for trial in atlas.trials.values())
    return sorted(weight, key=lambda one: (-weight[one], one))


def tree(atlas: Atlas) -> Iterator[tuple[Class, int]]:
    """Classes below their parents, those with most trials first."""
    tested = Counter(above for trial in atlas.trials.values() for one in trial.classes for above in line(atlas, one))

    def below(parent: str | None, depth: int) -> Iterator[tuple[Class, int]]:
        for record in sorted(atlas.classes.values(), key=lambda one: (-tested[one.id], one.id)):
            if record.parent == parent:
                yield record, depth
                yield from below(record.id, depth + 1)

    yield from below(None, 0)


def line(atlas: Atlas, class_id: str) -> list[str]:
    """A class and those above it."""
    found: list[str] = []
    while class_id in atlas.classes and class_id not in found:
        found.append(class_id)
        class_id = atlas.classes[class_id].parent or ""
    return found


def lines(atlas: Atlas) -> list[Line]:
    """The whole overview."""
    columns = diseases(atlas)
    given = [(drug, one) for drug, _, one in approvals.standing(atlas)]
    gone = [
        (drug.id, one) for drug in atlas.drugs.values() for use in approvals.uses(drug)
        for one in use.decisions if one.state == "withdrawn"
    ]
    parents = {record.parent for record in atlas.classes.values()}
    return [
        Line(record, depth, tuple(cell(atlas, record.id, disease, given, gone) for disease in columns), record.id in parents)
        for record, depth in tree(atlas)
    ]


def counts(found: list[Line]) -> dict[str, int]:
    """What the overview shows in numbers: cells with an approval, cells with phase 3 trials, and those by outcome."""
    cells = [one for line in found for one in line.cells]
    shown = Counter(one.evidence for one in cells)
    outcomes = {name: shown[name] for name in ("positive", "mixed", "negative", "open")}
    return {"approved": sum(bool(one.approved) for one in cells), "n": sum(outcomes.values()), **outcomes}


def cell(
    atlas: Atlas, class_id: str, disease: str, given: list[tuple[str, Decision]], gone: list[tuple[str, Decision]]
) -> Cell:
    """A class in a disease: approvals that stand, withdrawals where nothing stands, outcomes of its phase 3 trials."""
    by: dict[str, dict[str, None]] = {agency: {} for agency in approvals.AGENCIES}
    for drug, one in given:
        if approves(atlas, class_id, disease, drug, one):
            by.setdefault(one.event.agency, {})[drug] = None
    approved = {agency: tuple(drugs) for agency, drugs in by.items()}
    lost = {one.event.agency for drug, one in gone if approves(atlas, class_id, disease, drug, one)}
    trials = [t for t in atlas.trials.values() if t.disease == disease and class_id in t.classes and fitting(atlas, t, class_id)]
    late = [t for t in trials if t.phase in LATE]
    return Cell(
        disease, tuple((agency, drugs) for agency, drugs in approved.items() if drugs),
        tuple(agency for agency in approved if agency in lost and not approved[agency]),
        tuple((t.id, outcome(atlas, t, class_id)) for t in late), len(trials) - len(late),
    )


def approves(atlas: Atlas, class_id: str, disease: str, drug: str, decision: Decision) -> bool:
    """Whether a decision approved the class in the disease: by a drug of the class, or for a combination by an arm of its trial."""
    event = decision.event
    if event.disease != disease:
        return False
    if COMBINATIONS not in line(atlas, class_id):
        return class_id in atlas.drugs[drug].classes
    found = approvals.arms_approved(atlas, drug, event, lambda one: checkpoint(atlas, one))
    return found is not None and class_id in found[0].classes and any(arm in fitting(atlas, found[0], class_id) for arm in found[1])


def checkpoint(atlas: Atlas, drug: str) -> bool:
    """Whether a drug is a checkpoint inhibitor."""
    return drug in atlas.drugs and any(CHECKPOINT in line(atlas, one) for one in atlas.drugs[drug].classes)


def fitting(atlas: Atlas, trial: Trial, class_id: str) -> list[str]:
    """The arms under test that a class of the trial is about: all where the drugs do not tell, none where it is the comparator."""
    given = {arm.id: [atlas.drugs[d] for d in arm.drugs if d in atlas.drugs] for arm in trial.arms}
    arms = {arm.id: given[arm.id] for arm in trial.arms if arm.role != "control"}
    if class_id == DUAL:
        fit = [a for a, drugs in arms.items() if sum(checkpoint(atlas, d.id) + (d.modality == BISPECIFIC) for d in drugs) > 1]
    elif class_id == CHEMO:
        fit = [a for a, drugs in arms.items() if any(d.modality == "cytotoxic agent" for d in drugs)]
    else:
        fit = [a for a, drugs in arms.items() if any(class_id in d.classes for d in drugs)]
    told = any(class_id in drug.classes for drugs in given.values() for drug in drugs)
    return fit if fit or told else list(arms)


def outcome(atlas: Atlas, trial: Trial, class_id: str) -> Outcome:
    """What a trial's primary end points say of a class, or the tested others where its arms have no primary one.

    Only questions about the arms that the class is about count; where none is answered, the outcome is open.
    """
    fit, arms = fitting(atlas, trial, class_id), [arm.id for arm in trial.arms if arm.role != "control"]
    found = standing.answers(atlas, trial)
    if len(fit) == len(arms):
        return concluded(trial, found)
    about = [one for one in found if set(one.pair) & set(fit)]
    return decided(trial, [one for one in about if one.primary] or [one for one in about if one.test])


def concluded(trial: Trial, found: list[Answer]) -> Outcome:
    """What all primary end points of a trial say; the record may know that one was missed whose test it does not hold."""
    return "mixed" if trial.met == "partly" else decided(trial, [one for one in found if one.primary])


def decided(trial: Trial, own: list[Answer]) -> Outcome:
    """What some questions of a trial say together."""
    verdicts = {standing.verdict(trial, one.test, []) if one.test else one.verdict for one in own}
    met, missed = "met" in verdicts, bool(verdicts & {"not met", "worse"})
    if "partly" in verdicts or (met and missed):
        return "mixed"
    return "positive" if met else "negative" if missed else "open"
