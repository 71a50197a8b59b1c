"""The miniature house in a folder of its own: records and articles of tests/house/, templates and theme of the real tree.

In: an empty folder. Out: a House whose card lists the miniature's claims. Everything in it is invented.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from scripts import flow, ledger, pages
from scripts.language import labels
from scripts.language.labels import Labels
from scripts.pages.book import Page
from scripts.paths import HOUSE, House
from scripts.records import Article, Atlas, articles
from scripts.records import atlas as evidence

SOURCE = HOUSE.top / "tests" / "house"
EXPECTED = SOURCE / "expected"
# Borrowed from the real tree: what turns records into pages, and pages into a site.
BORROWED = ("templates", "theme", "mkdocs.yml")


def build(top: Path, borrowed: tuple[str, ...] = BORROWED) -> House:
    """A fresh copy of the miniature below `top`."""
    house = House(top)
    for name in ("evidence", "articles", "sources", "twins"):
        shutil.copytree(SOURCE / name, top / name)
    borrow(house, borrowed)
    atlas, problems = evidence.load(house)
    assert not problems, "\n".join(map(str, problems))
    ledger.renew(house, None, atlas.claims.values())
    return house


def borrow(house: House, names: tuple[str, ...] = BORROWED) -> None:
    """Copy what the real tree lends."""
    for name in names:
        original = HOUSE.top / name
        if original.is_dir():
            shutil.copytree(original, house.top / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(original, house.top / name)


def texts(house: House) -> Path:
    """The folder of the miniature's raw text."""
    folder = house.top / "texts"
    if not folder.exists():
        shutil.copytree(SOURCE / "texts", folder)
    return folder


def read(house: House) -> tuple[Atlas, list[Article], Labels]:
    """Its records, articles and labels, whatever their problems."""
    atlas, _ = evidence.load(house)
    texts, _ = articles.read(house)
    return atlas, texts, labels.load(house.templates)


def written(house: House) -> list[Page]:
    """Its pages, made from records that every rule has passed."""
    found = flow.read(house)
    return pages.write_book(house, found.atlas, found.labels, found.articles)
