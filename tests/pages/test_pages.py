"""Pages of both trees: the two languages side by side, what templates may hold, and that nothing defined goes unused."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest
import yaml
from jinja2 import Environment, nodes

from scripts import flow, pages
from scripts.checks.vocabulary import vocabularies
from scripts.figures import interval
from scripts.language.labels import Labels
from scripts.pages import approvals, matrix, settings, standing, trials
from scripts.pages.book import Page
from scripts.paths import HOUSE
from scripts.schema import KINDS
from scripts.schema import drug as drug_schema
from scripts.schema.words import Locator
from scripts.website import names
from scripts.website.checked import checked

HEADING = re.compile(r"^#{1,6} .*\{ #([\w.:-]+)[^}]*\} *$", re.MULTILINE)
ANY_HEADING = re.compile(r"^#{1,6} .*$", re.MULTILINE)
CITED = re.compile(r'<a href="#ref-([\w-]+)">')
ANCHOR = re.compile(r'\bid="([^"]+)"')
TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
FIGURE = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
# A figure is a decimal number or a whole one; a thousands separator or a unit does not count. Dates are written 2018-09-25 in both.
NUMBER = re.compile(r"(?<![A-Za-z0-9.])[-−]?\d+(?:\.\d+)?")


@pytest.fixture(scope="module", params=["miniature", "real"])
def pairs(request: pytest.FixtureRequest) -> list[tuple[Page, Page]]:
    found = request.getfixturevalue("mini_pages" if request.param == "miniature" else "real_pages")
    zh, en = ({page.path: page for page in found if page.language == language} for language in ("zh", "en"))
    assert sorted(zh) == sorted(en), "every page must stand in both languages"
    return [(zh[path], en[path]) for path in sorted(zh)]


def test_both_languages_have_the_same_headings_in_the_same_order(pairs: list[tuple[Page, Page]]) -> None:
    for zh, en in pairs:
        ids = [HEADING.findall(page.text) for page in (zh, en)]
        if zh.path == "glossary/index":  # each language sorts by its own letters
            ids = [[one for one in found if not one.startswith("letter-")] for found in ids]
        assert ids[0] == ids[1], zh.path


def test_every_heading_has_an_id_and_no_id_stands_twice(pairs: list[tuple[Page, Page]]) -> None:
    for page in (page for pair in pairs for page in pair):
        body = re.sub(r"```.*?```", "", page.text, flags=re.DOTALL)
        bare = [line for line in ANY_HEADING.findall(body) if not HEADING.fullmatch(line)]
        assert bare == [], (page.language, page.path)
        twice = [one for one, n in Counter(HEADING.findall(body) + ANCHOR.findall(body)).items() if n > 1]
        assert twice == [], (page.language, page.path)


def test_both_languages_have_the_same_tables_figures_and_citations(pairs: list[tuple[Page, Page]]) -> None:
    for zh, en in pairs:
        assert len(TABLE.findall(zh.text)) == len(TABLE.findall(en.text)), zh.path
        assert [t.count("<tr") for t in TABLE.findall(zh.text)] == [t.count("<tr") for t in TABLE.findall(en.text)], zh.path
        assert len(FIGURE.findall(zh.text)) == len(FIGURE.findall(en.text)), zh.path
        assert set(CITED.findall(zh.text)) == set(CITED.findall(en.text)), zh.path


def figures(page: Page) -> Counter[str]:
    """The numbers in the numeric cells of a page's tables and in the labels of its plots, minus signs alike."""
    cells = re.findall(r'<td class="num(?: (?:hr|harm|none))*"[^>]*>(.*?)</td>', page.text, re.DOTALL)
    cells += re.findall(r'<text class="figure"[^>]*>(.*?)</text>', page.text)
    named = re.compile(r'<span class="(?:armname|endpoint|note|estimand)">.*?</span>', re.DOTALL)  # words, not figures
    words = " ".join(re.sub(r"<[^>]+>", " ", named.sub(" ", cell)) for cell in cells)
    return Counter(number.replace("−", "-") for number in NUMBER.findall(re.sub(r"\bCI\b|[A-Za-z]+-?\d\w*", " ", words)))


def test_both_languages_print_the_same_numbers(pairs: list[tuple[Page, Page]]) -> None:
    """Compared: every number in a cell of class num and in the text of a plot, as a multiset. Prose is compared by its calls."""
    compared = 0
    for zh, en in pairs:
        one, other = figures(zh), figures(en)
        assert one == other, (zh.path, one - other, other - one)
        compared += sum(one.values())
    assert compared > 50


def test_front_matter_is_yaml_with_title_and_description(pairs: list[tuple[Page, Page]]) -> None:
    for page in (page for pair in pairs for page in pair):
        head = yaml.safe_load(page.text.split("---\n")[1])
        assert head["title"], page.path
        assert 0 < len(head["description"]) <= 160, page.path
        assert not re.search(r"\[\[|\{\{|\[@|<\w", head["title"] + head["description"]), page.path
        assert page.text.endswith("\n")
        assert "\n\n\n" not in page.text


