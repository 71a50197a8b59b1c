"""Published data: each record filled into the shape of its file, sorted by id, with schemas and an index.

In: the Atlas. Out: file name below data/ → text. Authored records are text; here numbers are JSON numbers, `printed`
keeps the digits, missing is null. An entry that breaks its shape is a problem with the file and line of its record.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, get_type_hints

from pydantic import TypeAdapter, ValidationError
from pypinyin import Style, lazy_pinyin

from .. import VERSION
from ..arithmetic import verdict
from ..language.csl import csl
from ..language.labels import Labels
from ..language.prose import Pen, path_of
from ..pages.lines import Lines
from ..pages.standing import Answer
from ..problems import Faults, Problem
from ..records import Atlas
from ..records.messages import problem
from ..records.textyaml import Document
from ..schema import Class, Drug, Record, Reference, Result, Setting, Source, Term, Text, Trial, decimal
from ..schema.drug import RegulatoryEvent
from ..schema.reading import reading
from ..schema.trial import ArmResult, Rate
from ..schema.words import Piece
from ..twins import Twins
from .headlines import headlines
from .published import FILES, FigureEntry, Index, PartEntry, TwinEntry
from .schemas import schemas
from .shapes import Shape, within
from .trial_shapes import ArmResultEntry, EffectEntry, EventEntry, RateEntry, ResultEntry

Fields = dict[str, Any]


class Publisher:
    """Fills shapes from records; `pens` give plain prose in each language."""

    def __init__(self, atlas: Atlas, pens: dict[str, Pen], labels: Labels) -> None:
        self.atlas, self.pens, self.labels = atlas, pens, labels
        self.own: dict[type[Record], Callable[[Any], Fields]] = {
            Trial: self.trial, Drug: self.drug, Class: self.searched, Setting: self.searched, Term: self.term, Source: self.source,
        }
        """What a kind publishes that its record does not hold under the same name."""

    def record(self, kind: str, record: Record) -> Fields:
        """An entry of a file."""
        if isinstance(record, Reference):
            own = self.reference(record)
        else:
            own = {"url": self.url(kind, record)} | self.own.get(type(record), lambda _: {})(record)
        return self.fill(FILES[kind], record, own)

    def fill(self, shape: type[Shape], piece: Piece, own: Fields) -> Fields:
        """Each field of a shape from `own`, else from the piece under the same name; numbers as numbers, texts without marks."""
        kinds = get_type_hints(shape, include_extras=True)
        found = dict(own)
        for field in shape.model_fields.keys() - own.keys():
            if field == "cites" and hasattr(piece, "cite"):
                found[field] = [piece.cite] if piece.cite else []
            elif hasattr(piece, field) and (getattr(piece, field) or shape.model_fields[field].is_required()):
                found[field] = self.value(kinds[field], getattr(piece, field))
        return found

    def value(self, kind: Any, value: Any) -> Any:
        match value:
            case Text():
                return self.text(value)
            case Piece():
                return self.fill(within(kind)[0], value, {})
            case list() | tuple():
                return [self.value(kind, one) for one in value]
            case _:
                return value

    def text(self, text: Text) -> Fields:
        """Both languages, figures printed, marks removed."""
        return {language: pen.plain(getattr(text, language)) for language, pen in self.pens.items()}

    def label(self, key: str) -> Fields:
        """A fixed word in both languages."""
        return {language: self.labels(key, language) for language in self.pens}

    def url(self, kind: str, record: Record) -> Fields:
        """The record's page in each language, relative to the site's top."""
        page, _, anchor = path_of(kind, record).partition("#")
        end = f".html#{anchor}" if anchor else ".html"
        return {"zh": page + end, "en": "en/" + page + end}

    def seen(self, cite: str, locator: str) -> Fields:
        """Where a figure was seen and what was read for it; a reference that is not there leaves a gap, which the shape refuses."""
        found = self.atlas.references.get(cite)
        return {"cites": [cite], "locator": locator, **({"reading": reading(locator, found.status)} if found else {})}

    def trial(self, trial: Trial) -> Fields:
        lines = Lines(self.atlas, next(iter(self.pens.values())).prose.wording, trial)
        return {
            "headline": [self.headline(trial, answer, chosen) for answer, chosen in headlines(lines)],
            "results": [self.result(trial, one) for one in trial.results],
        }

    def headline(self, trial: Trial, answer: Answer, chosen: Fields) -> Fields:
        """A question with the results that answer it."""
        return {
            "endpoint": answer.endpoint, "name": self.text(answer.name) if answer.name else None,
            **self.population(trial, answer.population), "population_id": answer.population,
            **chosen, "rates_at": number(chosen["rates_at"]),
        }

    def population(self, trial: Trial, population: str) -> Fields:
        """What a population is called; one that the trial does not name leaves a gap, which the shape refuses."""
        named = {"itt": self.label("data.population.itt"), "safety": self.label("population.safety")}
        named |= {one.id: self.text(one.name) for one in trial.populations}
        return {"population": named[population]} if population in named else {}

    def result(self, trial: Trial, result: Result) -> Fields:
        effect = result.effect
        others = [one.cite for one in (effect, *result.arms) if one and one.cite]
        return self.fill(ResultEntry, result, {
            "median_follow_up_months": number(result.median_follow_up), "minimum_follow_up_months": number(result.minimum_follow_up),
            **self.population(trial, result.population), "population_id": result.population,
            "immature": {"yes": True, "no": False}.get(result.immature),
            "effect": self.effect(result) if effect else None, "arms": [self.arm(result, one) for one in result.arms],
            **self.seen(result.cite, result.locator), "cites": list(dict.fromkeys([result.cite, *others])),
            "arithmetic": verdict(result),
        })

    def effect(self, result: Result) -> Fields:
        effect = result.effect
        assert effect is not None
        return self.fill(EffectEntry, effect, {
            "value": number(effect.value), **interval(effect.ci, effect.level), "p": number(effect.p),
            "p_sided": {"one": 1, "two": 2}.get(effect.p_sided) if effect.p else None, "p_for": effect.p_for if effect.p else None,
            "printed": printed(effect.value, effect.ci, effect.level),
            **self.seen(effect.cite or result.cite, effect.locator or result.locator),
        })

    def arm(self, result: Result, arm: ArmResult) -> Fields:
        """One arm's figures; `rate` and `rate_at` repeat the first of `rates`. Not reached is NR for one version more."""
        rates = [self.fill(RateEntry, one, rate(one)) for one in arm.rates]
        low, high = arm.median_ci or (None, None)
        return self.fill(ArmResultEntry, arm, {
            "median_follow_up_months": number(arm.median_follow_up), "reached": reached(arm.median),
            "median": median(arm.median), "median_unit": "months" if arm.median is not None else None,
            **interval(arm.median_ci, arm.median_level), "ci_low": median(low), "ci_high": median(high),
            "printed": printed(arm.median, arm.median_ci, arm.median_level) if arm.median is not None else None,
            "rate": rates[0]["value"] if rates else None, "rate_at": rates[0]["at"] if rates else None, "rates": rates,
            **self.seen(arm.cite or result.cite, arm.locator or result.locator),
        })

    def drug(self, drug: Drug) -> Fields:
        return {"class_": list(drug.classes), "regulatory": [self.event(one) for one in drug.regulatory]}

    def event(self, event: RegulatoryEvent) -> Fields:
        source = self.atlas.references.get(event.cite)
        standing = {"source_standing": source.status} if source else {}
        return self.fill(EventEntry, event, {"narrowed": event.kind == "narrowed", **standing})

    def searched(self, record: Class | Setting) -> Fields:
        own: Fields = {"searched_to": max((one.date for one in record.searches), default=None)}
        return own | ({"mechanism": self.text(record.mechanism.text)} if isinstance(record, Class) else {})

    def term(self, term: Term) -> Fields:
        first = lazy_pinyin(term.name.zh, style=Style.FIRST_LETTER)
        return {"pinyin": " ".join(lazy_pinyin(term.name.zh)), "initials": "".join(first).lower()}

    def source(self, source: Source) -> Fields:
        passages = [one for part in source.parts for one in part.passages]
        counts = Counter(one.is_ for one in passages)
        parts = [self.fill(PartEntry, part, {"passages": len(part.passages)}) for part in source.parts]
        return {
            "parts": parts, "passages": len(passages), "accounted": len(passages) - counts["pending"],
            "by_disposition": dict(sorted(counts.items())),
        }

    def reference(self, reference: Reference) -> Fields:
        """CSL-JSON, and figures with what was read for each."""
        figures = [self.fill(FigureEntry, one, {"reading": reading(one.locator, reference.status)}) for one in reference.figures]
        return csl(reference) | {"figures": figures}


