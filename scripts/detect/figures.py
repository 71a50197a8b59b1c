"""Figures of a text against the figures of every analysis that the records hold, and its own arithmetic.

In: passages, the Atlas. Out: flags of the rules "figure" and "arithmetic". Rounding is allowed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from ..records import Atlas
from ..schema import Trial, decimal
from .flags import Flag, Passages, any_of, speaking, spelt

END_POINTS = {
    "pfs": re.compile(r"无?(?:疾病)?进展(?:的)?生存|(?<![A-Za-z])PFS(?![A-Za-z\d])|progression-free", re.I),
    "os": re.compile(r"总(?:体)?生存|(?<![A-Za-z])OS(?![A-Za-z\d])|overall survival", re.I),
    "dfs": re.compile(r"无病生存|(?<![A-Za-z])DFS(?![A-Za-z\d])|disease-free", re.I),
    "efs": re.compile(r"无事件生存|(?<![A-Za-z])EFS(?![A-Za-z\d])|event-free", re.I),
    "dor": re.compile(r"缓解持续时间|持续缓解时间|(?<![A-Za-z])DOR(?![A-Za-z\d])|duration of response", re.I),
    "orr": re.compile(r"客观缓解|总缓解率|缓解率|有缓解|(?<![A-Za-z])ORR(?![A-Za-z\d])|response rate", re.I),
}
_TO = r"\s?(?:[~～\-–—至到,，]|to)\s?"
RATIO = re.compile(
    rf"(?:风险比|(?<![A-Za-z])HR(?![A-Za-z])|"
    rf"hazard ratio)[^\d。;；]{{0,12}}(\d\.\d{{1,3}})(?:[^\d。;；]{{0,8}}\d\d ?% ?(?:CI|置信区间)[^\d]{{0,4}}(\d\.\d+){_TO}(\d\.\d+))?",
    re.I,
)
MONTHS = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)\s?(?:个?月|months?\b)", re.I)
SHARE = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)\s?[%％]|([一二三四五六七八九])成")
TENTHS = "零一二三四五六七八九"
CONTROL = re.compile(r"对照组|control (?:arm|group)", re.I)
NO_MEDIAN = re.compile(r"随访|follow-?up|landmark|延长了?\s?\d|差异?|每\s?\d", re.I)
COUNT = re.compile(
    r"(\d{1,3}(?:\.\d{1,2})?)\s?[%％]\s?[(（]\s?(\d{1,5})\s?/\s?(\d{1,5})\s?[)）]|"
    r"(?<![\d/])(\d{1,5})\s?/\s?(\d{1,5})\s?(?:例)?[(（,，;； ]{1,2}(\d{1,3}(?:\.\d{1,2})?)\s?[%％]"
)


def arithmetic(passages: Passages, atlas: Atlas) -> Iterator[Flag]:
    """A share that its own count does not give: 7/84 is 8.3 %."""
    for part, sentences in passages.items():
        for index, text in enumerate(sentences):
            for share, n, of, n2, of2, share2 in COUNT.findall(text):
                printed, count, whole = Decimal(share or share2), int(n or n2), int(of or of2)
                if whole and count <= whole and abs(printed - Decimal(100 * count) / whole) >= _unit(printed):
                    right = (Decimal(100 * count) / whole).quantize(Decimal("0.1"))
                    yield Flag(part, index, "arithmetic", f"{count}/{whole} is {right}%, not {printed}%")


def _unit(printed: Decimal) -> Decimal:
    """One in the last place as printed, so that cutting off is allowed as well as rounding."""
    return Decimal(1).scaleb(int(printed.as_tuple().exponent))


def figures(passages: Passages, atlas: Atlas) -> Iterator[Flag]:
    """A hazard ratio, its interval, a median or a response rate that no analysis of the trial's end point gives."""
    names = {drug.id: any_of(spelt(drug)) for drug in atlas.drugs.values()}
    drugs_of = {
        trial.id: {arm.id: [names[d] for d in arm.drugs if d in names] for arm in trial.arms} for trial in atlas.trials.values()
    }
    whole: dict[tuple[str, int], tuple[str, list[Trial]]] = {}
    for part, index, text, trials in speaking(passages, atlas):
        before, had = whole.get((part, index), ("", trials))
        if not before or {t.id for t in had} == {t.id for t in trials}:
            whole[part, index] = (f"{before}，{text}" if before else text, trials)
    for (part, index), (text, trials) in whole.items():
        if len(trials) != 1 or not re.search(r"\d|成", text):
            continue
        trial = trials[0]
        told = [*_ratios(text, trial), *_medians(text, trial, drugs_of[trial.id]), *_shares(text, trial)]
        for message in dict.fromkeys(told):
            yield Flag(part, index, "figure", f"{trial.id}: {message}")


