"""Rules of records as such: that they are finished, current or gone to somewhere, and the only ones of their name."""

from __future__ import annotations

from collections.abc import Iterator

from ..language.names import abbreviated, caseless, names_of, preferred
from ..paths import LANGUAGES
from ..problems import Problem
from ..records import Atlas
from ..records.messages import nearest, told
from ..records.textyaml import Document
from ..schema import Record
from ..schema.ids import LINKABLE

BRACKETED = (*LINKABLE, "claims", "sources")
"""Kinds whose records `[[id]]` in prose may name."""


def one_kind_an_id(atlas: Atlas) -> Iterator[Problem]:
    """Of the records that `[[id]]` may name, one at most is current under an id, whatever their kinds."""
    owners: dict[str, str] = {}
    for kind in BRACKETED:
        for record in atlas.kinds.get(kind, {}).values():
            if record.standing == "current" and owners.setdefault(record.id, kind) != kind:
                path, line = atlas.where(record)
                must = f"'{record.id}' must be the id of one thing; a record in {owners[record.id]} has it too"
                yield Problem(path, line, "one-kind", must)


WRONG = frozenset({"deprecated", "misspelling"})
"""Types of names that are none: a wrong name of one thing may be the right one of another."""


def one_record_a_name(atlas: Atlas) -> Iterator[Problem]:
    """No two records bear one name, but for abbreviations, which stand for several things, and settings, named by their disease."""
    owners: dict[tuple[str, str], Record] = {}
    for record in (one for kind in LINKABLE if kind != "settings" for one in atlas.kinds.get(kind, {}).values()):
        names = [*preferred(record), *(name for name in names_of(record) if name.type not in WRONG)]
        for name in names if record.standing == "current" else ():
            if name.type == "abbreviation" or abbreviated(name.text):
                continue
            for language in LANGUAGES if name.lang == "any" else (name.lang,):
                other = owners.setdefault((language, caseless(name.text)), record)
                if other is not record:
                    path, line = atlas.where(record)
                    must = f"'{name.text}' must be the name of one record; {atlas.where(other)[0]} bears it too"
                    yield Problem(path, line, "one-name", must)


def moved_leads_somewhere(atlas: Atlas) -> Iterator[Problem]:
    """A record that moved names the current record in its place, and one that went says why; a current one does neither."""
    for kind, records in atlas.kinds.items():
        for record in records.values():
            for key, must in _gone(atlas, kind, record):
                path, line = atlas.where(record, key)
                yield Problem(path, line, "moved", f"{key}: {must}")


def _gone(atlas: Atlas, kind: str, record: Record) -> Iterator[tuple[str, str]]:
    if (record.standing == "moved") != (record.moved_to is not None):
        yield "moved_to", "must name the record in its place exactly where standing is moved"
    if (record.standing == "current") != (record.standing_why is None):
        yield "standing_why", "must say why exactly where standing is moved or withdrawn"
    if record.moved_to is None:
        return
    kinds = (kind, *(other for other in LINKABLE if other != kind))
    others = [found for other in kinds if (found := atlas.kinds.get(other, {}).get(record.moved_to)) is not None and found is not record]
    if not others and not any((other, record.moved_to) in atlas.faulty for other in kinds):
        known = [one for other in kinds for one in atlas.kinds.get(other, {}) if one != record.id]
        must = f"'{record.moved_to}' must be the id of another record of {kind}, or of a kind with pages"
        yield "moved_to", must + nearest(record.moved_to, known)
    elif others and all(one.standing != "current" for one in others):
        yield "moved_to", f"'{record.moved_to}' must be current, and not gone itself"


TREES = ("classes", "diseases")


def trees_have_roots(atlas: Atlas) -> Iterator[Problem]:
    """No class or disease stands above itself, at any distance."""
    for kind in TREES:
        records = atlas.kinds.get(kind, {})
        for record in records.values():
            line: list[str] = [record.id]
            above: str = getattr(record, "parent", None) or ""
            while above in records and above not in line:
                line.append(above)
                above = getattr(records[above], "parent", None) or ""
            if above == record.id:
                path, number = atlas.where(record, "parent")
                yield Problem(path, number, "trees", f"parent: must lead to a record without one (it is {' → '.join([*line, above])})")


def scaffolds_are_answered(atlas: Atlas) -> Iterator[Problem]:
    """No published record keeps a scaffold's choice as it came, or a question mark where only a person can say."""
    for key, document in atlas.documents.items():
        for line, must in unfinished(document):
            yield Problem(atlas.files[key], line, "scaffold", must)


def unfinished(document: Document) -> list[tuple[int, str]]:
    """Lines on which a scaffold still waits for a person, and what must be done there."""
    choices = [(line, "the choice must be made, and the comment that lists its words taken away") for line in document.choices]
    return choices + [
        (document.line(place), f"{told(document.content, place)}: the question mark must be answered")
        for place in document.questions
    ]
