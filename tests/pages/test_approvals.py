"""Approvals: how events make uses, that every page takes the same ones, and that what prose asserts has its event."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from scripts import flow
from scripts.pages import approvals, matrix
from scripts.pages.book import Page
from scripts.records import Atlas
from scripts.schema import Drug
from scripts.schema.drug import RegulatoryEvent

# -- events make uses -----------------------------------------------------------------------------


def event(agency: str, date: str, kind: str, text: str, **more: object) -> RegulatoryEvent:
    given = {"agency": agency, "date": date, "kind": kind, "indication": {"zh": text, "en": text}, "disease": "sample-tumour"}
    given |= {"cite": "agency-2023-exemplumab", "locator": "notice", "checked": "2026-01-06"}
    return RegulatoryEvent.model_validate({**given, **more})


def states(atlas: Atlas, *events: RegulatoryEvent) -> list[list[tuple[str, str]]]:
    """Of a drug with these events: each use with its decisions and what became of them."""
    drug = atlas.drugs["exemplumab"].model_copy(update={"regulatory": list(events)})
    return [[(d.event.date, d.state) for d in use.decisions] for use in approvals.uses(drug)]


def test_a_withdrawal_ends_the_approval_of_the_same_wording_and_agency_only(atlas: Atlas) -> None:
    given = event("FDA", "2018", "accelerated", "third line"), event("EMA", "2019", "regular", "third line")
    assert states(atlas, *given, event("FDA", "2021", "withdrawn", "third line")) == [
        [("2018", "ended"), ("2019", "not seen"), ("2021", "withdrawn")]
    ]


def test_a_withdrawal_worded_otherwise_ends_the_only_approval_of_its_setting(atlas: Atlas) -> None:
    given = event("FDA", "2018", "accelerated", "after platinum", setting="s")
    gone = event("FDA", "2021", "withdrawn", "urothelial carcinoma", setting="s")
    assert states(atlas, given, gone) == [[("2018", "ended"), ("2021", "withdrawn")]]
    second = event("FDA", "2019", "regular", "before platinum", setting="s")
    assert states(atlas, given, second, gone) == [[("2018", "not seen")], [("2019", "not seen")], [("2021", "withdrawn")]]


def test_what_is_in_force_is_not_ended_by_a_guess(atlas: Atlas) -> None:
    given = event("FDA", "2018", "regular", "after platinum", setting="s", in_force="yes")
    assert states(atlas, given, event("FDA", "2021", "withdrawn", "other words", setting="s")) == [
        [("2018", "in force")], [("2021", "withdrawn")]
    ]


def test_decisions_that_rest_on_one_trial_stand_in_one_row(atlas: Atlas) -> None:
    found = states(
        atlas, event("FDA", "2018", "accelerated", "a", basis="birch"), event("NMPA", "2019", "conditional", "b", basis="birch"),
        event("FDA", "2020", "converted", "c", basis="birch"), event("EMA", "2020", "refused", "d"),
    )
    assert found == [[("2018", "ended"), ("2019", "not seen"), ("2020", "not seen")], [("2020", "refused")]]


def test_what_no_longer_stands_comes_last_and_what_was_approved_together_stands_together(atlas: Atlas) -> None:
    found = approvals.of_setting(atlas, "sample-tumour-first-line")
    assert [use.stands for use in found] == sorted((use.stands for use in found), reverse=True)
    twin = atlas.drugs["exemplumab"].model_copy(update={"id": "twin"})
    both = approvals.together(atlas, [*approvals.uses(atlas.drugs["exemplumab"]), *approvals.uses(twin)])
    assert ("exemplumab", "twin") in [use.drugs for use in both if use.basis]
    assert all(len(use.drugs) == 1 for use in both if not use.basis)


def test_a_company_s_count_is_compared_with_what_was_approved_by_its_day(atlas: Atlas) -> None:
    (count,) = approvals.counts(atlas.drugs["exemplumab"])
    assert (count.here, count.stated) == (1, 2)
    assert [c.here for c in approvals.counts(_at(atlas.drugs["exemplumab"], "2024-01-01"))] == [0]


def _at(drug: Drug, day: str) -> Drug:
    return drug.model_copy(update={"company_counts": [c.model_copy(update={"date": day}) for c in drug.company_counts]})


def test_a_setting_is_searched_to_its_last_search_else_to_the_last_check_else_never(atlas: Atlas) -> None:
    setting = atlas.settings["sample-tumour-first-line"]
    found = approvals.of_setting(atlas, setting.id)
    assert approvals.searched(setting, found) == "2026-01-06"
    assert approvals.searched(setting, []) is None


# -- every page takes the same ones ---------------------------------------------------------------


class Tables(HTMLParser):
    """Rows of the tables of a class: for each the hrefs of its heads, and each labelled cell's classes of decisions, dates and text."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name, self.inside, self.head, self.cell, self.date = name, False, False, "", False
        self.rows: list[tuple[list[str], dict[str, list[tuple[str, str]]]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        classes = given.get("class", "").split()
        if tag == "table":
            self.inside = self.name in classes
        if not self.inside:
            return
        if tag == "tr":
            self.rows.append(([], {}))
        self.head = tag == "th" or (self.head and tag not in ("td", "tr"))
        if tag == "td":
            self.cell = given.get("data-label", "")
            self.rows[-1][1].setdefault(self.cell, [])
        if tag == "a" and self.head:
            self.rows[-1][0].append(given.get("href", ""))
        if tag == "span" and "decision" in classes:
            self.rows[-1][1][self.cell].append((next(c for c in classes if c.startswith("state-")).removeprefix("state-"), ""))
        self.date = (tag == "span" and "date" in classes) or (self.date and tag == "s")

    def handle_data(self, data: str) -> None:
        if self.inside and self.date and data.strip():
            state, _ = self.rows[-1][1][self.cell][-1]
            self.rows[-1][1][self.cell][-1] = (state, data.strip())
            self.date = False

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "table"


def printed(page: Page) -> list[tuple[list[str], dict[str, list[tuple[str, str]]]]]:
    """Rows of the page's table of approvals that hold decisions."""
    tables = Tables("approvals")
    tables.feed(page.text)
    return [row for row in tables.rows if any(row[1].get(agency) for agency in approvals.AGENCIES)]


def of_kind(pages: list[Page], kind: str) -> dict[str, Page]:
    return {page.record: page for page in pages if page.language == "en" and page.kind == kind and page.record}


def dated(page: Page) -> set[tuple[str, str, str]]:
    """Agency, date and state of every decision on a page."""
    return {(agency, date, state) for _, cells in printed(page) for agency, found in cells.items() for state, date in found}


def test_a_drug_page_prints_every_decision_once_and_what_stands_before_what_does_not(real_read: flow.Read, real_pages: list[Page]) -> None:
    pages = of_kind(real_pages, "drugs")
    for drug in real_read.atlas.drugs.values():
        rows = printed(pages[drug.id])
        shown = [decision for _, cells in rows for found in cells.values() for decision in found]
        assert len(shown) == len(drug.regulatory), drug.id
        for _, cells in rows:
            for found in cells.values():
                standing = [state in ("in-force", "not-seen") for state, _ in found]
                assert standing == sorted(standing, reverse=True), drug.id


def test_setting_pages_print_the_decisions_of_drug_pages_and_leave_none_out(real_read: flow.Read, real_pages: list[Page]) -> None:
    atlas, drugs, settings = real_read.atlas, of_kind(real_pages, "drugs"), of_kind(real_pages, "settings")
    on_drugs = {drug: dated(page) for drug, page in drugs.items()}
    for setting, page in settings.items():
        shown = {
            (href.rsplit("/", 1)[-1].removesuffix(".html"), agency, date, state)
            for hrefs, cells in printed(page) for href in hrefs for agency, found in cells.items() for state, date in found
            if href.startswith("../drugs/")
        }
        assert {(a, d, s) for _, a, d, s in shown} <= set().union(*on_drugs.values()), setting
        for drug, agency, date, state in shown:
            assert (agency, date, state) in on_drugs[drug], (setting, drug, agency, date)
        wanted = {
            (drug.id, e.agency) for drug in atlas.drugs.values() for e in drug.regulatory if approvals.belongs(atlas, e, setting)
        }
        assert wanted <= {(drug, agency) for drug, agency, _, _ in shown}, setting


def test_the_class_overview_names_the_agencies_that_drug_pages_do(real_read: flow.Read) -> None:
    """For a class of drugs: exactly those with a decision that stands in the disease; for a combination: no other ones."""
    atlas = real_read.atlas
    standing = {(drug, one.event.disease, one.event.agency) for drug, _, one in approvals.standing(atlas)}
    for line in matrix.lines(atlas):
        combined = matrix.COMBINATIONS in matrix.line(atlas, line.record.id)
        for cell in line.cells:
            shown = {(drug, cell.disease, agency) for agency, drugs in cell.approved for drug in drugs}
            assert shown <= standing, (line.record.id, cell.disease)
            if not combined:
                own = {one for one in standing if one[1] == cell.disease and line.record.id in atlas.drugs[one[0]].classes}
                assert shown == own, (line.record.id, cell.disease)
            assert not {agency for agency, _ in cell.approved} & set(cell.withdrawn), (line.record.id, cell.disease)


def test_a_class_that_is_called_approved_has_an_approval_and_one_that_is_not_has_none(real_read: flow.Read) -> None:
    atlas = real_read.atlas
    given = {one for drug, _, _ in approvals.standing(atlas) for c in atlas.drugs[drug].classes for one in matrix.line(atlas, c)}
    cells = {line.record.id for line in matrix.lines(atlas) for cell in line.cells if cell.approved}
    for record in atlas.classes.values():
        below = {c.id for c in atlas.classes.values() if record.id in matrix.line(atlas, c.id)}
        if record.evidence.startswith("approved"):
            assert record.id in given or below & cells, record.id
        elif record.evidence in ("failed", "not approved, under study"):
            assert record.id not in cells, record.id


@pytest.mark.parametrize(("class_id", "disease", "trial", "outcome"), [
    ("pd-l1-inhibitors", "sclc", "caspian", "mixed"), ("dual-checkpoint-blockade", "sclc", "caspian", "negative"),
    ("ctla-4-inhibitors", "nsclc", "poseidon", "positive"), ("tigit-inhibitors", "nsclc", "skyscraper-01", "negative"),
])
def test_a_trial_counts_for_a_class_by_the_arms_that_the_class_is_about(
    real_read: flow.Read, class_id: str, disease: str, trial: str, outcome: str
) -> None:
    (cell,) = [c for line in matrix.lines(real_read.atlas) if line.record.id == class_id for c in line.cells if c.disease == disease]
    assert dict(cell.outcomes)[trial] == outcome


def test_an_arm_is_approved_only_with_all_its_checkpoint_inhibitors(real_read: flow.Read) -> None:
    """CASPIAN: durvalumab with chemotherapy was approved, with tremelimumab it was not."""
    (cell,) = [
        cell for line in matrix.lines(real_read.atlas) if line.record.id == matrix.DUAL for cell in line.cells if cell.disease == "sclc"
    ]
    assert cell.approved == ()


# -- what prose asserts has its event -------------------------------------------------------------

NAMED = {
    "FDA": r"\bFDA\b|\bUS\b|United States", "EMA": r"\bEMA\b|\bEU\b|European Commission|European Medicines Agency",
    "NMPA": r"\bNMPA\b|\bin China\b|^\W*(?:and )?China\b|\bChina (?:in )?(?:[A-Z][a-z]+ )?20\d\d",
}
ASSERTS = re.compile(r"\b(approv|licens|authoris)", re.IGNORECASE)
DENIES = re.compile(
    r"\bnot (yet |been )*(approved|licensed|authorised)|\bno (agency|approval|decision)|without approval|withdr|unapproved|refus|"
    r"could not be|not recorded|not found|not seen|declined", re.IGNORECASE,
)
EXCEPTIONS = {
    ("cytokines", "FDA", "aldesleukin"): "the approval of 1992 is older than any notice that could be opened",
    ("interferon-gamma", "FDA", "interferon-gamma"): "approved outside oncology, which the regulatory events do not cover",
}
"""Assertions without an event, and why; one that no longer needs its exception must go."""


def texts(atlas: Atlas) -> Iterator[tuple[str, str]]:
    """Record and English prose of everything that may say what is approved."""
    for record in atlas.classes.values():
        yield from ((record.id, one.text.en) for one in (record.mechanism, *record.approved, *record.china, *record.failed, *record.harms))
        yield record.id, record.summary.en
    for setting in atlas.settings.values():
        yield from ((setting.id, one.text.en) for one in (*setting.evidence, *setting.china, *setting.failed, *setting.open))
        yield setting.id, setting.summary.en
    for drug in atlas.drugs.values():
        yield drug.id, f"{drug.inn.en}: {drug.summary.en}"
    for claim in atlas.claims.values():
        yield claim.id, claim.finding.en
    for trial in atlas.trials.values():
        yield trial.id, trial.message.en


def called(atlas: Atlas) -> dict[str, str]:
    """Every English name of a drug of a class of immunotherapy → its id, the longest first."""
    found = {}
    for drug in atlas.drugs.values():
        if any(matrix.COMBINATIONS not in matrix.line(atlas, one) for one in drug.classes):
            for name in (drug.inn.en, *(n.text for n in drug.names if n.type in ("brand", "code") and n.lang != "zh")):
                found[name.lower()] = drug.id
    return dict(sorted(found.items(), key=lambda one: -len(one[0])))


def asserted(atlas: Atlas) -> Iterator[tuple[str, str, str, str]]:
    """Record, agency, drug and words of every clause that says that an agency approved a drug.

    Agencies in brackets behind a drug are that drug's. A clause that names several agencies is read piece by piece; a piece
    without a drug, or without an agency, is about those of the piece before it.
    """
    names = called(atlas)
    anyone = re.compile("|".join(rf"(?<![\w-]){re.escape(name)}(?![\w-])" for name in names), re.IGNORECASE)
    for record, text in texts(atlas):
        plain = re.sub(r"\{\{.*?\}\}|\[@[^\]]*\]", "", text)
        for clause in re.split(r"[.;](?=\s|$)|\bwhile\b|\bbut\b", plain):
            if not ASSERTS.search(clause) or DENIES.search(clause):
                continue
            rest = clause
            for match in re.finditer(rf"({anyone.pattern})(?:\|[^\]]*)?\W{{0,3}}\(([^()]*)\)", clause, re.IGNORECASE):
                if by := agencies(match[2]):
                    rest = rest.replace(match[0], " ")
                    yield from ((record, agency, names[match[1].lower()], clause.strip()) for agency in by)
            drugs: list[str] = []
            by = []
            for piece in rest.split(",") if len(agencies(rest)) > 1 else [rest]:
                drugs = [names[m[0].lower()] for m in anyone.finditer(piece)] or drugs
                by = agencies(piece) or by
                yield from ((record, agency, drug, clause.strip()) for agency in by for drug in drugs)


def agencies(words: str) -> list[str]:
    """The agencies that some words name."""
    return [one for one, pattern in NAMED.items() if re.search(pattern, words)]


def test_an_approval_asserted_anywhere_has_its_event(real_read: flow.Read) -> None:
    atlas = real_read.atlas
    given = {(e.agency, drug.id) for drug in atlas.drugs.values() for e in drug.regulatory if e.kind not in ("withdrawn", "refused")}
    found = list(asserted(atlas))
    assert len(found) > 50
    lacking = {(record, agency, drug): words for record, agency, drug, words in found if (agency, drug) not in given}
    assert {key: words for key, words in lacking.items() if key not in EXCEPTIONS} == {}
    assert set(EXCEPTIONS) - set(lacking) == set(), "an exception that is no longer needed must go"


def test_an_approval_asserted_on_a_setting_has_its_event_in_the_disease(real_read: flow.Read) -> None:
    atlas = real_read.atlas
    for record, agency, drug, words in asserted(atlas):
        if record in atlas.settings:
            diseases = {
                disease for e in atlas.drugs[drug].regulatory if e.agency == agency and e.kind not in ("withdrawn", "refused")
                for disease in (e.disease, atlas.trials[str(e.basis)].disease if e.basis in atlas.trials else None)
            }
            assert atlas.settings[record].disease in diseases, (record, agency, drug, words)


def test_the_reader_of_assertions_reads(atlas: Atlas) -> None:
    """A test that finds nothing proves nothing: it must see an approval, and must not see a denial."""
    record = atlas.classes["sample-inhibitors"]

    def said(words: str) -> list[tuple[str, str]]:
        changed = record.model_copy(update={"summary": record.summary.model_copy(update={"en": words})})
        kinds = {**atlas.kinds, "classes": {**atlas.classes, record.id: changed}}
        return [(agency, drug) for _, agency, drug, _ in asserted(Atlas(kinds))]

    assert said("The FDA approved exemplumab in 2023.") == [("FDA", "exemplumab")]
    assert said("Exemplumab is approved in China, EX-101 in the EU as well.") == [("NMPA", "exemplumab"), ("EMA", "exemplumab")]
    assert said("Approved: exemplumab (EU May 2023, China 2024).") == [("EMA", "exemplumab"), ("NMPA", "exemplumab")]
    assert said("Exemplumab is not approved in China.") == []
    assert said("Exemplumab prolonged survival in China.") == []
