"""Pages of trials: one a trial, the table of all, one a setting with its forest plot."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ..figures.forest import Row
from ..language.names import names_of
from ..language.wording import name_of
from ..schema import HARMS, Result, Trial
from .book import Book, Head, Page
from .plots import arm_name, plots, population_name
from .standing import best, headline_harm, key_results, main_populations


@dataclass(frozen=True)
class Stack:
    """All analyses of one end point in one population, in the order of the record."""

    endpoint: str
    name: str
    population: str
    results: list[Result]

    @property
    def anchor(self) -> str:
        return f"{self.endpoint}-{self.population}-{self.results[0].id}"

    @property
    def arms(self) -> list[str]:
        """Arms of the stack, in order of appearance."""
        return list(dict.fromkeys(arm.arm for result in self.results for arm in result.arms))


def stacks(book: Book, trial: Trial) -> tuple[list[Stack], list[Stack], list[Stack]]:
    """Main stacks, strata, harms."""
    grouped: dict[tuple[str, str, str, bool], list[Result]] = {}
    for result in trial.results:
        name = book.wording.pick(result.name) if result.name else book.wording.label(f"endpoint.{result.endpoint}")
        adjusted = result.estimand is not None
        if adjusted:
            name = book.wording.label("page.adjusted").format(name=name)
        grouped.setdefault((result.endpoint, name, result.population, adjusted), []).append(result)
    main, strata, harms = [], [], []
    for (endpoint, name, population, adjusted), results in grouped.items():
        stack = Stack(endpoint, name, population, results)
        if endpoint in HARMS or all(r.role == "safety" for r in results):
            harms.append(stack)
        elif population in main_populations(trial) and not adjusted:
            main.append(stack)
        else:
            strata.append(stack)
    return main, strata, harms


def trial_page(book: Book, trial: Trial) -> Page:
    """The card, the follow-up stacks, strata, harms, and what the texts said."""
    main, strata, harms = stacks(book, trial)
    days = [day for r in trial.results for day in (r.checked, r.rechecked) if day != "never"]
    rows = [
        Row(row_name(book, trial, stack), result.effect, f"#{result.id}", analysis(book, result))
        for stack in main for result in stack.results if result.effect
    ]
    strata_rows = [
        Row(row_name(book, trial, stack), r.effect, f"#{r.id}", "")
        for stack in strata for r in stack.results if r.effect and r.current
    ]
    w = book.wording
    head = Head(
        f"trials/{trial.id}", trial.acronym, f"{trial.acronym}: {w.pick(trial.title)}", "trials", trial.id,
        [r.checked for r in trial.results],
    )
    drawn = book.plot(f"{trial.id}-analyses", w.label("heading.results"), rows, shared_arms(book, trial, rows))
    drawn += book.plot(f"{trial.id}-strata", w.label("heading.strata"), strata_rows, shared_arms(book, trial, strata_rows))
    return book.page(
        "trial.md.j2", head, drawn, trial=trial, main=main, strata=strata, harms=harms,
        key=[*key_results(trial), *headline_harm(trial)], latest=max(days, default=None),
        twice=sum(r.rechecked != "never" for r in trial.results),
        decisions=[(drug.id, event) for drug in book.atlas.drugs.values() for event in drug.regulatory if event.basis == trial.id],
        population=lambda p: population_name(book, trial, p), arm=lambda a: arm_name(book, trial, a),
        said=book.claims(trial),
    )


def shared_arms(book: Book, trial: Trial, rows: list[Row]) -> tuple[str, str] | None:
    """Names of the two arms that every row compares, in that order; None where rows compare different arms."""
    pairs = {row.effect.compares for row in rows if row.effect}
    return tuple(arm_name(book, trial, arm) for arm in pairs.pop()) if len(pairs) == 1 else None  # type: ignore[return-value]


def row_name(book: Book, trial: Trial, stack: Stack) -> str:
    """What a forest row is called: the end point, and the population where it is not all patients."""
    if stack.population == "itt":
        return stack.name
    return f"{stack.name} · {population_name(book, trial, stack.population)}"


def analysis(book: Book, result: Result) -> str:
    """Short name of an analysis with its cut-off."""
    words = [book.wording.label(f"analysis.{result.analysis}")]
    if result.data_cutoff:
        words.append(book.wording.date(result.data_cutoff))
    return " ".join(words)


FACETS = ("disease", "line", "histology", "biomarker", "class", "drug", "met", "region")


def table_page(book: Book) -> Page:
    """Every trial in one filterable table."""
    facets = [{"key": key, "label": book.wording.label(f"column.{key}")} for key in FACETS]
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
    """One trial for the table: what is shown, its facets (id and label) and the words that a text filter knows."""
    atlas, w = book.atlas, book.wording
    drugs = list(dict.fromkeys(d for arm in trial.arms if arm.role != "control" for d in arm.drugs))
    facets = {
        "disease": _facet(book, "diseases", [trial.disease]),
        "line": [(trial.line, w.label(f"line.{trial.line}"))],
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
    years = [atlas.references[r.cite].issued[:4] for r in trial.results if r.cite in atlas.references]
    return {
        "trial": trial, "facets": facets, "text": " ".join(dict.fromkeys(words)), "best": best(trial),
        "year": min(years, default=""),
    }


def _facet(book: Book, kind: str, ids: list[str]) -> list[tuple[str, str]]:
    records = book.atlas.kinds[kind]
    return [(one, name_of(records[one], book.language)) for one in ids if one in records]


def setting_page(book: Book, setting_id: str) -> Page:
    """The evidence of a setting: one paragraph, one forest plot, one table."""
    setting = book.atlas.settings[setting_id]
    trials = [t for t in book.atlas.trials.values() if t.setting == setting_id]
    w = book.wording
    head = Head(f"settings/{setting_id}", w.pick(setting.name), w.pick(setting.summary), "settings", setting_id, [setting.checked])
    return book.page(
        "setting.md.j2", head, plots(book, setting_id, trials), setting=setting, rows=[row(book, t) for t in trials]
    )


def pages(book: Book) -> Iterator[Page]:
    """Every page of this part of the book."""
    yield table_page(book)
    for trial in book.atlas.trials.values():
        yield trial_page(book, trial)
    for setting in book.atlas.settings:
        yield setting_page(book, setting)
