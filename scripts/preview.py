"""What `make serve` shows: a built folder that follows every change, its version, and the faults that keep it from being newer.

In: the house, and names of files that changed. Out: `.cache/serve/site`. A change of a record or an article renders its own pages
at once, then every other page that differs, then search, previews and data; a style or a browser script is copied as soon as it
is saved; a change of the frame renders everything. What is written here never touches site/ and bundle/.
"""

from __future__ import annotations

import json
import shutil
import sys
import time
import traceback
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from . import flow, pages, website
from .pages import own
from .pages.book import Page
from .paths import House
from .problems import Faults, Problem

# Files below theme/ that go to the site as they are; all others are part of every page.
COPIED = frozenset({"css", "js", "images", "vendor"})


class Preview:
    """The built folder, its version, and the faults that keep it from being newer."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.folder = house.cache / "serve" / "site"
        self.version = 0
        self.faults: list[Problem] = []
        self.whole = True
        """Whether the next build must render every page."""
        self.written: list[Page] = []
        """All pages as they were last written."""
        self.meanwhile: set[str] = set()
        """Files of the theme that were copied while a whole build was made."""
        self.unrendered = False
        """Whether docs/ holds what the folder does not."""
        self.code: set[str] = set()
        """Our own modules that changed since the start."""

    def follow(self, changed: Iterable[Path], waiting: Callable[[], bool] = lambda: False) -> None:
        """Bring the folder up to date after a change, or say why not: first the pages of the files themselves, then everything else.

        Where more is `waiting`, what is left is done with that.
        """
        names = sorted({self.house.name(path) for path in changed})
        copied = [name for name in names if is_copied(name)]
        for name in copied:
            self.copy(name)
        if names and len(copied) == len(names) and not self.whole:
            return
        self.code |= {name for name in names if name.startswith("scripts/")}
        self.whole |= any(part_of_every_page(name) for name in names)
        start = time.monotonic()
        owned = bool(self.written) and not self.whole and self._do(names, start, partial(self._own, names))
        if not waiting():
            self._do(names, start, partial(self._rest, owned, waiting))

    def _do(self, names: list[str], start: float, work: Callable[[], str]) -> bool:
        """Do a part of the work, tell its faults and what it did; whether it did anything."""
        said = ""
        try:
            said = work()
        except Faults as faults:
            self.faults = faults.problems
        except Exception as error:  # a fault of ours must not end the preview
            traceback.print_exc()
            self.faults = [Problem(names[0] if names else "records", 1, "preview", f"this must not happen: {error!r}")]
        for problem in self.faults:
            print(problem, file=sys.stderr)
        if said or self.faults:
            said = f"{len(self.faults)} problem(s)" if self.faults else said
            print(f"{', '.join(names[:3]) or 'everything'}: {said} after {time.monotonic() - start:.1f} s", flush=True)
        return bool(said)

    def _own(self, names: list[str]) -> str:
        """Render the pages of the files that changed, where every rule that looks at these files is kept."""
        looked = flow.look(self.house, frozenset(names))
        if looked.problems or looked.labels is None:
            raise Faults(looked.problems)
        found = looked.read(looked.labels)
        written = own.pages(own.Shelf(self.house, found.atlas, found.labels, found.articles, self.written), names)
        self.unrendered |= pages.put(self.house, pages.texts(written)) > 0
        if not self.unrendered:
            return ""
        self.faults = self._rendered([])
        return "shown"

    def _rest(self, owned: bool, waiting: Callable[[], bool]) -> str:
        """Everything else, until more is waiting; `owned` where the pages of the files themselves were rendered just now."""
        found = flow.read(self.house)
        if waiting():
            return ""
        written = pages.write_book(self.house, found.atlas, found.labels, found.articles)
        before = pages.present(self.house)
        self.unrendered |= any(pages.write(self.house, written))
        for path in set(before) - set(pages.present(self.house)):
            self._target(path).unlink(missing_ok=True)
        self.written = written
        if self.whole:
            self.faults = self._restart(self._all(found, written))
            self.unrendered, self.version = False, self.version + 1
            return "everything shown"
        warned = [one for one in self.faults if one.rule == "renderer"] if owned else []
        self.faults = self._rendered(warned) if self.unrendered else self._restart(warned)
        if waiting():
            return ""
        website.beside(self.house, found.atlas, found.labels, written, self.folder)
        return "search, previews and data follow"

    def _rendered(self, warned: list[Problem]) -> list[Problem]:
        """Render what differs; what the renderer warned of, now and for the pages of the files themselves."""
        told = website.rendered(self.house, self.folder, changed_only=True)
        self.unrendered, self.version = False, self.version + 1
        return self._restart([*warned, *told])

    def _restart(self, told: list[Problem]) -> list[Problem]:
        """Faults with what only a new start can follow."""
        must = "make serve must be started again to follow this file"
        return [*(one for one in told if one.message != must), *(Problem(name, 1, "preview", must) for name in sorted(self.code))]

    def _all(self, found: flow.Read, written: list[Page]) -> list[Problem]:
        """Every page anew, made aside and put in place whole."""
        made = self.folder.with_name("next")
        self.meanwhile.clear()
        told = website.rendered(self.house, made, changed_only=False)
        website.beside(self.house, found.atlas, found.labels, written, made)
        shutil.rmtree(self.folder, ignore_errors=True)
        made.rename(self.folder)
        self.whole = False
        for name in sorted(self.meanwhile):
            self._put(name)
        return told

    def copy(self, name: str) -> None:
        """A file of the theme as it is, or gone as it is gone; at once, whatever is being built."""
        self.meanwhile.add(name)
        if self.folder.is_dir():
            self._put(name)
            self.version += 1
            print(f"{name}: shown", flush=True)

    def _put(self, name: str) -> None:
        source, target = self.house.top / name, self.folder / Path(name).relative_to("theme")
        if source.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
        else:
            target.unlink(missing_ok=True)

    def _target(self, page: Path) -> Path:
        """The HTML of a page of docs/."""
        language, *rest = page.relative_to(self.house.docs).with_suffix(".html").parts
        return self.folder.joinpath(*([] if language == "zh" else [language]), *rest)

    def state(self) -> bytes:
        """What the page asks for: the version to show and what keeps it from being newer."""
        return json.dumps({"version": self.version, "faults": [str(problem) for problem in self.faults]}).encode()


def is_copied(name: str) -> bool:
    """Whether a file goes to the site as it is."""
    return name.startswith("theme/") and name.split("/")[1] in COPIED


def part_of_every_page(name: str) -> bool:
    """Whether a change of a file changes pages whose Markdown stays as it is."""
    if name.startswith("theme/"):
        return name.split("/")[1] not in COPIED
    return name in ("mkdocs.yml", "templates/labels-browser.yml")
