"""A copy of the miniature's card and text in a temporary house, so that a test may damage them."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from scripts.ledger import Card, cards
from scripts.paths import House

MINIATURE = House(Path(__file__).resolve().parents[1] / "house")


@dataclass(frozen=True)
class Desk:
    """A house with one card, and the folder where its text lies."""

    house: House
    texts: Path

    @property
    def card_file(self) -> Path:
        return self.house.sources / "house-reader.yml"

    @property
    def text_file(self) -> Path:
        return self.texts / "house-reader.txt"

    @property
    def card(self) -> Card:
        (card,), problems = cards(self.house)
        assert not problems
        return card

    def rewrite(self, read: str, meant: str, *, card: bool = False) -> None:
        """Replace wording in the text, or in the card; it must stand there."""
        path = self.card_file if card else self.text_file
        text = path.read_text("utf-8")
        assert read in text
        path.write_text(text.replace(read, meant), "utf-8")

    def line(self, fragment: str) -> int:
        """The line of the card that holds a fragment."""
        lines = self.card_file.read_text("utf-8").split("\n")
        (found,) = [number for number, line in enumerate(lines, start=1) if fragment in line]
        return found

    def passage(self, part: str, number: int) -> tuple[str, int]:
        """Fingerprint of a passage on the card, and its line."""
        card = self.card
        index = next(i for i, one in enumerate(card.source.parts) if one.id == part)
        passage = card.source.parts[index].passages[number - 1]
        return passage.print, card.document.line(("parts", index, "passages", number - 1))


@pytest.fixture
def miniature() -> House:
    return MINIATURE


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    house = House(tmp_path / "house")
    house.sources.mkdir(parents=True)
    shutil.copy(MINIATURE.sources / "house-reader.yml", house.sources)
    (tmp_path / "texts").mkdir()
    shutil.copy(MINIATURE.top / "texts" / "house-reader.txt", tmp_path / "texts")
    return Desk(house, tmp_path / "texts")
