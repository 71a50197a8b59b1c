"""The page of a setting: what is approved for it, and its trials in one table with every interval drawn on one axis.

In: the Atlas. Out: the page, whose figures come from `standing` by way of `lines`: for each pair of arms the primary
questions and overall survival, the test first, what came after it below, and grade ≥3 harms of the same arms.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ..figures.interval import Axis, Shape, axis, sign
from ..language.wording import name_of
from ..schema import Effect, Result, Trial, decimal
from . import approvals, matrix, standing
from .book import Book, Head, Page
from .card import secondary, share
from .comparisons import TREATMENTS, treatment
from .lines import Lines, chosen, state
from .plots import plots
from .standing import Answer, Verdict

HISTOLOGIES = ("squamous", "non-squamous", "any", "not applicable")
PD_L1, NSCLC = "pd-l1-expression", "nsclc"
LEVELS = ("high", "positive", "any")
"""PD-L1 needed to enter: at least 50 % or called high, at least 1 %, not asked for."""
HIGH = 50
NONE = "–"
"""An arm without a figure, where others of its row have one."""
USUAL = re.compile(r"^95% ?CI ")
"""What the head of the column says of every interval whose own level is not printed."""


@dataclass(frozen=True)
class Question:
    """One row: an end point in a population for the block's arms."""

    answer: Answer
    endpoint: str
    population: str
    """Empty for all patients."""
    depth: int
    medians: tuple[str, ...]
    """Of every arm, in the order of the block; empty where none has one."""
    borrowed: str
    """Says which other report the medians come from; empty where it is the row's own."""
    at: str | None
    """Months, of the rates; None for a rate over all."""
    rates: tuple[str, ...]
    effect: str
    drawing: str
    later: str
    """The comparison of the latest report, where the first figure is that of the test."""
    p: str
    decided: str
    state: str
    verdict: Verdict | None
    follow: str
    later_follow: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Block:
    """A trial's comparison of two arms, or all of a trial that compares none."""

    trial: Trial
    anchor: str
    year: str
    arms: tuple[tuple[str, int | None], ...]
    """Name and number assigned, the experimental one first."""
    questions: tuple[Question, ...]
    harm: str
    """What was counted; empty where no harm of grade ≥3 was found."""
    harms: tuple[str, ...]
    place: tuple[int, str, int, int, str, str]
    """Rank and name of the treatment, level, histology, year, name: the order of the table."""

    @property
    def treatment(self) -> str:
        return self.place[1]


@dataclass(frozen=True)
class Section:
    """Blocks below one heading: what was given and, where trials of the disease are chosen by it, who could enter."""

    treatment: str
    """Empty where the section above has the same."""
    level: str
    histology: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Evidence:
    """The table: its sections, the axis of all its intervals, the marks of its legend, and what it shows in numbers."""

    sections: tuple[Section, ...]
    axis: Axis
    marks: tuple[tuple[Shape, str], ...]
    outcomes: tuple[tuple[str, int], ...]
    trials: int

    @property
    def later(self) -> bool:
        """Whether any row shows a report that came after its test."""
        return any(one.later for section in self.sections for block in section.blocks for one in block.questions)


def evidence(book: Book, trials: list[Trial]) -> Evidence:
    """All blocks of a setting by treatment, for NSCLC by PD-L1 and histology, then by year."""
    written = [Lines(book.atlas, book.wording, trial) for trial in trials]
    asked = [(lines, pair, found) for lines in written for pair, found in questions(lines)]
    shared = axis(e for _, _, found in asked for answer in found for e in effects(answer))
    blocks = sorted((block(book, shared, *one) for one in asked), key=lambda one: one.place)
    outcomes = Counter(matrix.concluded(lines.trial, lines.answers) for lines in written)
    return Evidence(
        tuple(sections(book, blocks)), shared, tuple((shape, sign(shape)) for shape in ("crossed", "missed", "hollow")),
        tuple((name, outcomes[name]) for name in ("positive", "mixed", "negative", "open") if outcomes[name]), len(trials),
    )


def effects(answer: Answer) -> Iterator[Effect]:
    """The comparisons of an answer that the table prints."""
    yield from (one.effect for one in (answer.first, answer.latest) if one and one.effect)


