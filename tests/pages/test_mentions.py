"""Links in prose: once a page, none in headings and leads, none within a longer name, few enough to be read past.

Tables, lists of facts, indexes and references are apart: they are made of links. Measured on every generated page of both trees.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from scripts import flow
from scripts.language.names import Names
from scripts.language.prose import PER_HUNDRED, length
from scripts.pages.book import Page
from scripts.schema import Term

LINK = re.compile(
    r"\[([^\]\[]*)\]\(([^)\s]*\.md(?:#[^)\s]*)?)\)\{ \.(?:trial|drug|subject|term) \}"
    r"|<a class=\"(?:trial|drug|subject|term)\" href=\"([^\"]*)\">([^<]*)</a>"
)
# Tables, facts, figures and the lists at head and foot of a page.
APART = re.compile(
    r"^---\n.*?\n---\n|<table\b.*?</table>|<dl\b.*?</dl>|<figure\b.*?</figure>|<svg\b.*?</svg>|<ol class=\"references\">.*?</ol>"
    r"|<div class=\"page-foot\">.*|<p class=\"(?:links|design|sides|small|try)\">.*?</p>|<span class=\"about\">.*?</span>"
    r"|<details class=\"(?:design|settings)\".*?</details>|^\|.*?$",
    re.DOTALL | re.MULTILINE,
)
LEAD = re.compile(r"<div class=\"lead\" markdown>\n+(.*?)\n+</div>|^([^\n]+)\n\{ \.lead \}", re.DOTALL | re.MULTILINE)
HEADING = re.compile(r"^#{1,6} .*$", re.MULTILINE)
# The head of a line of a list names what the line is about.
HEAD = re.compile(r"^- (?:\[[^\]]*\]\([^)]*\)\{[^}]*\}|<a [^>]*>[^<]*</a>)(?:（[^）]*）| \([^)]*\))?[：:]?")
TAG = re.compile(r"<sup class=\"cite\">.*?</sup>|<[^<>]+>|\{ [.#:][^}]*\}")
SHORTEST = 100
"""Prose below this length is a line or two: one link more or less says nothing of its density."""
ONE_IN = 15
"""A term that more pages than one in so many name is a word of every day, or says that it is none."""


@dataclass(frozen=True)
class Line:
    """A line of prose with its links as (place, words, target)."""

    page: Page
    words: str
    links: tuple[tuple[int, str, str], ...]


def bare(written: str) -> tuple[str, tuple[tuple[int, str, str], ...]]:
    """A line as it reads, and its links with their places in it."""
    text, links, position = "", [], 0
    for match in LINK.finditer(written):
        text += TAG.sub("", written[position : match.start()])
        links.append((len(text), match[1] or match[4] or "", (match[2] or match[3]).replace(".html", ".md")))
        text += match[1] or match[4] or ""
        position = match.end()
    return text + TAG.sub("", written[position:]), tuple(links)


def prose(page: Page) -> Iterator[Line]:
    """The lines of prose of a page: no tables, headings, leads or lists that are nothing but links."""
    text = HEADING.sub("", LEAD.sub("", APART.sub("", page.text)))
    for written in text.split("\n"):
        words, links = bare(HEAD.sub("- ", written))
        if re.sub(r"[\s·、,，-]", "", LINK.sub("", written)) and words.strip():
            yield Line(page, words, links)


@pytest.fixture(scope="module", params=["miniature", "real"])
def tree(request: pytest.FixtureRequest) -> tuple[flow.Read, list[Page]]:
    names = ("mini_read", "mini_pages") if request.param == "miniature" else ("real_read", "real_pages")
    read, pages = (request.getfixturevalue(name) for name in names)
    return read, pages


@pytest.fixture(scope="module")
def lines(tree: tuple[flow.Read, list[Page]]) -> list[Line]:
    return [line for page in tree[1] for line in prose(page)]


def test_prose_holds_no_more_links_than_can_be_read_past(lines: list[Line]) -> None:
    total, links = Counter[str](), Counter[str]()
    by_page: dict[tuple[str, str], tuple[int, int]] = {}
    for line in lines:
        key, size = (line.page.language, line.page.path), length(line.words, line.page.language)
        before = by_page.get(key, (0, 0))
        by_page[key] = (before[0] + size, before[1] + len(line.links))
        total[key[0]] += size
        links[key[0]] += len(line.links)
    shares = {key: 100 * n / size for key, (size, n) in by_page.items() if size >= SHORTEST}
    dense = {key: round(share, 1) for key, share in shares.items() if share > PER_HUNDRED}
    told = ", ".join(f"{one} {100 * links[one] / total[one]:.2f} in a hundred ({links[one]} links)" for one in sorted(total))
    print(f"links in prose: {told}; pages above {PER_HUNDRED}: {len(dense)}")
    assert dense == {}


def test_no_heading_and_no_lead_holds_a_link(tree: tuple[flow.Read, list[Page]]) -> None:
    found = [(page.language, page.path) for page in tree[1] for one in HEADING.findall(page.text) if LINK.search(one)]
    leads = [(page.language, page.path) for page in tree[1] for one in LEAD.finditer(page.text) if LINK.search(one[0])]
    print(f"links in headings: {len(found)}; in leads: {len(leads)}")
    assert found + leads == []


def test_no_target_is_linked_twice_in_a_line_or_on_a_page(lines: list[Line]) -> None:
    line = [(one.page.path, one.words[:40]) for one in lines if len({target for *_, target in one.links}) < len(one.links)]
    seen = Counter((one.page.language, one.page.path, target) for one in lines for *_, target in one.links)
    page = [key for key, n in seen.items() if n > 1]
    print(f"lines that link a target twice: {len(line)}; targets linked twice on a page: {len(page)}")
    assert line + page == []


def test_no_link_lies_within_a_longer_name(tree: tuple[flow.Read, list[Page]], lines: list[Line]) -> None:
    names = {language: Names(tree[0].atlas, language) for language in ("zh", "en")}
    looked, found = 0, []
    for line in lines:
        spans = [(start, end) for start, end, _ in names[line.page.language].spans(line.words)]
        for place, words, target in line.links:
            looked += 1
            if any(start <= place and place + len(words) <= end and end - start > len(words) + 1 for start, end in spans):
                found.append((line.page.language, line.page.path, words, line.words[max(0, place - 15) : place + len(words) + 15], target))
    print(f"links looked at: {looked}; within a longer known name: {len(found)}")
    assert found == []


def test_words_of_every_day_are_marked(tree: tuple[flow.Read, list[Page]]) -> None:
    """A term that many pages name says `auto_link`: `no`, or `yes` where the link helps all the same."""
    read, pages = tree
    if len(pages) < 200:
        return
    pages_by_name = Counter(one for page in pages if page.language == "en" for one in page.mentioned)
    most = len(pages) / 2 / ONE_IN
    common = {one for one, n in pages_by_name.items() if n > most and isinstance(read.atlas.terms.get(one), Term)}
    unsaid = sorted(one for one in common if "auto_link" not in read.atlas.terms[one].model_fields_set)
    print(f"terms on more than one page in {ONE_IN}: {len(common)}; without auto_link: {len(unsaid)}")
    assert unsaid == []