def _endpoint(text: str, at: int) -> str:
    """The end point named last before a place, else the first after it."""
    found = [(match.start(), endpoint) for endpoint, pattern in END_POINTS.items() for match in pattern.finditer(text)]
    before = [one for one in found if one[0] < at]
    return max(before)[1] if before else min(found)[1] if found else ""


def _same(printed: str, held: str | None) -> bool:
    """Whether a figure as printed is the one that is held, to the places of the coarser of the two."""
    value = decimal(held) if held else None
    if value is None:
        return False
    here = Decimal(printed)
    return abs(here - value) <= max(_unit(here), _unit(value)) / 2


def _ratios(text: str, trial: Trial) -> Iterator[str]:
    for match in RATIO.finditer(text):
        endpoint = _endpoint(text, match.start())
        every = [r.effect for r in trial.results if r.endpoint == endpoint and r.effect]
        effects = [effect for effect in every if effect.measure == "hr" and effect.value != "-"]
        alike = [effect for effect in effects if _same(match[1], effect.value)]
        held = ", ".join(dict.fromkeys(e.value + (f" ({e.ci[0]}–{e.ci[1]})" if e.ci else "") for e in alike or effects))
        if effects and not alike:
            yield f"the hazard ratio of {endpoint} is {held}, not {match[1]}"
        elif match[2] and (bounds := [e.ci for e in alike if e.ci]) and not any(
            _same(match[2], low) and _same(match[3], high) for low, high in bounds
        ):
            yield f"the interval of {endpoint} is {held}, not {match[2]}–{match[3]}"


def _medians(text: str, trial: Trial, drugs: dict[str, list[re.Pattern[str]]]) -> Iterator[str]:
    if not re.search(r"中位|median", text, re.I):
        return
    last, wrong, endpoint = 0, [], ""
    for match in MONTHS.finditer(text):
        between, last = text[last : match.start()], match.end()
        if NO_MEDIAN.search(between) or not (endpoint := _endpoint(text, match.start())) or endpoint == "orr":
            continue
        arms = [one for r in trial.results if r.endpoint == endpoint for one in r.arms if one.median]
        arm = _arm(between, trial, drugs)
        held = [str(one.median) for one in arms if arm is None or one.arm == arm]
        if held and not any(_same(match[1], value) for value in held):
            wrong.append(f"{', '.join(dict.fromkeys(held))} months{f' ({arm})' if arm else ''}, not {match[1]}")
    if wrong:
        yield f"the median of {endpoint} is {'; '.join(wrong)}"


def _arm(text: str, trial: Trial, drugs: dict[str, list[re.Pattern[str]]]) -> str | None:
    """The one arm that a stretch names by its drugs, by 化疗组 or by its being the control."""
    found = {arm for arm, patterns in drugs.items() if any(pattern.search(text) for pattern in patterns)}
    controls = {arm.id for arm in trial.arms if arm.role == "control"}
    if len(found) > 1:
        return None
    if CONTROL.search(text) or (not found and re.search(r"化疗组|安慰剂组|chemotherapy (?:arm|group)|placebo (?:arm|group)", text, re.I)):
        return next(iter(controls)) if len(controls) == 1 else None
    return next(iter(found)) if found else None


def _shares(text: str, trial: Trial) -> Iterator[str]:
    """A response rate that no arm of any analysis has."""
    rates = [(one.value, r.endpoint) for r in trial.results if r.endpoint == "orr" for a in r.arms for one in a.rates if one.at is None]
    if not rates:
        return
    for clause in re.split(r"[,，;；。]", text):
        if not END_POINTS["orr"].search(clause) or re.search(r"完全缓解|完全反应|complete", clause, re.I):
            continue
        for match in SHARE.finditer(clause):
            before, after = clause[: match.start()][-8:], clause[match.end() :]
            if re.match(r"\s?(?:CI|置信)", after, re.I) or re.search(r"CI|置信|PD-?L1|TPS|CPS", before, re.I):
                continue
            if _wrong_share(match, (value for value, _ in rates)):
                held = ", ".join(dict.fromkeys(f"{value}%" for value, _ in rates))
                yield f"the response rate is {held}, not {match[0]}"


def _wrong_share(match: re.Match[str], held: Iterable[str]) -> bool:
    """九成 is 90 %, give or take ten."""
    if match[2]:
        return all(abs(Decimal(10 * TENTHS.index(match[2])) - Decimal(value)) > 10 for value in held)
    return not any(_same(match[1], value) for value in held)
