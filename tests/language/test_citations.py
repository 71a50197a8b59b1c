"""Printed references beside the examples of their standards, and the real records in both forms."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.flow import Read
from scripts.language import citations, gbt, vancouver
from scripts.schema import Reference

EXAMPLES = yaml.load((Path(__file__).parent / "citations.yml").read_text("utf-8"), Loader=yaml.BaseLoader)
FORMS = {"zh": gbt.line, "en": vancouver.line}

AUTHORS = [
    ("abramson-2023-transform", "zh", "ABRAMSON J S, SOLOMON S R, ARNASON J, et al"),
    ("abramson-2023-transform", "en", "Abramson JS, Solomon SR, Arnason J"),
    ("adashek-2019-hyperprogression", "en", "Adashek JJ"),
    ("zhou-2021-ici-consensus", "zh", "周彩存, 王洁, 王宝成, 等"),
]
"""How the authors of real records must begin. GB/T 7714-2015 had family names in capitals; the edition of 2025 prints them as they are."""


def reference(**fields: Any) -> Reference:
    return Reference.model_validate({"id": "example", "status": "journal article", "seen": "never"} | fields)


@pytest.mark.parametrize(
    ("example", "language"), [(one, language) for one in EXAMPLES for language in FORMS if language in one],
    ids=lambda value: value if isinstance(value, str) else value["from"],
)
def test_a_reference_is_printed_as_its_standard_has_it(example: dict[str, Any], language: str) -> None:
    assert FORMS[language](reference(**example["record"])) == example[language]


def plain(text: str) -> str:
    """Without the width of marks, spaces beside them and the case of letters."""
    return re.sub(r"\s*,\s*", ", ", unicodedata.normalize("NFKC", text)).casefold()


@pytest.mark.parametrize(("id_", "language", "start"), AUTHORS)
def test_real_authors_begin_with_every_initial(real_read: Read, id_: str, language: str, start: str) -> None:
    line = FORMS[language](real_read.atlas.references[id_])
    assert plain(line).startswith(plain(start))
    assert not re.match(r"[A-Z]{2,}", line), "family names are no longer in capitals"


@pytest.mark.parametrize("language", FORMS)
def test_every_record_prints_one_whole_line(real_read: Read, language: str) -> None:
    for id_, line in citations.printed(real_read.atlas.references.values(), language).items():
        assert not re.search(r"\.\.|\s\s|,,|，，|\n|\(\)|（）|\[\]|: \.|^\W*\s|None", re.sub(r"https?://\S+", "-", line)), (id_, line)
        assert line.endswith(".") or "Available from: " in line, (id_, line)


def test_addresses_in_a_printed_reference_are_links() -> None:
    one = reference(type="article-journal", title="A < B", issued="2020", doi="10.1000/x(1)", pmid="12", pmcid="PMC3")
    zh, en = (citations.shown([one], language)["example"] for language in ("zh", "en"))
    doi, pmid = "https://doi.org/10.1000/x(1)", '<a href="https://pubmed.ncbi.nlm.nih.gov/12/">PMID: 12</a>'
    pmcid = '<a href="https://pmc.ncbi.nlm.nih.gov/articles/PMC3/">PMCID: PMC3</a>'
    assert zh == f'A &lt; B[J/OL]. 2020. <a href="{doi}">{doi}</a>. {pmid} {pmcid}'
    assert en == f'A &lt; B. 2020. <a href="{doi}">doi: 10.1000/x(1)</a>. {pmid}; {pmcid}.'
