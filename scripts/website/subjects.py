"""Direct answers that no single trial or approval gives: what a record is, its trials by disease and outcome, its harms, claims about it.

In: the Atlas and a pen. Out: id → rows [facet, key, words, source, address]; `key` is the trial's id, or the claim's.
Verdicts and figures are those of the card (pages.standing, pages.lines).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from ..language.names import names_of, preferred
from ..language.prose import Pen, path_of
from ..language.wording import name_of
from ..pages import approvals, card, matrix, standing
from ..pages.lines import Lines
from ..records import Atlas
from ..schema import Claim, Class, Drug, Record, Setting, Term, Trial
from .names import shortened
from .references import source

Row = list[str]
KINDS = ("drugs", "classes", "settings", "diseases", "targets", "biomarkers", "terms")
ERRORS = ("contradicted", "outdated", "unsupported", "imprecise")
"""Verdicts of claims that a reader is warned of, worst first."""
MISSED = ("not met", "worse", "partly")
FATAL = {"zh": ("死亡", "致死"), "en": ("fatal", "death", "died")}
AMONG_DEATHS = ("致死病例中", "among fatal cases")
"""Of the deaths, how many had the harm: no answer to how many die of it."""


def subjects(atlas: Atlas, pen: Pen) -> dict[str, list[Row]]:
    """Rows of every record that is no trial, and the claims about every record."""
    shown = {trial.id: trial_rows(atlas, pen, trial) for trial in in_order(atlas)}
    seen = {trial_id: list(trial_harms(atlas, pen, atlas.trials[trial_id])) for trial_id in shown}
    warned = warnings(atlas, pen)
    found: dict[str, list[Row]] = {}
    for kind in KINDS:
        for record in atlas.kinds.get(kind, {}).values():
            if record.standing == "current":
                found[record.id] = [
                    *meaning(pen, record), *tested(atlas, record, shown), *harms(atlas, pen, record, seen), *approved(pen, record),
                ]
    for record_id, rows in warned.items():
        found.setdefault(record_id, []).extend(rows)
    return {name: rows for name, rows in found.items() if rows}


def in_order(atlas: Atlas) -> list[Trial]:
    """Trials as a reader wants them: phase 3 first, then the newest."""
    current = [trial for trial in atlas.trials.values() if trial.standing == "current"]
    return sorted(current, key=lambda one: (one.phase in matrix.LATE, standing.first_published(atlas, one)), reverse=True)


def trial_rows(atlas: Atlas, pen: Pen, trial: Trial) -> tuple[str, Row]:
    """The outcome of a trial, and its row: acronym, verdict, and the figure that stands for it."""
    w = pen.prose.wording
    first = standing.headline(atlas, trial)
    lines = Lines(atlas, w, trial)
    figure = ""
    if first and first.first:
        line = lines.line(first, first.first, first.figures)
        what = line.effect or w.versus([one.text for one in line.figures])
        who = w.brackets(line.population) if line.population else ""
        figure = f"{line.endpoint}{who} {what}" if what else ""
    comma = w.label("answer.comma")
    words = comma.join(filter(None, [w.label(f"met.{trial.met}"), figure]))
    outcome = "met" if trial.met == "yes" else "failed" if trial.met in ("no", "worse", "partly") else "open"
    return f"outcome.{outcome}", [trial.disease, trial.acronym + w.label("joint.colon") + words, "", f"trials/{trial.id}"]


def tested(atlas: Atlas, record: Record, shown: dict[str, tuple[str, Row]]) -> Iterator[Row]:
    """The trials of a drug, class, setting or disease; of a class those whose arms are about it."""
    for trial_id, (outcome, row) in shown.items():
        trial = atlas.trials[trial_id]
        if about(atlas, trial, record):
            yield [outcome, *row]


def about(atlas: Atlas, trial: Trial, record: Record) -> bool:
    """Whether a trial tests a drug or class, or belongs to a setting or disease."""
    if isinstance(record, Drug):
        return any(record.id in arm.drugs for arm in trial.arms if arm.role != "control")
    if isinstance(record, Class):
        return record.id in trial.classes and bool(matrix.fitting(atlas, trial, record.id))
    return record.id in (trial.setting, trial.disease)


def meaning(pen: Pen, record: Record) -> Iterator[Row]:
    """What a record is: a definition, or the summary at the head of its page."""
    w = pen.prose.wording
    text = getattr(record, "definition", None) or getattr(record, "summary", None)
    if text is not None:
        cites = getattr(record, "cites", [])
        yield ["meaning", "", pen.plain(w.pick(text)), source(pen.prose.atlas, w, cites[0]) if cites else "", ""]


def trial_harms(atlas: Atlas, pen: Pen, trial: Trial) -> Iterator[Row]:
    """The harms on the card of a trial, each arm's share."""
    w = pen.prose.wording
    lines = Lines(atlas, w, trial)
    for one in card.harms(lines):
        arms = w.label("answer.comma").join(f"{figure.arm} {figure.text}" for figure in one.figures)
        words = trial.acronym + w.label("joint.colon") + f"{one.name} {arms}"
        facet = "harm.all" if one.kind == "other" else f"harm.{one.kind}"
        yield [facet, "", words, source(atlas, w, *one.sources[0]) if one.sources else "", "#harms"]


