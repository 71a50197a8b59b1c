"""Calls, citations and links of prose, and the links that names become by themselves."""

from __future__ import annotations

import re

import pytest

from scripts.language.prose import Pen, Prose, Unknown
from scripts.language.wording import Wording
from scripts.records import Atlas

CITED = '<sup class="cite"><a href="#ref-jia-2024-linden-01">1</a></sup>'


@pytest.mark.parametrize(("call", "zh", "en"), [
    ('effect("linden-01", "os")', "HR 0.90（95%CI 0.72～1.13，2024年更新）", "HR 0.90 (95% CI 0.72–1.13; updated 2024)"),
    (
        'effect("linden-01", "os", p=True)',
        "HR 0.90（95%CI 0.72～1.13，P=0.37，2024年更新）", "HR 0.90 (95% CI 0.72–1.13; P=0.37; updated 2024)",
    ),
    ('effect("linden-01", "os-2021")', "HR 0.88（98.77%CI 0.60～1.28）", "HR 0.88 (98.77% CI 0.60–1.28)"),
    ('effect("linden-01", "os", "high-score")', "HR 0.62（95%CI 0.41～0.94）", "HR 0.62 (95% CI 0.41–0.94)"),
    ('effect("linden-01", "orr")', "率差 −2.0%（95%CI −10.6至6.6）", "difference −2.0% (95% CI −10.6 to 6.6)"),
    ('p("linden-01", "pfs")', "P=0.006（单侧）", "P=0.006 (one-sided)"),
    ('p("linden-01", "os")', "P=0.37", "P=0.37"),
    ('median("linden-01", "os", "exemplumab")', "14.0个月", "14.0 months"),
    ('median("birch", "os", "combination")', "未达到", "not reached"),
    ('rate("linden-01", "os-2021", "exemplumab", 12)', "55.0%", "55.0%"),
    ('rate("linden-01", "trae-grade3plus", "chemotherapy")', "40.0%", "40.0%"),
    ('followup("linden-01", "os")', "36.0个月", "36.0 months"),
    ('figure("jia-2021-linden-01", "fever")', "12.5%", "12.5%"),
    ('n("linden-01")', "400", "400"),
])
def test_a_call_prints_the_figure_of_the_record(proses: dict[str, Prose], call: str, zh: str, en: str) -> None:
    for language, expected in (("zh", zh), ("en", en)):
        printed, _, cited = proses[language].call("{{ " + call + " }}").partition("[@@")
        assert printed == expected
        assert cited == "" if call.startswith("n(") else cited.endswith("]")


@pytest.mark.parametrize(("language", "text", "expected"), [
    ("en", "LINDEN-01 ({{ effect(\"linden-01\", \"os\") }})", "LINDEN-01 (HR 0.90, 95% CI 0.72–1.13; updated 2024[@@jia-2024-linden-01])"),
    ("en", "LINDEN-01 (n=400), {{ effect(\"linden-01\", \"os\") }}",
     "LINDEN-01 (n=400), HR 0.90 (95% CI 0.72–1.13; updated 2024)[@@jia-2024-linden-01]"),
    ("en", "(a\n{{ p(\"linden-01\", \"pfs\") }}", "(a\nP=0.006 (one-sided)[@@jia-2021-linden-01]"),
    ("zh", "LINDEN-01（{{ effect(\"linden-01\", \"os\") }}）", "LINDEN-01（HR 0.90，95%CI 0.72～1.13，2024年更新[@@jia-2024-linden-01]）"),
    ("zh", "（{{ p(\"linden-01\", \"pfs\") }}）", "（P=0.006，单侧[@@jia-2021-linden-01]）"),
])
def test_what_a_call_prints_within_brackets_has_none_of_its_own(
    proses: dict[str, Prose], language: str, text: str, expected: str
) -> None:
    assert proses[language].call(text) == expected