def test_nothing_of_the_prose_language_is_left_on_a_page(pairs: list[tuple[Page, Page]]) -> None:
    for page in (page for pair in pairs for page in pair):
        left = re.search(r"\[\[|\]\]|\{\{|\{%|\[@|>\s*None\s*<|: None\n", re.sub(r"`[^`]*`|<code>.*?</code>", "", page.text))
        assert left is None or page.path.startswith("about/"), (page.language, page.path, left)


def test_no_markup_is_escaped_as_if_it_were_text(pairs: list[tuple[Page, Page]]) -> None:
    """No record holds a tag, so what looks like one on a page was put into text, such as a link in brackets, and then escaped."""
    for page in (page for pair in pairs for page in pair):
        assert re.findall(r"&lt;/?(?:a|span|sup|strong|svg|p|td|code)\b", page.text) == [], (page.language, page.path)


def test_a_page_never_links_to_itself(pairs: list[tuple[Page, Page]]) -> None:
    for page in (page for pair in pairs for page in pair):
        name = page.path.rsplit("/", 1)[-1]
        own = re.search(rf'(?:\]\(|href="){re.escape(name)}\.(?:md|html)["#)]', page.text) if "/" in page.path else None
        assert own is None or page.path.startswith("audit/") or name == "index", (page.language, page.path)


def test_every_page_ends_with_its_state(pairs: list[tuple[Page, Page]]) -> None:
    for zh, en in pairs:
        for page, words in ((zh, "尚未经临床医师审阅"), (en, "Not reviewed by a clinician yet")):
            foot = page.text[page.text.rindex('<div class="page-foot">') :]
            assert words in foot, page.path
            if page.kind in KINDS and page.record:
                assert f'data/{page.kind}.json">{page.kind}.json</a>' in foot, page.path


def test_every_kind_of_record_has_pages(pairs: list[tuple[Page, Page]], request: pytest.FixtureRequest) -> None:
    kinds = {zh.kind for zh, _ in pairs}
    assert set(KINDS) <= kinds


def test_every_template_is_used(mini_read: flow.Read, mini: object, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: set[str] = set()
    real = Environment.get_template

    def get(self: Environment, name: str, *rest: object, **more: object) -> object:
        asked.add(name)
        return real(self, name, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Environment, "get_template", get)
    pages.write_book(mini, mini_read.atlas, mini_read.labels, mini_read.articles)  # type: ignore[arg-type]
    assert {path.name for path in HOUSE.templates.glob("*.j2")} - {"macros.md.j2"} == asked - {"macros.md.j2"}


@pytest.mark.parametrize("path", sorted(HOUSE.templates.glob("*.j2")), ids=lambda path: path.name)
def test_a_template_holds_no_word_of_either_language(path: Path) -> None:
    """Text between tags may be marks and letters of markup; a word of two or more letters outside a tag must be a label.

    So must what joins words in one language: no template writes Chinese punctuation.
    """
    environment = Environment(trim_blocks=True, lstrip_blocks=True)
    tree = environment.parse(path.read_text("utf-8"))
    text = "\u0001".join(
        part.data if isinstance(part, nodes.TemplateData) else "\u0001" for output in tree.find_all(nodes.Output) for part in output.nodes
    )
    outside = re.sub(r"<[^>]*>|\{ [.#][^}]*\}|\bhttps?://[^\s\"]*|\[|\]\([^)]*\)", " ", text)
    outside = re.sub(r"<[^>]*$|^[^<]*>", " ", outside)
    # Identifiers that are the same in both languages.
    words = set(re.findall(r"[A-Za-z]{2,}|[\u4e00-\u9fff]+", outside)) - {"PMID", "doi", "json"}
    assert words == set()
    assert re.findall(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]", path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", sorted(HOUSE.templates.glob("*.j2")), ids=lambda path: path.name)
def test_a_template_can_be_read(path: Path) -> None:
    """A cell is a macro of its own, so that no line runs on."""
    assert [n for n, line in enumerate(path.read_text("utf-8").splitlines(), 1) if len(line) > 160] == []


VOCABULARIES: dict[str, tuple[str, ...]] = {
    **vocabularies(), "answer-verdict": get_args(standing.Verdict),
    # "table S?[0-9]+" → "table"
    "locator": tuple(re.findall(r"(?<=[(|])[a-z]+(?: [a-z]+)*", str(get_args(Locator)[1].pattern))),
    "approval-state": get_args(approvals.State), "outcome": get_args(matrix.Outcome), "matrix-evidence": get_args(matrix.Evidence),
    "evidence-shape": get_args(interval.Shape), "pd-l1": settings.LEVELS,
    "harm-kind": tuple(endpoint for endpoints in standing.HARM_LINES.values() for endpoint in endpoints),
    "nrdl": get_args(drug_schema.Insurance.model_fields["status"].annotation),
    "agency-short": get_args(drug_schema.RegulatoryEvent.model_fields["agency"].annotation),
}
NOT_SHOWN = {"assessor.not applicable", "assessor.not stated"}


