"""One figure in every place: each trial of the real evidence through card, lists, settings, classes, plots, search, previews and data.

What is compared is what a reader gets: pages as Markdown, tables of plots as CSV, search and previews as handed to the browser. They
are held against data/trials.json alone, as somebody who has nothing but the published data would do.
"""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from xml.etree import ElementTree

import pytest

from scripts import flow
from scripts.language.prose import Pen, shared
from scripts.language.wording import Wording
from scripts.pages import matrix
from scripts.pages.book import Page
from scripts.paths import LANGUAGES
from scripts.schema import HARMS
from scripts.website import data, direct, hover

Entry = dict[str, Any]
Compared = tuple[list[str], int]
"""What differs, and how much was compared."""
ROW = re.compile(r"<tr([^>]*)>(.*?)</tr>", re.DOTALL)
CELL = re.compile(r"<t([dh])([^>]*)>(.*?)</t\1>", re.DOTALL)
CARD = re.compile(r'<table class="answers">.*?</table>', re.DOTALL)
GROUP = re.compile(r'<tbody class="([^"]*)">(.*?)</tbody>', re.DOTALL)
BLOCK = re.compile(r'<tbody id="trial-([\w-]+)" class="block">(.*?)</tbody>', re.DOTALL)
LINK = re.compile(r'href="#([\w.-]+)"')
NONE = ("", "–")


@dataclass(frozen=True)
class Shown:
    """What one place shows of a trial: which result, as what, of whom, with which figure."""

    place: str
    trial: str
    kind: str
    """`test`, `earlier`, `latest` or `rates`; empty of a line whose head says it."""
    result: str
    words: str
    """All that stands there."""


@dataclass(frozen=True)
class Site:
    """What is published, with what reads it."""

    read: flow.Read
    pages: list[Page]
    trials: dict[str, Entry]
    wordings: dict[str, Wording]

    def of(self, language: str) -> Wording:
        return self.wordings[language]

    def result(self, trial: str, name: str) -> Entry:
        return next(one for one in self.trials[trial]["results"] if one["id"] == name)

    def lead(self, trial: str) -> Entry | None:
        return next((one for one in self.trials[trial]["headline"] if one["leads"]), None)


@pytest.fixture(scope="module")
def site(real_read: flow.Read, real_pages: list[Page]) -> Site:
    pens = {one: Pen(shared(real_read.atlas, real_read.labels, one), "index") for one in LANGUAGES}
    entries = data.entries(real_read.atlas, pens, real_read.labels)["trials"]
    # Through the file, so that nothing but what is published is used.
    trials = {one["id"]: one for one in json.loads(data.dump(entries))}
    return Site(real_read, real_pages, trials, {one: Wording(one, real_read.labels) for one in LANGUAGES})


# -- what the data say ----------------------------------------------------------------------------


def endpoint(site: Site, one: Entry, language: str) -> str:
    """What an end point is called."""
    return str(one["name"][language]) if one["name"] else site.of(language).label(f"endpoint.{one['endpoint']}")


def population(site: Site, one: Entry, language: str) -> str:
    """Whom a question is about."""
    return site.of(language).label("answer.all") if one["population_id"] == "itt" else str(one["population"][language])


def mark(result: Entry) -> str:
    """How a result stands to testing, as a page marks it: nothing where it was tested or compares nothing."""
    significant = result["effect"]["significant"] if result["effect"] else "yes"
    return {"not tested": "descriptive", "not stated": "open"}.get(significant, "")


def value(site: Site, result: Entry, language: str) -> str:
    """The comparison as its measure and digits; empty where a P value stands alone."""
    effect = result["effect"]
    if not effect or effect["value"] is None:
        return ""
    unit = "%" if effect["measure"] == "rate-difference" else ""
    return f"{site.of(language).label('measure.' + effect['measure'])} {effect['printed'].split(' (')[0].replace('-', '−')}{unit}"


