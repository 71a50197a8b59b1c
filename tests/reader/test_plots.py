"""Forest plots as a reader's browser draws them: nothing runs out of the drawing, no word lies on another, every row has a name."""

from __future__ import annotations

import re

import pytest

from tests.conftest import Built

from .conftest import Open, of

PHONE = {"viewport": {"width": 390, "height": 844}}
# For every plot that is shown: texts that leave the drawing, and pairs of texts that lie on each other by more than a unit.
LOOK = """() => [...document.querySelectorAll("figure.forest svg")].filter(svg => svg.checkVisibility()).map(svg => {
    const texts = [...svg.querySelectorAll("text")].map(text => ({ words: text.textContent, box: text.getBBox() }));
    const wide = svg.viewBox.baseVal.width;
    const out = texts.filter(({ box }) => box.x < -2 || box.x + box.width > wide + 2).map(text => text.words);
    const on = texts.flatMap((one, i) => texts.slice(i + 1).filter(({ box }) =>
        Math.min(one.box.x + one.box.width, box.x + box.width) - Math.max(one.box.x, box.x) > 1 &&
        Math.min(one.box.y + one.box.height, box.y + box.height) - Math.max(one.box.y, box.y) > 4,
    ).map(other => [one.words, other.words]));
    const rows = [...svg.querySelectorAll("g.row")];
    const size = parseFloat(getComputedStyle(svg.querySelector("text.note")).fontSize) * svg.getBoundingClientRect().width / wide;
    return { out, on, size, name: svg.getAttribute("class"), texts: texts.length, rows: rows.length,
        named: rows.filter(row => row.querySelectorAll("[role=img][aria-label]").length === 1).length };
})"""


def longest(built: Built) -> list[str]:
    """Of settings, classes and trials the three pages with most of a plot."""
    found: list[str] = []
    for kind in ("settings", "classes", "trials"):
        some = {page.path: page.text.count('<g class="row">') for page in built.pages if page.kind == kind and page.record}
        found += sorted((path for path, rows in some.items() if rows), key=lambda path: -some[path])[:3]
    return found


@pytest.mark.parametrize("width", ["desk", "tablet", "phone"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_word_of_a_plot_has_its_place(built: Built, reader: Open, language: str, width: str) -> None:
    options = {"desk": {}, "tablet": {"viewport": {"width": 768, "height": 1024}}, "phone": PHONE}[width]
    window, seen = reader(language, **options), 0
    for path in longest(built):
        for plot in window.open(of(language, path)).evaluate(LOOK):
            assert plot["out"] == [], path
            assert plot["on"] == [], path
            assert plot["named"] == plot["rows"], path
            assert plot["name"] == ("narrow" if width == "phone" else "wide"), path
            assert plot["size"] >= 11, (path, plot["size"])
            seen += plot["rows"]
    assert seen > 3


def test_a_row_leads_to_its_analysis(built: Built, reader: Open) -> None:
    page = reader("en").open(of("en", next(iter(longest(built)))))
    link = page.locator("figure.forest svg.wide g.row a").first
    target = str(link.get_attribute("href"))
    link.click()
    page.wait_for_url(re.compile(re.escape(target.removeprefix("../")) + "$"))
    assert page.locator(f"#{target.split('#')[1]}").is_visible()
