"""Every rule, shown failing with its exact message; a rule without a case fails here."""

from __future__ import annotations

import ast
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from scripts import checks, flow
from scripts.checks import style
from scripts.checks.desk import Desk, texts
from scripts.paths import HOUSE
from scripts.schema import Text

from . import cases

LOADING = ("readable", "unique-keys", "shape", "one-record-a-file", "article", "labels", "digits", "exception", "drafts")
"""Rules that reading itself applies."""
PROSE_RULES = checks.PROSE_RULES
# Rules of stages that come after reading, or of the tools beside the flow, and where each is shown failing.
ELSEWHERE = {
    "published": "tests/website/test_published.py", "data-page": "tests/website/test_published.py",
    "ledger": "tests/ledger/test_verify.py",
    "source-text": "tests/ledger/test_decode.py",
    "fresh-pages": "tests/pages/test_fresh.py",
    "fresh-schemas": "tests/pages/test_fresh.py",
    "twins": "tests/twins/test_pairs.py",
    "fresh-twins": "tests/twins/test_pairs.py",
    "check": "tests/flow/test_check.py",
    "output": "tests/flow/test_interrupted.py",
    "renderer": "tests/flow/test_interrupted.py",
    "preview": "tests/flow/test_serve.py",
    "links": "tests/website/test_links.py",
    "vendor": "tests/website/test_vendor.py",
    "new": "tests/create/test_records.py",
    "tidy": "tests/records/test_written.py",
    "source": "tests/ledger/test_show.py",
}


def name(rule: object) -> str:
    return str(rule.__name__).replace("_", "-")  # type: ignore[attr-defined]


@pytest.mark.parametrize("case", cases.every(), ids=lambda case: case.folder.name)
def test_the_case_prints_exactly_what_is_expected(case: cases.Case) -> None:
    assert cases.problems(case) == case.expected


@pytest.mark.parametrize("rule", [*checks.RULES, *PROSE_RULES], ids=name)
def test_a_rule_has_a_case_and_a_sentence(rule: object) -> None:
    """The rule itself gives lines of its own case, not another rule in its place."""
    mine = [case for case in cases.every() if case.rule == name(rule)]
    assert mine, f"tests/checks/{name(rule)}/ must hold a case"
    assert re.fullmatch(r"[A-Z].*\.", str(rule.__doc__).strip().split("\n")[0]), "the docstring must be the rule in one sentence"
    for case in mine:
        broken, _ = cases.looked(case)
        given = Desk(broken.atlas, broken.articles, broken.labels) if rule in PROSE_RULES else broken.atlas  # type: ignore[arg-type]
        found = [str(problem) for problem in rule(given)]  # type: ignore[operator]
        assert found
        assert set(found) <= set(case.expected)


@pytest.mark.parametrize("rule", LOADING)
def test_a_rule_of_loading_has_a_case(rule: str) -> None:
    assert any(case.rule == rule for case in cases.every()), f"tests/checks/{rule}/ must hold a case"


def test_every_case_belongs_to_a_rule() -> None:
    rules = {name(rule) for rule in (*checks.RULES, *PROSE_RULES)} | set(LOADING)
    assert {case.rule for case in cases.every()} == rules


def printed_names() -> set[str]:
    """The third argument of every Problem(...) in scripts/: the names that a reader can meet."""
    found = set()
    for path in sorted((HOUSE.top / "scripts").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Problem" and len(node.args) >= 3:
                third = node.args[2]
                found.add(third.value if isinstance(third, ast.Constant) else {"RULE": "ledger"}.get(getattr(third, "id", ""), "?"))
    return found


def test_every_name_that_is_printed_is_shown_in_a_case_or_named_elsewhere() -> None:
    shown = {line.split(": ")[1] for case in cases.every() for line in case.expected}
    assert not shown & set(ELSEWHERE)
    assert printed_names() == shown | set(ELSEWHERE)


@pytest.mark.parametrize(("rule", "file"), ELSEWHERE.items())
def test_the_test_elsewhere_names_the_rule(rule: str, file: str) -> None:
    assert rule in (HOUSE.top / file).read_text("utf-8")


def test_messages_say_what_must_be() -> None:
    for case in cases.every():
        for line in case.expected:
            path, number, rest = line.split(":", 2)
            assert number.isdigit(), line
            assert path, line
            assert re.search(r"\bmust\b|no record gives", rest), line
            assert "invalid" not in rest.lower(), line


def test_the_miniature_itself_keeps_every_rule() -> None:
    assert flow.look(cases.whole()).problems == []


@given(st.lists(st.text("进展生存期无ab", min_size=1, max_size=4), unique=True, max_size=6), st.text("进展生存期无ab ", max_size=20))
def test_names_are_found_in_one_pass_as_by_looking_for_each(names: list[str], text: str) -> None:
    assert style.finder(names)(text) == [name for name in names if name in text]


def test_a_field_is_passed_over_only_where_it_can_hold_no_text(real_read: flow.Read) -> None:
    """The rules of prose read every text that a record holds, wherever it stands."""

    def every(value: object) -> int:
        if isinstance(value, Text):
            return 1
        if isinstance(value, list | tuple):
            return sum(map(every, value))
        return sum(every(getattr(value, name)) for name in type(value).model_fields) if isinstance(value, BaseModel) else 0

    for records in real_read.atlas.kinds.values():
        for record in records.values():
            assert len(list(texts(record))) == every(record)