def number(text: str | None) -> float | int | None:
    """A JSON number; NR, NE and - are null."""
    value = decimal(text)
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() and "." not in str(text) else float(value)


def median(text: str | None) -> float | int | str | None:
    """A number, "NR" where not reached, null where not reported."""
    return "NR" if text == "NR" else number(text)


def reached(text: str | None) -> bool | None:
    """Whether a median was reached; null where it was not reported or could not be estimated."""
    return {None: None, "-": None, "NE": None, "NR": False}.get(text, True)


def interval(ci: tuple[str, str] | None, level: str | None) -> Fields:
    """Bounds and level as numbers."""
    low, high = ci or (None, None)
    return {"ci_low": number(low), "ci_high": number(high), "ci_level": number(level)}


def printed(value: str, ci: tuple[str, str] | None, level: str | None) -> str:
    """Digits as published: 0.60 (95% CI 0.41-0.89)."""
    return f"{value} ({level}% CI {ci[0]}-{ci[1]})" if ci else value


def rate(one: Rate) -> Fields:
    """A share of patients in percent, at a landmark in months or over all."""
    return {"value": number(one.value), "at": number(one.at), **interval(one.ci, one.level), "printed": one.value}


def entries(atlas: Atlas, pens: dict[str, Pen], labels: Labels) -> dict[str, list[Fields]]:
    """Every published file's entries, sorted by id; raises Faults where an entry breaks its shape."""
    publisher, problems = Publisher(atlas, pens, labels), list[Problem]()
    found: dict[str, list[Fields]] = {}
    for kind, shape in sorted(FILES.items()):
        checker, found[kind] = TypeAdapter(shape), []
        for _, record in sorted(atlas.kinds.get(kind, {}).items()):
            try:
                entry = checker.validate_python(publisher.record(kind, record))
                found[kind].append(entry.model_dump(by_alias=True, exclude_unset=True))
            except ValidationError as error:
                problems += broken(atlas, kind, record, error)
    if problems:
        raise Faults(problems)
    return found