def medians(site: Site, result: Entry, arms: list[str], language: str) -> list[str]:
    """The arms' medians in months as printed."""
    w = site.of(language)
    given = {one["arm"]: one["printed"].split(" (")[0] for one in result["arms"] if one["printed"] is not None}
    return [w.months(given[arm]) for arm in arms if arm in given]


def rates(site: Site, result: Entry, at: float | None, arms: list[str], language: str) -> list[str]:
    """The arms' rates at a time as printed."""
    found = {one["arm"]: rate["printed"] for one in result["arms"] for rate in reversed(one["rates"]) if at is None or rate["at"] == at}
    return [site.of(language).percent(found[arm]) for arm in arms if arm in found]


def first(one: Entry) -> str | None:
    return one["test"] or one["latest"]  # type: ignore[no-any-return]


def reports(one: Entry) -> list[tuple[str, str]]:
    """The reports of a question by kind, in the order of the card."""
    found = [("test", one["test"]), *(("earlier", name) for name in one["earlier"]), ("latest", one["latest"])]
    return [(kind, name) for kind, name in found if name]


def card_of(site: Site, trial: str, language: str) -> list[tuple[str, list[tuple[str, str, list[str]]]]]:
    """The card by the data alone: for each question its head, and for each line the kind, the result and the words that it must hold."""
    w, found = site.of(language), []
    for one in (one for one in site.trials[trial]["headline"] if one["on_card"]):
        head = f"{endpoint(site, one, language)} {population(site, one, language)}"
        lines = []
        for kind, name in reports(one):
            result = site.result(trial, name)
            giver = site.result(trial, one["figures"]) if one["figures"] and name == first(one) else result
            arms = medians(site, giver, one["compares"], language) or rates(site, giver, None, one["compares"], language)
            marked = mark(result) if kind in ("latest", "earlier") or not one["primary"] else ""
            lines.append((kind, name, [*arms, value(site, result, language), w.label(f"answer.{marked}") if marked else ""]))
        if one["rates"]:
            result = site.result(trial, one["rates"])
            lines.append(("rates", one["rates"], rates(site, result, one["rates_at"], one["compares"], language)))
        found.append((head, lines))
    return found


# -- what the places show -------------------------------------------------------------------------


def plain(markup: str) -> str:
    """Markup as a reader reads it."""
    return " ".join(html.unescape(re.sub(r"<sup.*?</sup>|<[^>]+>", " ", markup, flags=re.DOTALL)).split())


def attribute(tag: str, name: str) -> str:
    found = re.search(rf'(?<![\w-]){name}="([^"]*)"', tag)
    return html.unescape(found[1]) if found else ""


def cards(site: Site, language: str) -> Iterator[tuple[str, list[tuple[str, list[Shown]]]]]:
    """Of every trial's page the card: its questions, those that are not primary one a line."""
    for page in site.pages:
        if page.kind != "trials" or page.language != language or not page.record:
            continue
        table = CARD.search(page.text)
        assert table, page.path
        found: list[tuple[str, list[Shown]]] = []
        for kind, body in GROUP.findall(table[0]):
            rows = ROW.findall(body)
            if kind.startswith("question"):
                said = [plain(row) for tag, row in rows if attribute(tag, "class") in ("asked", "verdict-only")]
                lines = [Shown("card", page.record, attribute(tag, "class"), link(row), plain(row)) for tag, row in rows if link(row)]
                found.append((" ".join(said), lines))
            elif kind == "secondary":
                found += [(plain(row), [Shown("card", page.record, "", link(row), plain(row))]) for _, row in rows[1:]]
        yield page.record, found


def apart(part: str, cell: str) -> bool:
    """Whether a cell holds some words that do not run on from those before."""
    return not part or re.search(rf"(?<![^\W对])(?<![）)]){re.escape(part)}", cell) is not None


def link(row: str) -> str:
    """The result that a row leads to."""
    found = LINK.search(row)
    return found[1] if found else ""


