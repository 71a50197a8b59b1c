"""Which comparisons a forest plot draws, in which order, and which it leaves out, why.

In: trials. Out: `Comparison`s to draw and `Missing` ones to name below the plot. Every figure is one of an answer of
`standing`: its test, or its latest report where it has no test whose interval was found, and never one in place of the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from ..figures.rows import drawable
from ..records import Atlas
from ..schema import TIME_TO_EVENT, Drug, Effect, Result, Trial, decimal
from . import standing
from .book import Book
from .lines import Lines
from .standing import Answer

PLOTTED = ("os", "pfs", "efs", "dfs", "rfs")
EVENT_FREE = (*PLOTTED[1:], "ffs", "ttp", "idfs", "dmfs")

DUAL, CHEMO, CHECKPOINT = "dual-checkpoint-blockade", "chemo-immunotherapy", "immune-checkpoint-inhibitors"
COMBINATIONS = "combinations"
TREATMENTS = (
    "pd-1-inhibitors", "pd-l1-inhibitors", "ctla-4-inhibitors", "lag-3-inhibitors", "tigit-inhibitors", "bispecific-antibodies", CHECKPOINT,
    CHEMO, "gemcitabine-combinations", "anti-angiogenic-combinations", "radiotherapy-combinations", DUAL, "jak-inhibitor-combinations",
    COMBINATIONS, "t-cell-engagers", "car-t", "tcr-t", "til", "nk-cells", "cik-dc-cik", "adoptive-cell-therapies", "interleukin-2",
    "interferons", "cytokines", "cancer-vaccines", "oncolytic-viruses",
)
"""Classes in the order of plots: checkpoint inhibitors alone, with chemotherapy, with others, two; then cells, cytokines, vaccines."""


@dataclass(frozen=True)
class Comparison:
    """One row of a plot: a report of a question of a trial."""

    lines: Lines
    answer: Answer
    result: Result
    depth: int
    """How many of the populations drawn above it, for the same arms, it lies in."""
    first: bool
    """Whether it opens the rows of its question's arms."""
    treatment: str = ""
    """Id of the class that it tests."""

    @property
    def trial(self) -> Trial:
        return self.lines.trial


@dataclass(frozen=True)
class Missing:
    """What a plot does not draw: an answer, or a trial without one; `why` is a key below `plot.left`."""

    lines: Lines
    answer: Answer | None
    result: Result | None
    why: str


def of_trials(
    book: Book, trials: list[Trial], endpoint: str, class_id: str | None = None
) -> tuple[list[Comparison], list[Missing]]:
    """For several trials one row a question: by treatment, then by the year of the first report; populations below the widest.

    For a class, comparisons that do not test it are named and not drawn.
    """
    blocks: list[list[Comparison]] = []
    left: list[Missing] = []
    for trial in trials:
        lines = Lines(book.atlas, book.wording, trial)
        found = standing.asked(book.atlas, trial, endpoint)
        drawn: list[tuple[Answer, list[Result]]] = []
        for one in found:
            result, missing = chosen(one), undrawn(lines, one)
            if result and class_id and not tests(book.atlas, trial, result, class_id):
                left.append(Missing(lines, one, result, "class"))
                continue
            drawn += [(one, [result])] if result else []
            left += [missing] if missing else []
        for key in dict.fromkeys(one.asks for one, _ in drawn):
            blocks.append(list(nested(lines, widest_first(trial, [some for some in drawn if some[0].asks == key]))))
        if not found and expected(lines, endpoint):
            left.append(Missing(lines, None, None, "absent"))

    def place(block: list[Comparison]) -> tuple[int, str]:
        treatment = block[0].treatment
        issued = standing.first_issued(book.atlas, block[0].trial)
        return TREATMENTS.index(treatment) if treatment in TREATMENTS else len(TREATMENTS), issued or "9999"

    return [one for block in sorted(blocks, key=place) for one in block], left


def of_trial(lines: Lines) -> tuple[list[Comparison], list[Missing]]:
    """For one trial every question about a time to an event: the test, and below it the latest report."""
    found = [one for one in lines.answers if one.endpoint in TIME_TO_EVENT or one.primary]
    able = [(one, [r for r in (one.test, one.latest) if r and r.effect and drawable(r.effect)]) for one in found]
    drawn: list[Comparison] = []
    kept = [(one, results) for one, results in able if results]
    keys = dict.fromkeys(one.asks for one, _ in kept)
    for key in keys:
        drawn += nested(lines, [(one, results) for one, results in kept if one.asks == key])
    return drawn, [missing for one in found if (missing := undrawn(lines, one))]


def chosen(answer: Answer) -> Result | None:
    """The report that a place with room for one draws: the test; the latest where the test's interval is not known."""
    return next((r for r in (answer.test, answer.latest) if r and r.effect and drawable(r.effect)), None)


