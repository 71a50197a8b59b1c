"""Pages of drugs, classes, targets, biomarkers and diseases, and their index pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from ..language.names import names_of
from ..language.prose import Pen
from ..language.wording import second_name
from ..schema import Biomarker, Class, Disease, Drug, Record, Target, Trial
from . import approvals, matrix
from .book import Book, Head, Page
from .card import Harm, harms
from .lines import Lines
from .plots import plots
from .trials import row


def rows_of(book: Book, chosen: list[Trial]) -> list[dict[str, object]]:
    """Rows of a short trial table, by name."""
    return [row(book, trial) for trial in sorted(chosen, key=lambda t: t.acronym.lower())]


def drug_page(book: Book, drug: Drug) -> Page:
    """What it is, approved for what, where and today, its trials, their harms, its names."""
    chosen = [t for t in book.atlas.trials.values() if any(drug.id in a.drugs for a in t.arms if a.role != "control")]
    w, days = book.wording, [drug.checked, *(e.checked for e in drug.regulatory)]
    found = approvals.by_disease(book.atlas, drug)
    return book.page(
        "drug.md.j2", Head(f"drugs/{drug.id}", w.pick(drug.inn), w.pick(drug.summary), "drugs", drug.id, days),
        drug=drug, rows=rows_of(book, chosen), said=book.claims(drug),
        approvals=found, standing=approvals.diseases(found), agencies=approvals.columns(use for _, uses in found for use in uses),
        counts=list(approvals.counts(drug)),
        searched=max((e.checked for e in drug.regulatory if e.checked != "never"), default=None),
        harms=harms_of(book, chosen),
    )


def harms_of(book: Book, chosen: list[Trial]) -> list[tuple[Trial, list[Harm]]]:
    """What trials report of harm: grade ≥3, stopped, died, of every arm; trials by name, those without left out."""
    found = [(trial, list(harms(Lines(book.atlas, book.wording, trial)))) for trial in sorted(chosen, key=lambda t: t.acronym.lower())]
    return [one for one in found if any(harm.kind != "other" for harm in one[1])]


def class_page(book: Book, record: Class) -> Page:
    """Mechanism, approved uses, trials, harms, failures, China."""
    atlas = book.atlas
    children = [c.id for c in atlas.classes.values() if c.parent == record.id]
    chosen = [t for t in atlas.trials.values() if t.id in record.landmark or record.id in t.classes]
    drugs = list(dict.fromkeys([*record.exemplars, *(d.id for d in atlas.drugs.values() if record.id in d.classes)]))
    w = book.wording
    return book.page(
        "class.md.j2", Head(f"classes/{record.id}", w.pick(record.name), w.pick(record.summary), "classes", record.id, [record.checked]),
        plots(book, record, chosen), subject=record, children=children, drugs=drugs, rows=rows_of(book, chosen),
        said=book.claims(record),
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
    other = " · ".join(n.text for n in names_of(record) if n.lang in (book.language, "any"))
    if other:
        facts.append((w.label("name-type.also"), other))
    return book.page(
        "subject.md.j2", Head(f"{kind}/{record.id}", w.pick(record.name), w.pick(record.summary), kind, record.id, [record.checked]),
        subject=record, facts=facts, rows=rows_of(book, chosen), said=book.claims(record), **extra,
    )


def listing(
    book: Book, kind: str, columns: list[str], groups: list[tuple[str, str, list[list[str]]]],
    more: list[tuple[str, str]] | None = None,
) -> Page:
    """An index page: one table a group."""
    title, lead = book.wording.label(f"index.{kind}"), book.wording.label(f"index.{kind}-lead")
    return book.page(
        "list.md.j2", Head(f"{kind}/index", title, lead, kind), lead=lead,
        columns=[book.wording.label(f"column.{c}") for c in columns], groups=groups, more=more or [],
    )


def linked(pen: Pen, ids: list[str]) -> Markup | str:
    """Links with middle dots between them."""
    return Markup(" · ").join(pen.link(one, None, "html") for one in ids) or "–"


def drug_index(book: Book) -> Page:
    """All drugs by kind of medicine."""
    pen = Pen(book.prose, "drugs/index")
    groups = []
    modalities = list(dict.fromkeys(d.modality for d in sorted(book.atlas.drugs.values(), key=lambda d: MODALITIES[d.modality])))
    for modality in modalities:
        items = [
            [named(book, pen, d), linked(pen, d.target), linked(pen, d.classes)]
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


def named(book: Book, pen: Pen, record: Record) -> Markup:
    """A record's name as a link, and its name in the other language where that differs."""
    link, second = pen.link(record.id, None, "html"), second_name(record, book.language)
    return Markup('{} <span class="other-name">{}</span>').format(link, second)


def class_index(book: Book) -> Page:
    """Every class in every tumour; a cell leads to its trials, or to the class where only an approval is recorded."""
    atlas, pen = book.atlas, Pen(book.prose, "classes/index")
    lines = matrix.lines(atlas)
    trials = pen.href("trials/index", ".html")
    links = {
        (line.record.id, cell.disease): f"{trials}?class={line.record.id}&disease={cell.disease}"
        if cell.outcomes or cell.earlier else pen.href(f"classes/{line.record.id}", ".html")
        for line in lines for cell in line.cells
    }
    head = Head("classes/index", book.wording.label("index.classes"), book.wording.label("matrix.lead"), "classes", wide=True)
    return book.page(
        "classes.md.j2", head, lines=lines, counts=matrix.counts(lines), columns=matrix.diseases(atlas),
        agencies=approvals.columns(()), links=links,
        more=[(book.wording.label("index.targets"), "targets/index")],
    )


def simple_index(book: Book, kind: str) -> Page:
    """Name and summary of every record of a kind."""
    pen = Pen(book.prose, f"{kind}/index")
    items = [
        [named(book, pen, r), pen.plain(book.wording.pick(r.summary))]  # type: ignore[attr-defined]
        for r in book.atlas.kinds[kind].values()
    ]
    return listing(book, kind, ["name", "definition"], [("", "", items)])


def awaited_index(book: Book) -> Page:
    """Everything that is announced for a day to come, the next first; what has an outcome stands below."""
    found = sorted(book.atlas.awaited.values(), key=lambda one: (one.outcome is not None, one.due, one.id))
    title, lead = book.wording.label("index.awaited"), book.wording.label("index.awaited-lead")
    head = Head("awaited/index", title, lead, "awaited", checked=[one.checked for one in found])
    return book.page("awaited.md.j2", head, found=found)


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