def questions(lines: Lines) -> list[tuple[tuple[str, ...], list[Answer]]]:
    """Primary questions and overall survival by pair of arms, the experimental one first; what compares nothing joins a single pair."""
    wanted = [one for one in lines.answers if one.primary]
    wanted += [one for one in secondary(lines.answers) if one.endpoint == "os"]
    groups: dict[tuple[str, ...], list[Answer]] = {}
    for one in wanted:
        groups.setdefault(lines.oriented(one.pair) if len(one.pair) == 2 else (), []).append(one)
    pairs = [pair for pair in groups if pair]
    if len(pairs) == 1 and () in groups:
        groups[pairs[0]] = [one for one in wanted if one in groups[pairs[0]] or one in groups[()]]
        del groups[()]
    return list(groups.items()) or [((), [])]


def block(book: Book, shared: Axis, lines: Lines, pair: tuple[str, ...], found: list[Answer]) -> Block:
    """One trial's rows for a pair of arms."""
    trial = lines.trial
    arms = [a for p in pair for a in trial.arms if a.id == p] or list(trial.arms)
    ids = tuple(a.id for a in arms)
    harm = standing.harms(trial).get("grade3")
    counted = {a.arm: share(lines, a).text for a in (harm.arms if harm else ()) if a.rates or (a.events is not None and a.n)}
    shown = tuple(counted.get(one, NONE) for one in ids) if set(counted) & set(ids) else ()
    year = standing.first_published(book.atlas, trial)
    first = compared(found) or next(iter(trial.results), None)
    kind = treatment(book.atlas, trial, first) if first else ""
    rank = TREATMENTS.index(kind) if kind in TREATMENTS else len(TREATMENTS)
    name = name_of(book.atlas.classes[kind], book.language) if kind else ""
    level, histology = entered(trial)
    return Block(
        trial, "-".join(["trial", trial.id, *(pair if len(trial.arms) > 2 else ())]), year,
        tuple((lines.arm(a.id), a.n) for a in arms), tuple(question(lines, shared, one, ids) for one in found),
        lines.w.label(f"harm-kind.{harm.endpoint}") if harm and shown else "", shown,
        (rank, name, level, histology, year, trial.acronym.lower()),
    )


def compared(found: list[Answer]) -> Result | None:
    """A result that compares the arms of a block, else one that reports them."""
    results = [one.first for one in found if one.first]
    return next((one for one in results if one.effect), next(iter(results), None))


def question(lines: Lines, shared: Axis, answer: Answer, arms: tuple[str, ...]) -> Question:
    """One row in words."""
    first = answer.first
    later = answer.latest if answer.test and answer.latest else None
    timed = standing.rates(lines.atlas, lines.trial, answer)
    own = medians(lines, answer, arms)
    results = [one for one in (first, answer.figures, later, timed[0] if timed else None) if one]
    return Question(
        answer, lines.endpoint(answer), lines.population(answer.population), lines.depth(answer.population, lines.above(answer)), own,
        lines.w.label("answer.borrowed").format(when=lines.when(answer.figures)) if answer.figures and own else "",
        timed[1] if timed else None,
        rates(lines, *timed, arms) if timed else () if own else rates(lines, answer.arms, None, arms), compact(lines, first),
        shared.cell((one.effect, shape(one)) for one in (first, later) if one and one.effect),
        compact(lines, later) or (lines.line(answer, later).brief if later else ""),
        lines.p(first, said=False) if first else "", told(lines, first, answer.verdict), state(first) if first else "plain", answer.verdict,
        follow(lines, first), follow(lines, later), tuple(dict.fromkeys(ref for one in results for ref in references(one, arms))),
    )


def medians(lines: Lines, answer: Answer, arms: tuple[str, ...]) -> tuple[str, ...]:
    """The arms' medians in months, in the order of the block; empty where none is given."""
    given = {a.arm: lines.w.bound(a.median) for a in (answer.arms.arms if answer.arms else ()) if a.median is not None}
    return tuple(given.get(one, NONE) for one in arms) if set(given) & set(arms) else ()


def rates(lines: Lines, result: Result | None, at: str | None, arms: tuple[str, ...]) -> tuple[str, ...]:
    """The arms' rates at a time in months, or over all where none is asked for; empty where none is given."""
    given = {a.arm: lines.w.percent(r.value) for a in (result.arms if result else ()) if (r := chosen(a, at)) and r.at == at}
    return tuple(given.get(one, NONE) for one in arms) if set(given) & set(arms) else ()


