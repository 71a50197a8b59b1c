"""Every folder of the flow, named once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class House:
    """The tree below one top folder; tests build a miniature with the same names."""

    top: Path

    @property
    def sources(self) -> Path:
        return self.top / "sources"

    @property
    def evidence(self) -> Path:
        return self.top / "evidence"

    @property
    def articles(self) -> Path:
        return self.top / "articles"

    @property
    def templates(self) -> Path:
        return self.top / "templates"

    @property
    def twins(self) -> Path:
        """Pairs of a false and a true sentence, by which checkers of texts are measured."""
        return self.top / "twins"

    @property
    def docs(self) -> Path:
        return self.top / "docs"

    @property
    def theme(self) -> Path:
        return self.top / "theme"

    @property
    def schemas(self) -> Path:
        return self.top / "schemas"

    @property
    def site(self) -> Path:
        return self.top / "site"

    @property
    def bundle(self) -> Path:
        return self.top / "bundle"

    @property
    def cache(self) -> Path:
        """What may be thrown away at any time."""
        return self.top / ".cache"

    def name(self, path: Path) -> str:
        """The path as a reader of messages knows it: relative to the top where it lies below it."""
        return path.relative_to(self.top).as_posix() if path.is_relative_to(self.top) else path.as_posix()


HOUSE = House(Path(__file__).resolve().parent.parent)
LANGUAGES = ("zh", "en")
