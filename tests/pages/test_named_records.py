"""The ids of records that stand in code: that all of them exist, and that no other one stands there."""

from __future__ import annotations

import ast

from scripts import flow
from scripts.detect import facts
from scripts.pages import comparisons, home, settings
from scripts.paths import HOUSE

NAMED = {
    "classes": {*comparisons.TREATMENTS, comparisons.DUAL, comparisons.COMBINATIONS},
    "biomarkers": {facts.PD_L1, settings.PD_L1},
    "diseases": {facts.SOLID, settings.NSCLC, "solid-tumours"},
}
KINDS = ("trials", "drugs", "classes", "targets", "biomarkers", "diseases", "settings", "references", "claims", "sources")
"""Kinds whose ids are no words of the language; terms and the words of a choice share theirs."""
WORDS = {"start", "placebo"}
"""An attribute of SVG, and a word too common to link, that are also the ids of records."""
PAGES = ("about/index", "about/changes", "ifn-gamma/index", "trials/reading-figures")
"""Articles that templates and code lead to."""


def test_every_record_that_code_names_exists(real_read: flow.Read) -> None:
    for kind, ids in NAMED.items():
        assert ids - set(real_read.atlas.kinds[kind]) == set(), kind
    assert {one for one, _ in home.TRIES} - set(real_read.atlas.linkable) == set()


def test_code_names_no_other_record(real_read: flow.Read) -> None:
    known = {one for kind in KINDS for one in real_read.atlas.kinds[kind]}
    named = set().union(*NAMED.values(), {one for one, _ in home.TRIES}, WORDS)
    for path in sorted((HOUSE.top / "scripts").rglob("*.py")):
        found = {n.value for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
        assert found & known <= named, path


def test_every_article_that_pages_lead_to_exists(real_read: flow.Read) -> None:
    assert set(PAGES) <= {article.path for article in real_read.articles}
    text = "".join(path.read_text("utf-8") for path in sorted([*HOUSE.templates.glob("*.j2"), *(HOUSE.top / "scripts").rglob("*.py")]))
    assert all(f'"{page}"' in text or f"'{page}'" in text for page in PAGES)
