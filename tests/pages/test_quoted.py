"""A figure in prose is one that stands for its trial, or its sentence names the year: no old estimate passes for the one that stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from inspect import signature

from pydantic import BaseModel

from scripts import flow
from scripts.language.calls import BRACES, Calls, parsed
from scripts.language.wording import Wording
from scripts.pages import standing
from scripts.records import Atlas
from scripts.schema import HARMS, Result, decimal

END = re.compile(r"[。；\n]|[.;] ")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
MARKS = re.compile(r"\[@[^\]]*\]|\[\[[^\]|]*\|?|\{\{[^}]*\}\}")


def texts(value: object, place: str) -> Iterator[tuple[str, str]]:
    """Every text of a record, with its place."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, BaseModel):
        for field in type(value).model_fields:
            yield from texts(getattr(value, field), f"{place}.{field}")
    elif isinstance(value, list | tuple):
        for i, one in enumerate(value):
            yield from texts(one, f"{place}.{i}")


def written(read: flow.Read) -> Iterator[tuple[str, str]]:
    """All prose that may call figures."""
    for kind, records in read.atlas.kinds.items():
        for name, record in records.items():
            yield from texts(record, f"{kind}/{name}")
    for article in read.articles:
        yield article.file, article.body


def called(calls: Calls, typed: str) -> tuple[str, Result] | None:
    """The trial and the result that a call prints; None for one that prints no result."""
    name, (given, named) = parsed(typed)
    if name in ("figure", "n"):
        return None
    asked = signature(calls.table()[name]).bind(*given, **dict(named)).arguments
    return str(asked["trial"]), calls.result(str(asked["trial"]), str(asked["key"]), str(asked.get("population", "itt")))


def stand(atlas: Atlas) -> dict[str, set[str]]:
    """Results that stand for each trial: tests, latest reports, what lends them the arms' figures, and rates."""
    found = {}
    for trial in atlas.trials.values():
        chosen: set[str] = set()
        for one in standing.answers(atlas, trial):
            rates = standing.rates(atlas, trial, one)
            chosen |= {r.id for r in (one.test, *one.earlier, one.latest, one.figures, rates[0] if rates else None) if r}
        found[trial.id] = chosen
    return found


def sentence(text: str, start: int, end: int) -> str:
    """The sentence around a place, without its calls, citations and ids."""
    before = [m.end() for m in END.finditer(text, 0, start)]
    after = END.search(text, end)
    return MARKS.sub(" ", text[before[-1] if before else 0 : after.start() if after else len(text)])


def strays(read: flow.Read, prose: list[tuple[str, str]]) -> tuple[list[str], int]:
    """Calls of figures of efficacy that neither stand for their trial nor name a year, and how many were looked at."""
    calls, standing_ids, found, seen = Calls(read.atlas, Wording("en", read.labels)), stand(read.atlas), [], 0
    for place, text in prose:
        for match in BRACES.finditer(text):
            asked = called(calls, match[1])
            if asked is None:
                continue
            trial, result = asked
            # Harms have one report each; what carries an estimand of its own is named by it.
            if result.endpoint in HARMS or result.role == "safety" or result.estimand is not None:
                continue
            seen += 1
            if result.id not in standing_ids[trial] and not YEAR.search(sentence(text, match.start(), match.end())):
                found.append(f"{place}: {trial} {result.id} must be one that stands for the trial, or the sentence must name its year")
    return found, seen


def test_a_figure_in_prose_stands_for_its_trial_or_names_its_year(real_read: flow.Read) -> None:
    found, seen = strays(real_read, list(written(real_read)))
    assert not found, "\n".join(found)
    assert seen > 1500
    print(f"{seen} figures in prose, all of them headlines or with their year")


def test_an_old_figure_without_its_year_is_noticed(real_read: flow.Read) -> None:
    call = '{{ effect("keynote-010", "os-2020") }}'
    assert strays(real_read, [("here", f"Survival was {call}.")])[0]
    assert not strays(real_read, [("here", f"In 2018 survival was {call}.")])[0]
    assert strays(real_read, [("here", f"It was begun in 2014. Survival was {call} [@x-2019].")])[0]


def test_an_update_of_a_test_says_so(real_read: flow.Read) -> None:
    """A call by end point that prints a later report than the formal test names its year; the test, and a call by id, do not."""
    for language, word in (("en", "updated 20"), ("zh", "年更新")):
        calls, compared = Calls(real_read.atlas, Wording(language, real_read.labels)), 0
        for trial in real_read.atlas.trials.values():
            for one in standing.answers(real_read.atlas, trial):
                asked = real_read.atlas.current(trial, one.endpoint, one.population)
                if one.test is None or asked is None or asked.effect is None or asked.effect.compares != one.pair:
                    continue
                update = asked is not one.test and not standing.formal(asked) and standing.later(trial.results, one.test, asked)
                if one.name is None and asked.name is None and decimal(asked.effect.value) is not None:
                    compared += update
                    assert (word in calls.effect(trial.id, one.endpoint, one.population)) == update, f"{trial.id} {asked.id}"
                assert word not in calls.effect(trial.id, asked.id)
        assert compared > 30
