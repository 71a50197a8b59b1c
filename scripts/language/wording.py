"""How figures, dates and places in a document are written in each language.

Sources of form: Chinese journals write 95%CI 0.47～0.86; English follows the Vancouver journals
(95% CI 0.47–0.86). Digits are printed as published.
"""

from __future__ import annotations

import re
from decimal import Decimal

from ..schema import Effect, Record, decimal
from ..schema.trial import ArmResult, Rate
from .brackets import flat
from .labels import Labels


class Wording:
    """Writes figures in one language."""

    def __init__(self, language: str, labels: Labels) -> None:
        self.language = language
        self.labels = labels
        self.dash = "～" if language == "zh" else "–"
        self.known: dict[str, str] = {}

    def label(self, key: str) -> str:
        """A fixed word in this language."""
        if key not in self.known:
            self.known[key] = self.labels(key, self.language)
        return self.known[key]

    def bound(self, value: str | None) -> str:
        """A number as printed, or the word for not reached, not estimable, not reported."""
        if value is None:
            return self.label("value.none")
        return {"NR": self.label("value.nr"), "NE": self.label("value.ne"), "-": self.label("value.none")}.get(
            value, value.replace("-", "−")
        )

    def interval(self, ci: tuple[str, str], level: str) -> str:
        """95%CI 0.47～0.86 or 95% CI 0.47–0.86; the level as published."""
        return f"{self.level(level)} {self.span(ci)}"

    def level(self, level: str) -> str:
        """95%CI or 95% CI."""
        return f"{level}%CI" if self.language == "zh" else f"{level}% CI"

    def span(self, ci: tuple[str, str]) -> str:
        """0.47～0.86 or 0.47–0.86; a word between bounds that are not plain numbers."""
        low, high = self.bound(ci[0]), self.bound(ci[1])
        minus = "−" in low + high
        dash = (self.label("value.to")) if minus or not (low + high).replace(".", "").isdigit() else self.dash
        return f"{low}{dash}{high}"

    def brackets(self, text: str) -> str:
        """In brackets of the language's width, and no bracket within them."""
        text = flat(text, self.language)
        return f"（{text}）" if self.language == "zh" else f" ({text})"

    def effect(self, effect: Effect, p: bool = False) -> str:
        """HR 0.63 (95% CI 0.47–0.86), with p where asked for."""
        parts = []
        if effect.ci:
            parts.append(self.interval(effect.ci, effect.level))
        if p and effect.p:
            parts.append(self.p(effect))
        joint = "，" if self.language == "zh" else "; "
        if decimal(effect.value) is None and not effect.ci:
            return self.p(effect) if p and effect.p else self.label("value.p-only")
        unit = "%" if effect.measure == "rate-difference" else ""
        head = f"{self.label('measure.' + effect.measure)} {self.bound(effect.value)}{unit}"
        return head + (self.brackets(joint.join(parts)) if parts else "")

    def p(self, effect: Effect) -> str:
        """P=0.005, with one-sided said where it was."""
        if effect.p is None:
            return self.label("value.none")
        sided = self.brackets(self.label(f"p.{effect.p_sided}")) if effect.p_sided != "not stated" else ""
        return f"P{effect.p_operator}{effect.p}{sided}"

    def boundary(self, printed: str) -> str:
        """The boundary of a test as published, with its sides in words: one-sided 0.0122."""
        sides = re.search(r"(one|two)-sided", printed)
        number = re.search(r"[≤<]?[\d.]+", printed)
        if not sides or not number:
            return printed
        return ("" if self.language == "zh" else " ").join((self.label(f"p.{sides[1]}"), number[0]))

    def heading(self, name: str) -> str:
        """A name at the head of a page: English begins with a capital, but for words with a case of their own (mRNA, γδ)."""
        first = re.match(r"[a-z]+(?![A-Za-z0-9])", name) if self.language == "en" else None
        return name[0].upper() + name[1:] if first else name

    def figure(self, value: str) -> str:
        """A figure of a reference as printed, with the language's brackets and dash: 1.4 (95% CI 1.2–1.6) → 1.4（95%CI 1.2～1.6）."""
        if self.language == "en":
            return value
        value = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", value)
        value = re.sub(r"(?<=[\d%])–(?=\d)", "～", value.replace("% CI ", "%CI ").replace(" vs ", "对"))
        return re.sub(r"\s*\(([^()]*)\)", r"（\1）", value)

    def months(self, value: str | None) -> str:
        """A duration with its unit; not reached has none."""
        text = self.bound(value)
        if value in (None, "NR", "NE", "-"):
            return text
        return f"{text}个月" if self.language == "zh" else f"{text} months"

    def median(self, arm: ArmResult) -> str:
        """26.3 (95% CI 18.3–40.4), in months."""
        text = self.bound(arm.median)
        if arm.median_ci and any(b != "-" for b in arm.median_ci):
            text += self.brackets(self.interval(arm.median_ci, arm.median_level))
        return text

    def rate(self, rate: Rate) -> str:
        """44.8% (95% CI 36.8–53.0)."""
        text = self.percent(rate.value)
        return text + (self.brackets(self.interval(rate.ci, rate.level)) if rate.ci else "")

    def percent(self, value: str) -> str:
        """A share in percent, or its word where it was not reached."""
        return f"{value}%" if decimal(value) is not None else self.bound(value)

    def versus(self, values: list[str]) -> str:
        """Figures of several arms side by side."""
        return ("对" if self.language == "zh" else " vs ").join(values)

    def pick(self, text: object) -> str:
        """The text of this language."""
        return str(getattr(text, self.language))

    def date(self, value: str) -> str:
        """2018-09-25 → 2018年9月25日 / 25 September 2018; the precision stays as stated."""
        parts = [int(p) for p in value.split("-")]
        if self.language == "zh":
            return "".join(f"{n}{unit}" for n, unit in zip(parts, ("年", "月", "日"), strict=False))
        words = [str(parts[0])]
        if len(parts) > 1:
            words.insert(0, MONTHS[parts[1] - 1])
        if len(parts) > 2:
            words.insert(0, str(parts[2]))
        return " ".join(words)

    def locator(self, value: str) -> str:
        """Where in a document: abstract → 摘要, table 2 → 表2."""
        if value in LOCATORS:
            return LOCATORS[value] if self.language == "zh" else value
        kind, _, number = value.partition(" ")
        if self.language == "en":
            return value
        return {"table": "表{}", "figure": "图{}", "page": "第{}页", "section": "第{}节"}[kind].format(number)

    def count(self, number: int, noun: str) -> str:
        """A number with its noun: 305例患者 / 305 patients; `noun` is a key below `count`."""
        return self.label(f"count.{noun}").format(n=number)


def signed(number: Decimal) -> str:
    """A difference with its sign."""
    return f"+{number}" if number > 0 else str(number)


MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)
LOCATORS = {
    "abstract": "摘要", "results": "结果部分", "full text": "正文", "supplement": "补充材料", "registry results": "登记平台结果",
    "registry record": "登记信息", "press release": "新闻稿", "notice": "公告",
}


def name_of(record: Record, language: str) -> str:
    """What a record is called in a language."""
    for field in ("name", "inn"):
        if hasattr(record, field):
            return str(getattr(getattr(record, field), language))
    for field in ("acronym",):
        if hasattr(record, field):
            return str(getattr(record, field))
    title = getattr(record, "title", None)
    return str(getattr(title, language, title if title is not None else record.id))


HAN = re.compile(r"[\u3400-\u9fff]")
