"""Small inputs from the field (tests/cases/, wording invented), each one kind of fault, and what is right for it.

The rules were written with these inputs in sight: what holds here is in-sample and no measure of the checker.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from scripts.create import source as create
from scripts.detect.engine import Engine, Flag
from scripts.ledger import open_text
from scripts.ledger.derive import Excerpt
from scripts.paths import HOUSE, House
from scripts.problems import Faults
from scripts.records import Atlas, load, textyaml
from scripts.schema import Source

CASES = Path(__file__).resolve().parents[1] / "cases"


@dataclass(frozen=True)
class Made:
    """The card of a text as the scaffold gives it, its passages, and what the detector says of its sentences."""

    text: str
    card: Source
    excerpts: dict[str, list[Excerpt]]
    flags: list[Flag]

    def disposed(self, what: str) -> list[str]:
        """The wording of the passages with a disposition."""
        wordings = [one.text for part in self.card.parts for one in self.excerpts[part.id]]
        found = re.findall(r"- \{n: \d+, print: [0-9a-f]+, is: ([a-z ]+)", self.text)
        return [wording for wording, is_ in zip(wordings, found, strict=True) if is_ == what]

    @property
    def damage(self) -> list[str]:
        """Notes on damage, each as fragment and reason."""
        return re.findall(r'^#   line \d+: (".*)$', self.text, re.M)

    @property
    def rules(self) -> list[str]:
        """The rules that flagged, in order."""
        return [flag.rule for flag in self.flags]


@pytest.fixture(scope="module")
def records() -> Atlas:
    return load(HOUSE)[0]


@pytest.fixture(scope="module")
def engine(records: Atlas) -> Engine:
    return Engine(records)


@pytest.fixture
def make(records: Atlas, engine: Engine, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.setattr(create, "load", lambda house: (records, []))
    monkeypatch.setattr(create, "Engine", lambda atlas: engine)

    def made(name: str) -> Made:
        file = CASES / f"{name}.txt"
        card, excerpts = create._draft(HOUSE, file, "case", open_text(file))
        sentences = {part.id: [one.text for one in excerpts[part.id] if one.sort == "sentence"] for part in card.parts}
        return Made(create.scaffold(HOUSE, file, "case"), card, excerpts, engine.flags(sentences))

    return made


def refusal(name: str) -> str:
    with pytest.raises(Faults) as caught:
        open_text(CASES / f"{name}.txt")
    return caught.value.problems[0].message


def test_title_and_headings(make) -> None:  # type: ignore[no-untyped-def]
    made = make("title-and-headings")
    assert made.card.title.zh == "局部晚期肺癌免疫巩固治疗概览"
    assert made.card.parts[0].headings == ["1 背景", "1.1 度伐利尤单抗", "二、安全性", "(三)展望"]


def test_two_abstracts_with_a_doi(make) -> None:  # type: ignore[no-untyped-def]
    made = make("two-abstracts-with-doi")
    assert [(part.kind, part.language) for part in made.card.parts] == [
        ("masthead", "zh"), ("abstract", "zh"), ("abstract", "en"), ("body", "zh"),
    ]
    assert made.card.title.zh == "局限期小细胞肺癌巩固免疫治疗研究进展"
    assert not [one for one in made.disposed("bibliography") if "。" in one]
    assert [(flag.part, flag.rule) for flag in made.flags] == [("p03", "approval")]
    assert "nivolumab" in made.flags[0].message


def test_pasted_html(make) -> None:  # type: ignore[no-untyped-def]
    made = make("pasted-html")
    assert "<" not in "".join(one.text for part in made.excerpts.values() for one in part)
    assert len([one for one in made.disposed("pending") if one.endswith("。")]) == 2
    assert {flag.message.split(":")[0].split()[-1] for flag in made.flags if flag.rule == "end point"} == {"checkmate-451"}
    assert made.disposed("bibliography") == []


def test_a_short_post(make) -> None:  # type: ignore[no-untyped-def]
    made = make("short-post")
    assert made.card.parts[0].kind == "body"
    assert len(made.disposed("pending")) == 2
    assert "direction" in made.rules


def test_a_number_alone_on_a_line(make) -> None:  # type: ignore[no-untyped-def]
    made = make("number-alone-on-a-line")
    assert made.disposed("boilerplate") == []
    assert "305" in made.disposed("pending")


def test_hard_wrapped(make, engine: Engine) -> None:  # type: ignore[no-untyped-def]
    made = make("hard-wrapped")
    assert made.card.wraps == "joined"
    pending = made.disposed("pending")
    assert len(pending) == 2
    named = set(engine.named("".join(pending)))
    assert named >= {"pembrolizumab", "nivolumab", "atezolizumab", "sclc"}


def test_three_articles(make) -> None:  # type: ignore[no-untyped-def]
    parts = make("three-articles").card.parts
    assert [part.begins for part in parts] == ["免疫治疗的五个误区", "晚期肝癌的联合治疗", "CAR-T治疗淋巴瘤问答"]


def test_upload_furniture(make) -> None:  # type: ignore[no-untyped-def]
    made = make("upload-furniture")
    assert (len(made.disposed("boilerplate")), len(made.disposed("pending"))) == (9, 1)


def test_traditional_script(make, engine: Engine) -> None:  # type: ignore[no-untyped-def]
    made = make("traditional-script")
    assert len(made.damage) == 1
    assert "Traditional" in made.damage[0]
    named = set(engine.named((CASES / "traditional-script.txt").read_text("utf-8")))
    assert named >= {"immune-checkpoint-inhibitors", "pembrolizumab", "nivolumab", "tumour-microenvironment", "ifn-gamma"}
    assert made.rules == ["approval"]


def test_pinyin_in_brackets(make, engine: Engine) -> None:  # type: ignore[no-untyped-def]
    made = make("pinyin-in-brackets")
    assert len(made.damage) == 1
    assert "10 reading aids" in made.damage[0]
    named = set(engine.named((CASES / "pinyin-in-brackets.txt").read_text("utf-8")))
    assert named >= {"immune-checkpoint-inhibitors", "pembrolizumab", "sclc"}


def test_latin_lost_in_brackets(make) -> None:  # type: ignore[no-untyped-def]
    assert len([one for one in make("latin-lost-in-brackets").damage if one.endswith("Latin words lost, their comma left")]) == 4


def test_misprinted_diseases(make) -> None:  # type: ignore[no-untyped-def]
    assert set(make("misprinted-diseases").damage) == {
        '"官颈癌": perhaps 宫颈癌', '"胄癌": perhaps 胃癌',
        '"未小细胞肺癌": perhaps 非小细胞肺癌', '"鼻烟癌": perhaps 鼻咽癌', '"肝细跑癌": perhaps 肝细胞癌',
    }


def test_misread_digits(make) -> None:  # type: ignore[no-untyped-def]
    fragments = {one.split('"')[1] for one in make("misread-digits").damage}
    assert fragments == {"l2.3", "1O.3", "O.70", "PD—Ll", "I0", "CTLA一4"}


def test_html_entities(make) -> None:  # type: ignore[no-untyped-def]
    assert "&" not in open_text(CASES / "html-entities.txt").text
    assert make("html-entities").damage == []


def test_files_that_are_no_readable_text() -> None:
    assert open_text(CASES / "utf16-notepad.txt").encoding == "utf-16"
    assert "UTF-8 that was read as Latin-1" in refusal("utf8-read-as-latin1")
    assert "this is RTF" in refusal("rtf-renamed")
    cut = refusal("cut-inside-a-character")
    assert "cut inside its last character" in cut
    assert "head -c 75" in cut


def test_entities(engine: Engine) -> None:
    document, problems = textyaml.read(CASES / "entities.yml", "entities.yml")
    assert not problems or document is not None
    for case in document.content if document else []:
        found = set(engine.named(case["text"]))
        assert found >= set(case["ids"]), case["text"]
        assert not found & set(case.get("never", [])), case["text"]


def test_acronyms_whole_and_with_a_slash(make, engine: Engine) -> None:  # type: ignore[no-untyped-def]
    for sentence in ("KEYNOTE-158研究支持了加速批准。", "KEYNOTE-028研究入组PD-L1阳性患者。"):
        assert "keynote-158-sclc" in engine.named(sentence)
    text = (CASES / "longer-acronym.txt").read_text("utf-8")
    assert not {"pacific", "harmoni"} & set(engine.named(text))
    assert make("longer-acronym").rules == []


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        ("glued-unknown-drug", ["drug"] * 3),
        ("glued-end-point", ["end point"]),
        ("wrong-figures", ["figure"] * 4),
        ("counts-and-shares", ["arithmetic"] * 2),
        ("wrong-target", ["target"] * 4),
        ("approval-outside-lung", ["approval"] * 3),
        ("two-shares", []),
        ("contrast", []),
        ("update-at-a-meeting", []),
    ],
)
def test_flags(make, name: str, rules: list[str]) -> None:  # type: ignore[no-untyped-def]
    made = make(name)
    assert made.rules == rules, made.flags


def test_figures_print_what_the_record_holds(make) -> None:  # type: ignore[no-untyped-def]
    messages = [flag.message for flag in make("wrong-figures").flags]
    for message, held in zip(messages, ("10.3", "0.63–0.89", "0.70", "19.3%"), strict=True):
        assert held in message


def test_a_card_left_open_is_refused_with_its_lines(records: Atlas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(create, "load", lambda house: (records, []))
    house = House(tmp_path)
    house.sources.mkdir()
    card = create.scaffold(house, CASES / "short-post.txt", "left-open")
    (house.sources / "left-open.yml").write_text(card, "utf-8")
    from scripts import checks

    told = [one for one in checks.run(load(house)[0]) if one.rule == "scaffold"]
    lines = card.split("\n")
    assert {one.line for one in told} == {n for n, line in enumerate(lines, 1) if re.match(r'^[^#]*: "\?"$', line) or "# one of" in line}
    assert all(one.path == "sources/left-open.yml" for one in told)
    assert len(told) == 9
