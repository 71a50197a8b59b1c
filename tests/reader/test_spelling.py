"""What is folded and cut at build is folded and cut alike in the browser: every name and every page of the real records."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from scripts.flow import Read
from scripts.paths import HOUSE
from scripts.website import names, pieces, spelling
from scripts.website.search import NAMED, plain

ODD = (
    "IFN-γ", "βγ-T", "αPD-L1", "ﬁbrosis", "Ａ－１", "naïve", "K药", "T细胞", "CheckMate 067", "12 345", "a_b", "１２", "½", "Ⅲ期", "々〆",
    "ß", "İ", "constructor", "a-b-c-d-e-f-g", "x1y2z3-4", "Ω", "㎎", "e\u0301", "𠮷野", "PD-1/PD-L1", "5′-UTR", "ＰＤ‐Ｌ１单抗", "Σ ς", "",
)

ALIKE = """texts => texts.map(text => [Duizhao.fold(text), Duizhao.compact(text), Duizhao.units(text).map(unit => [
  unit.han ?? unit.latin, unit.han ? null : unit.parts, unit.joined ?? ""])])"""
PLACES = "keys => keys.map(key => Duizhao.place(key, 61))"


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A blank page with the folding script and the ground that it stands on."""
    window = browser.new_page()
    window.set_content("<title>spelling</title>")
    text = (HOUSE.theme / "js" / "duizhao.js").read_text("utf-8").replace("document.currentScript.dataset", '{ base: ".", language: "zh" }')
    window.add_script_tag(content=text.replace("location.href", '"http://127.0.0.1/"'))
    window.add_script_tag(path=str(HOUSE.theme / "js" / "fold.js"))
    yield window
    window.close()


def texts(read: Read) -> list[str]:
    """Names, and pages as they are found."""
    known = names.known(read.atlas, read.labels, "zh")["records"]
    named = [name for kind in NAMED for row in known[kind] for name in (row[1], *row[2], *row[3], *row[4])]
    pages = [plain(path.read_text("utf-8")) for path in sorted(HOUSE.docs.rglob("*.md"))[::7]]
    return [*ODD, *dict.fromkeys(named), *pages]


def test_both_fold_and_cut_alike(page: Page, real_read: Read) -> None:
    every = texts(real_read)
    for text, found in zip(every, page.evaluate(ALIKE, every), strict=True):
        here = [spelling.alike(text), spelling.compact(text), [[u.text, u.parts, u.joined] for u in spelling.units(text)]]
        assert found == here, text[:200]
    print(f"{len(every)} texts")


def test_both_find_the_same_piece(page: Page, real_read: Read) -> None:
    keys = [*real_read.atlas.trials, "doi:10.1056/nejmoa1606774", "by:王2020", "by:𠮷2020", ""]
    assert page.evaluate(PLACES, keys) == [pieces.place(key, 61) for key in keys]
