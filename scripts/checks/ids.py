"""Links between records: what an id names exists, by the type of the field that holds it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pydantic import BaseModel

from ..problems import Problem
from ..records import Atlas
from ..records.messages import nearest, told
from ..schema import Record
from ..schema.ids import Named, Of, Place, Within, named


def ids_exist(atlas: Atlas) -> Iterator[Problem]:
    """Every id that a record names exists as a record of the right kind, or as an entry of the record's own list."""
    for records in atlas.kinds.values():
        for record in records.values():
            for one in named(record):
                must = _own(record, one, one.pointer) if isinstance(one.pointer, Within) else _elsewhere(atlas, one, one.pointer)
                if must:
                    path, line = atlas.where(record, *one.place)
                    yield Problem(path, line, "ids-exist", f"{place(atlas, record, one.place)}: {must}")


def place(atlas: Atlas, record: Record, place: Place) -> str:
    """A place of a record in words: entries by their ids."""
    document = atlas.documents.get((atlas.kind(record), record.id))
    return told(document.content if document else None, tuple("is" if part == "is_" else part for part in place))


def _own(record: Record, one: Named, pointer: Within) -> str:
    known = {*pointer.built_in, *(entry.id for entry in getattr(record, pointer.part))}
    return "" if one.id in known else f"'{one.id}' must be the id of one of the record's {pointer.part}{nearest(one.id, known)}"


def _elsewhere(atlas: Atlas, one: Named, pointer: object) -> str:
    assert isinstance(pointer, Of)
    wanted, _, entry = one.id.partition("/")
    kinds = [kind for kind in pointer.kinds if wanted in atlas.kinds.get(kind, {})]
    if any((kind, wanted) in atlas.faulty for kind in pointer.kinds):
        return ""
    if not kinds:
        known = [other for kind in pointer.kinds for other in atlas.kinds.get(kind, {})]
        return f"'{wanted}' must be the id of a record in {' or '.join(pointer.kinds)}{nearest(wanted, known)}"
    entries = [one.id for one in getattr(atlas.kinds[kinds[0]][wanted], pointer.part)] if pointer.part else []
    if pointer.part and entry not in entries:
        return f"'{entry}' must be the id of one of the {pointer.part} of {wanted}{nearest(entry, entries)}"
    return ""


def own_ids_stand_once(atlas: Atlas) -> Iterator[Problem]:
    """The id of an arm, a result, a node or any other entry stands once in its list."""
    for records in atlas.kinds.values():
        for record in records.values():
            for where, ids in _lists(record, ()):
                for one, times in Counter(ids).items():
                    if times > 1:
                        path, line = atlas.where(record, *where)
                        must = f"'{one}' must stand once (it stands {times} times)"
                        yield Problem(path, line, "own-ids", f"{place(atlas, record, where)}: {must}")


def _lists(piece: BaseModel, where: Place) -> Iterator[tuple[Place, list[str]]]:
    for name in type(piece).model_fields:
        value = getattr(piece, name)
        pieces = [item for item in value if isinstance(item, BaseModel)] if isinstance(value, list) else []
        if pieces and "id" in type(pieces[0]).model_fields:
            yield (*where, name), [item.id for item in pieces]  # type: ignore[attr-defined]
        for i, item in enumerate(pieces):
            yield from _lists(item, (*where, name, i))