def broken(atlas: Atlas, kind: str, record: Record, error: ValidationError) -> Iterator[Problem]:
    """What must be so of an entry, at the place in the record that it comes from."""
    file, _ = atlas.where(record)
    for one in error.errors():
        told = problem(file, atlas.documents.get((kind, record.id), Document(None)), one, FILES[kind])
        yield Problem(told.path, told.line, "published", f"in data/{kind}.json {told.message}")


def dump(value: object) -> str:
    """Readable JSON, one line end at the close."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def paired(pairs: Twins) -> list[Fields]:
    """The entries of twins.json: every pair with who wrote it."""
    rows = [{"id": one.id, "part": part, **one.model_dump()} for part, found in pairs.items() for one in found]
    return [TwinEntry.model_validate(row).model_dump() for row in sorted(rows, key=lambda row: str(row["id"]))]


def files(atlas: Atlas, pens: dict[str, Pen], labels: Labels, commit: str, renderer: str, pairs: Twins) -> dict[str, str]:
    """File name below data/ → text: the kinds, the pairs, their schemas and the index."""
    rows = entries(atlas, pens, labels) | {"twins": paired(pairs)}
    found = {f"{kind}.json": dump(rows[kind]) for kind in rows}
    listed = [
        {"file": file, "schema": f"schema/{file}", "entries": len(rows[kind]), "sha256": hashlib.sha256(found[file].encode()).hexdigest()}
        for kind, file in ((kind, f"{kind}.json") for kind in rows)
    ]
    index = Index.model_validate({
        "name": "Duizhao 对照", "version": VERSION, "date": atlas.date, "commit": commit, "renderer": renderer,
        "ai": {language: labels("data.ai", language) for language in pens}, "corrections": [], "files": listed,
    })
    found["index.json"] = dump(index.model_dump(by_alias=True))
    return found | {f"schema/{file}": text for file, text in schemas(labels).items()}
