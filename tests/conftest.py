"""The miniature house and the real one, each read once a session; a copy of the miniature for tests that change it."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest

from scripts import flow, pages, website
from scripts.language.labels import Labels
from scripts.language.prose import Pen, Prose
from scripts.language.wording import Wording
from scripts.pages.book import Page
from scripts.paths import HOUSE, House
from scripts.records import Atlas
from scripts.website import bundle

from . import miniature


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--miniature", action="store_true", help="never open the real site in the browser")
    parser.addoption("--quick", action="store_true", help="leave out what needs a browser, a built site or all real pages")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: takes seconds of its own, as a whole build or a large text does; --quick leaves it out")
    config.addinivalue_line("markers", "real: the real site's size, names or hand-written pages are what a browser test is about")


# What takes long to make: a test that asks for one of these is left out by --quick. `make check` writes the real pages.
SLOW = frozenset({"built", "mini_built", "real_built", "real_pages", "browser", "shown", "before"})


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out, and count as deselected, what --quick has no time for."""
    if config.getoption("quick"):
        left = [item for item in items if takes_long(item)]
        items[:] = [item for item in items if item not in set(left)]
        config.hook.pytest_deselected(items=left)


def takes_long(item: pytest.Item) -> bool:
    """Whether a test needs what takes long to make, is marked so, or is about the real site where it is about the miniature too."""
    real = "real" in getattr(item, "callspec", SimpleNamespace(params={})).params.values()
    return bool(SLOW & set(getattr(item, "fixturenames", ()))) or real or item.get_closest_marker("slow") is not None


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A miniature of one's own."""
    return miniature.build(tmp_path / "house")


@pytest.fixture(scope="session")
def mini(tmp_path_factory: pytest.TempPathFactory) -> House:
    """The miniature, not to be changed."""
    return miniature.build(tmp_path_factory.mktemp("miniature"))


@pytest.fixture(scope="session")
def mini_read(mini: House) -> flow.Read:
    """Its records, articles and labels."""
    return flow.read(mini)


@pytest.fixture(scope="session")
def mini_pages(mini: House, mini_read: flow.Read) -> list[Page]:
    """Its pages."""
    return pages.write_book(mini, mini_read.atlas, mini_read.labels, mini_read.articles)


@pytest.fixture(scope="session")
def atlas(mini_read: flow.Read) -> Atlas:
    """The miniature's records."""
    return mini_read.atlas


@pytest.fixture(scope="session")
def wordings(mini_read: flow.Read) -> dict[str, Wording]:
    """How figures are written, by language."""
    return {language: Wording(language, mini_read.labels) for language in ("zh", "en")}


@pytest.fixture(scope="session")
def proses(atlas: Atlas, wordings: dict[str, Wording]) -> dict[str, Prose]:
    """What prose can name, by language."""
    return {language: Prose(atlas, wording) for language, wording in wordings.items()}


@pytest.fixture
def zh(proses: dict[str, Prose]) -> Pen:
    """A pen on a Chinese page."""
    return Pen(proses["zh"], "about/page")


@pytest.fixture
def en(proses: dict[str, Prose]) -> Pen:
    """A pen on an English page."""
    return Pen(proses["en"], "about/page")


@pytest.fixture(scope="session")
def real_read() -> flow.Read:
    """The real records, articles and labels; a fault in any of them fails every test that asks."""
    return flow.read(HOUSE)


@pytest.fixture(scope="session")
def real_pages(real_read: flow.Read) -> list[Page]:
    """The real pages."""
    return pages.write_book(HOUSE, real_read.atlas, real_read.labels, real_read.articles)


@pytest.fixture(scope="session")
def labels(mini_read: flow.Read) -> Labels:
    """The fixed words."""
    return mini_read.labels


@dataclass(frozen=True)
class Built:
    """A finished site, its bundle's folder, the bundle unpacked, and what it was made from."""

    site: Path
    bundle: Path
    unpacked: Path
    read: flow.Read
    pages: list[Page]


def _built(house: House, found: flow.Read, written: list[Page], folder: Path) -> Built:
    website.build(house, found.atlas, found.labels, written, folder / "site")
    package = bundle.build(folder / "site", folder / "bundle", found.labels)
    with zipfile.ZipFile(package) as opened:
        opened.extractall(folder / "unpacked")
    return Built(folder / "site", folder / "bundle", folder / "unpacked" / package.stem, found, written)


@pytest.fixture(scope="session")
def mini_built(
    mini: House, mini_read: flow.Read, mini_pages: list[Page], tmp_path_factory: pytest.TempPathFactory
) -> Built:
    """The miniature's site."""
    pages.write(mini, mini_pages)
    return _built(mini, mini_read, mini_pages, tmp_path_factory.mktemp("mini-built"))


@pytest.fixture(scope="session")
def real_built(real_read: flow.Read, real_pages: list[Page], tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The real site, built aside from docs/ as they would be written; site/ and bundle/ are not touched."""
    top = tmp_path_factory.mktemp("real")
    house = House(top)
    miniature.borrow(house)
    pages.write(house, real_pages)
    return _built(house, real_read, real_pages, tmp_path_factory.mktemp("real-built"))


@pytest.fixture(scope="session", params=["miniature", "real"])
def built(request: pytest.FixtureRequest) -> Built:
    """Both sites, one after the other."""
    found: Built = request.getfixturevalue("mini_built" if request.param == "miniature" else "real_built")
    return found
