"""Published data: one JSON file a kind, sorted by id, with its schema and an index.

In: the Atlas. Out: file name below data/ → text. The form is a contract (see articles/about/data): a field
is added freely, removed or renamed only with a note in the change log. Authored records are text; here numbers
are JSON numbers, `printed` keeps the digits, missing is null and a median not reached is "NR".
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

from pypinyin import Style, lazy_pinyin

from .. import VERSION
from ..arithmetic import verdict
from ..language.citations import csl
from ..language.prose import Pen, path_of
from ..records import Atlas
from ..schema import (
    Awaited,
    Biomarker,
    Claim,
    Class,
    Disease,
    Drug,
    Pathway,
    Record,
    Reference,
    Result,
    Setting,
    Source,
    Target,
    Term,
    Text,
    Trial,
    decimal,
)
from ..schema.words import Name

Both = dict[str, Any]


class Publisher:
    """Turns records into published entries; `pens` give plain prose in each language."""

    def __init__(self, atlas: Atlas, pens: dict[str, Pen]) -> None:
        self.atlas, self.pens = atlas, pens

    def text(self, text: Text | None) -> Both | None:
        """Both languages, figures printed, marks removed."""
        if text is None:
            return None
        return {language: pen.plain(getattr(text, language)) for language, pen in self.pens.items()}

    def url(self, kind: str, record: Record) -> Both:
        """The record's page in each language, relative to the site's top."""
        page, _, anchor = path_of(kind, record).partition("#")
        end = f".html#{anchor}" if anchor else ".html"
        return {"zh": page + end, "en": "en/" + page + end}

    def trial(self, trial: Trial) -> Both:
        return {
            "id": trial.id, "acronym": trial.acronym, "title": self.text(trial.title), "registry": list(trial.registry),
            "phase": trial.phase, "allocation": trial.allocation, "masking": trial.masking, "disease": trial.disease,
            "setting": trial.setting, "line": trial.line, "histology": trial.histology, "region": trial.region,
            "classes": list(trial.classes), "n_randomised": trial.n_randomised,
            "selection": [s.model_dump(mode="json") for s in trial.selection],
            "arms": [
                {"id": a.id, "label": self.text(a.label), "role": a.role, "drugs": list(a.drugs), "n": a.n} for a in trial.arms
            ],
            "primary_endpoints": list(trial.primary_endpoints), "met": trial.met, "met_why": self.text(trial.met_why),
            "message": self.text(trial.message), "missing": self.text(trial.missing),
            "results": [self.result(trial, r) for r in trial.results],
            "url": self.url("trials", trial), "checked": trial.checked,
        }

    def result(self, trial: Trial, result: Result) -> Both:
        names = {p.id: self.text(p.name) for p in trial.populations}
        names |= {"itt": {"zh": "意向治疗人群", "en": "intention-to-treat"}, "safety": {"zh": "安全性人群", "en": "safety population"}}
        return {
            "id": result.id, "endpoint": result.endpoint, "name": self.text(result.name), "role": result.role,
            "assessor": result.assessor, "analysis": result.analysis, "data_cutoff": result.data_cutoff,
            "median_follow_up_months": number(result.median_follow_up), "population": names[result.population],
            "population_id": result.population, "estimand": self.text(result.estimand), "effect": self.effect(result),
            "arms": [arm(a) for a in result.arms], "cites": [result.cite], "locator": result.locator,
            "current": result.current, "arithmetic": verdict(result), "note": self.text(result.note), "checked": result.checked,
            "rechecked": result.rechecked,
        }

    def effect(self, result: Result) -> Both | None:
        effect = result.effect
        if effect is None:
            return None
        low, high = effect.ci if effect.ci else (None, None)
        return {
            "measure": effect.measure, "compares": list(effect.compares), "value": number(effect.value),
            "ci_low": number(low), "ci_high": number(high), "ci_level": number(effect.level) if effect.ci else None,
            "p": number(effect.p), "p_operator": effect.p_operator if effect.p else None,
            "p_sided": {"one": 1, "two": 2}.get(effect.p_sided) if effect.p else None, "significant": effect.significant,
            "boundary": effect.boundary, "printed": printed(effect.value, low, high, effect.level if effect.ci else None),
        }

    def drug(self, drug: Drug) -> Both:
        return {
            "id": drug.id, "inn": self.text(drug.inn), "names": [name(n) for n in drug.names], "atc": drug.atc,
            "target": list(drug.target), "class": list(drug.classes), "modality": drug.modality,
            "summary": self.text(drug.summary),
            "regulatory": [
                {
                    "agency": e.agency, "date": e.date, "kind": e.kind, "indication": self.text(e.indication),
                    "disease": e.disease, "basis": e.basis, "note": self.text(e.note), "cites": [e.cite],
                    "locator": e.locator, "checked": e.checked,
                }
                for e in drug.regulatory
            ],
            "url": self.url("drugs", drug), "checked": drug.checked,
        }

    def subject(self, kind: str, record: Class | Target | Biomarker | Disease | Setting) -> Both:
        entry: Both = {
            "id": record.id, "name": self.text(record.name), "other": [name(n) for n in record.other],
            "summary": self.text(record.summary), "cites": list(record.cites), "checked": record.checked,
            "url": self.url(kind, record),
        }
        match record:
            case Class():
                entry |= {"parent": record.parent, "targets": list(record.targets), "exemplars": list(record.exemplars),
                          "mechanism": self.text(record.mechanism.text), "evidence": record.evidence}
            case Target():
                entry |= {"hgnc_symbol": record.hgnc_symbol, "hgnc": record.hgnc}
            case Biomarker():
                entry |= {"measures": self.text(record.measures)}
            case Disease():
                entry |= {"parent": record.parent, "settings": list(record.settings)}
            case Setting():
                entry |= {"disease": record.disease, "line": record.line}
        return entry

    def term(self, term: Term) -> Both:
        return {
            "id": term.id, "name": self.text(term.name), "other": [name(n) for n in term.other],
            "definition": self.text(term.definition), "pinyin": " ".join(lazy_pinyin(term.name.zh)),
            "initials": "".join(lazy_pinyin(term.name.zh, style=Style.FIRST_LETTER)).lower(),
            "authority": term.authority, "codes": [c.model_dump() for c in term.codes], "cites": list(term.cites),
            "url": self.url("terms", term), "checked": term.checked,
        }

    def claim(self, claim: Claim) -> Both:
        return {
            "id": claim.id, "source": claim.source,
            "passages": [{"part": s.part, "numbers": list(s.numbers)} for s in claim.passages],
            "says": self.text(claim.says), "kind": claim.kind, "verdict": claim.verdict, "finding": self.text(claim.finding),
            "cites": list(claim.cites), "about": list(claim.about), "url": self.url("claims", claim), "checked": claim.checked,
        }

    def source(self, source: Source) -> Both:
        passages = [p for part in source.parts for p in part.passages]
        counts: dict[str, int] = {}
        for passage in passages:
            counts[passage.is_] = counts.get(passage.is_, 0) + 1
        return {
            "id": source.id, "file": source.file, "sha256": source.sha256, "title": self.text(source.title),
            "kind": source.kind, "language": source.language,
            "parts": [{"id": p.id, "title": self.text(p.title), "passages": len(p.passages)} for p in source.parts],
            "passages": len(passages), "accounted": sum(p.is_ != "pending" for p in passages),
            "by_disposition": dict(sorted(counts.items())), "url": self.url("sources", source),
        }

    def awaited(self, one: Awaited) -> Both:
        page = f"awaited/index.html#{one.id}"
        return {
            "id": one.id, "what": self.text(one.what), "kind": one.kind, "due": one.due, "about": list(one.about),
            "outcome": self.text(one.outcome), "cites": list(one.cites), "url": {"zh": page, "en": f"en/{page}"}, "checked": one.checked,
        }

    def pathway(self, pathway: Pathway) -> Both:
        entry = pathway.model_dump(mode="json", exclude={"standing", "moved_to", "standing_why"})
        page = f"{pathway.id}/pathway.html"
        return entry | {"url": {"zh": page, "en": f"en/{page}"}}


def reference(record: Reference) -> Both:
    """CSL-JSON as it is printed, with notices."""
    return csl(record) | {"notices": [n.model_dump(mode="json") for n in record.notices]}


def name(one: Name) -> Both:
    """A further name."""
    return {"text": one.text, "lang": one.lang, "type": one.type, "region": one.region}


def number(text: str | None) -> float | int | None:
    """A JSON number; NR, NE and - are null here (medians keep NR, see `median`)."""
    value = decimal(text)
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() and "." not in str(text) else float(value)


def median(text: str | None) -> float | int | str | None:
    """A number, "NR" where not reached, null where not reported."""
    return "NR" if text == "NR" else number(text)


def printed(value: str, low: str | None, high: str | None, level: str | None) -> str:
    """Digits as published: 0.60 (95% CI 0.41-0.89)."""
    return value if low is None else f"{value} ({level}% CI {low}-{high})"


def arm(one: Any) -> Both:
    """One arm's figures; `rate` and `rate_at` repeat the first of `rates`."""
    low, high = one.median_ci if one.median_ci else (None, None)
    rates = [
        {"value": number(r.value), "at": number(r.at), "ci_low": number(r.ci[0]) if r.ci else None,
         "ci_high": number(r.ci[1]) if r.ci else None, "printed": r.value}
        for r in one.rates
    ]
    return {
        "arm": one.arm, "n": one.n, "events": one.events,
        "median_follow_up_months": number(one.median_follow_up), "median": median(one.median),
        "median_unit": "months" if one.median is not None else None, "ci_low": median(low), "ci_high": median(high),
        "rate": rates[0]["value"] if rates else None, "rate_at": rates[0]["at"] if rates else None, "rates": rates,
    }


