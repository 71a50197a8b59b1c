"""Checking one file: every rule, records, drafts, articles, labels and templates alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts import checks, flow
from scripts.paths import House
from scripts.problems import Faults

RULES = len(checks.RULES) + len(checks.PROSE_RULES)


def problems(house: House, *names: str) -> list[str]:
    """What checking the files tells."""
    with pytest.raises(Faults) as faults:
        flow.check_files(house, [str(house.top / name) for name in names])
    return [str(problem) for problem in faults.value.problems]


@pytest.mark.parametrize("name", [
    "evidence/trials/birch.yml", "articles/safety/index.zh.md", "templates/labels.yml", "templates/foot.md.j2", "sources/house-reader.yml",
])
def test_every_rule_runs_and_the_line_says_how_many(house: House, capsys: pytest.CaptureFixture[str], name: str) -> None:
    flow.check_files(house, [str(house.top / name)])
    assert capsys.readouterr().out.startswith(f"{name}: {RULES} rules, all kept")


def test_a_folder_stands_for_its_files(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    flow.check_files(house, [str(house.evidence / "trials")])
    assert capsys.readouterr().out.startswith("evidence/trials/birch.yml, evidence/trials/linden-01.yml: ")


def change(house: House, name: str, read: str, meant: str) -> None:
    path = house.top / name
    text = path.read_text("utf-8")
    assert read in text
    path.write_text(text.replace(read, meant), "utf-8")


def test_rules_of_prose_run_and_other_files_are_not_told(house: House) -> None:
    change(house, "evidence/terms/sample-flare.yml", "与示例热不同", "HR 0.63,与示例热不同")
    change(house, "evidence/terms/sample-fever.yml", "为测试而虚构", "HR 0.63")
    told = problems(house, "evidence/terms/sample-flare.yml")
    assert [line.split(": ")[1] for line in told] == ["numbers-agree", "abbreviations", "figures-are-called"]
    assert len(problems(house, "evidence/terms")) == 6


def test_an_article_is_held_against_its_other_language(house: House) -> None:
    change(house, "articles/safety/index.en.md", "slight fever", "fever of 38.5 degrees")
    assert problems(house, "articles/safety/index.zh.md") == [
        "articles/safety/index.zh.md:6: numbers-agree: section 'fever': both languages must give the same numbers: "
        "none in Chinese only, 38.5 in English only"
    ]


def test_a_draft_is_held_against_every_rule_as_if_it_were_published(house: House) -> None:
    path = house.evidence / "draft" / "terms" / "sample-rash.yml"
    path.parent.mkdir(parents=True)
    path.write_text('name: {zh: 示例皮疹, en: sample rash}\ndefinition: {zh: "?", en: "?"}\nsee: [nobody]\nchecked: never\n', "utf-8")
    assert [line.split(": ", 1)[1] for line in problems(house, "evidence/draft/terms/sample-rash.yml")] == [
        "scaffold: definition.en: the question mark must be answered",
        "scaffold: definition.zh: the question mark must be answered",
        "ids-exist: see: 'nobody' must be the id of a record in trials or drugs or classes or targets or biomarkers or diseases or "
        "settings or terms",
    ]


def test_a_label_that_is_gone_is_told_wherever_it_is_asked_for(house: House) -> None:
    """In a template, a browser script, the frame and our own modules, whichever labels file is looked at."""
    change(house, "templates/labels-figures.yml", "\n  level: {", "\n  gone: {")
    change(house, "templates/labels-browser.yml", "    colon: {", "    gone: {")
    change(house, "templates/labels-browser.yml", "    placeholder: {", "    gone: {")
    change(house, "templates/foot.md.j2", "L('page.not-reviewed')", "L('page.not-review')")
    told = {line.split(":", 1)[0]: line.split(": ", 1)[1] for line in problems(house, "templates/labels.yml")}
    assert told["scripts/language/wording.py"] == "labels: 'form.level' must be a label"
    assert told["theme/js/direct.js"].startswith("labels: 'browser.search.colon' must be a label")
    assert told["theme/partials/search.html"].startswith("labels: 'theme.search.placeholder' must be a label")
    assert told["templates/foot.md.j2"] == "labels: 'page.not-review' must be a label; 'page.not-reviewed' is near"
    assert problems(house, "templates/labels-browser.yml") == problems(house, "templates/labels.yml")


def test_chinese_in_an_english_label_is_told(house: House) -> None:
    change(house, "templates/labels-data.yml", "en: primary end points as", "en: primary 终点 as")
    assert [line.split(": ", 1)[1] for line in problems(house, "templates/labels-data.yml")] == [
        "languages: Chinese in an English text must stand between quotation marks or brackets: '终'"
    ]


def test_a_heading_without_id_is_told_for_its_file_alone(house: House) -> None:
    change(house, "articles/safety/index.zh.md", " { #fever }", "")
    assert "headings-have-ids" in str(problems(house, "articles/safety/index.zh.md"))


def test_a_file_that_no_rule_looks_at_is_no_success(house: House) -> None:
    (house.top / "notes.txt").write_text("anything", "utf-8")
    must = "check: it must be a record, a draft, an article, labels, a template or the exceptions: no rule looks at anything else"
    assert problems(house, "notes.txt") == [f"notes.txt:1: {must}"]


def test_a_folder_may_hold_other_things_but_not_them_alone(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    (house.templates / "notes.txt").write_text("anything", "utf-8")
    flow.check_files(house, [str(house.templates)])
    assert "all kept" in capsys.readouterr().out
    assert "no rule looks at anything else" in problems(house, "theme/css")[0]


def test_a_file_that_is_not_there_is_told_with_the_nearest(house: House) -> None:
    must = "check: there is no such file; the path must lead to one"
    assert problems(house, "evidence/trial/birch.yml") == [f"evidence/trial/birch.yml:1: {must}; 'evidence/trials/birch.yml' is near"]
    assert problems(house, "elsewhere") == [f"elsewhere:1: {must}"]


def test_an_exception_for_another_file_is_left_alone(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    (house.evidence / "exceptions.yml").write_text(
        "- {file: evidence/trials/birch.yml, rule: days, says: pfs-2022, why: Somebody has to look.}\n", "utf-8"
    )
    flow.check_files(house, [str(house.evidence / "trials" / "linden-01.yml")])
    assert "all kept" in capsys.readouterr().out
    assert problems(house, "evidence/trials/birch.yml") == problems(house, "evidence/exceptions.yml") == [
        "evidence/exceptions.yml:1: exception: the exception must go: evidence/trials/birch.yml no longer breaks days with 'pfs-2022'"
    ]


def test_a_draft_that_is_not_finished_stops_no_build(house: House) -> None:
    path = house.evidence / "draft" / "terms" / "sample-rash.yml"
    path.parent.mkdir(parents=True)
    path.write_text('name: {zh: "", en: ""}\ncolour: red\n', "utf-8")
    assert flow.read(house).atlas.terms
    assert "'colour' is no key here" in str(flow.check_drafts(house)[0])
    assert not Path(house.site).exists()
