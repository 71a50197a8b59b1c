"""Forest plots of a setting, a class, a trial: what each shows in one sentence, how to read it, what it leaves out, its files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..figures.forest import forest
from ..figures.rows import Row, Words
from ..figures.sheet import NARROW, beyond
from ..schema import Class, Setting, Trial, decimal
from .book import Book, LeftOut, Plot
from .comparisons import PLOTTED, Comparison, Missing, by_reason, effect, of_trial, of_trials
from .downloads import frame, table
from .lines import Lines, state
from .plotrows import against, analysis_row, population, trial_row

SHORT = 6
"""Rows up to which a plot is read as a whole, without the treatments' names."""
MOST = 50
"""Rows beyond which a plot of a class draws its landmark trials and names the others below."""


@dataclass(frozen=True)
class Draft:
    """A plot before it is drawn."""

    id: str
    title: str
    subject: str
    drawn: list[Comparison]
    rows: list[Row]
    left: list[Missing]
    says: str
    apart: str
    """That it is no ranking; empty for one trial."""
    arms: tuple[str, str]
    column: str
    """Key of the first column's head."""


def plots(book: Book, record: Class | Setting, trials: list[Trial]) -> list[Plot]:
    """A plot an end point, of at least two rows, for trials of a setting or a class: one row a question, its test where it can be drawn."""
    w, found = book.wording, []
    for endpoint in PLOTTED:
        drawn, left = of_trials(book, trials, endpoint, record.id if isinstance(record, Class) else None)
        if isinstance(record, Class) and record.landmark and len(drawn) > MOST:
            left += [Missing(one.lines, one.answer, one.result, "others") for one in drawn if one.trial.id not in record.landmark]
            drawn = [one for one in drawn if one.trial.id in record.landmark]
        if len(drawn) < 2:
            continue
        diseases = {one.trial.disease for one in drawn}
        grouped = len(drawn) > SHORT and len({one.treatment for one in drawn}) > 1
        apart = w.label("plot.read.diseases").format(n=len(diseases)) if len(diseases) > 1 else w.label("plot.read.apart")
        found.append(finished(book, Draft(
            f"{record.id}-{endpoint}", w.label(f"endpoint.{endpoint}"), w.pick(record.name), drawn,
            [trial_row(one, drawn, len(diseases) > 1, grouped) for one in drawn], left, counts(book, drawn, drawn),
            apart if len({one.trial.id for one in drawn}) > 1 else "", sides(drawn), "trial",
        )))
    return found


def trial_plot(book: Book, lines: Lines) -> list[Plot]:
    """A plot of one trial, of at least two rows: every question about a time to an event, its test and below it the latest report."""
    drawn, left = of_trial(lines)
    if len(drawn) < 2:
        return []
    w, several = book.wording, len({one.answer.pair for one in drawn}) > 1
    return [finished(book, Draft(
        f"{lines.trial.id}-analyses", w.pick(lines.trial.title), lines.trial.acronym, drawn,
        [analysis_row(one, drawn, several) for one in drawn], left,
        sentences(book, [followed(book, drawn), counts(book, firsts(drawn), drawn)]), "", sides(drawn), "population",
    ))]


def sides(drawn: list[Comparison]) -> tuple[str, str]:
    """What each side of the axis stands for: the two arms where all rows compare the same, else their parts or their order in the label."""
    lines = drawn[0].lines
    if len({(one.trial.id, one.answer.pair) for one in drawn}) == 1:
        one, two = (lines.arm(arm) for arm in drawn[0].answer.pair)
        return one, two
    roles = {tuple(arm.role for name in one.answer.pair for arm in one.trial.arms if arm.id == name) for one in drawn}
    keys = ("figure.experimental", "figure.control") if roles == {("experimental", "control")} else ("plot.first", "plot.second")
    return lines.w.label(keys[0]), lines.w.label(keys[1])


