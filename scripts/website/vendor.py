"""Third-party browser code in theme/vendor/: fetched from the npm registry by one command, verified by hash in the tests.

In: theme/vendor/VENDOR.json. Out: the files it lists, or the problems that they have. `make vendor`
fetches the versions that VENDOR.json names, checks each package against its npm integrity and rewrites the hashes.
"""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..paths import House
from ..problems import Problem

LIST = "VENDOR.json"


def verify(house: House) -> Iterator[Problem]:
    """Every vendored file is listed in VENDOR.json with its hash, and nothing else lies there."""
    folder = house.theme / "vendor"
    name = house.name(folder / LIST)
    listed = {LIST}
    for package in _read(folder):
        for file, digest in package["files"].items():
            path = f"{package['name']}/{file}"
            listed.add(path)
            if not (folder / path).is_file():
                yield Problem(name, 1, "vendor", f"{path} must exist; run make vendor")
            elif _sha256((folder / path).read_bytes()) != digest:
                yield Problem(name, 1, "vendor", f"{path} must have the listed sha256; it was changed by hand")
    for found in sorted(p for p in folder.rglob("*") if p.is_file()):
        if found.relative_to(folder).as_posix() not in listed:
            yield Problem(house.name(found), 1, "vendor", f"a vendored file must be listed in {LIST}")


def fetch(house: House) -> None:
    """Fetch every listed package, compare its integrity, write its files and their hashes."""
    folder = house.theme / "vendor"
    packages = _read(folder)
    for package in packages:
        members = _fetch(package["name"], package["version"], package["integrity"])
        target = folder / package["name"]
        target.mkdir(parents=True, exist_ok=True)
        for file, member in package["from"].items():
            (target / file).write_bytes(members[f"package/{member}"])
        (target / "VERSION").write_text(package["version"] + "\n", encoding="utf-8")
        package["files"] = {
            file: _sha256((target / file).read_bytes()) for file in sorted([*package["from"], "VERSION"])
        }
    (folder / LIST).write_text(json.dumps(packages, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _read(folder: Path) -> list[dict[str, Any]]:
    packages: list[dict[str, Any]] = json.loads((folder / LIST).read_text(encoding="utf-8"))
    return packages


def _fetch(name: str, version: str, integrity: str) -> dict[str, bytes]:
    """The files of a package; npm knows which registry to ask."""
    with tempfile.TemporaryDirectory() as scratch:
        command = ["npm", "pack", f"{name}@{version}", "--silent", "--pack-destination", scratch]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        archive = next(Path(scratch).glob("*.tgz"))
        seen = "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
        if seen != integrity:
            raise SystemExit(f"{name}@{version}: the package must have the integrity {integrity}; it has {seen}")
        with tarfile.open(archive) as opened:
            files = {m.name: opened.extractfile(m) for m in opened.getmembers() if m.isfile()}
            return {path: file.read() for path, file in files.items() if file is not None}


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
