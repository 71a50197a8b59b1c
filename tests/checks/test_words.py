"""What the rules of style and parity take for a name and for a number, word by word."""

from __future__ import annotations

import pytest

from scripts.checks import parity, style


@pytest.mark.parametrize("word", [
    "CD8", "CD34a", "IgG4", "IL-12", "IL2", "IL-17A", "TLR9", "CXCL9", "CXCR3", "CCL5", "CCR4", "TC3", "IC1", "SP142", "22C3", "28-8",
    "HSP70",
])
def test_series_of_molecules_need_no_entry_each(word: str) -> None:
    assert style.MOLECULE.fullmatch(word)


@pytest.mark.parametrize(("zh", "en"), [
    ("白介素-12和白细胞介素-17", "IL-12 and IL-17"), ("claudin 18.2", "Claudin18.2"), ("28-8", "SP142"),
    ("四分位数", "quartile"),
    ("20世纪60年代", "the 1960s"), ("10万", "100,000"), ("1.5万例", "15,000 patients"), ("21世纪", "21st century"), ("10月", "October"),
    ("花生四烯酸", "arachidonic acid"), ("六聚体", "hexamer"), ("PD-L1≥50%", "PD-L1 ≥50%"),
    ("IIIA期", "stage IIIA"), ("2023年3月", "March 2023"),
])
def test_both_languages_write_the_same_number(zh: str, en: str) -> None:
    assert parity.numbers(zh, "zh") == parity.numbers(en, "en")


@pytest.mark.parametrize(("zh", "en"), [("约15%", "about 51%"), ("10万", "10,000"), ("20世纪70年代", "the 1960s"), ("CD8", "62 cells")])
def test_different_numbers_are_told(zh: str, en: str) -> None:
    assert parity.disagreement(zh, en)