@pytest.mark.parametrize("prefix", sorted(VOCABULARIES))
def test_every_value_of_a_vocabulary_has_its_words_and_no_other(prefix: str, labels: Labels) -> None:
    values = {f"{prefix}.{value}" for value in VOCABULARIES[prefix]}
    given = {key for key in labels.words if key.startswith(prefix + ".") and key.count(".") == prefix.count(".") + 1}
    assert values - given == set(), "a value without words"
    assert given - values == set(), "words without a value"


def test_every_label_is_used(real_read: flow.Read, real_pages: list[Page], mini_read: flow.Read, mini_pages: list[Page]) -> None:
    """By a template, a script, or the frame; vocabularies are complete by the test above."""
    assert real_pages
    assert mini_pages
    assert names.known(real_read.atlas, real_read.labels, "zh")
    assert checked(real_read.atlas, real_read.labels, "zh")
    used = real_read.labels.used | mini_read.labels.used
    scripts = "".join(path.read_text("utf-8") for path in sorted((HOUSE.theme / "js").glob("*.js")))
    frame = "".join(path.read_text("utf-8") for path in sorted(HOUSE.theme.rglob("*.html")))
    code = "".join(path.read_text("utf-8") for path in sorted((HOUSE.top / "scripts").rglob("*.py")))
    asked = "".join(path.read_text("utf-8") for path in sorted(HOUSE.templates.glob("*.j2")))
    unused = []
    for key in real_read.labels.words:
        group, _, rest = key.partition(".")
        if group == "browser":
            there = re.search(rf'label\(["`]{re.escape(rest)}["`]', scripts) or (rest.startswith("kind.") and "kind.${" in scripts)
            there = there or f'"{rest}"' in scripts
        elif group == "theme":
            there = f'"{rest}"' in frame or f"'{rest}'" in frame or (rest.startswith("palette.") and "palette." in frame)
        else:
            there = key.startswith("data.field.")  # each is a field's, by the test of published shapes
            there = there or key in used or key.rsplit(".", 1)[0] in VOCABULARIES or f'"{key}"' in code or f"'{key}'" in asked
        if not there:
            unused.append(key)
    assert unused == [], " ".join(unused)


def test_every_word_that_the_browser_asks_for_exists(labels: Labels) -> None:
    scripts = "".join(path.read_text("utf-8") for path in sorted((HOUSE.theme / "js").glob("*.js")))
    frame = "".join(path.read_text("utf-8") for path in sorted(HOUSE.theme.rglob("*.html")))
    asked = {f"browser.{key}" for key in re.findall(r'label\("([\w.-]+)"', scripts)}
    asked |= {f"theme.{key}" for key in re.findall(r'word\(["\']([\w.-]+\w)["\']', frame)}
    assert asked
    assert asked - set(labels.words) == set()
    kinds = {key.removeprefix("browser.kind.") for key in labels.words if key.startswith("browser.kind.")}
    assert set(KINDS) <= kinds


def test_a_trial_page_shows_every_result(mini_pages: list[Page], mini_read: flow.Read) -> None:
    for page in mini_pages:
        if page.kind == "trials" and page.record:
            for result in mini_read.atlas.trials[page.record].results:
                assert f'<tr id="{result.id}"' in page.text, (page.path, result.id)


def test_the_table_of_analyses_takes_every_result_once(mini_read: flow.Read, mini: object) -> None:
    from scripts.pages.book import Book

    book = Book(mini, mini_read.atlas, mini_read.labels, "en")  # type: ignore[arg-type]
    for trial in mini_read.atlas.trials.values():
        shown = [r.id for stack in trials.stacks(book, trial) for r in stack.results]
        assert sorted(shown) == sorted(r.id for r in trial.results)


def test_figures_seen_second_hand_name_the_report_that_they_belong_to(real_pages: list[Page], real_read: flow.Read) -> None:
    rows = {page.record: page.text for page in real_pages if page.kind == "trials" and page.language == "en"}
    relayed = [(trial.id, r) for trial in real_read.atlas.trials.values() for r in trial.results if r.relays]
    assert relayed
    for trial, result in relayed:
        row = rows[trial].split(f'<tr id="{result.id}"')[1].split("</tr>")[0]
        assert f'secondary source; original report<sup class="cite"><a href="#ref-{result.relays}">' in row, (trial, result.id)


def test_a_claim_leads_to_the_results_that_decide_it(mini_pages: list[Page]) -> None:
    page = next(page for page in mini_pages if page.path == "audit/house-reader-p04" and page.language == "en")
    assert 'Decided by: <a class="trial" href="../trials/linden-01.html#os-2021">LINDEN-01</a> Overall survival' in page.text