@pytest.mark.parametrize(("call", "zh", "en"), [
    ('medians("linden-01", "os")', ["14.0", "13.0", "个月"], ["14.0", "13.0", "months"]),
    ('medians("birch", "os")', ["未达到", "17.5", "个月"], ["not reached", "17.5", "months"]),
    ('rates("linden-01", "orr")', ["26.0%", "28.0%"], ["26.0%", "28.0%"]),
    ('rates("linden-01", "os-2021", at=12)', ["55.0%", "51.2%"], ["55.0%", "51.2%"]),
])
def test_a_call_prints_both_arms_in_order(proses: dict[str, Prose], call: str, zh: list[str], en: list[str]) -> None:
    for language, expected in (("zh", zh), ("en", en)):
        printed = proses[language].call("{{ " + call + " }}").partition("[@@")[0]
        places = [printed.index(part) for part in expected]
        assert places == sorted(places)


@pytest.mark.parametrize(("call", "message"), [
    ('effect("linden-02", "os")', "'linden-02' must be the id of a trial"),
    ('effect("linden-01", "efs")', "'efs' must be a result of linden-01, or an end point with a current result in itt"),
    ('effect("linden-01", "harms-2021")', "linden-01 harms-2021 must hold an effect to be called by effect()"),
    ('p("birch", "os")', "birch os-2022 must hold a p-value to be called by p()"),
    ('medians("linden-01", "orr")', "linden-01 orr-2021 must hold medians to be called by medians()"),
    ('median("linden-01", "os", "placebo")', "linden-01 os-2024 must hold a median of arm 'placebo'"),
    ('rates("linden-01", "os-2021", at=24)', "linden-01 os-2021 must hold rates at 24 months to be called by rates()"),
    ('rate("linden-01", "os", "exemplumab")', "linden-01 os-2024 must hold a rate of arm 'exemplumab'"),
    ('followup("birch", "os")', "birch os-2022 must hold a median follow-up"),
    ('figure("jia-2021-linden-01", "cough")', "'cough' must be a figure of the reference 'jia-2021-linden-01'"),
    ('n("oak")', "'oak' must be the id of a trial"),
    ("cure()", "the call must be one that prose knows: effect, medians, "),
    ('effect("linden-01"', "double braces must hold one call, such as "),
    ("effect()", "the call must be effect(trial, key, population='itt', p=False): missing a required argument: 'trial'"),
    ("''.__class__.__mro__", "double braces must hold one call, such as "),
    ("effect.__class__()", "double braces must hold one call, such as "),
    ("[].append(1)", "double braces must hold one call, such as "),
    ("rates('linden-01', 'os-2021', at=True)", "the argument 'at' of rates must be a text in quotes"),
    ("1/0", "double braces must hold one call, such as "),
    ("'a' * 10**11", "double braces must hold one call, such as "),
    ("(" * 300, "double braces must hold one call, such as "),
    ("x" * 600, "double braces must hold one call and close on the same line"),
])
def test_a_call_that_names_nothing_says_what_it_must_name(en: Pen, call: str, message: str) -> None:
    with pytest.raises(Unknown) as caught:
        en.md("{{ " + call + " }}")
    assert str(caught.value).startswith(message)


def test_a_called_figure_brings_its_citation_and_counts_it_once(en: Pen) -> None:
    assert en.md('It was {{ effect("linden-01", "os") }} [@jia-2024-linden-01].').count("<sup") == 1
    assert en.cited == ["jia-2024-linden-01"]


def test_a_soft_citation_is_not_repeated_after_the_same_hard_one(en: Pen) -> None:
    """The writer cited the sentence; the figure that follows need not cite again."""
    text = en.md('Sentence [@jia-2024-linden-01], {{ medians("linden-01", "os") }}.')
    assert text == f"Sentence{CITED}, 14.0 versus 13.0 months."


