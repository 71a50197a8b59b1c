"""Approvals that a text tells against the decisions that the records hold, in every disease and by agency.

In: passages, the Atlas. Out: flags of the rule "approval".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..records import Atlas
from ..schema import Drug
from .flags import Flag, Passages, any_of, spelt

APPROVED = re.compile(r"获(?:得)?批|获准|批准|准予上市|\bapprov(?:ed|al)\b", re.I)
WITHDRAWN = re.compile(r"撤回|撤市|撤销|撤出|withdr[ae]w", re.I)
DENIED = re.compile(r"(?:未|尚未|没有|并未|不曾)(?:获(?:得)?批|获准|批准)|\bnot (?:yet )?(?:been )?approved", re.I)
YEAR = re.compile(r"(?<!\d)(20[0-2]\d)(?!\d)")
LATER = re.compile(r"[二三四后末]线|(?:second|third|later)[- ]line|previously treated|relapsed", re.I)
AGENCIES = {
    "FDA": re.compile(r"FDA|美国|United States|U\.S\.", re.I), "NMPA": re.compile(r"NMPA|CFDA|中国|国内|国家药(?:品)?监|China", re.I),
    "EMA": re.compile(r"EMA|EMEA|欧盟|欧洲|European", re.I), "PMDA": re.compile(r"PMDA|日本|Japan", re.I),
}


class Diseases:
    """Which diseases a text names; of names within names the longest."""

    def __init__(self, atlas: Atlas) -> None:
        self.above = {d.id: d.parent for d in atlas.diseases.values()}
        self.owner: dict[str, str] = {}
        for disease in atlas.diseases.values():
            for text in spelt(disease):
                self.owner[text.lower()] = disease.id
                if text.startswith("B细胞急性"):
                    self.owner[text.removeprefix("B细胞")] = disease.id
        self.pattern = any_of(self.owner)

    def named(self, text: str) -> set[str]:
        """Ids of diseases."""
        return {self.owner[match[0].lower()] for match in self.pattern.finditer(text)}

    def near(self, one: str, other: str | None) -> bool:
        """Whether two diseases are the same or one stands above the other."""
        return other is None or one == other or other in self._line(one) or one in self._line(other)

    def _line(self, disease: str) -> list[str]:
        found, at = [], self.above.get(disease)
        while at and at not in found:
            found.append(at)
            at = self.above.get(at)
        return found


def approvals(passages: Passages, atlas: Atlas) -> Iterator[Flag]:
    """A drug said to be approved in a disease where the records hold a withdrawal, another year, or no approval at all."""
    diseases = Diseases(atlas)
    broad = {above for above in diseases.above.values() if above} | {"solid-tumours"}
    drugs = [(drug, any_of(spelt(drug))) for drug in atlas.drugs.values() if drug.regulatory]
    helped = {(drug, trial.disease) for trial in atlas.trials.values() if trial.met != "no" for arm in trial.arms for drug in arm.drugs}
    for part, sentences in passages.items():
        before: set[str] = set()
        for index, text in enumerate(sentences):
            here = diseases.named(text)
            carried, before = (before if not here else set()), here
            if not APPROVED.search(text) or WITHDRAWN.search(text) or DENIED.search(text):
                continue
            about = here or carried
            for drug, pattern in drugs if about else ():
                if not pattern.search(text):
                    continue
                for disease in sorted(about):
                    message = _against(drug, disease, text)
                    if not message and here == {disease} and disease not in broad and (drug.id, disease) not in helped and not any(
                        diseases.near(disease, event.disease) for event in drug.regulatory
                    ):
                        message = f"{drug.id}: the records hold no approval in {disease}"
                    if message:
                        yield Flag(part, index, "approval", message)


def _against(drug: Drug, disease: str, text: str) -> str:
    """What the decisions in one disease say against an approval, or nothing."""
    told = {agency for agency, pattern in AGENCIES.items() if pattern.search(text)}
    events = [e for e in drug.regulatory if e.disease == disease and (not told or e.agency in told)]
    years = set(YEAR.findall(text))
    given = {e.date[:4] for e in events if e.kind not in ("withdrawn", "refused")}
    gone = [e for e in events if e.kind == "withdrawn"]
    standing = [e for e in events if e.kind not in ("withdrawn", "refused") and e.in_force != "no"]
    same = {e.indication.en for e in gone}
    other = [e for e in standing if e.indication.en not in same and e.agency in {g.agency for g in gone}]
    if gone and (not other or LATER.search(text)):
        when = ", ".join(sorted(f"{e.agency} {e.date}" for e in gone))
        elsewhere = sorted({e.agency for e in standing} - {e.agency for e in gone})
        region = f"; differs by region: in force at {', '.join(elsewhere)}" if elsewhere else ""
        return f"{drug.id}: an indication in {disease} was withdrawn ({when}){region}"
    if years and given and not years & given:
        return f"{drug.id}: approved in {', '.join(sorted(given))}, not {', '.join(sorted(years))}"
    return ""
