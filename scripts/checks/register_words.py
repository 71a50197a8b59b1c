"""The words of the rules of register: what must not stand, and the better form, by language."""

from __future__ import annotations

import re

Words = tuple[tuple[re.Pattern[str], str], ...]


def _words(*pairs: tuple[str, str]) -> Words:
    return tuple((re.compile(pattern), better) for pattern, better in pairs)


# Comparison and trials; rates; verdicts; what was not found; biology; everyday words. \u0001 is what a call or citation left.
ENGLISH: Words = _words(
    (r"\bas (?:the )?first treatment (?:of|for|in)\b|\b[Ff]irst treatment (?:of|for)\b", "'first-line treatment for'"),
    (r"\bas first-line treatment of\b", "'as first-line treatment for'"),
    (r"\bon top of\b", "'added to' or 'plus'"),
    (r"\bwent (?:along )?with (?:an? )?(?:poor|worse|better|less|more|longer|shorter)\b", "'was associated with'"),
    (r"\balive at (?:\d+|one|two|three|four|five|six|ten|twelve|\u0001)(?!\w)", "the rate by name, such as '5-year overall survival'"),
    (r"\b(?:gave|gives|with) (?:an? )?\u0001 for (?:overall|\w+-free)", "'the HR for overall survival was …'"),
    (r"\b(?:beats?|beaten|beating)\b", "'was superior to', with the end point"),
    (r"\b(?:did|does|do|doing|done) (?:better|worse)\b", "'had longer (shorter) survival', with the end point"),
    (r"\b(?:fails?|failed)\b", "'did not meet its primary end point', of a patient 'progressed after'"),
    (r"\b(?:miss|misses|missed)\b", "'did not meet the primary end point' or 'did not reach the boundary'"),
    (r"\brelay(?:s|ed|ing)?\b", "'secondary source'"),
    (r"\b(?:not|never|nowhere) seen\b|\bnot (?:been|be) seen\b", "'not found'"),
    (r"\b[Nn]o evidence\b[^.;]{0,80} (?:was|were) seen\b", "'no evidence … was found'"),
    (r"\b(?:sees|saw)\b", "'recognises' of a receptor, 'found' or 'observed' of a study"),
    (r"\banswer(?:s|ed|ing)?\b", "'responds' of cells and patients, 'addresses' of a study, 'evidence' of what is known"),
    (r"\bsets? off\b|\bsetting off\b", "'activates', 'induces' or 'triggers'"),
    (r"\bdeaf\b", "'insensitive'"),
    (r"\bbrakes?\b", "'inhibitory signal' or 'negative feedback'"),
    (r"\bpresents? CD[48]\b", "'presents antigen to' the T cells"),
    (r"\btranscribes?\b", "'induces transcription of'"),
    (r"\b[Nn]obody\b", "'no patient', 'no study' or 'not established'"),
    (r"\bCAR-T(?:s|-cells?)?\b|\bCAR-Ts\b", "'CAR T-cell therapy' or 'CAR T cells'"),
    (r"\b[Ii]nterleukin \d", "hyphenated: 'interleukin-2 (IL-2)', then 'IL-2'"),
    (r"\bIL \d", "'IL-2'"),
)
CHINESE: Words = _words(
    (r"达标", "'达到' or '未达到主要终点'"),
    (r"转载", "'二手来源'"),
    (r"一手", "'原始文献' or '原始资料'"),
    (r"(?:未|没有|没|未能|不能)(?:再|能)?(?:在[^，。；]{0,16})?(?:看到|见到|看见)", "'未检索到'"),
    (r"看见|被看到", "'识别'"),
    (r"刹车", "'负反馈' or '抑制信号'"),
    (r"搭档", "'联合用药' or '联合'"),
    (r"提呈CD[48]", "'向CD8+T细胞提呈抗原'"),
    (r"(?:前者|后者)(?:为|是|加用)?[^，。；、（）]{0,14}(?=）)", "the name of each arm beside its value: '甲组4.2个月，乙组5.9个月'"),
    (r"(?:以失败告终|双双失败|先后失败|均失败|试验失败|(?<!治疗|化疗|移植|保守)失败了?(?=[：，。；）]))", "'未达到主要终点'"),
    (r"胜过|胜出|击败|(?<!回)输给(?!患者)|打败", "'优于' or '劣于', with the end point"),
    (r"(?<!地)白介素", "'白细胞介素-2（IL-2）'"),
    (r"免疫反应", "'免疫应答'"),
    (r"CAR ?T细胞|(?<![A-Z])CART(?![A-Z])|CAR-T (?=细胞)", "'CAR-T细胞'"),
    (r"(?:^|[。，；：“])对照(?=[收录没不把按给用列]|只登|网站|的页面)", "'本站': 对照 is the control of a trial"),
)