def lists(site: Site, language: str) -> Iterator[tuple[Page, str, str, str, list[str]]]:
    """Rows of the tables of trials on every page: page, trial, result, later result, and the cells as the table's CSV has them."""
    for page in site.pages:
        if page.language != language:
            continue
        for tag, row in ROW.findall(page.text):
            if trial := attribute(tag, "data-id"):
                cells = [" ".join(html.unescape(re.sub(r"<[^>]+>", "", cell)).split()) for _, _, cell in CELL.findall(row)]
                yield page, trial, attribute(tag, "data-result"), attribute(tag, "data-later"), cells


def settings(site: Site, language: str) -> Iterator[tuple[str, str, str, str]]:
    """Rows of the tables of settings: trial, result, later result, words."""
    known = sorted(site.trials, key=len, reverse=True)
    for page in site.pages:
        if page.kind == "settings" and page.language == language:
            for anchor, body in BLOCK.findall(page.text):
                trial = next(t for t in known if anchor == t or anchor.startswith(f"{t}-"))
                for tag, row in ROW.findall(body):
                    yield trial, attribute(tag, "data-result"), attribute(tag, "data-later"), plain(row)


# -- comparisons ----------------------------------------------------------------------------------


def card(site: Site, language: str) -> Compared:
    """Every question, line, figure, population, verdict and mark of every card, from data/trials.json alone."""
    w, faults, compared = site.of(language), [], 0
    for trial, shown in cards(site, language):
        wanted = card_of(site, trial, language)
        flat = [(head, line) for head, lines in wanted for line in lines]
        seen = [(head, line) for head, lines in shown for line in lines]
        if [line[1] for _, line in flat] != [line.result for _, line in seen]:
            faults.append(f"{trial}: {[line[1] for _, line in flat]} must be on the card in this order, not {[s.result for _, s in seen]}")
            continue
        for (head, (kind, result, words)), (over, line) in zip(flat, seen, strict=True):
            faults += [f"{trial} {result}: the card must say '{part}'" for part in words if part and part not in line.words]
            if not all(part in over for part in head.split(" ")):
                faults.append(f"{trial} {result}: the card must name {head}, not {over}")
            if line.kind and line.kind != kind:
                faults.append(f"{trial} {result}: the card must mark it {kind}, not {line.kind}")
            compared += 1
        heads = [(head, lines) for head, lines in shown if not lines or lines[0].kind]
        for one, (head, lines) in zip((h for h in site.trials[trial]["headline"] if h["primary"]), heads, strict=True):
            if w.label(f"answer-verdict.{one['verdict']}") not in (lines[0].words if one["test"] else head):
                faults.append(f"{trial} {one['endpoint']}: the card must say {one['verdict']}")
    return faults, compared


def harms(site: Site, language: str) -> Compared:
    """The lines of harms of every card."""
    faults, compared = [], 0
    for page in site.pages:
        if page.kind == "trials" and page.language == language and page.record:
            groups = GROUP.findall(CARD.findall(page.text)[0])
            shown = [link(row) for kind, body in groups if kind == "harms" for _, row in ROW.findall(body)[1:]]
            compared += len(shown)
            for one in site.trials[page.record]["headline"][:1]:
                wanted = [one[kind] for kind in ("harms", "stopped", "died", "other_harm") if one[kind]]
                faults += [f"{page.record}: {wanted} must be the harms of the card, not {shown}"] if shown != wanted else []
    return faults, compared


