"""The scaffold of a card: loadable, without wording, with what a curator wants to know in comments."""

import shutil
from pathlib import Path

import pytest

from scripts import create, flow
from scripts.create.source import draft_claims, scaffold
from scripts.ledger import verify
from scripts.paths import House
from scripts.problems import Faults
from scripts.records import load

TEXT = Path(__file__).resolve().parents[1] / "house" / "texts" / "house-reader.txt"
TRIAL = """\
acronym: LINDEN-01
title: {zh: 试验药甲对比化疗, en: Drug Alpha against chemotherapy}
registry: [NCT00000000]
phase: "3"
allocation: randomised
masking: open label
disease: sample
setting: sample
line: first
histology: any
classes: []
region: not stated
arms:
  - {id: only, label: {zh: 唯一的组, en: the only arm}, role: single, drugs: []}
primary_endpoints: [os]
met: "no"
met_why: {zh: 未达到主要终点。, en: The primary end point was not met.}
message: {zh: 未延长总生存期。, en: Overall survival was not prolonged.}
checked: never
"""
DRUG = """\
inn: {zh: 试验药甲片, en: alphamab}
names:
  - {text: 试验药甲, lang: zh, type: nickname}
modality: other
summary: {zh: 试验药, en: a test drug}
checked: never
"""


@pytest.fixture
def house(tmp_path: Path) -> House:
    house = House(tmp_path / "house")
    for kind, name, text in (("trials", "linden-01", TRIAL), ("drugs", "alphamab", DRUG)):
        (house.evidence / kind).mkdir(parents=True)
        (house.evidence / kind / f"{name}.yml").write_text(text, "utf-8")
    house.sources.mkdir()
    assert load(house)[1] == []
    return house


def test_the_scaffold_is_a_card_that_agrees_with_its_text(house: House) -> None:
    (house.sources / "reader.yml").write_text(scaffold(house, TEXT, "reader"), "utf-8")
    (house.top / "texts").mkdir()
    shutil.copy(TEXT, house.top / "texts")
    problems, counts = verify(house, house.top / "texts")
    assert problems == []
    assert counts.sources == 1
    assert counts.passages > 40


def test_the_scaffold_names_what_it_knows_and_warns(house: House) -> None:
    lines = scaffold(house, TEXT).split("\n")
    (warned,) = [line for line in lines if "WARNING" in line]
    assert warned.endswith("  # alphamab; WARNING (direction): linden-01: direction: the text says better; the record holds: met: no")
    assert any(line.endswith("# alphamab, linden-01") for line in lines)
    assert any("# alphamab; perhaps the translation of p01 2" in line or "# perhaps the translation of p01 2" in line for line in lines)
    assert any("of: p03 5}" in line for line in lines)
    assert '#   line 17: "[1' not in "\n".join(lines)
    number = TEXT.read_text("utf-8").split("\n").index(next(x for x in TEXT.read_text("utf-8").split("\n") if "AVGR" in x)) + 1
    assert f'#   line {number}: "AVGR": perhaps Greek Δ read as A' in lines


def test_the_scaffold_holds_no_sentence_of_the_text(house: House) -> None:
    card = scaffold(house, TEXT)
    for fragment in ("每年新发", "总生存期显著延长", "激活局部", "prone", "Immunotherapy helps"):
        assert fragment not in card


def test_the_id_comes_from_the_file_unless_given(house: House) -> None:
    assert create.new(house, "source", "", TEXT).split("\n")[0] == "sources/house-reader.yml"
    assert create.new(house, "source", "own", TEXT).split("\n")[0] == "sources/own.yml"


def test_a_new_source_has_card_sheet_and_drafts(house: House) -> None:
    said = create.new(house, "source", "reader", TEXT)
    assert said.split("\n") == ["sources/reader.yml", ".cache/sheets/reader.md", "evidence/draft/claims/: 3 draft claim(s)"]
    sheet = (house.cache / "sheets" / "reader.md").read_text("utf-8")
    assert sheet.startswith("# Working sheet of reader\n\nhouse-reader.txt: ")
    (block,) = [one for one in sheet.split("### ") if one.startswith("p04 6 ")]
    assert block.split("\n") == [
        "p04 6 ✗ differs", "", "> 结果显示，试验药甲组的总生存期显著延长。".replace("，", ","), "",
        "- names: alphamab (alphamab)", "- ✗ linden-01: direction: the text says better; the record holds: met: no",
        "- draft: evidence/draft/claims/reader-p04-6.yml", "", "",
    ]
    draft = (house.evidence / "draft" / "claims" / "reader-p04-6.yml").read_text("utf-8")
    assert "# ✗ linden-01: direction: the text says better; the record holds: met: no\n" in draft
    assert 'says:\n  zh: "?"\n  en: "?"\n' in draft
    assert "总生存期显著延长" not in draft