def told(lines: Lines, result: Result | None, verdict: Verdict | None) -> str:
    """What a test decided, where the verdict beside it does not say all: by a recorded boundary, or of an end point without verdict."""
    effect = result.effect if result else None
    return lines.decided(result) if result and effect and (verdict is None or effect.boundary) else ""


def references(result: Result, arms: tuple[str, ...]) -> Iterator[str]:
    """Where a row's figures of a result were printed."""
    if result.effect:
        yield result.effect.cite or result.cite
    yield from (a.cite or result.cite for a in result.arms if a.arm in arms and (a.median is not None or a.rates))


def shape(result: Result) -> Shape:
    """How an estimate is drawn."""
    significant = result.effect.significant if result.effect else ""
    return "crossed" if significant == "yes" else "missed" if significant == "no" else "hollow"


def compact(lines: Lines, result: Result | None) -> str:
    """A hazard ratio without its name, which the head of the column gives; other measures in full."""
    effect = result.effect if result else None
    if result is None or effect is None or effect.measure != "hr":
        return lines.effect(result) if result else ""
    if decimal(effect.value) is None and not effect.ci:
        return ""
    ci = ""
    if effect.ci:
        ci = lines.w.brackets(USUAL.sub("", lines.w.interval(effect.ci, effect.level)))
    return lines.w.bound(effect.value) + ci


def follow(lines: Lines, result: Result | None) -> str:
    """Median follow-up in months, else the least, else the cut-off."""
    if result is None:
        return ""
    if result.median_follow_up:
        return result.median_follow_up
    if result.minimum_follow_up:
        return f"≥{result.minimum_follow_up}"
    return lines.w.label("page.cutoff").format(date=lines.w.date(result.data_cutoff)) if result.data_cutoff else ""


def entered(trial: Trial) -> tuple[int, int]:
    """Places of the PD-L1 level and of the histology that a patient with NSCLC needed to enter."""
    if trial.disease != NSCLC:
        return 0, 0
    needed = [s.cutoff.en for s in trial.selection if s.biomarker == PD_L1 and s.use == "required to enter"]
    least = [int(n) for text in needed for n in re.findall(r"≥\s*(\d+)\s*%", text)]
    level = "any" if not needed else "positive" if least and min(least) < HIGH else "high"
    return LEVELS.index(level), HISTOLOGIES.index(trial.histology)


def sections(book: Book, blocks: list[Block]) -> Iterator[Section]:
    """Runs of blocks of one treatment and one kind of patient; a heading is left out where it would repeat itself or tell nothing apart."""
    w, kinds = book.wording, {one.place[:4] for one in blocks}
    treatments = {kind[1] for kind in kinds}
    by_level = any(one.trial.disease == NSCLC for one in blocks)
    above = ""
    for kind in sorted(kinds):
        chosen_blocks = tuple(one for one in blocks if one.place[:4] == kind)
        named = kind[1] if len(treatments) > 1 and kind[1] != above else ""
        above = kind[1]
        yield Section(
            named, w.label(f"pd-l1.{LEVELS[kind[2]]}") if by_level else "",
            w.label(f"histology.{HISTOLOGIES[kind[3]]}") if by_level else "", chosen_blocks,
        )


def setting_page(book: Book, setting_id: str) -> Page:
    """What is approved, what was tried, what failed, what is open."""
    setting = book.atlas.settings[setting_id]
    trials = [t for t in book.atlas.trials.values() if t.setting == setting_id]
    found = approvals.of_setting(book.atlas, setting_id)
    checked = [d.event.checked for use in found for d in use.decisions]
    parts = [("approved", "approved"), *([("trials", "trials")] if trials else [])]
    parts += [(one, one) for one in ("evidence", "china", "failed", "open") if getattr(setting, one)]
    head = Head(
        f"settings/{setting_id}", book.wording.pick(setting.name), book.wording.pick(setting.summary), "settings", setting_id,
        [setting.checked, *checked], wide=True,
    )
    return book.page(
        "setting.md.j2", head, plots(book, setting, trials), setting=setting,
        uses=found, by_agency=approvals.by_agency(found), agencies=approvals.columns(found), searched=approvals.searched(setting, found),
        parts=parts, counts={d: list(approvals.counts(book.atlas.drugs[d])) for use in found for d in use.drugs},
        evidence=evidence(book, trials) if trials else None,
    )
