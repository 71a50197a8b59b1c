"""Where articles begin in a run-together text, and which headings are glued to sentences: proposals for a new card.

In: normalised lines. Out: the first line of each part with its printed title; headings of each part.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..ledger.furniture import KEYWORDS, LABEL, is_furniture, is_people, is_printed_data
from . import outline
from .outline import CLOSING, STOPS

_END = "研究进展|最新进展|新进展|进展|综述|临床应用|应用|研究|现状|展望|前景|治疗|疗法|策略|分析|怎么样[?？]|有哪些[?？]|是什么[?？]"
_TITLE = re.compile(rf"^[^,，。;；、]{{3,38}}?(?:{_END})(?:[(（][^()（）]{{2,12}}[)）])?")
_MARK = re.compile(r"^[(（\[【]?(?:全文|摘要|Abstract|一、|1[.、 ] ?(?=[\u4e00-\u9fff]))", re.I)
_NAMED = re.compile(r"^(?:论文题目|题目|标题)[:：] ?")
_NUMBER = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,2}[)）]|\d{1,2}(?:\.\d{1,2}){0,2}[.、]? ?|●)(?=[^\d%年个月])"
)
_TOPIC = re.compile(
    r"[^,，。;；:：]{0,16}?(?:概述|背景|原理|机制|分类|研究进展|临床应用|临床研究|"
    r"疗效|安全性|前景和挑战|挑战|重要性|现状|意义|定义)(?=[^的和与及、:：].{3})"
)
_ABSTRACT = re.compile(
    r"^(?:(?:摘 ?要|Abstract) ?[:：]|[\[【(（] ?(?:中文摘要|英文摘要|摘 ?要|Abstract) ?[\]】)）][:：]?|(?:摘 ?要|Abstract)$)", re.I
)


@dataclass(frozen=True)
class Proposal:
    """One proposed part: its lines [first, last), printed title (`begins` at its top or empty, `title` within) and headings."""

    first: int
    last: int
    begins: str
    headings: tuple[str, ...]
    kind: str
    complete: str
    title: str = ""


def propose(lines: Sequence[str]) -> list[Proposal]:
    """Parts in order; the first begins at the top of the text."""
    starts, own = [(0, "")], outline.titles(lines)
    for index, line in enumerate(lines):
        begins = line if index in own and (index == 0 or own[0] != index) else title(line)
        before = lines[starts[-1][0] : index]
        if index and _ABSTRACT.match(line) and (_masthead(before) or not any(map(_sentence, before))):
            begins = _ABSTRACT.match(line)[0]  # type: ignore[index]
        elif index and not begins and _after_abstract(before, line):
            begins = line
        if begins and index:
            starts.append((index, begins))
        elif begins and not index:
            starts[0] = (0, begins)
    ends = [first for first, _ in starts[1:]] + [len(lines)]
    opened = [bool(_ABSTRACT.match(begins)) for _, begins in starts[1:]] + [False]
    return [
        _proposal(lines, first, last, begins, own, before_abstract)
        for (first, begins), last, before_abstract in zip(starts, ends, opened, strict=True)
    ]


def _sentence(line: str) -> bool:
    return bool(re.search(r"[。！？]|[a-z]{2}\. [A-Z]|[a-z]{2}[.!?]$", line))


def _after_abstract(before: Sequence[str], line: str) -> bool:
    """Whether a body begins here: after an abstract and its keywords, at a line of printed data or a heading."""
    return (
        bool(before) and bool(_ABSTRACT.match(before[0])) and any(KEYWORDS.search(one) for one in before)
        and (is_printed_data(line) or outline.own_heading(line))
    )


def title(line: str) -> str:
    """The title glued to the start of a line, or nothing.

    A title shows itself by a label before it, by a mark of an article's opening after it (摘要, 一、 …), or because the
    sentence that follows begins with words of the title itself.
    """
    label = _NAMED.match(line)
    rest = line[label.end() :] if label else line
    if (_NUMBER.match(rest) and not label) or LABEL.match(rest) or is_furniture(line):
        return ""
    for end in range(5, min(len(rest), 45)):
        head, tail = rest[:end], rest[end:]
        if any(mark in head for mark in ",，。;；"):
            break
        whole = _TITLE.fullmatch(head)
        if whole and (_MARK.match(tail) or _repeats(head, tail) or not tail or (label and tail[:2] in head)):
            return (label[0] if label else "") + head
        if re.search(r"[\u4e00-\u9fff)）]$", head) and re.match(r"[(（\[【]?(?:全文|摘要)", tail):
            return (label[0] if label else "") + head
    return ""


def heading(line: str) -> str:
    """The numbered heading glued to the start of a line, or nothing."""
    number = _NUMBER.match(line)
    if not number:
        return ""
    rest = line[number.end() :]
    if colon := re.match(r"[^,，。;；:：]{2,19}[:：]", rest):
        return number[0] + colon[0]
    if topic := _TOPIC.match(rest):
        return number[0] + topic[0]
    for end in range(3, min(len(rest), 20)):
        if any(mark in rest[:end] for mark in ",，。;；"):
            break
        if _repeats(rest[:end], rest[end:]):
            return number[0] + rest[:end]
    return ""


def _repeats(head: str, tail: str) -> bool:
    """Whether what follows begins with the first words of the title, as an opening sentence does."""
    return len(tail) > 4 and (tail[:4] == head[:4] or (tail[:2] == head[:2] and tail[:2] not in ("免疫", "治疗")))


def _masthead(lines: Sequence[str]) -> bool:
    """Whether a stretch is where and when something was printed, and an abstract follows or went before."""
    return any(re.search(r"doi: ?10\.|Vol\. ?\d|收稿日期|Received ?:", line, re.I) for line in lines) or any(
        _ABSTRACT.match(line) for line in lines[:1]
    )


def _proposal(
    lines: Sequence[str], first: int, last: int, begins: str, own: Sequence[int], before_abstract: bool
) -> Proposal:
    """Kind, headings and completeness of one part."""
    body = list(lines[first:last])
    body[0] = body[0][len(begins) :]
    prose = [line for line in body if line and not is_furniture(line) and not is_printed_data(line)]
    printed = "" if begins and not _ABSTRACT.match(begins) else next((lines[i] for i in own if first <= i < last), "")
    if _ABSTRACT.match(begins):
        kind, complete = "abstract", "complete"
    elif not any(map(_sentence, prose)) and (before_abstract or _masthead(lines[first:last])):
        kind, complete = "masthead", "complete"
        printed = printed or next((one for one in prose if outline.is_bare(one) and not is_people(one)), "")
    elif before_abstract and _masthead(lines[first:last]):
        kind, complete = "masthead", "complete"
    elif len("".join(prose)) < 60 and not any(map(_sentence, prose)):
        kind, complete = "title only", "title only"
    else:
        kind = "body"
        ended = bool(prose) and prose[-1][-1] in STOPS and CLOSING.search("".join(prose[-3:]))
        complete = "complete" if ended else "cut off"
    headings = _headings(body) if kind == "body" else ()
    return Proposal(first, last, begins, headings, kind, complete, printed)


def _headings(body: Sequence[str]) -> tuple[str, ...]:
    """Those on lines of their own, and those glued to a sentence, in order."""
    own = outline.headings(body)
    return tuple(found for line in body if (found := line if line in own else heading(line)))
