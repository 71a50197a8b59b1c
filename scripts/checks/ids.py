"""Links between records: every id that a record names must exist."""

from __future__ import annotations

from collections.abc import Iterator

from ..problems import Problem
from ..records import LINKABLE, Atlas
from ..schema import Claim, Record, Source

# Where a field holds ids of a kind, by model field name; the same name always means the same kind.
FIELDS: dict[str, tuple[str, ...]] = {
    "cites": ("references",), "cite": ("references",), "disease": ("diseases",), "setting": ("settings",),
    "settings": ("settings",), "drugs": ("drugs",), "classes": ("classes",), "exemplars": ("drugs",), "targets": ("targets",),
    "landmark": ("trials",), "first_report": ("references",), "relays": ("references",),
    "biomarker": ("biomarkers",), "basis": ("trials",), "source": ("sources",), "see": LINKABLE,
    "about": LINKABLE, "harms": ("terms",), "term": LINKABLE,
}
# A pathway's edges name nodes of their own record by `source` and `target`; a class's harms are texts.
OWN = {"pathway": {"source", "target"}}


def ids_exist(atlas: Atlas) -> Iterator[Problem]:
    """Every id that a record names exists as a record of the right kind."""
    for kind, records in atlas.kinds.items():
        for record in records.values():
            yield from _walk(atlas, kind, record, record.model_dump(), ())


def _walk(atlas: Atlas, kind: str, record: Record, value: object, place: tuple[str | int, ...]) -> Iterator[Problem]:
    if isinstance(value, dict):
        for key, item in value.items():
            if isinstance(item, str) and key in FIELDS and key not in OWN.get(kind, set()):
                yield from _exists(atlas, record, key, item, (*place, key))
            elif isinstance(item, list) and key in FIELDS and all(isinstance(one, str) for one in item):
                for i, one in enumerate(item):
                    yield from _exists(atlas, record, key, one, (*place, key, i))
            elif kind == "drugs" and key == "target":
                for i, one in enumerate(item or []):
                    yield from _missing(atlas, record, ("targets",), one, (*place, key, i))
            elif kind == "classes" and key == "parent" and isinstance(item, str):
                yield from _missing(atlas, record, ("classes",), item, (*place, key))
            elif kind == "diseases" and key == "parent" and isinstance(item, str):
                yield from _missing(atlas, record, ("diseases",), item, (*place, key))
            elif not (kind == "sources" and key in {"repairs"}):
                yield from _walk(atlas, kind, record, item, (*place, key))
    elif isinstance(value, list):
        for i, item in enumerate(value):
            yield from _walk(atlas, kind, record, item, (*place, i))


def _exists(atlas: Atlas, record: Record, key: str, one: str, place: tuple[str | int, ...]) -> Iterator[Problem]:
    yield from _missing(atlas, record, FIELDS[key], one, place)


def _missing(
    atlas: Atlas, record: Record, kinds: tuple[str, ...], one: str, place: tuple[str | int, ...]
) -> Iterator[Problem]:
    if not any(one in atlas.kinds.get(kind, {}) or (kind, one) in atlas.faulty for kind in kinds):
        path, line = atlas.where(record, *place)
        yield Problem(path, line, "ids-exist", f"'{one}' must be the id of a record in {' or '.join(kinds)}")


def claims_and_passages_agree(atlas: Atlas) -> Iterator[Problem]:
    """A claim and the card of its source name each other: same part, same passage numbers."""
    on_card: dict[tuple[str, str, int], set[str]] = {}
    for source in atlas.sources.values():
        for p, part in enumerate(source.parts):
            for i, passage in enumerate(part.passages):
                on_card[source.id, part.id, passage.n] = set(passage.claims)
                for claim_id in passage.claims:
                    if claim_id not in atlas.claims and ("claims", claim_id) not in atlas.faulty:
                        path, line = atlas.where(source, "parts", p, "passages", i)
                        yield Problem(path, line, "claims-and-passages", f"'{claim_id}' must be the id of a claim")
    for claim in atlas.claims.values():
        yield from _claim_on_card(atlas, claim, on_card)
    yield from _card_in_claims(atlas)


def _claim_on_card(atlas: Atlas, claim: Claim, on_card: dict[tuple[str, str, int], set[str]]) -> Iterator[Problem]:
    for s, span in enumerate(claim.passages):
        for number in span.numbers:
            key = (claim.source, span.part, number)
            path, line = atlas.where(claim, "passages", s)
            if key not in on_card:
                yield Problem(path, line, "claims-and-passages", f"{' '.join(map(str, key))} must be a passage on the card")
            elif claim.id not in on_card[key]:
                yield Problem(
                    path, line, "claims-and-passages",
                    f"passage {span.part} {number} of {claim.source} must list this claim on its card",
                )


def _card_in_claims(atlas: Atlas) -> Iterator[Problem]:
    for source in atlas.sources.values():
        for p, part in enumerate(source.parts):
            for i, passage in enumerate(part.passages):
                for claim_id in passage.claims:
                    claim = atlas.claims.get(claim_id)
                    spans = {(s.part, n) for s in claim.passages for n in s.numbers} if claim else set()
                    if claim and (claim.source != source.id or (part.id, passage.n) not in spans):
                        path, line = atlas.where(source, "parts", p, "passages", i)
                        yield Problem(
                            path, line, "claims-and-passages", f"claim {claim_id} must name passage {part.id} {passage.n}"
                        )


def passages_have_what_they_say(atlas: Atlas) -> Iterator[Problem]:
    """A passage of claims lists claims, a duplicate says of what, a passage without claim says why."""
    for source in atlas.sources.values():
        yield from _dispositions(atlas, source)


def _dispositions(atlas: Atlas, source: Source) -> Iterator[Problem]:
    for p, part in enumerate(source.parts):
        for i, passage in enumerate(part.passages):
            path, line = atlas.where(source, "parts", p, "passages", i)
            where = f"{part.id} {passage.n}"
            if (passage.is_ == "claims") != bool(passage.claims):
                yield Problem(path, line, "disposition", f"{where}: 'claims' must be listed exactly where 'is' is claims")
            if (passage.is_ == "duplicate") != (passage.of is not None):
                yield Problem(path, line, "disposition", f"{where}: 'of' must name a passage exactly where 'is' is duplicate")
            if passage.is_ == "no claim" and passage.why is None:
                yield Problem(path, line, "disposition", f"{where}: 'why' must say why there is no claim")
