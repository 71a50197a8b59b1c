"""How figures, dates and places in a document are written in each language.

Sources of form: Chinese journals write 95%CI 0.47～0.86; English follows the Vancouver journals
(95% CI 0.47–0.86). Digits are printed as published.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Protocol

from markupsafe import Markup, escape

from ..paths import LANGUAGES
from ..schema import Effect, Record, Text, decimal
from ..schema.trial import ArmResult, Rate
from .brackets import flat
from .labels import Labels


class HasEndpoint(Protocol):
    """A result, or the answer to a question of a trial."""

    @property
    def endpoint(self) -> str: ...

    @property
    def name(self) -> Text | None: ...


class Wording:
    """Writes figures in one language."""

    def __init__(self, language: str, labels: Labels) -> None:
        self.language = language
        self.labels = labels
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

    def interval(self, ci: tuple[str, str], level: str | None) -> str:
        """95%CI 0.47～0.86 or 95% CI 0.47–0.86; the level as published."""
        return f"{self.level(level or '')} {self.span(ci)}"

    def level(self, level: str) -> str:
        """95%CI or 95% CI."""
        return self.label("form.level").format(level=level)

    def span(self, ci: tuple[str, str]) -> str:
        """0.47～0.86 or 0.47–0.86; a word between bounds that are not plain numbers."""
        low, high = self.bound(ci[0]), self.bound(ci[1])
        bare = (low + high).replace(".", "").isdigit()
        return f"{low}{self.label('joint.dash' if bare else 'value.to')}{high}"

    def brackets(self, text: str) -> str:
        """In brackets of the language's width, and no bracket within them; a link in brackets stays a link."""
        form, text = self.label("joint.brackets"), flat(text, self.language)
        return escape(form).format(text=text) if isinstance(text, Markup) else form.format(text=text)

    def effect(self, effect: Effect, p: bool = False, updated: str = "") -> str:
        """HR 0.63 (95% CI 0.47–0.86), with p where asked for, and the year where it is an update of a test."""
        parts = []
        if effect.ci:
            parts.append(self.interval(effect.ci, effect.level))
        if p and effect.p:
            parts.append(self.p(effect))
        if updated:
            parts.append(self.label("form.updated").format(year=updated))
        if decimal(effect.value) is None and not effect.ci:
            return self.p(effect) if p and effect.p else self.label("value.p-only")
        unit = "%" if effect.measure == "rate-difference" else ""
        head = f"{self.label('measure.' + effect.measure)} {self.bound(effect.value)}{unit}"
        return head + (self.brackets(self.label("joint.clause").join(parts)) if parts else "")

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
        value = value.replace("% CI ", self.level("") + " ").replace(" vs ", self.label("joint.versus"))
        value = re.sub(r"(?<=[\d%])–(?=\d)", self.label("joint.dash"), value)
        return re.sub(r"\s*\(([^()]*)\)", lambda m: self.brackets(m[1]), value)

    def months(self, value: str | None) -> str:
        """A duration with its unit; not reached has none."""
        text = self.bound(value)
        if value in (None, "NR", "NE", "-"):
            return text
        return self.label("form.months").format(n=text)

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

    def endpoint(self, of: HasEndpoint) -> str:
        """What the end point of a result is called: its own name, else that of the list."""
        return self.pick(of.name) if of.name else self.label(f"endpoint.{of.endpoint}")

    def versus(self, values: list[str]) -> str:
        """Figures of several arms side by side."""
        return self.label("joint.versus").join(values)

    def pick(self, text: object) -> str:
        """The text of this language."""
        return str(getattr(text, self.language))

    def date(self, value: str) -> str:
        """2018-09-25 → 2018年9月25日 / 25 September 2018; the precision stays as stated."""
        parts = dict(zip(("year", "month", "day"), (int(part) for part in value.split("-")), strict=False))
        named = {**parts, "month": self.label(f"month.{parts['month']}")} if "month" in parts else parts
        return self.label(f"date.{[*parts][-1]}").format(**named)

    def locator(self, value: str) -> str:
        """Where in a document: abstract → 摘要, table 2 → 表2."""
        kind, _, number = value.rpartition(" ")
        if any(char.isdigit() for char in number):
            return self.label(f"locator.{kind}").format(n=number)
        return self.label(f"locator.{value}")


def signed(number: Decimal) -> str:
    """A difference with its sign."""
    return f"+{number}" if number > 0 else str(number)


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


def second_name(record: Record, language: str) -> str:
    """What a record is called in the other language, or nothing where that is the same."""
    own, other = name_of(record, language), name_of(record, next(one for one in LANGUAGES if one != language))
    return other if other != own else ""


HAN = re.compile(r"[\u3400-\u9fff]")
