"""What the checker found of the pairs that were held out, as it was last measured: twins/measured.yml.

In: the house. Out: `Measured`, or None where nothing was measured. `python -m bench.twins --write` writes the file; a test compares it.
"""

from __future__ import annotations

from pydantic import TypeAdapter

from ..paths import House
from ..problems import Faults
from ..records import textyaml
from ..schema.days import Day
from ..schema.words import Count, Piece
from .pair import Kind

FILE = "measured.yml"


class Score(Piece):
    """Of some pairs: how many false sentences were told to be false, and how many true ones."""

    pairs: Count
    """Pairs."""
    found: Count
    """False sentences that were said to differ from the record."""
    alarms: Count
    """True sentences that were."""

    @property
    def recall(self) -> float:
        """Percent of the false sentences found."""
        return 100 * self.found / self.pairs if self.pairs else 0.0

    @property
    def false_alarms(self) -> float:
        """Percent of the true sentences said to be false."""
        return 100 * self.alarms / self.pairs if self.pairs else 0.0


class Measured(Piece):
    """The figures that are out of sample: of pairs written by hand and never looked at while rules were written."""

    date: Day
    """When it was measured."""
    all: Score
    """All pairs held out."""
    zh: Score
    """Those in Chinese."""
    en: Score
    """Those in English."""
    kinds: dict[Kind, Score]
    """By what the false sentence gets wrong."""


def measured(house: House) -> Measured | None:
    """The figures; raises Faults where the file is not as it was written."""
    path = house.twins / FILE
    if not path.is_file():
        return None
    document, problems = textyaml.read(path, house.name(path))
    if document is None or problems:
        raise Faults(problems)
    return TypeAdapter(Measured).validate_python(document.content)
