"""Targets, decisions of agencies, and short forms, as a sentence can get them wrong.

In: the Atlas, the words of templates/twins.yml, a language. Out: `Fact`s. A decision that was not taken is one that the records, where
they are incomplete, could not have missed.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..language.names import names_of
from ..records import Atlas
from ..schema import Drug
from ..schema.drug import RegulatoryEvent
from .fact import Fact, Words, events, name, pick, root


def target(atlas: Atlas, words: Words, language: str) -> Iterator[Fact]:
    every = {one for drug in atlas.drugs.values() for one in drug.target}
    for drug in atlas.drugs.values():
        others = sorted(every - set(drug.target) - set(words["vague"]))
        if len(drug.target) == 1 and drug.classes and others:
            wrong = atlas.targets[pick(others, drug.id, language)]
            right = atlas.targets[drug.target[0]]
            yield Fact(drug.id, (drug.id, right.id), {"drug": name(drug, language)}, name(wrong, language), name(right, language))


def decided(atlas: Atlas, words: Words, language: str) -> Iterator[tuple[Drug, RegulatoryEvent, dict[str, str]]]:
    for drug in atlas.drugs.values():
        for event in events(drug):
            if event.disease and event.agency in words["agency"]:
                yield drug, event, {
                    "drug": name(drug, language), "disease": name(atlas.diseases[event.disease], language), "year": event.date[:4],
                    "agency": words["agency"][event.agency][language],
                }


def agency(atlas: Atlas, words: Words, language: str) -> Iterator[Fact]:
    said = words["agency"]
    for drug, event, filled in decided(atlas, words, language):
        taken = {one.agency for one in drug.regulatory}
        # A drug first approved in the US is often approved in the EU the same year, whether or not that is recorded; in China it is not.
        never = {"FDA": {"NMPA"}, "NMPA": {"FDA", "EMA"}}.get(event.agency, set()) - taken
        if event is drug.regulatory[0] and never and not ({"FDA", "NMPA"} <= taken):
            wrong = said[pick(sorted(never), drug.id, language)][language]
            key, right = f"{drug.id}-{event.agency.lower()}-{event.date}", said[event.agency][language]
            yield Fact(key, (drug.id, event.disease or ""), filled, wrong, right)


def year(atlas: Atlas, words: Words, language: str) -> Iterator[Fact]:
    for drug, event, filled in decided(atlas, words, language):
        first = min(int(one.date[:4]) for one in drug.regulatory)
        mine = [one for one in events(drug, event.disease) if one.agency == event.agency]
        if event is mine[0]:
            wrong = pick([str(first - 2), str(first - 3), str(first - 4)], drug.id, language)
            yield Fact(f"{drug.id}-{event.agency.lower()}-{event.date}", (drug.id, event.disease or ""), filled, wrong, event.date[:4])


def withdrawn(atlas: Atlas, words: Words, language: str) -> Iterator[Fact]:
    for drug in atlas.drugs.values():
        for event in drug.regulatory:
            later = [one for one in events(drug, event.disease) if one.agency == event.agency and one.date > event.date]
            if event.kind == "withdrawn" and event.agency in words["agency"] and not later:
                yield Fact(f"{drug.id}-{event.date}", (drug.id, *([event.disease] if event.disease else [])), {
                    "drug": name(drug, language), "agency": words["agency"][event.agency][language],
                    "indication": getattr(event.indication, language), "year": event.date[:4],
                })


def stale(atlas: Atlas, words: Words, language: str) -> Iterator[Fact]:
    for drug in atlas.drugs.values():
        if (first := next(iter(sorted(events(drug), key=lambda one: one.date)), None)) and first.agency in words["agency"]:
            yield Fact(drug.id, (drug.id,), {
                "drug": name(drug, language), "agency": words["agency"][first.agency][language], "year": first.date[:4],
            })


def class_(atlas: Atlas, words: Words, language: str) -> Iterator[Fact]:
    met = {(c, root(atlas, t.disease)) for t in atlas.trials.values() if t.met in ("yes", "partly") for c in t.classes}
    for identity in words["classes"]:
        if identity not in atlas.classes:
            continue
        approved = {root(atlas, e.disease) for d in atlas.drugs.values() if identity in d.classes for e in events(d) if e.disease}
        for one in atlas.diseases.values():
            if root(atlas, one.id) not in approved | {"solid-tumours"} and (identity, root(atlas, one.id)) not in met:
                yield Fact(f"{identity}-{one.id}", (identity, one.id), {
                    "class": name(atlas.classes[identity], language), "disease": name(one, language),
                })


def expansion(atlas: Atlas, words: Words, language: str) -> Iterator[Fact]:
    every = [one for one in atlas.terms.values() if one.standing == "current"]
    for term in every:
        short = [one.text for one in names_of(term) if one.type == "abbreviation" and one.lang in (language, "any")]
        right = name(term, language)
        # A short form that two terms share could stand for either.
        shared = short and any(short[0] in {n.text for n in names_of(other)} for other in every if other is not term)
        if not short or shared or not short[0].isascii() or not 3 <= len(short[0]) <= 6 or len(right) < 5 or short[0] in right:
            continue
        called = [name(other, language) for other in every if other is not term]
        # An expansion of the same ending is the slip that people make.
        if others := [one for one in called if len(one) >= 5 and one[-2:] == right[-2:]]:
            yield Fact(term.id, (term.id,), {"short": short[0]}, pick(others, term.id, language), right)
