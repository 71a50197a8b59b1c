"""What in a source text is not prose: labels, navigation, file data, mastheads.

In: one line, or a place in it. Out: what stands there.
"""

from __future__ import annotations

import re

_NAMES = (
    "摘要|中文摘要|英文摘要|全文|论文题目|题目|标题|关键词|关键字|引言|前言|导言|结论|结语|小结|"
    "Abstract|Summary|Key ?words|Introduction|Conclusions?"
)
LABEL = re.compile(rf"(?:[\[【(（] ?(?:{_NAMES}) ?[\]】)）][:：]?|(?:{_NAMES}) ?[:：]) ?", re.I)
"""A label that shows itself by a colon or brackets."""

BARE = re.compile(r"摘要 ?(?=\S)")
"""A label glued to what follows; counts only right after a title or another label."""

KEYWORDS = re.compile(r"关键[词字]|key ?words", re.I)

_FURNITURE = re.compile(
    r"[-•*] ?(?:格式|大小|文档页数|页数|上传|下载)[:：]|(?:格式|大小|文档页数|页数)[:：] ?\S{1,12}$|上一篇|下一篇|"
    r"第 ?\d+ ?页|-? ?\d+ ?-?$|https?://\S+$|[•*] ?(?:基金资助|作者简介|通讯作者)|"
    r"(?:Corresponding author|About the author|Supported by)\b",
    re.I,
)
_ADDRESS = re.compile(r"[A-Za-z0-9]@[A-Za-z0-9-]+\.[a-z]")
_NAVIGATION = re.compile(r"上一篇|下一篇|Previous (?:article|Articles)|Next (?:article|Articles)", re.I)


def is_furniture(line: str) -> bool:
    """Whether a whole line is navigation, file data, an address or an author note."""
    return bool(
        _FURNITURE.match(line) or (len(line) < 40 and _NAVIGATION.search(line)) or (len(line) < 200 and _ADDRESS.search(line))
    )


def label(line: str, at: int, glued: bool) -> int:
    """The length of the label that stands at a place of a line, or 0; `glued` right after a title or a label."""
    found = LABEL.match(line, at) or (BARE.match(line, at) if glued else None)
    return len(found[0]) if found else 0
