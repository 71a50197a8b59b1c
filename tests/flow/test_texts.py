"""Three texts of our own in the manner of real ones, from the raw file to published pages: ledger, checker, claims, pages.

What is false in them is listed beside (tests/house/texts/planted.yml). They were written with the checker's rules in sight: no measure.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from scripts import create, flow
from scripts.detect.engine import Engine
from scripts.ledger import derive, find, open_text, verify
from scripts.pages.book import Page
from scripts.paths import House
from scripts.records import Atlas, textyaml
from tests import miniature

TEXTS = miniature.SOURCE / "texts"
NAMES = {"hospital-page": "hospital page", "checkpoint-post": "short post", "drug-label": "label"}


@pytest.fixture(scope="module")
def planted() -> list[dict[str, Any]]:
    document, problems = textyaml.read(TEXTS / "planted.yml", "planted.yml")
    assert document is not None
    assert problems == []
    return list(document.content)


def sentences(house: House, name: str) -> dict[tuple[str, int], str]:
    derived, misfits = derive(open_text(TEXTS / f"{name}.txt").text, find(house, name).source)
    assert misfits == []
    return {(part, one.n): one.text for part, found in derived.items() for one in found if one.sort == "sentence"}


def place(house: House, one: dict[str, Any]) -> tuple[str, int]:
    (found,) = [key for key, text in sentences(house, one["text"]).items() if text.replace(",", "，").startswith(one["begins"])]
    return found


def test_every_card_accounts_for_its_text(mini: House) -> None:
    problems, counts = verify(mini, TEXTS)
    assert problems == []
    assert counts.sources == len(NAMES) + 1


@pytest.mark.parametrize("name", list(NAMES))
def test_the_scaffold_knows_what_kind_of_text_it_is_and_drafts_what_it_asserts(house: House, name: str) -> None:
    """As a curator begins: without card and claims of the text."""
    for path in (*house.sources.glob(f"{name}.yml"), *(house.evidence / "claims").glob(f"{name}-*.yml")):
        path.unlink()
    said = create.new(house, "source", name, TEXTS / f"{name}.txt").split("\n")
    assert said[:2] == [f"sources/{name}.yml", f".cache/sheets/{name}.md"]
    assert f"\nkind: {NAMES[name]}  # one of: " in (house.sources / f"{name}.yml").read_text("utf-8")
    drafts = {path.stem for path in (house.evidence / "draft" / "claims").glob(f"{name}-*.yml")}
    assert drafts >= {path.stem for path in (miniature.SOURCE / "evidence" / "claims").glob(f"{name}-*.yml")}


def test_what_is_planted_is_found_and_nothing_true_is_called_false(mini: House, atlas: Atlas, planted: list[dict[str, Any]]) -> None:
    """Without the claims, so that the records alone decide; seven of ten at least, and no false alarm."""
    bare = Engine(without_claims(atlas))
    wrong = {(one["text"], *place(mini, one)) for one in planted}
    found, amiss = set(), set()
    for name in NAMES:
        texts = sentences(mini, name)
        for key, checked in zip(texts, bare.sentences(list(texts.values())), strict=True):
            if checked["state"] == "differs":
                (found if (name, *key) in wrong else amiss).add((name, *key))
    print(f"planted falsehoods found: {len(found)} of {len(wrong)}; true sentences called false: {len(amiss)}")
    assert amiss == set()
    assert len(found) >= 6


def without_claims(atlas: Atlas) -> Atlas:
    return replace(atlas, kinds=MappingProxyType({**atlas.kinds, "claims": MappingProxyType({})}))


def test_every_planted_falsehood_is_a_claim_about_its_record(mini: House, atlas: Atlas, planted: list[dict[str, Any]]) -> None:
    for one in planted:
        part, number = place(mini, one)
        claim = atlas.claims[f"{one['text']}-{part}-{number}"]
        assert one["record"] in claim.about
        assert claim.verdict in ("contradicted", "outdated")
    assert sum(claim.source in NAMES for claim in atlas.claims.values()) == len(planted)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_their_pages_show_every_claim(mini_pages: list[Page], atlas: Atlas, language: str) -> None:
    for name in NAMES:
        (page,) = [one for one in mini_pages if one.path == f"audit/{name}-p01" and one.language == language]
        for claim in atlas.claims.values():
            if claim.source == name:
                assert claim.id in page.text


def test_no_page_holds_the_wording_of_a_text(mini: House, mini_pages: list[Page]) -> None:
    every = "".join(page.text for page in mini_pages)
    for name in NAMES:
        titles = {find(mini, name).source.title.zh}
        for text in set(sentences(mini, name).values()) - titles:
            assert len(text) < 16 or text not in every, text


def test_a_sentence_of_the_text_is_known_again_as_judged(mini: House, atlas: Atlas, planted: list[dict[str, Any]]) -> None:
    """What a reader pastes later is answered by the claim."""
    engine = Engine(atlas)
    for one in planted:
        (checked,) = engine.sentences([sentences(mini, one["text"])[place(mini, one)]])
        assert checked["state"] == "judged"
        assert checked["claim"] == "-".join(map(str, (one["text"], *place(mini, one))))


def test_a_draft_can_be_checked_by_its_file(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "again.txt").write_text("随笔\n今天读到LINDEN-01，主要终点没有达到。\n", "utf-8")
    create.new(house, "source", "again", tmp_path / "again.txt")
    path = next(iter(sorted((house.evidence / "draft" / "claims").glob("again-*.yml"))))
    monkeypatch.chdir(house.top)
    with pytest.raises(flow.Faults) as caught:
        flow.check_files(house, [str(path)])
    told = [str(one) for one in caught.value.problems]
    assert all(one.startswith(f"evidence/draft/claims/{path.name}:") for one in told)
    assert any("verdict" in one for one in told), told
    assert Path(path).is_file()