def listed(site: Site, language: str) -> Compared:
    """Of every page with a table of trials: the figure, of whom, whether tested, and what came later; no subgroup without its name."""
    w, faults, seen = site.of(language), [], Counter[str]()
    for page, trial, result, later, cells in lists(site, language):
        seen[trial] += 1
        one, cell = site.lead(trial), cells[4]
        if one is None:
            faults += [f"{page.path} {trial}: the row must show no figure"] if result or cell not in NONE else []
            continue
        if result != first(one):
            faults.append(f"{page.path} {trial}: the row must show {first(one)}, not {result}")
            continue
        report = site.result(trial, result)
        wanted = [endpoint(site, one, language), population(site, one, language), value(site, report, language)]
        wanted.append(w.label(f"answer.{mark(report)}") if mark(report) else "")
        if later:
            wanted.append(value(site, site.result(trial, later), language))
            faults += [f"{page.path} {trial}: what came later must be {one['latest']}, not {later}"] if later != one["latest"] else []
        elif one["test"] and one["latest"]:
            faults.append(f"{page.path} {trial}: the row must say that {one['latest']} came later")
        if not value(site, report, language):
            giver = site.result(trial, one["figures"]) if one["figures"] else report
            wanted += medians(site, giver, one["compares"], language) or rates(site, giver, None, one["compares"], language)
        faults += [f"{page.path} {trial}: the row must say '{part}', not '{cell}'" for part in wanted if not apart(part, cell)]
    faults += [f"{trial}: must stand in a list" for trial in site.trials.keys() - seen.keys()]
    return faults, seen.total()


def set_out(site: Site, language: str) -> Compared:
    """The tables of settings: every primary question, and survival where the card has it."""
    w, faults = site.of(language), []
    rows: dict[str, list[tuple[str, str, str]]] = {}
    for trial, *rest in settings(site, language):
        rows.setdefault(trial, []).append((rest[0], rest[1], rest[2]))
    for trial, entry in site.trials.items():
        wanted = [one for one in entry["headline"] if one["primary"] or (one["endpoint"] == "os" and one["on_card"])]
        expected = Counter((first(one) or "", one["population_id"]) for one in wanted)
        if Counter(result for result, _, _ in rows[trial] if result) != Counter(r for r, _ in expected.elements() if r):
            faults.append(f"{trial}: the setting must show {sorted(r for r, _ in expected)}, not {sorted(r for r, _, _ in rows[trial])}")
            continue
        for one in (one for one in wanted if first(one)):
            result, later, words = next(row for row in rows[trial] if row[0] == first(one))
            report = site.result(trial, result)
            parts = [endpoint(site, one, language), population(site, one, language)]
            parts.append(value(site, report, language).removeprefix("HR "))
            parts += [w.label(f"answer-verdict.{one['verdict']}")] if one["verdict"] else []
            parts += [w.label(f"answer.{mark(report)}")] if mark(report) else []
            giver = site.result(trial, one["figures"]) if one["figures"] else report
            parts += [m.removesuffix(w.label("form.months").format(n="")) for m in medians(site, giver, one["compares"], language)]
            followed = one["test"] and one["latest"]
            faults += [f"{trial} {result}: the setting must say '{part}', not '{words}'" for part in parts if part not in words]
            if later != (one["latest"] if followed else ""):
                faults.append(f"{trial} {result}: what came later must be {one['latest']}, not {later}")
    return faults, sum(len(one) for one in rows.values())


def plotted(site: Site, language: str) -> Compared:
    """Of trials, settings and classes: a row is the test or the latest report of a headline, marked as what it is."""
    faults, compared = [], 0
    names = {entry["acronym"]: trial for trial, entry in site.trials.items()}
    assert len(names) == len(site.trials)
    for page in (one for one in site.pages if one.language == language):
        own = page.record if page.kind == "trials" else ""
        for name, text in page.files.items():
            if not name.endswith(".csv"):
                continue
            for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))):
                if not row["result"]:
                    continue
                trial, compared = names[row["trial"]], compared + 1
                assert own in ("", trial)
                named = [h for h in site.trials[trial]["headline"] if row["result"] in (h["test"], h["latest"])]
                report = site.result(trial, row["result"])
                if not named:
                    faults.append(f"{name} {trial} {row['result']}: must be a test or a latest report")
                    continue
                one = named[0]
                decided = report["effect"] and report["effect"]["significant"] in ("yes", "no")
                state = mark(report) or ("tested" if decided else "plain")
                if row["testing"] != state:
                    faults.append(f"{name} {trial} {row['result']}: must be marked {state}, not {row['testing']}")
                if row["population"] != population(site, one, page.language):
                    faults.append(f"{name} {trial} {row['result']}: must be of {population(site, one, page.language)}")
                if report["effect"] and not report["effect"]["printed"].startswith(row["value"]):
                    faults.append(f"{name} {trial} {row['result']}: must print {report['effect']['printed']}, not {row['value']}")
                instead = one["test"] and row["result"] != one["test"] and not own and row["not_drawn"] == ""
                tested = site.result(trial, one["test"])["effect"] if instead else None
                if tested and tested["ci_low"] is not None and tested["measure"] == "hr":
                    faults.append(f"{name} {trial}: {row['result']} must not stand in place of the test {one['test']}")
        for svg in re.findall(r'<svg class="wide".*?</svg>', page.text, re.DOTALL):
            for address in {a.get("href", "") for a in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}a")}:
                where, _, result = address.partition("#")
                trial = where.removeprefix("../trials/").removesuffix(".html") or own
                if not any(result in (h["test"], h["latest"]) for h in site.trials[trial]["headline"]):
                    faults.append(f"{page.path} {address}: must be a test or a latest report")
    return faults, compared


