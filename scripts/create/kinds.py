"""What kind of text one most likely is, by what only such texts print.

In: its lines, the kinds of its parts. Out: one of the kinds of a source; a guess, which a person puts right on the card.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..ledger.furniture import is_printed_data

_LABEL = re.compile(
    r"【(?:药品名称|成份|性状|适应症|用法用量|不良反应|禁忌|注意事项|药理毒理|贮藏|批准文号)】|"
    r"^(?:\d{1,2}\.? +)?(?:INDICATIONS AND USAGE|DOSAGE AND ADMINISTRATION|CONTRAINDICATIONS|WARNINGS AND PRECAUTIONS)\b|"
    r"^(?:Package leaflet|HIGHLIGHTS OF PRESCRIBING INFORMATION)", re.M,
)
_GUIDELINE = re.compile(
    r"诊疗指南|临床实践指南|治疗指南|专家共识|诊疗规范|[Gg]uidelines?\b|[Cc]onsensus (?:statement|recommendations?)"
)
_GRADES = re.compile(
    r"推荐等级|证据级别|证据等级|[I1][A-C]?类(?:推荐|证据)|\b(?:[Cc]ategory|[Gg]rade|[Ll]evel of evidence) [1I]"
)
_MEETING = re.compile(
    r"\b(?:ASCO|ESMO|WCLC|AACR|ASH|SABCS|CSCO|ELCC|SITC)\b|年会|大会(?:报告|公布|发布)|摘要号|[Ll]ate-breaking|[Aa]bstract LBA?\d"
)
_HOSPITAL = re.compile(
    r"门诊(?:时间|预约)|预约挂号|就诊(?:须知|流程|指南)|出诊|咨询电话|住院部|科室(?:介绍|简介)|患者(?:教育|须知|指南)|我院|本院|"
    r"([Mm]ake|[Rr]equest) an appointment|[Oo]ur (?:clinic|hospital|doctors|patients)|[Pp]atient (?:guide|information)"
)
_NEWS = re.compile(
    r"(?:^|[\n。])(?:据[^\n。,，]{2,20}(?:报道|消息)|[^\n。]{0,20}\d{1,2}月\d{1,2}日(?:讯|电))|"
    r"\b[A-Z][A-Za-z .]+, [A-Z][a-z]+ \d{1,2}, 20\d\d ?(?:--|—|/)"
)
HEAD = 200
"""Characters in which a text says what it is."""
SHORT = 280
"""Characters of a post that is no article."""


def kind_of(lines: Sequence[str], parts: Sequence[str]) -> str:
    """The surest first; what shows nothing is a post, or an upload where articles run together."""
    printed = [line for line in lines if line]
    whole, head = "\n".join(printed), "\n".join(printed)[:HEAD]
    if len({one[0] for one in _LABEL.finditer(whole)}) >= 2:
        return "label"
    if _GUIDELINE.search(printed[0] if printed else "") or (_GUIDELINE.search(head) and _GRADES.search(whole)):
        return "guideline"
    if "abstract" in parts or "masthead" in parts:
        return "journal landing page" if "masthead" in parts and any(map(is_printed_data, printed)) else "journal article"
    if len({one[0] for one in _HOSPITAL.finditer(whole)}) >= 2:
        return "hospital page"
    if _MEETING.search(head):
        return "conference news"
    if _NEWS.search(head):
        return "news report"
    if len(parts) > 1:
        return "document-sharing upload"
    return "short post" if len(whole) < SHORT else "blog post"
