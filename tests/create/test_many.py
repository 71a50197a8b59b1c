"""Many texts: the same lines in this process, in a pool and on a cluster, in order; few under way; a dead worker takes nothing along."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench import many as bench
from scripts.create import many
from scripts.detect.engine import Engine, Pack
from scripts.records import Atlas
from tests import miniature

pytestmark = pytest.mark.slow

TEXT = (miniature.SOURCE / "texts" / "house-reader.txt").read_bytes()


def texts(count: int) -> list[many.Text]:
    return [(f"text-{number:02}.txt", TEXT + f"第{number}篇：LINDEN-01的总生存期风险比为0.55。\n".encode()) for number in range(count)]


@pytest.fixture(scope="module")
def pack(request: pytest.FixtureRequest) -> Pack:
    atlas: Atlas = request.getfixturevalue("atlas")
    return Engine(atlas).pack


@pytest.fixture(scope="module")
def plain(pack: Pack) -> list[str]:
    """The lines as one process gives them."""
    engine = Engine.of(pack)
    return [many.told(engine, name, content) for name, content in texts(40)]


@pytest.fixture
def crew(pack: Pack) -> Iterator[many.Processes]:
    made = many.Processes(pack, 2)
    yield made
    made.close()


def test_a_line_says_what_became_of_every_passage_and_not_its_wording(plain: list[str]) -> None:
    line = json.loads(plain[0])
    assert set(line) == {"text", "sha256", "encoding", "kind", "parts"}
    passages = [one for part in line["parts"] for one in part["passages"]]
    assert {one["is"] for one in passages} >= {"pending", "boilerplate", "heading"}
    assert any(one.get("state") == "differs" and one["flags"][0]["holds"] for one in passages)
    assert "本文介绍该药的研究背景" not in plain[0]


def test_a_text_that_is_none_is_told_by_name(pack: Pack) -> None:
    line = json.loads(many.told(Engine.of(pack), "a.txt", b"{\\rtf1 not a text}"))
    assert line["text"] == "a.txt"
    assert "RTF" in line["fault"]


def test_a_pool_gives_the_same_lines_in_the_same_order(crew: many.Processes, plain: list[str]) -> None:
    assert list(many.lines(texts(40), crew, 3)) == plain


def test_a_killed_worker_takes_no_text_along(crew: many.Processes, plain: list[str]) -> None:
    found = []
    for line in many.lines(texts(40), crew, 2):
        if len(found) == 5:
            crew.kill()
        found.append(line)
    assert found == plain


def test_a_text_that_ends_its_worker_is_told_and_the_others_go_on(pack: Pack, plain: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    as_it_was = many.told

    def deadly(engine: Engine, name: str, content: bytes) -> str:
        if name == "text-07.txt":
            os._exit(1)
        return as_it_was(engine, name, content)

    monkeypatch.setattr(many, "told", deadly)  # processes are forked, and so inherit it
    crew = many.Processes(pack, 2)
    found = list(many.lines(texts(20), crew, 4))
    crew.close()
    assert json.loads(found[7]) == {"text": "text-07.txt", "fault": "the text must not end the process that reads it (it ended 3)"}
    assert found[:7] + found[8:] == plain[:7] + plain[8:20]


def test_few_texts_are_under_way_at_a_time(crew: many.Processes) -> None:
    """Memory does not grow with the number of texts: they are asked for as lines are taken."""
    asked = 0

    def one_by_one() -> Iterator[many.Text]:
        nonlocal asked
        for text in texts(60):
            asked += 1
            yield text

    for taken, _ in enumerate(many.lines(one_by_one(), crew, 2), start=1):
        assert asked - taken <= (crew.workers * many.AHEAD + 2) * 2


def test_a_cluster_gives_the_same_lines(pack: Pack, plain: list[str]) -> None:
    pytest.importorskip("distributed", reason="distributed is not installed: pip install -r requirements-dask.txt")
    with bench.cluster(2) as there:
        assert there is not None
        crew, found = many.Dask(pack, there[0]), []
        for line in many.lines(texts(40), crew, 3):
            if len(found) == 6:
                there[1]()  # a worker dies
            found.append(line)
        crew.close()
    assert found == plain


def test_generated_texts_depend_on_their_number_alone() -> None:
    made = ["一。", "二。", "三。", "four."]
    whole = list(bench.generated(30, made))
    assert list(bench.generated(10, made)) == whole[:10]
    assert len({content for _, content in whole}) == 30


def test_the_verb_prints_a_line_a_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from scripts.__main__ import main

    (tmp_path / "a.txt").write_text("KEYNOTE-024的总生存期风险比是0.26。\n", "utf-8")
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "b.txt").write_bytes(b"%PDF-1.7")
    assert main(["check-texts", str(tmp_path), "--workers", "1"]) == 0
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert first["parts"][0]["passages"][0]["state"] == "differs"
    assert (second["text"], "PDF" in second["fault"]) == ("below/b.txt", True)
