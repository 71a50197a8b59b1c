"""The verbs, what they say, and that README and Makefile know them; parametrised over the live lists."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.__main__ import main
from scripts.paths import HOUSE

MAKEFILE = (HOUSE.top / "Makefile").read_text("utf-8")
TARGETS = re.findall(r"^([a-z-]+):.*?(?:## (.*))?$", MAKEFILE, re.MULTILINE)
PHONY = next(line for line in MAKEFILE.splitlines() if line.startswith(".PHONY")).split()[1:]
READMES = ("README.md", "README.zh.md")


def verbs(capsys: pytest.CaptureFixture[str]) -> list[str]:
    with pytest.raises(SystemExit):
        main(["--help"])
    return re.search(r"\{([a-z,-]+)\}", capsys.readouterr().out)[1].split(",")  # type: ignore[index]


def test_phony_is_every_target() -> None:
    assert {name for name, _ in TARGETS} == set(PHONY)


@pytest.mark.parametrize("target", [name for name in PHONY if name != "clean"])
def test_every_target_says_what_it_does(target: str) -> None:
    assert dict(TARGETS)[target], f"{target}: must end in ## and a sentence"


@pytest.mark.parametrize("readme", READMES)
@pytest.mark.parametrize("target", PHONY)
def test_the_readme_names_every_target(readme: str, target: str) -> None:
    assert re.search(rf"\bmake {target}\b", (HOUSE.top / readme).read_text("utf-8")), f"{readme} must name make {target}"


@pytest.mark.parametrize("readme", READMES)
def test_the_readme_names_no_target_that_does_not_exist(readme: str) -> None:
    named = set(re.findall(r"(?:`|^\s*)make ([a-z-]+)\b", (HOUSE.top / readme).read_text("utf-8"), re.MULTILINE))
    assert named <= set(PHONY)


def test_every_verb_has_a_target_and_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    for verb in verbs(capsys):
        assert verb in PHONY, f"make {verb} must exist"
        with pytest.raises(SystemExit) as left:
            main([verb, "--help"])
        assert left.value.code == 0
        assert re.search(r"[A-Z].+\.", capsys.readouterr().out, re.DOTALL)


def test_an_unknown_verb_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["publish"])
    assert left.value.code == 2
    assert "invalid choice: 'publish'" in capsys.readouterr().err


def test_a_kind_that_does_not_exist_ends_with_one_and_a_message() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "scripts", "new", "opinion", "--id", "x"], cwd=HOUSE.top, capture_output=True, text=True, check=False
    )
    assert run.returncode == 1
    assert "KIND must be one of source, reference, trial" in run.stderr
    assert "Traceback" not in run.stderr


def test_every_folder_of_the_tree_is_in_the_readme() -> None:
    text = (HOUSE.top / "README.md").read_text("utf-8")
    folders = {"sources", "evidence", "articles", "templates", "docs", "theme", "site", "bundle", "schemas", "scripts", "tests"}
    assert {name for name in folders if f"{name}/" not in text} == set()
    assert {name for name in folders - {"site", "bundle"} if not Path(HOUSE.top / name).is_dir()} == set()