def test_citations_are_numbered_in_order_of_first_mention(en: Pen) -> None:
    text = en.md("A [@yi-2022-birch]. B [@jia-2021-linden-01; @yi-2022-birch]. C [@jia-2021-linden-01, jia-2024-linden-01].")
    assert en.cited == ["yi-2022-birch", "jia-2021-linden-01", "jia-2024-linden-01"]
    both = '<a href="#ref-yi-2022-birch">1</a><span class="comma">,</span><a href="#ref-jia-2021-linden-01">2</a>'
    assert f'B<sup class="cite">{both}</sup>' in text


def test_an_unknown_citation_or_link_is_refused(en: Pen) -> None:
    with pytest.raises(Unknown, match=r"'reck-1999' must be the id of a reference"):
        en.md("Text [@reck-1999].")
    with pytest.raises(Unknown, match=r"'exemplumaab' must be the id of a record that has a page"):
        en.md("Text [[exemplumaab]].")


@pytest.mark.parametrize(("path", "expected"), [
    ("index", "drugs/exemplumab.md"), ("about/page", "../drugs/exemplumab.md"), ("drugs/comparatin", "exemplumab.md"),
    ("a/b/c", "../../drugs/exemplumab.md"),
])
def test_a_link_is_relative_to_its_page(proses: dict[str, Prose], path: str, expected: str) -> None:
    assert Pen(proses["en"], path).md("[[exemplumab]]") == f"[exemplumab]({expected}){{ .drug }}"


def test_a_link_takes_the_name_of_the_language_or_the_label(zh: Pen, en: Pen) -> None:
    assert zh.md("[[exemplumab]]") == "[示例单抗](../drugs/exemplumab.md){ .drug }"
    assert en.md("[[sample-1]] [[exemplumab|the antibody]] [[house-reader-linden|a claim]]") == (
        "[SAMP-1](../targets/sample-1.md){ .subject } [the antibody](../drugs/exemplumab.md){ .drug } "
        "[a claim](../audit/house-reader-p04.md#house-reader-linden){ .subject }"
    )
    assert en.html("[[exemplumab|<antibody>]]") == '<a class="drug" href="../drugs/exemplumab.html">&lt;antibody&gt;</a>'


@pytest.mark.parametrize(("language", "path", "expected"), [
    ("zh", "index", "data/x.json"), ("zh", "about/page", "../data/x.json"),
    ("en", "index", "../data/x.json"), ("en", "about/page", "../../data/x.json"),
])
def test_a_published_file_lies_at_the_top_in_both_languages(proses: dict[str, Prose], language: str, path: str, expected: str) -> None:
    assert Pen(proses[language], path).md("[x.json](file:data/x.json)") == f'<a href="{expected}">x.json</a>'


def test_a_page_never_links_to_itself(proses: dict[str, Prose]) -> None:
    pen = Pen(proses["en"], "drugs/exemplumab", frozenset({"exemplumab"}))
    assert pen.md("Exemplumab, [[exemplumab]] and EX-101.") == "Exemplumab, exemplumab and EX-101."
    assert "exemplumab" not in pen.mentioned - {"exemplumab"}


WORDS = {"en": " in a sentence that is long enough for one link more" * 4, "zh": "，句子写得够长，容得下这一个链接" * 5}
"""What makes a line long enough for a few links."""


def test_a_name_links_once_a_page(en: Pen) -> None:
    sections = ("Exemplumab and exemplumab.", "One { #one }\n\nExemplumab, exemplumab.", "Two { #two }\n\n[[exemplumab]], exemplumab.")
    text = en.article("\n\n## ".join(one + WORDS["en"] for one in sections))
    assert text.count("drugs/exemplumab.md") == 1
    assert "[exemplumab](../drugs/exemplumab.md){ .drug }, exemplumab. in" in text, "what is asked for comes first"
    assert en.md("[[exemplumab|The antibody]]" + WORDS["en"]).startswith("The antibody in a sentence")


