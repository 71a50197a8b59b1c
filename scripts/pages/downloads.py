"""What a plot carries when it is taken away: the table of its figures, and title, sources and date of its picture."""

from __future__ import annotations

import csv
import io

from ..figures.rows import Frame
from ..language.csl import url
from ..language.wording import name_of
from ..schema import Reference, Result
from .book import Book
from .comparisons import Comparison, Missing, patients
from .lines import Lines, state
from .standing import Answer, first_published

COLUMNS = (
    "title", "trial", "year", "disease", "endpoint", "population", "n", "experimental", "control", "measure", "value", "ci_low", "ci_high",
    "ci_level", "p", "testing", "decision", "analysis", "data_cutoff", "result", "reference", "published", "checked", "not_drawn",
)
"""Heads of the table, the same in both languages; `testing` is tested, descriptive, open (not stated) or plain (nothing compared);
`result` is its id in data/trials.json and on the trial's page."""


def table(title: str, drawn: list[Comparison], left: list[Missing]) -> str:
    """The plot's figures as CSV, with the mark by which Excel knows UTF-8; what is not drawn comes last, with the reason."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    for one in drawn:
        writer.writerow({"title": title} | asked(one.lines, one.answer) | reported(one.lines, one.result))
    for missing in left:
        known = (asked(missing.lines, missing.answer) if missing.answer else named(missing.lines)) | (
            reported(missing.lines, missing.result) if missing.result else {}
        )
        writer.writerow({"title": title, "not_drawn": missing.lines.w.label(f"plot.left.{missing.why}")} | known)
    return "\ufeff" + out.getvalue()


def named(lines: Lines) -> dict[str, str]:
    """Which trial."""
    disease = name_of(lines.atlas.diseases[lines.trial.disease], lines.w.language)
    return {"trial": lines.trial.acronym, "year": first_published(lines.atlas, lines.trial), "disease": disease}


def asked(lines: Lines, answer: Answer) -> dict[str, str]:
    """The question: end point, population, arms."""
    arms = [lines.arm(arm) for arm in answer.pair]
    return named(lines) | {
        "endpoint": lines.endpoint(answer), "population": lines.population(answer.population) or lines.w.label("plot.all"),
        "experimental": arms[0] if arms else "", "control": arms[1] if len(arms) > 1 else "",
    }


def reported(lines: Lines, result: Result) -> dict[str, str]:
    """One report of it: figures as printed, whether it was a test, and where and when it was seen."""
    found, reference = result.effect, source(lines, result)
    low, high = found.ci if found and found.ci else ("", "")
    figures = {
        "n": patients(lines.trial, result), "measure": found.measure, "value": found.value, "ci_low": low, "ci_high": high,
        "ci_level": found.level or "", "p": f"{found.p_operator}{found.p}".removeprefix("=") if found.p else "",
    } if found else {}
    return figures | {
        "testing": state(result), "decision": lines.decided(result), "analysis": lines.w.label(f"analysis.{result.analysis}"),
        "data_cutoff": result.data_cutoff or "", "result": result.id, "reference": address(reference), "published": reference.issued,
        "checked": result.checked,
    }


def source(lines: Lines, result: Result) -> Reference:
    """Where a comparison was printed."""
    return lines.atlas.references[result.effect.cite if result.effect and result.effect.cite else result.cite]


def address(reference: Reference) -> str:
    """The DOI of a reference, else its page, else the journal, year and volume, where that is all that was seen."""
    if reference.doi:
        return f"https://doi.org/{reference.doi}"
    place = " ".join(part for part in (reference.container or reference.title, reference.issued[:4]) if part)
    return url(reference) or place + (f";{reference.volume}" if reference.volume else "")


def frame(book: Book, title: str, says: str, drawn: list[Comparison]) -> Frame:
    """Title and sentence, and below the picture its sources by trial and the last day on which figures were compared with them."""
    w = book.wording
    sources: dict[str, dict[str, None]] = {}
    for one in drawn:
        where = address(source(one.lines, one.result)).replace("https://doi.org/", "doi:")
        sources.setdefault(one.trial.acronym, {})[where] = None
    told = [f"{trial} {', '.join(found)}" for trial, found in sources.items()]
    days = [one.result.checked for one in drawn if one.result.checked != "never"]
    foot = ["\n".join([w.label("plot.sources"), *(f"{one};" for one in told[:-1]), *told[-1:]])]
    return Frame(title, says, (*foot, w.label("plot.made").format(date=w.date(max(days)))) if days else tuple(foot))