def harms(atlas: Atlas, pen: Pen, record: Record, seen: Mapping[str, list[Row]]) -> Iterator[Row]:
    """Of a class its statements on harms; of a drug those of its trials and its characteristic ones; of a term pooled figures."""
    w = pen.prose.wording
    if isinstance(record, Class):
        for one in record.harms:
            yield ["harm.all", "", pen.plain(w.pick(one.text)), source(atlas, w, one.cites[0]) if one.cites else "", "#harms"]
    elif isinstance(record, Drug):
        for trial_id, rows in seen.items():
            if about(atlas, atlas.trials[trial_id], record):
                yield from rows
        named = w.label("joint.list").join(name_of(atlas.terms[one], w.language) for one in record.harms if one in atlas.terms)
        if named:
            yield ["harm.all", "", named, "", "#harms"]
    elif isinstance(record, Term):
        yield from pooled(atlas, pen, record)


def pooled(atlas: Atlas, pen: Pen, term: Term) -> Iterator[Row]:
    """Single figures of studies whose description holds a name of the term, deaths first; numbers of cases only where no share is known."""
    w = pen.prose.wording
    spelt = [one.text.lower() for one in preferred(term) + names_of(term) if one.lang == w.language]
    spelt += shortened(spelt, w.labels)
    found = []
    for reference in atlas.references.values():
        for one in reference.figures:
            what = w.pick(one.what)
            if any(name in what.lower() for name in spelt):
                fatal = any(word in what.lower() for word in FATAL[w.language]) and not any(word in what for word in AMONG_DEATHS)
                words = what + w.label("joint.colon") + w.figure(one.value)
                found.append(["harm.died" if fatal else "harm.all", "", words, source(atlas, w, reference.id, one.locator), ""])
    shares = [row for row in found if "%" in row[2]]
    yield from sorted(shares or found, key=lambda row: row[0] != "harm.died")


def approved(pen: Pen, record: Record) -> Iterator[Row]:
    """Of a setting the drugs that each agency approved there, by what stands."""
    if isinstance(record, Setting):
        atlas, w = pen.prose.atlas, pen.prose.wording
        for agency, drugs in approvals.by_agency(approvals.of_setting(atlas, record.id)):
            named = w.label("joint.list").join(name_of(atlas.drugs[one], w.language) for one in drugs)
            if named:
                yield [f"agency.{agency}", "", w.label(f"agency.{agency}") + w.label("joint.colon") + named, "", "#approved"]


def warnings(atlas: Atlas, pen: Pen) -> dict[str, list[Row]]:
    """Claims that do not hold, by the records that they are about, worst first."""
    found: dict[str, list[Row]] = defaultdict(list)
    w = pen.prose.wording
    wrong: Iterable[Claim] = (one for one in atlas.claims.values() if one.verdict in ERRORS)
    for claim in sorted(wrong, key=lambda one: (ERRORS.index(one.verdict), one.weight != "care")):
        words = w.label(f"verdict.{claim.verdict}") + w.label("joint.colon") + pen.plain(w.pick(claim.says))
        for record_id in claim.about:
            found[record_id].append(["claim", claim.id, words, "", path_of("claims", claim)])
    return found
