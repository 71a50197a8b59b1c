"""The checker's reading of a text against the ledger's: sentences, fingerprints, Simplified characters."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scripts import flow
from scripts.detect.engine import Engine
from scripts.language.script import simplified
from scripts.ledger import open_text
from scripts.ledger.fold import fingerprint, normalise
from scripts.ledger.sentences import split

CASES = Path(__file__).resolve().parents[1] / "cases"
REFUSED = {"rtf-renamed", "utf8-read-as-latin1", "cut-inside-a-character"}


@pytest.fixture(scope="module")
def engine(mini_read: flow.Read) -> Engine:
    return Engine(mini_read.atlas)


def texts() -> list[Path]:
    """Cases, the miniature's text and, where they are at hand, the source texts."""
    found = [path for path in sorted(CASES.glob("*.txt")) if path.stem not in REFUSED]
    found += sorted((CASES.parent / "house" / "texts").glob("*.txt"))
    folder = os.environ.get("SOURCE_TEXTS", "")
    return [*found, *(path for path in sorted(Path(folder).glob("*.txt")) if folder)]


@pytest.mark.parametrize("path", texts(), ids=lambda path: path.stem)
def test_a_line_is_cut_and_fingerprinted_as_the_ledger_does(engine: Engine, path: Path) -> None:
    lines = open_text(path).text.split("\n")
    tidied = [engine.ask("tidy", line) for line in lines]
    assert [line for line in tidied if line] == normalise("\n".join(lines))
    for line in filter(None, tidied):
        sentences = split(line)
        assert engine.ask("split", line) == sentences
        for sentence in sentences:
            assert engine.ask("fingerprint", sentence) == fingerprint(sentence)


@pytest.mark.parametrize("text", ["", "a", "abc" * 40, "肿瘤" * 30, "IFN-γ\U00020000", "x" * 55, "x" * 56, "x" * 64])
def test_a_plain_sha_256(engine: Engine, text: str) -> None:
    assert engine.ask("fingerprint", text) == fingerprint(text)


def test_lines_broken_at_a_fixed_width_are_joined(engine: Engine) -> None:
    found = [one["sentence"] for one in engine.text(open_text(CASES / "hard-wrapped.txt").text)]
    assert len(found) == 2


def test_traditional_characters_are_read_as_simplified(engine: Engine) -> None:
    text = open_text(CASES / "traditional-script.txt").text
    assert engine.ask("plain", text) == simplified(text)