def finished(book: Book, draft: Draft) -> Plot:
    """The plot with its words and its files."""
    w = book.wording
    column, n, figure = (w.label(f"plot.column.{one}") for one in (draft.column, "n", "effect"))
    one, two = (w.label("figure.favours").format(arm=arm) for arm in draft.arms)
    title = w.label("plot.title").format(subject=draft.subject, endpoint=draft.title)
    words = Words(
        title, (one, two), (column, n, figure), w.label("plot.patients"),
        {"crossed": w.label("plot.legend.crossed"), "missed": w.label("plot.legend.missed"), "hollow": w.label("plot.legend.hollow")},
    )
    read = [w.label("plot.read.row")]
    read += [w.label("plot.read.nested")] if any(row.depth for row in draft.rows) else []
    read += [w.label("plot.read.arrow")] if any(beyond(row.effect) for row in draft.rows) else []
    alone = frame(book, title, "\n".join(part for part in (draft.says, draft.apart) if part), draft.drawn)
    file = f"data/figures/{draft.id}.{book.language}"
    return Plot(
        draft.id, draft.title, draft.says, sentences(book, [*read, draft.apart]), forest(w, draft.rows, draft.id, words),
        forest(w, draft.rows, draft.id, words, NARROW), left_out(book, draft),
        {f"{file}.svg": forest(w, draft.rows, draft.id, words, frame=alone), f"{file}.csv": table(title, draft.drawn, draft.left)},
    )


def sentences(book: Book, parts: Sequence[str]) -> str:
    """Sentences one after the other, as the language spaces them."""
    return ("" if book.language == "zh" else " ").join(part for part in parts if part)


def firsts(drawn: list[Comparison]) -> list[Comparison]:
    """One row a question: the first."""
    return [one for place, one in enumerate(drawn) if place == 0 or drawn[place - 1].answer is not one.answer]


def counts(book: Book, asked: list[Comparison], drawn: list[Comparison]) -> str:
    """How many questions were tested with what outcome, and from where to where the hazard ratios run."""
    w = book.wording
    found = Counter({"yes": "crossed", "no": "missed"}.get(effect(one.result).significant, state(one.result)) for one in asked)
    parts = [w.label(f"plot.says.{kind}").format(n=found[kind]) for kind in ("crossed", "missed", "descriptive", "open") if found[kind]]
    values = sorted((effect(one.result).value for one in drawn), key=lambda value: decimal(value) or 0)
    trials = len({one.trial.id for one in drawn})
    joined, low, high = w.label("answer.comma").join(parts), values[0], values[-1]
    if trials == 1:
        return w.label("plot.says.one").format(n=len(asked), parts=joined, low=low, high=high)
    return w.label("plot.says.several").format(n=len(asked), trials=trials, parts=joined, low=low, high=high)


def followed(book: Book, drawn: list[Comparison]) -> str:
    """The first question whose test and latest report are both drawn, with both hazard ratios."""
    w = book.wording
    for one, two in pairwise(drawn):
        if one.answer is two.answer:
            arms = [against(one)] if len({other.answer.pair for other in drawn}) > 1 else []
            what = w.label("answer.comma").join([one.lines.endpoint(one.answer), *arms, population(one)])
            return w.label("plot.says.main").format(what=what, test=effect(one.result).value, latest=effect(two.result).value)
    return ""


def left_out(book: Book, draft: Draft) -> tuple[LeftOut, ...]:
    """What is not drawn, by reason, each with the figure that is known."""
    return tuple(
        LeftOut(book.wording.label(f"plot.left.{why}"), tuple(item(book, one, draft.column == "trial") for one in some))
        for why, some in by_reason(draft.left)
    )


def item(book: Book, one: Missing, of_several: bool) -> tuple[str, str, str]:
    """Address, name and known figure of what is not drawn."""
    lines, result = one.lines, one.result
    page = f"../trials/{lines.trial.id}.html" if of_several else ""
    words = [lines.trial.acronym if of_several else lines.endpoint(one.answer) if one.answer else ""]
    if one.answer:
        pair = one.answer.pair if len(lines.trial.arms) > 2 else ()
        words += [*(lines.arm(arm) for arm in pair[:1]), lines.population(one.answer.population)]
    figure = (lines.effect(result) or lines.p(result)) if result else ""
    return page + (f"#{result.id}" if result else ""), book.wording.label("answer.comma").join(word for word in words if word), figure
