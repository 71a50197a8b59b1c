"""What the checker (theme/js/check/) compares a text with, derived from the records; a new record widens it without code.

In: the Atlas. Out: `facts`, one value of plain lists and objects for both languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from opencc import OpenCC

from ..language.names import names_of, preferred
from ..language.script import simplified
from ..records import LINKABLE, Atlas
from ..schema import Arm, Claim, Disease, Drug, Record, Result, Trial
from ..schema.trial import Selection

OTHER_DRUGS = Path(__file__).with_name("other_drugs.txt")
"""Names of drugs of other classes, so that they are not called unknown; one a line, kept by hand."""


PD_L1 = "pd-l1-expression"
"""Id of the biomarker by whose score trials select; a test says that it exists."""

SOLID = "solid-tumours"
"""Id of the disease that stands for many, likewise."""


def facts(atlas: Atlas) -> dict[str, Any]:
    """Names, trials, drugs, diseases and judged claims, by id."""
    current = {
        kind: [one for one in atlas.kinds.get(kind, {}).values() if one.standing == "current"] for kind in LINKABLE if kind != "settings"
    }
    return {
        "kinds": {one.id: kind for kind, records in current.items() for one in records},
        "names": [[text, one.id] for records in current.values() for one in records for text in spelt(one)],
        "trials": {one.id: trial(atlas, one) for one in atlas.trials.values() if one.standing == "current"},
        "drugs": {one.id: drug(atlas, one) for one in atlas.drugs.values() if one.standing == "current"},
        "diseases": {one.id: list(above(atlas, one)) for one in atlas.diseases.values()},
        "solid": SOLID,
        "broad": sorted({SOLID, *(one.parent for one in atlas.diseases.values() if one.parent)}),
        "claims": [claim(atlas, one, prints) for one, prints in judged(atlas)],
        "others": OTHER_DRUGS.read_text("utf-8").split("\n")[:-1],
        "traditional": traditional(),
    }


def spelt(record: Record) -> list[str]:
    """Every name of a record in Simplified characters, and what each is said for."""
    every = [simplified(name.text) for name in [*preferred(record), *names_of(record)]]
    every += [also for name in every for also in _also(name)]
    return [name for name in dict.fromkeys(every) if len(name) > 1]


def _also(name: str) -> Iterator[str]:
    """PD1 for PD-1, 新辅助 for 新辅助治疗, B细胞淋巴瘤 for 淋巴瘤（B细胞来源）, 急性… for B细胞急性…, VEGF for VEGF-A."""
    if name.startswith("B细胞急性"):
        yield name.removeprefix("B细胞")
    if re.fullmatch(r"[A-Z]{2,5}-[A-Z]?\d{1,3}", name):
        yield name.replace("-", "")
    if family := re.fullmatch(r"([A-Z]{3,6})-A", name):
        yield family[1]
    if stem := re.fullmatch(r"([\u4e00-\u9fff]{3,})(?:治疗|疗法)", name):
        yield stem[1]
    if origin := re.fullmatch(r"(.+)（(.+)来源）", name):
        yield origin[2] + origin[1]


def trial(atlas: Atlas, one: Trial) -> dict[str, Any]:
    """Who, what against what, and every figure of every analysis."""
    setting = atlas.settings.get(one.setting)
    years = [int(atlas.references[r.cite].issued[:4]) for r in one.results if r.cite in atlas.references]
    return {
        "acronyms": acronyms(one), "registry": one.registry, "phase": one.phase, "allocation": one.allocation, "masking": one.masking,
        "disease": one.disease, "line": one.line, "stage": setting.stage if setting else "any",
        "histology": one.histology, "selection": [selection(s) for s in one.selection], "classes": one.classes, "n": one.n_randomised,
        "arms": [arm(a) for a in one.arms], "cutoffs": cutoffs(one), "primary": one.primary_endpoints, "met": one.met,
        "sizes": [p.n for p in one.populations if p.n], "first": min(years, default=None), "results": [result(r) for r in one.results],
    }


def acronyms(one: Trial) -> list[str]:
    """The acronym, the parts of one with a slash, and other names that are made like one."""
    parts = one.acronym.split("/")
    joined = parts if len(parts) > 1 and all(re.search(r"[A-Za-z]{3}", part) for part in parts) else []
    also = [name.text for name in one.also if re.fullmatch(r"[A-Za-z]{4,}[ -]?\d{2,}[A-Za-z]?", name.text)]
    return [one.acronym, *joined, *also]


def selection(one: Selection) -> dict[str, Any]:
    """A biomarker that selected patients."""
    return {"pdL1": int(one.biomarker == PD_L1), "use": one.use, "cutoff": one.cutoff.en}


def cutoffs(one: Trial) -> list[str]:
    """Every percentage or score that names a population or a selection, as printed."""
    texts = [*(s.cutoff.en for s in one.selection), *(p.name.en for p in one.populations), one.title.en]
    return sorted({a or b for text in texts for a, b in re.findall(r"(?:[≥≤<>=]|at least) ?(\d+)|(?<![\w.])(\d+) ?%", text)})


def arm(one: Arm) -> dict[str, Any]:
    """A group of patients."""
    return {"id": one.id, "role": one.role, "drugs": one.drugs, "n": one.n, "label": [one.label.zh, one.label.en]}


def result(one: Result) -> dict[str, Any]:
    """One answer to one end point; numbers are text as printed."""
    found: dict[str, Any] = {
        "id": one.id, "endpoint": one.endpoint, "population": one.population, "estimand": int(one.estimand is not None),
        "primary": int(one.role in ("primary", "co-primary")), "current": int(one.current), "arms": [
            [a.arm, a.median, a.n, a.events, [[r.at, r.value] for r in a.rates], list(a.median_ci or ())] for a in one.arms
        ],
    }
    if one.median_follow_up:
        found["followUp"] = one.median_follow_up
    if effect := one.effect:
        found["effect"] = [effect.measure, effect.value, list(effect.ci or ()), effect.significant, effect.p, list(effect.compares)]
    return found


def drug(atlas: Atlas, one: Drug) -> dict[str, Any]:
    """Target, class, modality and decisions of regulators."""
    def lines(setting: str | None) -> list[str]:
        return list(atlas.settings[setting].lines) if setting and setting in atlas.settings else []

    return {
        "target": one.target, "modality": one.modality, "classes": one.classes, "names": spelt(one), "events": [
            [e.agency, e.date, e.kind, e.disease, lines(e.setting), e.in_force, e.indication.en] for e in one.regulatory
        ],
    }


def above(atlas: Atlas, one: Disease) -> Iterator[str]:
    """The diseases above one, nearest first."""
    seen, at = {one.id}, one.parent
    while at and at not in seen and at in atlas.diseases:
        yield at
        seen.add(at)
        at = atlas.diseases[at].parent


def judged(atlas: Atlas) -> Iterator[tuple[Claim, list[str]]]:
    """Every claim with the fingerprints of its passages, repetitions of them included."""
    prints: dict[tuple[str, str, int], list[str]] = {}
    for source in atlas.sources.values():
        places = {f"{part.id} {p.n}": (source.id, part.id, p.n) for part in source.parts for p in part.passages}
        for part in source.parts:
            for p in part.passages:
                prints.setdefault((source.id, part.id, p.n), []).append(p.print)
                if p.is_ == "duplicate" and p.of in places:
                    prints.setdefault(places[p.of], []).append(p.print)
    for one in atlas.claims.values():
        if one.standing == "current":
            found = [p for span in one.passages for n in span.numbers for p in prints.get((one.source, span.part, n), [])]
            yield one, list(dict.fromkeys(found))


def claim(atlas: Atlas, one: Claim, prints: list[str]) -> dict[str, Any]:
    """What a text asserted, its verdict, and where it is answered."""
    return {
        "id": one.id, "says": [one.says.zh, one.says.en], "verdict": one.verdict, "prints": prints, "about": one.about,
        "page": f"audit/{one.source}-{one.passages[0].part}",
    }


@cache
def traditional() -> str:
    """Every Traditional character that has a Simplified form, followed by that form, such as 細细."""
    every = [chr(code) for code in range(0x3400, 0xA000)]
    simple = OpenCC("t2s").convert("\n".join(every)).split("\n")
    return "".join(old + new for old, new in zip(every, simple, strict=True) if old != new and len(new) == 1)