def searched(site: Site, language: str) -> Compared:
    """The direct answers that the browser gets: every line of a question by its result, in the words of the card."""
    w, faults, compared = site.of(language), [], 0
    found = direct.answers(site.read.atlas, site.read.labels, language)
    for trial, entry in site.trials.items():
        rows = [row for row in found.get(trial, []) if row[0].startswith("endpoint.")]
        asked = [one for one in entry["headline"] if first(one)]
        if len(rows) != len(asked):
            faults.append(f"{trial}: search must know {len(asked)} questions, not {len(rows)}")
            continue
        for one, (facet, name, who, told) in zip(asked, rows, strict=True):
            wanted = reports(one)
            wanted += [("rates", one["rates"])] if one["rates"] else []
            same = facet == f"endpoint.{one['endpoint']}" and name == endpoint(site, one, language)
            if not same or not who.startswith(population(site, one, language)) or [(r[0], r[2]) for r in told] != wanted:
                faults.append(f"{trial} {one['endpoint']} {one['population_id']}: search must show {wanted}, not {told}")
            for kind, words, result, _ in told:
                report, compared = site.result(trial, result), compared + 1
                parts = [] if kind == "rates" else [value(site, report, language)]
                parts += [w.label(f"answer.{mark(report)}")] if kind in ("latest", "earlier") and mark(report) else []
                faults += [f"{trial} {result}: search must say '{part}', not '{words}'" for part in parts if part not in words]
    return faults, compared


def previewed(site: Site, language: str) -> Compared:
    """What appears beside a link to a trial."""
    w, faults = site.of(language), []
    found = hover.previews(site.read.atlas, site.read.labels, language)
    for trial in site.trials:
        one, words = site.lead(trial), found[trial]["text"]
        if one is None:
            continue
        report = site.result(trial, str(first(one)))
        parts = [endpoint(site, one, language), population(site, one, language), value(site, report, language)]
        parts += [w.label(f"answer.{mark(report)}")] if mark(report) else []
        parts += [w.label("met." + site.trials[trial]["met"])]
        faults += [f"{trial}: the preview must say '{part}', not '{words}'" for part in parts if part not in words]
    return faults, len(site.trials)


def counted(site: Site, language: str) -> Compared:
    """Each cell of the page: phase 3 trials of the class in the tumour by outcome, reckoned from the verdicts of data/trials.json."""
    w, atlas, faults, compared = site.of(language), site.read.atlas, [], 0
    page = next(one for one in site.pages if one.path == "classes/index" and one.language == language)
    for class_id in atlas.classes:
        found = re.search(rf'<tr class="level-\d" id="{class_id}">.*?</tr>', page.text, re.DOTALL)
        assert found, class_id
        cells = [html.unescape(words) for words in re.findall(r'<span class="shown" title="([^"]*)"', found[0])]
        wanted = []
        for disease in matrix.diseases(atlas):
            late = [
                t for t in site.trials.values()
                if t["disease"] == disease and class_id in t["classes"] and t["phase"] in matrix.LATE
                and matrix.fitting(atlas, atlas.trials[t["id"]], class_id)
            ]
            counts = Counter(concluded(t, matrix.fitting(atlas, atlas.trials[t["id"]], class_id)) for t in late)
            if late:
                told = [
                    w.label("matrix.one").format(outcome=w.label(f"outcome.{name}"), n=counts[name])
                    for name in ("positive", "mixed", "negative", "open") if counts[name]
                ]
                wanted.append(w.label("matrix.late").format(n=len(late), outcomes=w.label("answer.comma").join(told)))
        compared += len(wanted)
        shown = [one for one in cells if one != w.label("matrix-evidence.none")]
        faults += [f"{class_id}: the cells must say {wanted}, not {shown}"] if shown != wanted else []
    return faults, compared


