"""Third-party code of the tests and of bench/: tests/vendor/, kept as theme/vendor/ is. `python -m tests.shelf` fetches it afresh."""

from __future__ import annotations

from pathlib import Path

from scripts.paths import HOUSE, House
from scripts.website import vendor


class Shelf(House):
    """A house whose theme folder is tests/, so that the same reader and fetcher serve both."""

    @property
    def theme(self) -> Path:
        return self.top / "tests"


SHELF = Shelf(HOUSE.top)
AXE = SHELF.theme / "vendor" / "axe-core" / "axe.min.js"
MINISEARCH = SHELF.theme / "vendor" / "minisearch" / "index.js"

if __name__ == "__main__":
    vendor.fetch(SHELF)
