"""Pages of the audit: source texts, their parts with every passage and claim, and the verdicts, worst first."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

from .. import twins
from ..language.wording import name_of
from ..schema import VERDICTS, Claim, Result, Source, Trial
from ..schema.source import Part
from .book import Book, Head, Page


def by_verdict(book: Book) -> list[Claim]:
    """All claims, contradicted first."""
    return sorted(book.atlas.claims.values(), key=lambda c: (VERDICTS.index(c.verdict), c.id))


def claims_in(book: Book, source: Source, part: Part) -> list[Claim]:
    """The claims whose first passage stands in a part, in the order of the text."""
    found = [c for c in book.atlas.claims.values() if c.source == source.id and c.passages[0].part == part.id]
    return sorted(found, key=lambda c: (min(c.passages[0].numbers), c.id))


def part_page(book: Book, source: Source, part: Part) -> Page:
    """What a part claims, what is so, and what became of its passages."""
    claims = claims_in(book, source, part)
    name, title = f"{source.id}-{part.id}", book.wording.pick(part.title)
    description = f"{book.wording.pick(source.title)} · {title}"
    head = Head(f"audit/{name}", title, description, "claims", name, [c.checked for c in claims])
    return book.page("part.md.j2", head, source=source, part=part, claims=claims, decided_by=lambda claim: decided_by(book, claim))


def decided_by(book: Book, claim: Claim) -> list[tuple[Trial, Result]]:
    """The results that decide a claim, each with its trial."""
    named = [name.partition("/")[::2] for name in claim.results]
    trials = book.atlas.trials
    return [(trials[one], result) for one, key in named if one in trials for result in trials[one].results if result.id == key]


def source_page(book: Book, source: Source) -> Page:
    """What a source text is, its parts and the repairs of its damage."""
    parts = [(part, Counter(c.verdict for c in claims_in(book, source, part))) for part in source.parts]
    dispositions = Counter(p.is_ for part in source.parts for p in part.passages)
    w = book.wording
    head = Head(f"audit/{source.id}", w.pick(source.title), w.pick(source.bibliography), "sources", source.id)
    return book.page(
        "source.md.j2", head, source=source, parts=parts, verdicts=VERDICTS, dispositions=sorted(dispositions.items())
    )


def index(book: Book) -> Page:
    """Scoreboard a source, and the contradicted claims."""
    scores = []
    for source in book.atlas.sources.values():
        counts = Counter(c.verdict for c in book.atlas.claims.values() if c.source == source.id)
        passages = [p for part in source.parts for p in part.passages]
        scores.append((source, len(passages), counts, sum(p.is_ == "pending" for p in passages)))
    worst = [c for c in by_verdict(book) if c.verdict == "contradicted"]
    w, days = book.wording, [c.checked for c in worst]
    head = Head("audit/index", w.label("index.audit"), w.label("index.audit-lead"), "sources", checked=days)
    benchmark = any(twins.every(book.house, book.atlas).values())
    return book.page("audit.md.j2", head, scores=scores, verdicts=VERDICTS, worst=worst, benchmark=benchmark)


def claims_page(book: Book) -> Page:
    """Every claim in one filterable table."""
    shown = {"verdict": "verdict", "source": "text", "subject": "subject", "kind": "type"}
    facets = [{"key": key, "label": book.wording.label(f"column.{column}")} for key, column in shown.items()]
    claims = by_verdict(book)
    w, days = book.wording, [c.checked for c in claims]
    head = Head("audit/claims", w.label("index.claims"), w.label("index.claims-lead"), "claims", checked=days)
    return book.page(
        "claims.md.j2", head, claims=claims, verdicts=VERDICTS, facets=json.dumps(facets, ensure_ascii=False),
        subjects=lambda claim: subjects(book, claim),
        parts={(s.id, part.id): w.pick(part.title) for s in book.atlas.sources.values() for part in s.parts},
    )


def subjects(book: Book, claim: Claim) -> list[tuple[str, str]]:
    """What a claim is about: id and name of each record that has a page."""
    known = book.atlas.linkable
    return [(one, name_of(known[one][1], book.language)) for one in claim.about if one in known]


def pages(book: Book) -> Iterator[Page]:
    """Every page of this part of the book."""
    yield index(book)
    yield claims_page(book)
    for source in book.atlas.sources.values():
        yield source_page(book, source)
        for part in source.parts:
            yield part_page(book, source, part)