# Not after DKG, a study group whose trials bear numbers such as 80-1; nor the clones 28-8 and 73-10.
_RANGE = r"(?<!DKG )(?<![A-Za-z0-9./-])(?!28-8|73-10)\d+(?:\.\d+)?%?\s?[-–—~]\s?\d+(?:\.\d+)?%?(?![\d-]|[A-Za-z])"
_COUNTED = "patients|participants|people|women|men|cases|deaths|samples|tumours|trials|studies"
STATISTICS: dict[str, Words] = {
    "zh": _words(
        (r"(?<![A-Za-z])p值|p-值|P[ -]值", "'P值'"),
        (r"[\d.]+\s%\s?CI|[\d.]+%\sCI", "'95%CI', without a space"),
        (r"(?<![A-Za-z])P\s[=<>≤＝＜]|(?<![A-Za-z])P[=<>≤＝＜]\s", "'P=0.05', without spaces"),
        (r"(?<![-\d,])\d{1,3}(?:,\d{3})+(?!\d)", "written without a comma: '1225'"),
        (_RANGE, "a range with '～'"),
        (r"RR(?:（|是|即)?风险比|风险比（RR）", "'相对危险度（RR）'"),
    ),
    "en": _words(
        (r"\b[Pp]-values?\b|\bp values?\b", "'P value'"),
        (r"[\d.]+%CI", "'95% CI'"),
        (r"(?<![A-Za-z])P\s[=<>≤]|(?<![A-Za-z])P[=<>≤]\s", "'P=0.05' without spaces"),
        (rf"(?<![\d.,:/A-Za-z-])[1-9]\d{{3}}(?= (?:{_COUNTED}))", "written with a comma: '1,225'"),
        (r"(?<![A-Za-z0-9./-])\d+(?:\.\d+)?%?~\d", "written with an en rule: '3–4'"),
    ),
}

# English term → what its Chinese text must hold, and its name.
PAIRS: tuple[tuple[re.Pattern[str], re.Pattern[str], str], ...] = tuple(
    (re.compile(english), re.compile(chinese), better)
    for english, chinese, better in (
        (
            r"\b[Pp]neumonitis\b",
            r"(?:(?:免疫|治疗)相关性?|非感染性|免疫性|放射性|间质性|药物性)肺炎|肺炎症",
            "'非感染性肺炎' or '免疫相关肺炎'",
        ),
        (r"\boff-tumou?r\b", r"脱肿瘤", "'在靶脱肿瘤'"),
        (r"\b[Oo]ff-target\b", r"脱靶", "'脱靶'"),
        (r"\b[Rr]elative risks?\b|\b[Rr]isk ratios?\b", r"相对危险度", "'相对危险度'"),
        (r"\b[Oo]dds ratios?\b", r"比值比|OR", "'比值比'"),
        (r"\b[Hh]azard ratios?\b", r"风险比|HR", "'风险比'"),
        (r"\bmyasthenia\b", r"肌无力", "'肌无力'"),
        (r"\b[Ff]ocal (?:motor )?weakness\b", r"局灶性.{0,3}无力", "'局灶性肢体无力'"),
        (r"\b[Nn]egative feedback\b", r"负反馈", "'负反馈'"),
        (r"\bP values?\b", r"P值|显著|界值|检验", "'P值'"),
    )
)

# Proper names that no record has as a name.
PROPER = frozenset(
    (
        "China Chinese Japan Japanese Asia Asian Europe European America American Hong Kong Taiwan Korea Korean United States Kingdom"
        " Duizhao Hodgkin Kaplan Meier Cox Barcelona Merkel Burkitt January February March April May June July August September"
        " October November December Markdown Vancouver Creative Commons Iscador Part"
    ).split()
)