def concluded(trial: Entry, fit: list[str]) -> str:
    """What a trial's verdicts say together, of some of its arms."""
    arms = [arm["id"] for arm in trial["arms"] if arm["role"] != "control"]
    own = [one for one in trial["headline"] if one["primary"]]
    if len(fit) == len(arms):
        if trial["met"] == "partly":
            return "mixed"
    else:
        about = [one for one in trial["headline"] if set(one["compares"]) & set(fit)]
        own = [one for one in about if one["primary"]] or [one for one in about if one["test"]]
    verdicts = {one["verdict"] or of_test(trial, one) for one in own}
    met, missed = "met" in verdicts, bool(verdicts & {"not met", "worse"})
    return "mixed" if "partly" in verdicts or (met and missed) else "positive" if met else "negative" if missed else "open"


def of_test(trial: Entry, one: Entry) -> str:
    """What the test of an end point that is not primary decided."""
    result = next(r for r in trial["results"] if r["id"] == one["test"])
    return "met" if result["effect"]["significant"] == "yes" else "not met"


PLACES: dict[str, Callable[[Site, str], Compared]] = {
    "lines of cards": card, "harms of cards": harms, "rows of lists and their CSV": listed, "rows of settings": set_out,
    "rows of plots and their CSV": plotted, "lines of search": searched, "previews": previewed, "cells of the overview of classes": counted,
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", PLACES)
def test_a_place_shows_what_the_data_say(site: Site, place: str, language: str) -> None:
    """Which result, hence which figure, of whom, whether tested or latest: 0 differences from data/trials.json."""
    faults, compared = PLACES[place](site, language)
    assert not faults, "\n".join(faults)
    assert compared >= min(len(site.trials), 80)
    print(f"{language}: {compared} {place}, 0 differences")


@pytest.mark.parametrize("place", [one for one in PLACES if one not in ("harms of cards", "cells of the overview of classes")])
def test_a_latest_report_in_place_of_the_test_is_noticed(site: Site, place: str) -> None:
    """The data changed as if another result had been chosen: every place differs from them."""
    trials = dict(site.trials)
    turned = [one | {"test": one["latest"], "latest": one["test"]} if one["leads"] else one for one in trials["oak"]["headline"]]
    trials["oak"] = trials["oak"] | {"headline": turned}
    faults, _ = PLACES[place](replace(site, trials=trials), "en")
    assert [fault for fault in faults if "oak" in fault]
    assert not [fault for fault in faults if "oak" not in fault]


@pytest.mark.parametrize(("place", "field"), [("harms of cards", "harms"), ("cells of the overview of classes", "verdict")])
def test_another_harm_or_verdict_is_noticed(site: Site, place: str, field: str) -> None:
    trials = dict(site.trials)
    turned = [one | {field: None if field == "harms" else "not met"} for one in trials["oak"]["headline"]]
    trials["oak"] = trials["oak"] | {"headline": turned}
    assert PLACES[place](replace(site, trials=trials), "en")[0]


# -- by script over all trials --------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_card_opens_with_an_empty_comparison(site: Site, language: str) -> None:
    """The first line of every question on every card has the arms' figures wherever any analysis of it has them."""
    faults = []
    for page in site.pages:
        if page.kind != "trials" or page.language != language or not page.record:
            continue
        for kind, body in GROUP.findall(CARD.findall(page.text)[0]):
            rows = ROW.findall(body)
            rows = [(tag, row) for tag, row in rows if link(row)]
            lines = rows[:1] if kind.startswith("question") else rows if kind == "secondary" else []
            for _, row in lines:
                figures = re.findall(r'<span class="value">(.*?)</span>', row)
                if any(one not in NONE for one in figures):
                    continue
                report = site.result(page.record, link(row))
                arms = {*(report["effect"]["compares"] if report["effect"] else ())}
                able = [
                    r["id"] for r in site.trials[page.record]["results"]
                    if (r["endpoint"], r["name"], r["population_id"]) == (report["endpoint"], report["name"], report["population_id"])
                    and r["estimand"] is None and r["disclosed"] != "by accident"
                    and arms <= {a["arm"] for a in r["arms"] if a["printed"] is not None or a["rates"]}
                    and r["arms"]
                ]
                faults += [f"{page.record} {report['id']}: the arms' figures must come from {able}"] if able else []
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_tested_primary_result_is_on_its_card(site: Site, language: str) -> None:
    """A primary result that was formally tested stands on the card; an announcement does not, once the test was reported otherwise."""
    shown = {(trial, line.result) for trial, groups in cards(site, language) for _, lines in groups for line in lines}
    faults = [
        f"{trial} {one['id']}: must be on the card" for trial, entry in site.trials.items() for place, one in enumerate(entry["results"])
        if formal(one) and (trial, one["id"]) not in shown and not (
            one["reading"] == "press release"
            and any(asks(one) == asks(o) and formal(o) and o["reading"] != "press release" for o in entry["results"][place:])
        )
    ]
    assert not faults, "\n".join(faults)


def formal(one: Entry) -> bool:
    """Whether a result is the formal test of a primary end point, unadjusted and disclosed as planned."""
    test = one["effect"] and one["effect"]["significant"] in ("yes", "no") and one["role"] in ("primary", "co-primary")
    return bool(test) and one["estimand"] is None and one["disclosed"] != "by accident"


def asks(one: Entry) -> tuple[str, Entry | None, str, list[str]]:
    """Which question a comparison is about."""
    return one["endpoint"], one["name"], one["population_id"], one["effect"]["compares"] if one["effect"] else []


CHIP = re.compile(r'class="chip chip-(?:yes|no|partly)"')


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_verdict_stands_on_no_row_but_that_of_a_formal_test(site: Site, language: str) -> None:
    """On cards and in tables of settings: met, not met and worse are of a test, or of one whose figures are said not to be found."""
    known, faults, compared = sorted(site.trials, key=len, reverse=True), [], 0
    for page in (one for one in site.pages if one.language == language and one.kind in ("trials", "settings")):
        for block, body in [*GROUP.findall(page.text), *BLOCK.findall(page.text)]:
            trial = page.record if page.kind == "trials" else next((t for t in known if block == t or block.startswith(f"{t}-")), None)
            tests = {h["test"] for h in site.trials[trial]["headline"]} if trial else set()
            for tag, row in ROW.findall(body):
                if trial and CHIP.search(row) and attribute(tag, "class") != "verdict-only":
                    compared += 1
                    result = attribute(tag, "data-result") or link(row)
                    faults += [] if result in tests else [f"{page.path} {result}: {plain(row)}"]
    assert not faults, "\n".join(faults)
    assert compared > 150


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_primary_end_point_is_on_its_card(site: Site, language: str) -> None:
    """A row each, with its figures or with the words that they were not found; harms and what has no name of its own are told elsewhere."""
    faults = []
    for trial, groups in cards(site, language):
        record = site.read.atlas.trials[trial]
        heads = " | ".join(head for head, _ in groups)
        faults += [
            f"{trial}: {one} must have a row" for one in record.primary_endpoints
            if one != "other" and one not in HARMS and site.of(language).label(f"endpoint.{one}") not in heads
            and not any(r.endpoint == one and r.name for r in record.results)
        ]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_opens_with_what_leads(site: Site, language: str) -> None:
    """Its first question is the headline that leads, and none without a figure comes before one with figures."""
    faults = []
    for trial, groups in cards(site, language):
        lead = site.lead(trial)
        if lead is None:
            continue
        primary = [one for one in site.trials[trial]["headline"] if one["primary"]]
        told = [line.result for _, lines in groups for line in lines]
        if lead["on_card"] and told[0] != first(lead) and told[0] not in lead["earlier"]:
            faults.append(f"{trial}: the card must open with {first(lead)}, not {told[0]}")
        if primary and not holds(site, trial, primary[0]) and any(holds(site, trial, one) for one in primary):
            faults.append(f"{trial}: the card must open with a question that has figures, not {primary[0]['endpoint']}")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plot_of_a_class_draws_or_names_every_trial_of_the_class(site: Site, language: str) -> None:
    """Of each end point that it plots: every trial of the class whose headline has an effect is a row or below it with the reason."""
    faults, compared = [], 0
    for page in (one for one in site.pages if one.language == language and one.kind == "classes" and one.record):
        for name, text in page.files.items():
            if not name.endswith(".csv"):
                continue
            about = name.split(".")[0].removeprefix(f"data/figures/{page.record}-")
            told = {row["trial"] for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))}
            for entry in site.trials.values():
                named = [
                    one for one in entry["headline"]
                    if one["endpoint"] == about and first(one) and site.result(entry["id"], str(first(one)))["effect"]
                ]
                if page.record in entry["classes"] and named:
                    compared += 1
                    faults += [] if entry["acronym"] in told else [f"{name}: {entry['acronym']} must be drawn or named"]
    assert not faults, "\n".join(faults)
    assert compared > 300


