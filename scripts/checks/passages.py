"""Rules of claims and of the passages they stand in."""

from __future__ import annotations

from collections.abc import Iterator

from ..problems import Problem
from ..records import Atlas
from ..schema import Claim, Source


def claims_and_passages_agree(atlas: Atlas) -> Iterator[Problem]:
    """A claim and the card of its source name each other: same part, same passage numbers."""
    on_card: dict[tuple[str, str, int], set[str]] = {}
    for source in atlas.sources.values():
        for part in source.parts:
            for passage in part.passages:
                on_card[source.id, part.id, passage.n] = set(passage.claims)
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
    known = {f"{part.id} {passage.n}" for part in source.parts for passage in part.passages}
    for p, part in enumerate(source.parts):
        for i, passage in enumerate(part.passages):
            path, line = atlas.where(source, "parts", p, "passages", i)
            where = f"{part.id} {passage.n}"
            if (passage.is_ == "claims") != bool(passage.claims):
                yield Problem(path, line, "disposition", f"{where}: 'claims' must be listed exactly where 'is' is claims")
            if (passage.is_ == "duplicate") != (passage.of is not None):
                yield Problem(path, line, "disposition", f"{where}: 'of' must name a passage exactly where 'is' is duplicate")
            if passage.of is not None and passage.of not in known - {where}:
                must = f"'of' must name another passage of the card (it is '{passage.of}')"
                yield Problem(path, line, "disposition", f"{where}: {must}")
            if passage.is_ == "no claim" and passage.why is None:
                yield Problem(path, line, "disposition", f"{where}: 'why' must say why there is no claim")
