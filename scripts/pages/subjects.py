"""Pages of drugs, classes, targets, biomarkers and diseases, and their index pages."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterator
from typing import Any

from ..language.names import names_of
from ..language.prose import Pen
from ..language.wording import name_of
from ..schema import Biomarker, Class, Disease, Drug, Record, Target, Trial
from .book import Book, Page
from .comparisons import COMBINATIONS
from .plots import plots
from .trials import row


def rows_of(book: Book, chosen: list[Trial]) -> list[dict[str, object]]:
    """Rows of a short trial table, by name."""
    return [row(book, trial) for trial in sorted(chosen, key=lambda t: t.acronym.lower())]


def drug_page(book: Book, drug: Drug) -> Page:
    """Names of every kind, target, class, regulatory history with withdrawals first, trials."""
    chosen = [t for t in book.atlas.trials.values() if any(drug.id in a.drugs for a in t.arms if a.role != "control")]
    return book.page(
        "drug.md.j2", f"drugs/{drug.id}", book.wording.pick(drug.inn), book.wording.pick(drug.summary), "drugs", drug.id,
        [drug.checked, *(e.checked for e in drug.regulatory)], drug=drug, rows=rows_of(book, chosen), said=book.claims(drug),
        withdrawn=[e for e in drug.regulatory if e.kind == "withdrawn"],
    )


def class_page(book: Book, record: Class) -> Page:
    """Mechanism, approved uses, trials, harms, failures, China."""
    atlas = book.atlas
    children = [c.id for c in atlas.classes.values() if c.parent == record.id]
    listed = set(record.landmark)
    chosen = [t for t in atlas.trials.values() if t.id in listed or (record.id in t.classes and not listed)]
    drugs = list(dict.fromkeys([*record.exemplars, *(d.id for d in atlas.drugs.values() if record.id in d.classes)]))
    return book.page(
        "class.md.j2", f"classes/{record.id}", book.wording.pick(record.name), book.wording.pick(record.summary), "classes",
        record.id, [record.checked], subject=record, children=children, drugs=drugs, rows=rows_of(book, chosen),
        said=book.claims(record), plots=plots(book, record, chosen),
    )


def subject_page(book: Book, kind: str, record: Target | Biomarker | Disease) -> Page:
    """The short form: what it is, where it is used."""
    atlas, w = book.atlas, book.wording
    facts: list[tuple[str, str]] = []
    extra: dict[str, Any] = {"gene": None, "assays": [], "limits": [], "settings": [], "drugs": []}
    chosen: list[Trial] = []
    if isinstance(record, Target):
        extra["gene"] = record.hgnc_symbol
        extra["drugs"] = [d.id for d in atlas.drugs.values() if record.id in d.target]
    elif isinstance(record, Biomarker):
        extra |= {"assays": record.assays, "limits": record.limits}
        chosen = [t for t in atlas.trials.values() if any(s.biomarker == record.id for s in t.selection)]
    else:
        counts = {s: sum(t.setting == s for t in atlas.trials.values()) for s in record.settings}
        extra["settings"] = [(s, n) for s, n in counts.items() if s in atlas.settings]
        chosen = [t for t in atlas.trials.values() if t.disease == record.id]
    other = " · ".join(html.escape(n.text) for n in names_of(record) if n.lang in (book.language, "any"))
    if other:
        facts.append((w.label("name-type.also"), other))
    return book.page(
        "subject.md.j2", f"{kind}/{record.id}", w.pick(record.name), w.pick(record.summary), kind, record.id,
        [record.checked], subject=record, facts=facts, rows=rows_of(book, chosen), said=book.claims(record), **extra,
    )


def listing(
    book: Book, kind: str, columns: list[str], groups: list[tuple[str, str, list[list[str]]]],
    more: list[tuple[str, str]] | None = None,
) -> Page:
    """An index page: one table a group."""
    return book.page(
        "list.md.j2", f"{kind}/index", book.wording.label(f"index.{kind}"), book.wording.label(f"index.{kind}-lead"), kind,
        lead=book.wording.label(f"index.{kind}-lead"), columns=[book.wording.label(f"column.{c}") for c in columns],
        groups=groups, more=more or [],
    )


def linked(pen: Pen, ids: list[str]) -> str:
    """Links with middle dots between them."""
    return " · ".join(pen.link(one, None, "html") for one in ids) or "–"


def drug_index(book: Book) -> Page:
    """All drugs by kind of medicine."""
    pen = Pen(book.prose, "drugs/index")
    groups = []
    modalities = list(dict.fromkeys(d.modality for d in sorted(book.atlas.drugs.values(), key=lambda d: MODALITIES[d.modality])))
    for modality in modalities:
        items = [
            [
                f"{pen.link(d.id, None, 'html')} <span class=\"other-name\">{second_name(book, d)}</span>",
                linked(pen, d.target), linked(pen, d.classes),
            ]
            for d in book.atlas.drugs.values() if d.modality == modality
        ]
        groups.append((book.wording.label(f"modality.{modality}"), modality.lower().replace(" ", "-"), items))
    return listing(book, "drugs", ["drug", "target", "class"], groups)


MODALITIES = {
    name: place for place, name in enumerate((
        "monoclonal antibody", "bispecific antibody", "bispecific T-cell engager", "antibody-drug conjugate", "fusion protein",
        "CAR-T", "TCR-T", "TIL", "CIK or DC-CIK", "NK", "vaccine", "cytokine", "oncolytic virus", "small molecule",
        "cytotoxic agent", "other",
    ))
}


def second_name(book: Book, record: Record) -> str:
    own, other = name_of(record, book.language), name_of(record, "en" if book.language == "zh" else "zh")
    return html.escape(other) if other != own else ""


def line(book: Book, class_id: str) -> list[str]:
    """A class and those above it."""
    found = []
    while class_id in book.atlas.classes and class_id not in found:
        found.append(class_id)
        class_id = book.atlas.classes[class_id].parent or ""
    return found


def approved_by(book: Book, record: Class) -> str:
    """The agencies that approved a drug of an approved class, by the records, withdrawals left aside; a dash where none is.

    For a combination only approvals that rest on a trial of it count: its drugs are approved for other things too.
    """
    atlas = book.atlas
    below = {one for one in atlas.classes if record.id in line(book, one)}
    combined = COMBINATIONS in line(book, record.id)

    def tests(trial: str | None) -> bool:
        return trial in atlas.trials and bool(below & set(atlas.trials[str(trial)].classes))

    given = {
        event.agency
        for drug in atlas.drugs.values()
        for event in drug.regulatory
        if event.kind not in ("withdrawn", "refused")
        and (tests(event.basis) if combined else drug.id in record.exemplars or below & set(drug.classes))
    }
    agencies = [one for one in ("FDA", "EMA", "NMPA", "PMDA") if one in given] if record.evidence.startswith("approved") else []
    return " · ".join(agencies) or "–"


def class_index(book: Book) -> Page:
    """All classes side by side, children below their parents, those with most trials first."""
    pen, atlas = Pen(book.prose, "classes/index"), book.atlas

    def cells(record: Class, depth: int) -> list[str]:
        name = f'<span class="depth-{depth}">{pen.link(record.id, None, "html")}</span>'
        harm = pen.plain(book.wording.pick(record.harms[0].text)) if record.harms else "–"
        return [
            name, linked(pen, record.targets), html.escape(pen.plain(book.wording.pick(record.summary)), quote=False),
            linked(pen, record.exemplars[:4]), book.wording.label(f"class-evidence.{record.evidence}"), approved_by(book, record),
            html.escape(harm, quote=False),
        ]

    items: list[list[str]] = []
    tested = Counter(parent for trial in atlas.trials.values() for one in trial.classes for parent in line(book, one))

    def add(parent: str | None, depth: int) -> None:
        for record in sorted(atlas.classes.values(), key=lambda one: (-tested[one.id], one.id)):
            if record.parent == parent:
                items.append(cells(record, depth))
                add(record.id, depth + 1)

    add(None, 0)
    return listing(
        book, "classes", ["class", "target", "mechanism", "exemplars", "status", "approved", "toxicity"], [("", "", items)],
        [(book.wording.label("index.targets"), "targets/index")],
    )


def simple_index(book: Book, kind: str) -> Page:
    """Name and summary of every record of a kind."""
    pen = Pen(book.prose, f"{kind}/index")
    items = [
        [
            f'{pen.link(r.id, None, "html")} <span class="other-name">{second_name(book, r)}</span>',
            html.escape(pen.plain(book.wording.pick(r.summary)), quote=False),  # type: ignore[attr-defined]
        ]
        for r in book.atlas.kinds[kind].values()
    ]
    return listing(book, kind, ["name", "definition"], [("", "", items)])


def awaited_index(book: Book) -> Page:
    """Everything that is announced for a day to come, the next first; what has an outcome stands below."""
    found = sorted(book.atlas.awaited.values(), key=lambda one: (one.outcome is not None, one.due, one.id))
    return book.page(
        "awaited.md.j2", "awaited/index", book.wording.label("index.awaited"), book.wording.label("index.awaited-lead"), "awaited",
        checked=[one.checked for one in found], found=found,
    )


def pages(book: Book) -> Iterator[Page]:
    """Every page of this part of the book."""
    atlas = book.atlas
    yield drug_index(book)
    yield class_index(book)
    yield awaited_index(book)
    for kind in ("diseases", "biomarkers", "targets"):
        yield simple_index(book, kind)
        for record in atlas.kinds[kind].values():
            yield subject_page(book, kind, record)  # type: ignore[arg-type]
    for drug in atlas.drugs.values():
        yield drug_page(book, drug)
    for one in atlas.classes.values():
        yield class_page(book, one)