def nested(lines: Lines, found: list[tuple[Answer, list[Result]]]) -> Iterator[Comparison]:
    """Reports about one pair of arms, each population below the one it lies in."""
    among = {one.population for one, _ in found}
    drawn = {one.population: results for one, results in found}
    rows = [(one, result) for one in lines.nested([one for one, _ in found]) for result in drawn[one.population]]
    for place, (one, result) in enumerate(rows):
        yield Comparison(
            lines, one, result, lines.depth(one.population, among), place == 0, treatment(lines.atlas, lines.trial, result)
        )


def widest_first(trial: Trial, found: list[tuple[Answer, list[Result]]]) -> list[tuple[Answer, list[Result]]]:
    """Populations by their size where all are known, else as the record has them."""
    counts = {one.population: patients(trial, results[0]) for one, results in found}
    return sorted(found, key=lambda one: -int(counts[one[0].population])) if all(counts.values()) else found


def undrawn(lines: Lines, answer: Answer) -> Missing | None:
    """Why an answer, or its test, is not drawn; None where its first report is."""
    first = answer.first
    if first is None:
        return Missing(lines, answer, None, "absent")
    effect = first.effect
    if effect and drawable(effect):
        return None
    if effect is None:
        return Missing(lines, answer, first, "single" if len(answer.pair) < 2 else "arms")
    if chosen(answer):
        return Missing(lines, answer, first, "later")
    if decimal(effect.value) is None:
        return Missing(lines, answer, first, "value")
    return Missing(lines, answer, first, "interval" if effect.measure == "hr" else "measure")


def expected(lines: Lines, endpoint: str) -> bool:
    """Whether a randomised trial without an end point is named: survival, and progression where none of its kind is known."""
    if lines.trial.allocation != "randomised":
        return False
    known = {one.endpoint for one in lines.answers}
    return endpoint == "os" or (endpoint == "pfs" and not known & set(EVENT_FREE))


def treatment(atlas: Atlas, trial: Trial, result: Result) -> str:
    """What a comparison is plotted with: a combination that its first arm holds, chemotherapy only where it is the one; else a class."""
    classes, absent = atlas.classes, not_given(atlas, trial, result)
    known = [one for one in trial.classes if one in classes and one not in absent]
    combined = sorted((c for c in known if classes[c].parent == COMBINATIONS), key=lambda c: c == CHEMO)
    return next(iter(combined or known), "")


def not_given(atlas: Atlas, trial: Trial, result: Result) -> set[str]:
    """Classes that the first arm cannot be of: two checkpoints where it holds one, chemotherapy where it holds nothing else."""
    drugs = given(atlas, trial, result)
    checkpoint = [d for d in drugs if any(atlas.classes[c].parent == CHECKPOINT for c in d.classes if c in atlas.classes)]
    absent = {DUAL} if len(checkpoint) < 2 and not any(d.modality == "bispecific antibody" for d in drugs) else set()
    return absent | ({CHEMO} if len(checkpoint) == len(drugs) else set())


def given(atlas: Atlas, trial: Trial, result: Result) -> list[Drug]:
    """The drugs of a comparison's first arm."""
    arm = next((a for a in trial.arms if result.effect and a.id == result.effect.compares[0]), trial.arms[0])
    return [atlas.drugs[one] for one in arm.drugs if one in atlas.drugs]


def tests(atlas: Atlas, trial: Trial, result: Result, class_id: str) -> bool:
    """Whether a comparison's first arm is of a class: not where only another arm holds the checkpoint inhibitor or the combination."""
    record = atlas.classes[class_id]
    if class_id in (DUAL, CHEMO):
        return class_id not in not_given(atlas, trial, result)
    if record.parent == CHECKPOINT:
        return any(class_id in drug.classes for drug in given(atlas, trial, result))
    return True


def by_reason(left: Iterable[Missing]) -> list[tuple[str, list[Missing]]]:
    """What is left out, by its reason, in the order in which the reasons come."""
    order = ("class", "later", "interval", "value", "measure", "arms", "single", "others", "absent")
    found = sorted(left, key=lambda one: order.index(one.why))
    return [(why, list(some)) for why, some in groupby(found, key=lambda one: one.why)]


def effect(result: Result) -> Effect:
    """The comparison of a report that is drawn."""
    assert result.effect is not None
    return result.effect


def patients(trial: Trial, result: Result) -> str:
    """How many patients a comparison is of, as reported: of its arms, else of the population; empty where that is not recorded."""
    pair = effect(result).compares
    reported = {arm.arm: arm.n for arm in result.arms}
    assigned = {arm.id: arm.n for arm in trial.arms} if result.population == "itt" else {}
    for counts in (reported, assigned):
        found = [n for arm in pair if (n := counts.get(arm)) is not None]
        if len(found) == 2:
            return str(sum(found))
    if len(trial.arms) != 2:
        return ""
    whole = trial.n_randomised if result.population == "itt" else next((p.n for p in trial.populations if p.id == result.population), None)
    return str(whole) if whole is not None else ""
