"""Pages of trials: one a trial, the table of all."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ..language.names import names_of
from ..language.wording import name_of
from ..schema import HARMS, Result, Trial
from .book import Book, Head, Page
from .card import card, group
from .lines import Lines
from .plots import trial_plot
from .settings import setting_page
from .standing import PRIMARY, Answer, counted, first_published, harms, headline, last_reported


@dataclass(frozen=True)
class Stack:
    """All analyses of one end point in one population, in the order of the record."""

    endpoint: str
    name: str
    short: str
    """The name as each row says it, so that a row alone is understood."""
    population: str
    results: list[Result]

    @property
    def anchor(self) -> str:
        return f"{self.endpoint}-{self.population}-{self.results[0].id}-all"


def stacks(book: Book, trial: Trial) -> list[Stack]:
    """Every result by end point and population: primary questions first, then survival, the rest, adjusted estimates, harms."""
    w = book.wording
    grouped: dict[tuple[str, str, str, bool], list[Result]] = {}
    for result in trial.results:
        name = w.endpoint(result)
        adjusted = result.estimand is not None
        if adjusted:
            name = w.label("page.adjusted").format(name=name)
        grouped.setdefault((result.endpoint, name, result.population, adjusted), []).append(result)
    found = [Stack(endpoint, name, name, population, results) for (endpoint, name, population, _), results in grouped.items()]

    def place(stack: Stack) -> tuple[bool, bool, bool, bool]:
        first = stack.results[0]
        harm = stack.endpoint in HARMS or all(r.role == "safety" for r in stack.results)
        primary = any(r.role in PRIMARY for r in stack.results)
        return harm, first.estimand is not None, not primary, stack.endpoint != "os"

    return sorted(found, key=place)


def trial_page(book: Book, trial: Trial) -> Page:
    """The card, every analysis in one table, its plot, and what the texts said."""
    lines = Lines(book.atlas, book.wording, trial)
    days = [day for r in trial.results for day in (r.checked, r.rechecked) if day != "never"]
    found = stacks(book, trial)
    w = book.wording
    head = Head(
        f"trials/{trial.id}", trial.acronym, f"{trial.acronym}: {w.pick(trial.title)}", "trials", trial.id,
        [r.checked for r in trial.results],
    )
    return book.page(
        "trial.md.j2", head, trial_plot(book, lines), trial=trial, card=card(lines), stacks=found, lines=lines,
        latest=max(days, default=None), twice=sum(r.rechecked != "never" for r in trial.results),
        decisions=[(drug.id, event) for drug in book.atlas.drugs.values() for event in drug.regulatory if event.basis == trial.id],
        said=book.claims(trial),
    )


FACETS = ("disease", "stage", "line", "drug", "met", "tested")
MORE = ("earlier", "histology", "biomarker", "class", "harm", "last", "region")
"""Facets that a reader unfolds."""


def table_page(book: Book) -> Page:
    """Every trial in one filterable table."""
    facets = [{"key": key, "label": book.wording.label(f"column.{key}"), "more": key in MORE} for key in (*FACETS, *MORE)]
    order = [setting for setting, _ in _settings(book)]
    rows = [row(book, trial) for trial in sorted(book.atlas.trials.values(), key=lambda t: (order.index(t.setting), t.id))]
    head = Head("trials/index", book.wording.label("index.trials"), book.wording.label("index.trials-lead"), "trials")
    return book.page(
        "trials.md.j2", head, rows=rows, facets=json.dumps(facets, ensure_ascii=False), settings=_settings(book),
        articles=["trials/reading-figures"],
    )


def _settings(book: Book) -> list[tuple[str, int]]:
    """Settings with their numbers of trials: the disease with most trials first, its settings in the order of treatment."""
    atlas = book.atlas
    counts = Counter(trial.setting for trial in atlas.trials.values())
    weight = Counter(trial.disease for trial in atlas.trials.values())

    def place(setting: str) -> tuple[int, str, int]:
        disease = atlas.settings[setting].disease
        listed = atlas.diseases[disease].settings
        return -weight[disease], disease, listed.index(setting) if setting in listed else len(listed)

    return [(setting, counts[setting]) for setting in sorted(counts, key=place)]


def row(book: Book, trial: Trial) -> dict[str, object]:
    """One trial for the table; the same in the lists of its drugs, classes, disease and setting."""
    if trial.id not in book.rows:
        book.rows[trial.id] = _row(book, trial)
    return book.rows[trial.id]


def _row(book: Book, trial: Trial) -> dict[str, object]:
    """What is shown of a trial, its facets (id and label) and the words that a text filter knows."""
    atlas, w = book.atlas, book.wording
    drugs = list(dict.fromkeys(d for arm in trial.arms if arm.role != "control" for d in arm.drugs))
    lines, answer = Lines(atlas, w, trial), headline(atlas, trial)
    setting = atlas.settings.get(trial.setting)
    earlier = trial.earlier or (setting.earlier if setting else "any")
    tested = "yes" if answer and answer.test else "no"
    grade3 = harms(trial).get("grade3")
    shown = {0: "none", 1: "one"}.get(counted(grade3) if grade3 else 0, "both")
    last = last_reported(atlas, trial)
    facets = {
        "disease": _facet(book, "diseases", [trial.disease]),
        "stage": [(setting.stage, w.label(f"stage.{setting.stage}"))] if setting else [],
        "line": [(trial.line, w.label(f"line.{trial.line}"))],
        "earlier": [(earlier, w.label(f"earlier.{earlier}"))],
        "tested": [(tested, w.label(f"facet.tested-{tested}"))],
        "harm": [(shown, w.label(f"facet.harm-{shown}"))],
        "last": [(last, last)] if last else [],
        "histology": [(trial.histology, w.label(f"histology.{trial.histology}"))],
        "biomarker": _facet(book, "biomarkers", list(dict.fromkeys(s.biomarker for s in trial.selection))),
        "class": _facet(book, "classes", list(trial.classes)),
        "drug": _facet(book, "drugs", drugs),
        "met": [(trial.met, w.label(f"met.{trial.met}"))],
        "region": [(trial.region, w.label(f"region.{trial.region}"))],
    }
    words = [trial.acronym, *trial.registry, *(n.text for n in trial.also), trial.title.zh, trial.title.en]
    for drug in drugs:
        if record := atlas.drugs.get(drug):
            words += [record.inn.zh, record.inn.en, *(n.text for n in names_of(record))]
    found = group(lines, answer) if answer else None
    reports = dict(found.lines) if found else {}
    main = reports.get("test") or reports.get("latest")
    return {
        "trial": trial, "facets": facets, "text": " ".join(dict.fromkeys(words)), "group": found, "main": main,
        "unfound": unfound(lines, answer),
        "later": reports.get("latest") if "test" in reports else None, "year": first_published(atlas, trial), "last": last,
    }


def unfound(lines: Lines, answer: Answer | None) -> str:
    """That the outcome is of a test whose figures are not those shown; empty where they are, or none decided."""
    primary = next((one for one in lines.answers if one.primary), None)
    shown = answer if answer and answer.primary else primary
    if shown is None or not shown.decided_elsewhere:
        return ""
    told = lines.w.label("answer.unfound-verdict").format(verdict=lines.w.label(f"answer-verdict.{shown.verdict}"))
    return told if shown is answer else lines.endpoint(shown) + lines.w.label("joint.colon") + told


def _facet(book: Book, kind: str, ids: list[str]) -> list[tuple[str, str]]:
    records = book.atlas.kinds[kind]
    return [(one, name_of(records[one], book.language)) for one in ids if one in records]


def pages(book: Book) -> Iterator[Page]:
    """Every page of this part of the book."""
    yield table_page(book)
    for trial in book.atlas.trials.values():
        yield trial_page(book, trial)
    for setting in book.atlas.settings:
        yield setting_page(book, setting)
