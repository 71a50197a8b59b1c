"""`python -m tests.bless` writes the miniature's pages into tests/house/expected/: read the difference, then commit it.

`python -m tests.bless checks` does the same for tests/checks/*/expected.txt, and `python -m tests.bless checks NAME …` for some cases.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from scripts import pages

from . import miniature
from .checks import cases

# One page a template, and the second form of those that have two.
GOLDEN = (
    "index", "trials/index", "trials/linden-01", "trials/birch", "drugs/exemplumab", "drugs/index", "classes/index",
    "classes/sample-inhibitors", "targets/sample-1", "biomarkers/sample-score", "diseases/sample-tumour",
    "settings/sample-tumour-first-line",
    "glossary/index", "glossary/sample-fever", "audit/index", "audit/claims", "audit/house-reader", "audit/house-reader-p04",
    "audit/twins",
    "audit/hospital-page-p01", "audit/checkpoint-post-p01", "audit/drug-label", "audit/drug-label-p01", "check/index",
    "ifn-gamma/index", "ifn-gamma/pathway", "references/index",
)


def golden() -> dict[str, str]:
    """File name below tests/house/expected/ → text of the chosen pages of the miniature, in both languages."""
    with tempfile.TemporaryDirectory() as scratch:
        written = miniature.written(miniature.build(Path(scratch), ("templates",)))
    return pages.texts([page for page in written if page.path in GOLDEN])


def cases_of(names: list[str]) -> int:
    """Write expected.txt of the cases named, or of all; the exit status."""
    chosen = [case for case in cases.every() if not names or case.folder.name in names]
    for name in sorted(set(names) - {case.folder.name for case in chosen}):
        print(f"tests/checks/{name}/ must hold edit.yml", file=sys.stderr)
    for case in chosen:
        (case.folder / "expected.txt").write_text("".join(f"{line}\n" for line in cases.problems(case)), "utf-8")
        print(f"{case.folder.name}: {len(case.expected)} lines")
    return int(len(names) > len(chosen))


def main(words: list[str]) -> int:
    if words[:1] == ["checks"]:
        return cases_of(words[1:])
    shutil.rmtree(miniature.EXPECTED, ignore_errors=True)
    for name, text in golden().items():
        path = miniature.EXPECTED / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
    print(f"{len(list(miniature.EXPECTED.rglob('*.md')))} pages written to {miniature.EXPECTED}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
