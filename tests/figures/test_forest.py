"""A forest plot as a drawing: shapes, arrows, groups, names for those who hear it, and room for every word."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from scripts.figures.forest import forest
from scripts.figures.measure import width
from scripts.figures.rows import Frame, Row, Shape, Words, drawable
from scripts.figures.sheet import NARROW, WIDE, Breadth
from scripts.language.wording import Wording
from scripts.schema import trial as schema

SVG = "{http://www.w3.org/2000/svg}"
WORDS = Words(
    "what it shows", ("experimental arm better", "control arm better"), ("Trial", "n", "HR (95% CI)"), "n={n}",
    {"crossed": "formal test, significant", "missed": "formal test, not significant", "hollow": "not tested"},
)


def effect(value: str, low: str, high: str, measure: str = "hr") -> schema.Effect:
    return schema.Effect.model_validate({"measure": measure, "compares": ("a", "b"), "value": value, "ci": (low, high), "level": "95"})


def row(name: str = "LINDEN-01", value: tuple[str, str, str] = ("0.60", "0.41", "0.89"), shape: Shape = "crossed", **more: object) -> Row:
    given: dict[str, object] = {
        "year": "2021", "notes": (("exemplumab", "v chemotherapy"),), "n": "400", "words": ("reported as significant",),
        "spoken": f"{name}; all of it", "href": "#x",
    }
    return Row(name=name, effect=effect(*value), shape=shape, **{**given, **more})  # type: ignore[arg-type]


def texts(svg: str) -> list[tuple[str, float, str, str]]:
    """Class, x, anchor and words of every line of text."""
    return [
        (e.get("class", ""), float(e.get("x", "0")), e.get("text-anchor", "start"), "".join(e.itertext()))
        for e in ElementTree.fromstring(svg).iter(f"{SVG}text")
    ]


@pytest.mark.parametrize("layout", [WIDE, NARROW], ids=lambda layout: layout.name)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_test_a_missed_test_and_a_description_have_shapes_of_their_own(
    wordings: dict[str, Wording], language: str, layout: Breadth
) -> None:
    rows = [row(shape="crossed"), row(shape="missed"), row(shape="hollow")]
    svg = forest(wordings[language], rows, "p", WORDS, layout)
    drawn = re.findall(r'<(rect|path|circle) class="(crossed|missed|hollow)"', svg)
    legend, marks = drawn[:3], drawn[3:]
    assert marks == [("rect", "crossed"), ("path", "missed"), ("circle", "hollow")] == legend
    assert [words for kind, _, _, words in texts(svg) if kind == "note"][:3] == list(WORDS.legend.values())


def test_the_legend_names_what_is_drawn_and_nothing_else(wordings: dict[str, Wording]) -> None:
    svg = forest(wordings["en"], [row(), row()], "p", WORDS)
    assert WORDS.legend["crossed"] in svg
    assert WORDS.legend["missed"] not in svg


@pytest.mark.parametrize("layout", [WIDE, NARROW], ids=lambda layout: layout.name)
def test_every_row_is_one_group_with_a_name_and_one_link(wordings: dict[str, Wording], layout: Breadth) -> None:
    svg = forest(wordings["en"], [row("A & B"), row("C")], "p", WORDS, layout)
    tree = ElementTree.fromstring(svg)
    groups = [g for g in tree.iter(f"{SVG}g") if g.get("class") == "row"]
    assert len(groups) == 2
    for group, name in zip(groups, ("A & B", "C"), strict=True):
        (picture,) = [g for g in group.iter(f"{SVG}g") if g.get("role") == "img"]
        assert picture.get("aria-label") == f"{name}; all of it"
        assert not list(picture.iter(f"{SVG}a")), "what can be followed must not lie inside a picture"
        assert ["".join(a.itertext()) for a in group.iter(f"{SVG}a")] == [name]
    assert tree.get("aria-labelledby") == f"p-{layout.name}"
    assert tree.findtext(f"{SVG}title") == "what it shows"


def test_an_interval_that_reaches_beyond_the_axis_ends_in_an_arrow(wordings: dict[str, Wording]) -> None:
    plain, arrow = (
        re.findall(r'class="interval" d="([^"]*)"', forest(wordings["en"], [row(value=value), row()], "p", WORDS))[0]
        for value in (("0.60", "0.41", "0.89"), ("0.60", "0.05", "0.89"))
    )
    assert plain.count("M") == 1
    assert arrow.count("M") == 2


def test_a_long_plot_says_its_axis_again_and_a_short_one_once(wordings: dict[str, Wording]) -> None:
    short = forest(wordings["en"], [row(), row()], "p", WORDS)
    long = forest(wordings["en"], [*([row(group="alone")] * 9), row(group="combined")], "p", WORDS)
    assert short.count(WORDS.sides[0]) == 1
    assert long.count(WORDS.sides[0]) == 2
    assert [words for kind, *_, words in texts(long) if kind == "tick"].count("1") == 3, "top, second group, foot"


@pytest.mark.parametrize("layout", [WIDE, NARROW], ids=lambda layout: layout.name)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_word_is_cut_or_leaves_the_drawing(wordings: dict[str, Wording], language: str, layout: Breadth) -> None:
    long = row(
        "Gemcitabine + tremelimumab phase 1 (Aglietta 2014)", ("0.798", "0.648", "0.982"), group="anti-angiogenic combinations",
        notes=(
            ("benmelstobart + chemotherapy, then + anlotinib", "v benmelstobart + chemotherapy, then + anlotinib"),
            ("primary analysis population (patients randomised in the six months before the clinical hold left out)",),
        ), words=("98.321% CI ·", "did not cross its boundary (0.00825 (one-sided))"),
    )
    chinese = row("肿瘤浸润淋巴细胞对比伊匹木单抗", notes=(("意向治疗人群（排除已知EGFR或ALK变异者），PD-L1高表达",),), depth=1)
    svg = forest(wordings[language], [long, chinese], "p", WORDS, layout)
    assert "…" not in svg
    for kind, x, anchor, words in texts(svg):
        size = 13.5 if kind in ("figure", "group", "") else 11.5
        wide = width(words, size, bold=kind == "group")
        left = x - {"start": 0, "middle": wide / 2, "end": wide}[anchor]
        assert left >= -6, (kind, words)
        assert left + wide <= layout.width + 6, (kind, words)


def test_a_file_of_its_own_has_title_sentence_sources_and_no_links(wordings: dict[str, Wording]) -> None:
    frame = Frame("Sample tumour: Overall survival", "2 comparisons", ("Sources: doi:10.1000/x", "2026"))
    svg = forest(wordings["en"], [row(), row()], "p", WORDS, frame=frame)
    said = [words for *_, words in texts(svg)]
    assert said[:2] == ["Sample tumour: Overall survival", "2 comparisons"]
    assert said[-2:] == ["Sources: doi:10.1000/x", "2026"]
    assert "<a " not in svg
    assert "<style>" in svg
    assert "<style>" not in forest(wordings["en"], [row(), row()], "p", WORDS)


@pytest.mark.parametrize(("given", "able"), [
    (("0.60", "0.41", "0.89"), True), (("0.60", "0.41", "NE"), False), (("-", "0.41", "0.89"), False),
    (("0.60", "0.41", "0.89", "or"), False), (("0.60", "0", "0.89"), False),
])
def test_only_a_hazard_ratio_with_both_its_bounds_is_drawn(given: tuple[str, ...], able: bool) -> None:
    assert drawable(effect(*given)) is able
    assert not drawable(effect("0.60", "0.41", "0.89").model_copy(update={"ci": None}))