def test_a_line_holds_no_more_links_than_its_length_allows(zh: Pen, en: Pen) -> None:
    assert "](" not in en.md("Exemplumab was compared with comparatin.")
    assert en.md("Exemplumab was compared with comparatin" + WORDS["en"][:150]).count("](") == 1
    assert zh.md("示例单抗对比对照替尼，" + "字" * 30).count("](") == 1
    assert "[BIRCH](" in en.md("A sample tumour in BIRCH" + WORDS["en"][:150]), "a trial is worth more than a tumour"
    assert en.html("comparatin, LINDEN-01") == (
        '<a class="drug" href="../drugs/comparatin.html">comparatin</a>, <a class="trial" href="../trials/linden-01.html">LINDEN-01</a>'
    )


def test_a_lead_holds_no_links_and_its_names_count_as_mentioned(en: Pen) -> None:
    text = en.lead("Exemplumab in [[linden-01]] and [[birch|another trial]] [@jia-2024-linden-01]." + WORDS["en"])
    assert text.startswith(f"Exemplumab in LINDEN-01 and another trial{CITED}.")
    assert "](" not in text
    assert {"exemplumab", "linden-01", "birch"} <= en.mentioned
    assert en.md("Exemplumab" + WORDS["en"]).startswith("[Exemplumab]")


def test_a_word_of_every_day_is_no_link_unless_asked_for(en: Pen) -> None:
    en.prose.names.everyday.add("exemplumab")
    try:
        assert "](" not in en.md("Exemplumab" + WORDS["en"])
        assert "exemplumab" in en.mentioned
        assert "](" in en.md("[[exemplumab]]" + WORDS["en"])
    finally:
        en.prose.names.everyday.remove("exemplumab")


def test_names_are_linked_after_a_heading_and_never_in_it(zh: Pen, en: Pen) -> None:
    first, second = "Exemplumab was given." + WORDS["en"], "BIRCH ended." + WORDS["en"]
    text = en.md(f"## Exemplumab in the sample tumour {{ #exemplumab }}\n\n{first}\n\n### BIRCH {{ #birch }}\n\n{second}")
    assert text.startswith("## Exemplumab in the sample tumour { #exemplumab }\n")
    assert "[Exemplumab](../drugs/exemplumab.md){ .drug } was given" in text
    assert "### BIRCH { #birch }\n\n[BIRCH](../trials/birch.md){ .trial } ended" in text
    assert "使用[SAMP-1抑制剂](" in zh.md("## 用药 { #use }\n\n使用SAMP-1抑制剂。" + WORDS["zh"])


def test_a_name_is_found_inside_a_chinese_sentence(zh: Pen) -> None:
    assert zh.md("使用SAMP-1抑制剂治疗示例肿瘤的患者" + WORDS["zh"]) == (
        "使用[SAMP-1抑制剂](../classes/sample-inhibitors.md){ .subject }治疗"
        "[示例肿瘤](../diseases/sample-tumour.md){ .subject }的患者" + WORDS["zh"]
    )


def test_the_longest_name_wins(zh: Pen, en: Pen) -> None:
    assert zh.md("SAMP-1抑制剂联合化疗" + WORDS["zh"]).startswith("[SAMP-1抑制剂联合化疗](../classes/sample-combinations.md){ .subject }")
    assert en.md("SAMP-1 inhibitors with chemotherapy" + WORDS["en"]).count("](") == 1
    assert "targets/sample-1.md" in en.md("SAMP-1 itself" + WORDS["en"])


@pytest.mark.parametrize("text", [
    "`exemplumab`", "[exemplumab](https://exemplumab.example)", "![exemplumab](exemplumab.png)", "<a href=\"#x\">exemplumab</a>",
    '<span title="exemplumab">x</span>', "<svg><text>exemplumab</text></svg>", "# exemplumab { #x }", "```\nexemplumab\n```",
    "<button>exemplumab</button>",
])
def test_nothing_is_linked_in_code_links_headings_and_tags(en: Pen, text: str) -> None:
    assert en.article(text) == text