def entries(atlas: Atlas, pens: dict[str, Pen]) -> dict[str, list[Both]]:
    """Every published file's entries, sorted by id."""
    out = Publisher(atlas, pens)
    makers: dict[str, Callable[[Any], Both]] = {
        "trials": out.trial, "drugs": out.drug, "terms": out.term, "claims": out.claim, "sources": out.source,
        "references": reference, "pathway": out.pathway, "awaited": out.awaited,
    }
    for kind in ("classes", "targets", "biomarkers", "diseases", "settings"):
        makers[kind] = partial(out.subject, kind)
    return {
        kind: sorted((make(record) for record in atlas.kinds.get(kind, {}).values()), key=lambda e: str(e["id"]))
        for kind, make in sorted(makers.items())
    }


def dump(value: object) -> str:
    """JSON with sorted structure kept, readable, one line end at the close."""
    return json.dumps(value, ensure_ascii=False, indent=1, default=_plain) + "\n"


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(f"{type(value).__name__} must not be published")


def files(atlas: Atlas, pens: dict[str, Pen], schemas: dict[str, str], date: str, commit: str) -> dict[str, str]:
    """File name below data/ → text: the kinds, their schemas and the index."""
    found = {f"{kind}.json": dump(rows) for kind, rows in entries(atlas, pens).items()}
    listed = [
        {
            "file": file, "schema": f"schema/{file}", "entries": len(json.loads(text)),
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
        }
        for file, text in sorted(found.items())
    ]
    index = {"name": "Duizhao 对照", "version": VERSION, "date": date, "commit": commit, "files": listed}
    return found | {f"schema/{file}": text for file, text in schemas.items()} | {"index.json": dump(index)}
