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
    r"第 ?\d+ ?页|- ?\d+ ?-$|https?://\S+$|[•*] ?(?:基金资助|作者简介|通讯作者)|"
    r"(?:Corresponding author|About the author|Supported by)\b",
    re.I,
)
_SHARED = re.compile(
    r"\S{0,60}\.(?:docx?|pdf|pptx?|txt|caj)(?:[_ ]?第 ?\d+ ?页)?$|\S{1,60}_第 ?\d+ ?页$|(?:当前|本次)?预览 ?\d+ ?页|"
    r"还剩 ?\d+ ?页|余下 ?\d+ ?页|"
    r"(?:立即|点击|免费|付费)(?:下载|查看|阅读)|下载(?:全文|文档|原文|APP)|阅读(?:全文|原文)$|(?:版权)?声明[:：].*(?:网友|侵权|版权|转载|删除)|"
    r"(?:首页|Home) ?[>›»]|(?:门诊时间|预约挂号|预约电话|咨询电话|联系电话|医院地址|来院路线)(?:[:：]|请)|"
    r"打开 ?(?:APP|微信)|友情提示[:：]?$|温馨提示[:：]?$|(?:编辑|责编|来源|作者)[:：].{0,30}(?:时间|日期|阅读|浏览)[:：]|"
    r"(?:长按|扫描?|识别).{0,8}二维码|转(?:自|载自).{1,20}(?:公众号|微信|网)|(?:点赞|收藏|分享|举报)(?:[ /|·]|$)|©|Copyright\b|"
    r"All rights reserved|Download (?:PDF|full text)|Page \d+ of \d+$|(?:Share|Tweet|Print|Cookie (?:policy|settings)|Log in|Sign up)$",
    re.I,
)
"""What sites that share documents, and readers' apps, put around a text."""
_ADDRESS = re.compile(r"[A-Za-z0-9]@[A-Za-z0-9-]+\.[a-z]")
_NAVIGATION = re.compile(r"上一篇|下一篇|Previous (?:article|Articles)|Next (?:article|Articles)", re.I)


SHORT = 80
"""Characters below which a line may be a site's own; a sentence about a copyright is longer, or begins otherwise."""

_PRINTED = re.compile(
    r"(?:[•*·-] ?)?(?:doi[:： ]|https?://|\S{2,20}(?:学报|杂志)(?:$|[ (（,，]|\d{4})|"
    r".{0,40}\d{4} ?[年.,，](?:第? ?\d+ ?卷)?[,， ]*第? ?\d+ ?期|.{0,60}\bVol\. ?\d|"
    r"(?:收稿|修回|接受|出版|发布|网络首发)日期|(?:Received|Revised|Accepted|Published|Online) ?:|中图分类号|"
    r"文献标[识志]码|文章编号|基金(?:项目|资助)|"
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?: \d{1,2}:\d{2})?$|(?:PMID|ISSN|CN)[:： ]?\d|"
    r"[(（\d. ]{0,4}\S{2,40}(?:大学|医院|学院|研究所|研究院|科室?|中心)[,，;； \d)）])",
    re.I,
)
_PERSON = r"(?:[\u4e00-\u9fff]{2,3}|[A-Z][A-Za-z-]+ [A-Z][A-Za-z-]+)"
_PEOPLE = re.compile(rf"{_PERSON}(?:[\d*,，、;； ]+{_PERSON})*[\d*]*$")


def is_printed_data(line: str) -> bool:
    """Whether a whole line is where and when something was printed: journal, volume, days, DOI, affiliation; no sentence is."""
    return bool(_PRINTED.match(line)) and not re.search(r"[。！？]|[a-z]{3}\. [A-Z]", line)


def is_people(line: str) -> bool:
    """Whether a whole line may be names of persons; only below a title does it say so."""
    return len(line) < SHORT and bool(_PEOPLE.match(line))


def is_furniture(line: str) -> bool:
    """Whether a whole line is navigation, file data, an address or an author note."""
    return bool(
        _FURNITURE.match(line) or (len(line) < SHORT and _SHARED.match(line))
        or (len(line) < 40 and _NAVIGATION.search(line)) or (len(line) < 200 and _ADDRESS.search(line))
    )


def label(line: str, at: int, glued: bool) -> int:
    """The length of the label that stands at a place of a line, or 0; `glued` right after a title or a label."""
    found = LABEL.match(line, at) or (BARE.match(line, at) if glued else None)
    return len(found[0]) if found else 0
