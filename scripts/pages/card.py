"""The card of a trial: every primary question with its test and its latest report, what else a reader looks for, and harms.

In: the lines of a trial. Out: a `Card`, whose parts are words of one language with their references.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..schema import Result, decimal
from ..schema.trial import ArmResult
from . import standing
from .lines import Figure, Line, Lines
from .standing import Answer


@dataclass(frozen=True)
class Group:
    """A primary question: its verdict, the test, the latest report, and rates at one time."""

    answer: Answer
    endpoint: str
    population: str
    depth: int
    """How many of the populations above it, asked the same, it lies in."""
    pair: str
    """The arms compared, where the trial has several comparisons."""
    lines: tuple[tuple[str, Line], ...]
    """`test`, `earlier`, `latest` or `rates`, each with its line."""


@dataclass(frozen=True)
class Harm:
    """One line of harms: what, each arm's share, where from."""

    kind: str
    name: str
    result: Result
    figures: tuple[Figure, ...]
    sources: tuple[tuple[str, str], ...]

    def of(self, arm: str) -> Figure | None:
        """The figure of an arm by its name."""
        return next((f for f in self.figures if f.arm == arm), None)


@dataclass(frozen=True)
class Card:
    """All that a trial's card says in figures; `absent` names what was not found."""

    primary: tuple[Group, ...]
    secondary: tuple[tuple[str, Line], ...]
    """The other questions, each line with its kind as below `Group`."""
    harms: tuple[Harm, ...]
    absent: tuple[str, ...]
    heads: tuple[str, ...]
    """Heads of the columns of figures: the arms by name, or their roles where several pairs are compared."""
    several: bool
    """Whether several pairs of arms are compared."""
    says: str = ""
    """What the bars of rates show, in one sentence."""

    @property
    def single(self) -> bool:
        """Whether one primary question alone has the trial's outcome beside it."""
        return len(self.primary) == 1 and self.primary[0].answer.verdict in ("met", "not met", "worse")

    @property
    def width(self) -> int:
        """Columns of the card's table."""
        return 1 + len(self.heads) + (len(self.heads) == 2) + 2


def group(lines: Lines, answer: Answer) -> Group:
    """A question with its test, its latest report and its rates."""
    found: list[tuple[str, Line]] = []
    if answer.test:
        found.append(("test", lines.line(answer, answer.test, answer.figures)))
    found += [("earlier", lines.line(answer, one)) for one in answer.earlier]
    if answer.latest:
        found.append(("latest", lines.line(answer, answer.latest, None if answer.test else answer.figures)))
    if answer.primary and (rates := rated(lines, answer)):
        found.append(("rates", lines.line(answer, rates[0], at=rates[1])))
    several = len({one.pair for one in lines.answers if one.primary and len(one.pair) == 2}) > 1
    pair = lines.w.versus([lines.arm(a) for a in lines.oriented(answer.pair)]) if several and len(answer.pair) == 2 else ""
    return Group(
        answer, lines.endpoint(answer), lines.population(answer.population), lines.depth(answer.population, lines.above(answer)), pair,
        tuple(found),
    )


def alone(lines: Lines, answer: Answer) -> Iterable[tuple[str, Line]]:
    """The lines of an answer that is not primary: its test, its latest report, and for survival the rates of both arms at one time."""
    if answer.test:
        yield "test", lines.line(answer, answer.test, answer.figures)
    if answer.latest:
        yield "latest", lines.line(answer, answer.latest, None if answer.test else answer.figures)
    if rates := rated(lines, answer):
        yield "rates", lines.line(answer, rates[0], at=rates[1])


def rated(lines: Lines, answer: Answer) -> tuple[Result, str] | None:
    """The rates at one time, in months, that stand below an answer: of a primary comparison, else of survival."""
    wanted = len(answer.pair) == 2 if answer.primary else answer.endpoint == "os"
    found = standing.rates(lines.atlas, lines.trial, answer) if wanted and not only_rates(answer) else None
    latest = answer.latest
    # The line above says the same where the latest report gives nothing but these rates.
    told = found and found[0] is latest and all(a.median is None and a.rates and a.rates[0].at == found[1] for a in latest.arms)
    return None if told else found


def only_rates(answer: Answer) -> bool:
    """Whether the arms' figures of an answer are rates already."""
    return answer.arms is not None and all(a.median is None for a in answer.arms.arms)


