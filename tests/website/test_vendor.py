"""Third-party code: what VENDOR.json lists lies there unchanged, with licence and version, and nothing else does."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from scripts.paths import HOUSE, House
from scripts.website import vendor
from tests.shelf import SHELF


@pytest.mark.parametrize("house", [HOUSE, SHELF], ids=["theme", "tests"])
def test_every_vendored_file_is_as_listed(house: House) -> None:
    assert [str(problem) for problem in vendor.verify(house)] == []
    for package in json.loads((house.theme / "vendor" / "VENDOR.json").read_text("utf-8")):
        assert {"LICENSE", "VERSION"} <= set(package["files"])
        assert package["integrity"].startswith("sha512-")
        assert package["licence"]
        assert (house.theme / "vendor" / package["name"] / "VERSION").read_text("utf-8").strip() == package["version"]


@pytest.mark.parametrize(("change", "message"), [
    ("changed", "axe-core/axe.min.js must have the listed sha256; it was changed by hand"),
    ("gone", "axe-core/axe.min.js must exist; run make vendor"),
    ("extra", "a vendored file must be listed in VENDOR.json"),
])
def test_what_was_touched_is_told(tmp_path: Path, change: str, message: str) -> None:
    shutil.copytree(SHELF.theme / "vendor", tmp_path / "theme" / "vendor")
    path = tmp_path / "theme" / "vendor" / "axe-core" / "axe.min.js"
    if change == "changed":
        path.write_text(path.read_text("utf-8") + "\n", "utf-8")
    elif change == "gone":
        path.unlink()
    else:
        (path.parent / "more.js").write_text("x", "utf-8")
    (problem,) = vendor.verify(House(tmp_path))
    assert problem.rule == "vendor"
    assert problem.message == message