def test_a_draft_that_is_there_stays(house: House) -> None:
    path = house.evidence / "draft" / "claims" / "reader-p04-6.yml"
    path.parent.mkdir(parents=True)
    path.write_text("mine", "utf-8")
    assert create.new(house, "source", "reader", TEXT).endswith(": 2 draft claim(s)")
    assert path.read_text("utf-8") == "mine"


def test_drafts_as_they_come_are_no_fault_and_are_never_published(house: House) -> None:
    create.new(house, "source", "reader", TEXT)
    assert flow.check_drafts(house) == []
    assert load(house)[0].claims == {}


@pytest.mark.slow
def test_a_long_text_says_how_far_it_is(house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "long.txt"
    file.write_text("".join(f"第{number}句说LINDEN-01未达到主要终点。\n" for number in range(1200)), "utf-8")
    scaffold(house, file)
    assert capsys.readouterr().err.split("\n")[:3] == ["500 of 1200 sentences", "1000 of 1200 sentences", "1200 of 1200 sentences"]


def test_an_id_that_is_taken_is_refused(house: House) -> None:
    (house.sources / "reader.yml").write_text("", "utf-8")
    with pytest.raises(Faults) as caught:
        scaffold(house, TEXT, "reader")
    assert [str(p) for p in caught.value.problems] == [
        "sources/reader.yml:1: new: a new card must have an id that no card has; give another with ID="
    ]


def test_a_draft_claim_lacks_what_only_a_person_can_say_and_nothing_else(house: House) -> None:
    drafts = draft_claims(house, TEXT, "reader")
    (house.evidence / "claims").mkdir()
    path = house.evidence / "claims" / "reader-p04-5.yml"
    path.write_text(drafts["reader-p04-5"], "utf-8")
    assert {problem.message.partition(":")[0] for problem in load(house)[1]} == {"kind", "verdict", "cites", "checked"}
    text = path.read_text("utf-8").replace("cites:", "cites: []").replace("checked:", "checked: never")
    text = text.replace("kind:  # one of: mechanism |", "kind: efficacy  #")
    text = text.replace("verdict:  # one of: contradicted |", "verdict: opinion  #")
    path.write_text(text, "utf-8")
    atlas, problems = load(house)
    assert problems == []
    assert atlas.claims["reader-p04-5"].about == ["alphamab", "linden-01"]


def test_a_guess_of_the_card_says_the_words_that_it_may_be(house: House) -> None:
    text = scaffold(house, TEXT, "reader")
    (kind,) = [line for line in text.split("\n") if line.startswith("kind: ")]
    words = ["journal landing page", "journal article", "guideline", "label", "conference news", "hospital page", "blog post"]
    assert kind.startswith("kind: journal landing page  # one of: journal landing page | ")
    assert [word for word in words if word not in kind] == []
    assert text.count("  # one of: complete | cut off | title only") == text.count("    passages:")


def test_a_second_text_learns_from_the_cards_there_are(house: House, tmp_path: Path) -> None:
    (house.sources / "reader.yml").write_text(scaffold(house, TEXT, "reader"), "utf-8")
    shutil.copy(TEXT, tmp_path / "copy.txt")
    assert "same wording as p03 4 of reader" in scaffold(house, tmp_path / "copy.txt")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("示例单抗注射液说明书\n【药品名称】示例单抗注射液\n【适应症】本品适用于示例肿瘤。\n【用法用量】每3周一次。", "label"),
        ("EXEMPLIS (exemplumab)\n1 INDICATIONS AND USAGE\nIt is for the sample tumour.\n4 CONTRAINDICATIONS\nNone.", "label"),
        ("示例肿瘤诊疗指南（2025版）\n推荐示例单抗用于一线治疗（I类推荐，证据级别1A）。", "guideline"),
        ("示例单抗研究进展\n摘要：目的是评价示例单抗。结论：有效。\n关键词：示例肿瘤\n1 前言\n示例肿瘤并不少见。", "journal article"),
        ("我院开展CAR-T治疗\n治疗前须单采细胞。门诊时间：周一上午。咨询电话：0000。", "hospital page"),
        ("CAR-T at our hospital\nCells are collected first. Request an appointment with our doctors.", "hospital page"),
        ("2025 ESMO年会速递：LINDEN-02公布结果\n主要终点未达到。", "conference news"),
        ("据示例社报道，示例单抗获批。业内人士表示欢迎。", "news report"),
        ("E药太神了，LINDEN-01证明它能救命！", "short post"),
        ("免疫治疗随想\n" + "示例单抗用于示例肿瘤已有多年，医生和患者都有体会。" * 20, "blog post"),
    ],
)
def test_a_text_shows_what_kind_it_is(house: House, tmp_path: Path, text: str, kind: str) -> None:
    file = tmp_path / "text.txt"
    file.write_text(text + "\n", "utf-8")
    (line,) = [line for line in scaffold(house, file).split("\n") if line.startswith("kind: ")]
    assert line.partition("  #")[0] == f"kind: {kind}"