def test_a_card_shows_a_harm_of_two_arms_where_one_is_recorded(site: Site) -> None:
    """At least one line of harms gives a share or a count of patients in two arms wherever a current result of the trial does."""
    faults = []
    for trial, entry in site.trials.items():
        able = [r["id"] for r in entry["results"] if r["current"] and (r["endpoint"] in HARMS or r["role"] == "safety") and both(r)]
        shown = {one[kind] for one in entry["headline"][:1] for kind in ("harms", "stopped", "died", "other_harm")} - {None}
        faults += [f"{trial}: one of {able} must be on the card"] if able and entry["headline"] and not shown & set(able) else []
    assert not faults, "\n".join(faults)


def both(result: Entry) -> bool:
    """Whether a result gives a share, or a number among so many patients, of two arms."""
    return sum(bool(arm["rates"]) or (arm["events"] is not None and arm["n"] is not None) for arm in result["arms"]) > 1


def holds(site: Site, trial: str, one: Entry) -> bool:
    """Whether the first answer to a question holds any figure."""
    if not first(one):
        return False
    result = site.result(trial, str(first(one)))
    effect = result["effect"]
    shown = bool(effect) and (effect["value"] is not None or effect["p"] is not None)
    return shown or bool(one["figures"]) or any(arm["printed"] is not None or arm["rates"] for arm in result["arms"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_p_value_says_whether_it_was_a_test(site: Site, language: str) -> None:
    """In cards, tables of analyses and tables of settings a row with a P value says tested, nominal or that it is not stated."""
    w, faults, compared = site.of(language), [], 0
    nominal = w.label("answer.nominal").format(p="P")
    for page in (one for one in site.pages if one.language == language and one.kind in ("trials", "settings")):
        for table in re.findall(r'<table class="(?:answers|analyses|evidence)">.*?</table>', page.text, re.DOTALL):
            for _, row in ROW.findall(table):
                words = plain(re.sub(r'<span class="note">.*?</span>', "", row))
                if re.search(r"\bP[=<>≤]|(?<=名义)P", words):
                    compared += 1
                    told = 'class="tested"' in row or 'class="chip' in row or nominal in words or w.label("answer.open") in words
                    faults += [] if told else [f"{page.path}: {words}"]
    assert not faults, "\n".join(faults)
    assert compared > 300
