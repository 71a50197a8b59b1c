"""Where sentences end, in Chinese, English and a mixture."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.ledger.sentences import split

SENTENCES = [
    ["肿瘤缩小。", "随后复发！", "为什么？", "未知。"],
    ["疗效尚可[1,2]。", "安全性良好。[3]", "下一句。"],
    ["他说:“先看病理。”", "然后讨论。"],
    ['通过"监视"清除细胞。', '"下一句"在此。'],
    ["半数(约50%)缓解。", "其余进展(见图1。)", "完。"],
    ["疗效提高.", "因此继续."],
    ["中位数为0.5个月,比值1.25。", "完。"],
    ["1. 药物甲是一种抗体。", "2. 药物乙不是。"],
    ["Miller et al. reported it.", "Others did not."],
    ["It fell by 1.5 mg, e.g. in group A. vs. placebo.", "Then it rose."],
    ["J. Smith and K. Lee agreed.", "See Fig. 2 and Vol. 3."],
    ["It ended in 2020.", "Then came more."],
    ["It works in cells.", "Interferon-γ helps.", "The end(so far).", "T cells remain."],
    ["“Was it durable?”", "Nobody knows."],
    ["Responses lasted 14.5 months (p = 0.03)."],
    ["See www.example.org or 10.1000/x.y for more."],
    ["Phase 3 began...", "Nothing followed."],
    ["药物A (a drug) was given.", "随后停药。"],
]


@pytest.mark.parametrize("sentences", SENTENCES, ids=[one[0] for one in SENTENCES])
def test_sentences(sentences: list[str]) -> None:
    space = "" if any("\u4e00" <= char <= "\u9fff" for char in "".join(sentences)) else " "
    assert split(space.join(sentences)) == sentences


def test_a_lost_space_after_a_full_stop_still_ends_a_sentence() -> None:
    assert split("It eases suppression.Interferon-γ plays a part.T cells act(in mice).The end.") == [
        "It eases suppression.", "Interferon-γ plays a part.", "T cells act(in mice).", "The end.",
    ]


@given(st.text(alphabet="肿瘤免疫。！？.!? ()（）“”\"'[]12,;；abcABC%-…"))
def test_nothing_but_white_space_is_lost(text: str) -> None:
    pieces = split(text)
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert all(piece == piece.strip() and piece for piece in pieces)