def test_a_record_has_no_tags_and_an_article_has_its_own_only(en: Pen) -> None:
    text = '<b>P<0.05</b> {{ p("birch", "pfs") }}'
    assert en.md(text).startswith("&lt;b>P&lt;0.05&lt;/b> P=0.004 (two-sided)<sup")
    assert en.article(text).startswith("<b>P<0.05</b> P=0.004 (two-sided)<sup")


@pytest.mark.parametrize("text", [
    "exemplimab", "exemplumabs2", "preexemplumab", "XEX-101", "EX-1012", "EX-101-2", "BIRCHES", "birch", "E药",
])
def test_parts_of_words_nicknames_and_misspellings_are_not_linked(zh: Pen, en: Pen, text: str) -> None:
    assert en.md(text) == text
    assert zh.md(text) == text


def test_table_rows_and_lists_keep_their_marks(en: Pen) -> None:
    text = en.article("| Drug | n |\n| --- | --- |\n| exemplumab | 3 |\n\n- exemplumab\n")
    assert "| --- | --- |\n| [exemplumab](../drugs/exemplumab.md){ .drug } | 3 |" in text
    assert text.endswith("- exemplumab\n")


def test_html_escapes_what_is_not_markup(en: Pen) -> None:
    assert en.html("a < b & **c**") == "a &lt; b &amp; <strong>c</strong>"


def test_plain_text_has_figures_and_names_but_no_marks(zh: Pen) -> None:
    text = 'LINDEN-01：{{ effect("linden-01", "os") }}，见[[exemplumab]]、[[birch|另一项]][@yi-2022-birch]。'
    assert zh.plain(text) == "LINDEN-01：HR 0.90（95%CI 0.72～1.13，2024年更新），见示例单抗、另一项。"


def test_the_current_result_is_the_unadjusted_one(atlas: Atlas, wordings: dict[str, Wording]) -> None:
    trial = atlas.trials["linden-01"]
    found = atlas.current(trial, "os")
    assert found is not None
    assert found.id == "os-2024"
    assert atlas.current(trial, "os", "no-such-population") is None
    assert wordings["en"].label("value.nr") == "not reached"


@pytest.mark.parametrize(("text", "expected"), [
    ('起病{{ figure("jia-2021-linden-01", "fever") }}天', "天<sup"),
    ('起病{{ figure("jia-2021-linden-01", "fever") }}个月后', "个月<sup"),
    ('{{ figure("jia-2021-linden-01", "fever") }}的患者', "</sup>的患者"),
])
def test_a_unit_stays_with_its_figure_before_the_citation(zh: Pen, text: str, expected: str) -> None:
    assert expected in zh.md(text)


@pytest.mark.parametrize("name", ["LINDEN-01", "[[linden-01]]", "[[linden-01|LINDEN-01]]"])
def test_a_latin_name_and_the_measure_after_it_do_not_run_together(zh: Pen, name: str) -> None:
    said = name + '{{ effect("linden-01", "os") }}'
    assert " HR 0.90" in re.sub(r"<[^>]+>", "", zh.md(said))
    assert zh.plain(said).startswith("LINDEN-01 HR 0.90")
    assert "总生存期HR 0.90" in zh.plain('总生存期{{ effect("linden-01", "os") }}')



def test_a_statement_closes_with_the_citations_that_it_does_not_carry_already(en: Pen) -> None:
    written = en.md("Survival was alike [@jia-2021-linden-01].")
    assert en.closing(["jia-2021-linden-01"], written) == ""
    assert en.closing(["jia-2021-linden-01", "yi-2022-birch"], written) == '<sup class="cite"><a href="#ref-yi-2022-birch">2</a></sup>'
