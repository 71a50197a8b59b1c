"""Direct answers: what the card of a trial and the page of a drug say, by the question that a query asks.

In: the Atlas and the labels. Out: id → the trial's answers by end point and harm, or the drug's decisions; the figures are those of
the card (pages.card), chosen once (pages.standing) and worded once (pages.lines).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..language.labels import Labels
from ..language.prose import Pen, Prose
from ..language.wording import Wording
from ..pages.card import Group, alone, card, group, secondary, share
from ..pages.lines import Figure, Line, Lines
from ..records import Atlas
from ..schema import HARMS, Drug, Result, Trial
from .names import facet_of
from .references import source
from .subjects import subjects

Said = list[str]
"""Which report (test, latest, rates), its words, the row's anchor, its source."""


def answers(atlas: Atlas, labels: Labels, language: str) -> dict[str, list[Any]]:
    """Trial → [facet, name, population, reports]; drug → [facet, decision, indication, disease, source, whether in force], newest first;

    then for every record the rows of `subjects`.
    """
    w = Wording(language, labels)
    pen = Pen(Prose(atlas, w), "index")
    trials = {trial.id: list(of_trial(Lines(atlas, w, trial), trial)) for trial in atlas.trials.values() if trial.standing == "current"}
    drugs = {drug.id: list(of_drug(atlas, pen, drug)) for drug in atlas.drugs.values() if drug.standing == "current"}
    found: dict[str, list[Any]] = {name: list(rows) for name, rows in (trials | drugs).items() if rows}
    for name, rows in subjects(atlas, pen).items():
        found.setdefault(name, []).extend(rows)
    return found


def of_trial(lines: Lines, trial: Trial) -> Iterable[list[Any]]:
    """Every question that the record answers, those of the card first and in its order; then harms, likewise."""
    w, found = lines.w, card(lines)
    everybody = w.label("answer.all")
    several = len({one.pair for one in lines.answers if len(one.pair) == 2}) > 1
    second = list(secondary(lines.answers))
    others = [one for one in lines.answers if one.first and not one.primary and one not in second]

    def asked(one: Group) -> list[Any]:
        pair = w.versus([lines.arm(a) for a in lines.oriented(one.answer.pair)]) if several and len(one.answer.pair) == 2 else ""
        who = w.label("answer.comma").join(filter(None, [one.population or everybody, pair]))
        return [f"endpoint.{one.answer.endpoint}", one.endpoint, who, [report(lines, kind, line) for kind, line in one.lines]]

    yield from (asked(one) for one in found.primary if one.lines)
    for one in [*second, *others]:
        row = asked(group(lines, one))
        if one in second:
            row[3] += [report(lines, kind, line) for kind, line in alone(lines, one) if kind == "rates"]
        yield row
    done = set()
    for harm in found.harms:
        done.add(harm.result.endpoint)
        facet = facet_of(harm.result.endpoint)
        yield counted(lines, facet if facet.startswith("harm.") else "harm.all", harm.result, harm.figures)
    for result in trial.results:
        if result.endpoint in HARMS and result.current and result.endpoint not in done and result.disclosed != "by accident":
            figures = tuple(share(lines, a) for a in result.arms if a.rates or (a.events is not None and a.n))
            if figures:
                yield counted(lines, facet_of(result.endpoint), result, figures)


def counted(lines: Lines, facet: str, result: Result, figures: tuple[Figure, ...]) -> list[Any]:
    """A harm of every arm that reports it."""
    words = lines.w.label("answer.comma").join(told(one) for one in figures)
    where = source(lines.atlas, lines.w, result.cite, result.locator)
    return [facet, lines.endpoint(result), lines.population(result.population), [["harm", words, result.id, where]]]


def report(lines: Lines, kind: str, line: Line) -> Said:
    """One line of the card as a sentence."""
    w = lines.w
    head = w.label("answer.rates").format(n=line.at) if kind == "rates" else w.label(f"answer.{kind}")
    state = w.label(f"answer.{line.state}") if kind in ("latest", "earlier") and line.state in ("descriptive", "open") else ""
    parts = [w.versus([told(f) for f in line.figures]), line.effect, line.p, line.decided]
    figures = w.label("answer.comma").join(part for part in parts if part)
    when = w.label("answer.comma").join(part for part in (line.when, state) if part)
    borrowed = w.brackets(w.label("answer.borrowed").format(when=line.borrowed)) if line.borrowed else ""
    words = head + w.brackets(when) + w.label("joint.colon") + figures + borrowed
    return [kind, words, line.result.id, source(lines.atlas, w, *line.sources[0])]


def told(figure: Figure) -> str:
    """An arm with its figure."""
    return f"{figure.arm} {figure.text}"


def of_drug(atlas: Atlas, pen: Pen, drug: Drug) -> Iterable[list[Any]]:
    """Decisions, newest first; those replaced by another decision are left out, withdrawals stay."""
    w = pen.prose.wording
    for event in sorted(drug.regulatory, key=lambda one: one.date, reverse=True):
        gone = event.kind in ("withdrawn", "refused")
        if event.in_force == "no" and not gone:
            continue
        head = w.label("answer.comma").join([w.label(f"agency.{event.agency}"), w.date(event.date), w.label(f"event.{event.kind}")])
        yield [
            f"agency.{event.agency}", head, pen.plain(w.pick(event.indication)), event.disease or "",
            source(atlas, w, event.cite, event.locator), int(not gone),
        ]