def card(lines: Lines) -> Card:
    """Primary questions whole; one line each for survival, progression and response where they are not primary; harms."""
    primary = [one for one in lines.answers if one.primary]
    second = list(secondary(lines.answers))
    rest = [line for one in second for line in alone(lines, one)]
    pairs = list(dict.fromkeys(lines.oriented(one.pair) for one in [*primary, *second] if len(one.pair) == 2))
    roles = tuple(lines.w.label(f"figure.{role}") for role in ("experimental", "control"))
    heads = tuple(lines.arm(a) for a in pairs[0]) if len(pairs) == 1 else roles if pairs else (lines.w.label("column.arms"),)
    groups = tuple(group(lines, one) for one in primary)
    rated_lines = [line for one in groups for kind, line in one.lines if kind == "rates"] + [line for kind, line in rest if kind == "rates"]
    return Card(
        groups, tuple(rest), tuple(harms(lines)), tuple(absent(lines)), heads, len(pairs) > 1,
        next((told for line in rated_lines if (told := absolute(lines, line))), ""),
    )


def absolute(lines: Lines, line: Line) -> str:
    """The difference between two printed rates, of 100 patients; empty where one was not printed."""
    if not line.difference or len(line.figures) != 2:
        return ""
    arms = [f"{f.arm} {f.text}" if lines.w.language == "en" else f"{f.arm}{f.text}" for f in line.figures]
    points = re.sub(r"^[+−]|[^\d.].*$", "", line.difference)
    return lines.w.label("answer.absolute").format(
        endpoint=line.endpoint, population=line.population or lines.w.label("answer.all"), n=line.at,
        rates=lines.w.label("answer.comma").join(arms), d=points,
    )


def harms(lines: Lines) -> Iterable[Harm]:
    """Grade ≥3, stopped, died: of every arm that is reported."""
    for kind, result in standing.harms(lines.trial).items():
        figures = tuple(share(lines, a) for a in result.arms if a.rates or (a.events is not None and a.n))
        yield Harm(kind, lines.endpoint(result), result, figures, ((result.cite, result.locator),))


def share(lines: Lines, arm: ArmResult) -> Figure:
    """An arm's share with a harm as printed, else the count."""
    if arm.rates:
        value = decimal(arm.rates[0].value)
        return Figure(lines.arm(arm.arm), lines.w.percent(arm.rates[0].value), float(value) if value is not None else None)
    return Figure(lines.arm(arm.arm), f"{arm.events}/{arm.n}")


def absent(lines: Lines) -> Iterable[str]:
    """Of a randomised trial survival and progression, where they are not primary, and harms of both arms."""
    there = {one.endpoint for one in lines.answers if one.first}
    if lines.trial.allocation != "randomised":
        return
    there |= set(lines.trial.primary_endpoints)
    if "os" not in there:
        yield lines.w.label("endpoint.os")
    if not there & {"pfs", "efs", "dfs", "rfs", "ffs", "ttp", "idfs", "dmfs"}:
        yield lines.w.label("endpoint.pfs")
    grade3 = standing.harms(lines.trial).get("grade3")
    if grade3 is None or standing.counted(grade3) < 2:
        yield lines.w.label("answer.harm-both")


def secondary(answers: list[Answer]) -> Iterable[Answer]:
    """One answer each for survival, progression and response of every pair of arms that no primary question covers."""
    primary = [one for one in answers if one.primary]
    wanted = ["itt", *(one.population for one in primary)]
    done: set[tuple[str, tuple[str, ...]]] = set()
    for endpoints in (("os",), ("pfs", "efs", "dfs", "rfs"), standing.RESPONSE):
        for endpoint in endpoints:
            able = [one for one in answers if one.endpoint == endpoint and one.population in wanted and one.first and not one.primary]
            covered = {frozenset(one.pair) for one in primary if one.endpoint == endpoint and one.population == "itt"}
            for one in sorted(able, key=lambda a: (a.test is None, wanted.index(a.population))):
                key = (endpoint, tuple(sorted(one.pair)))
                if key not in done and frozenset(one.pair) not in covered and adds(one, primary):
                    done.add(key)
                    yield one


def adds(answer: Answer, primary: list[Answer]) -> bool:
    """Whether an answer tells something that the primary ones do not: another end point, or all patients."""
    return answer.population == "itt" or not any(one.endpoint == answer.endpoint for one in primary)
