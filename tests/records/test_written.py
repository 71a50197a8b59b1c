"""How a record is written: order, quotes and blocks, each shown; values and comments stay; what is tidy stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, get_args

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from scripts import schema
from scripts.paths import HOUSE, House
from scripts.problems import Faults
from scripts.records import written
from scripts.records.textyaml import read
from scripts.schema import KINDS, Claim, Term, Trial
from tests import miniature

# Everything as text, as our reader takes it.
BASE = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
MINIATURE = House(miniature.SOURCE)
TREES = (MINIATURE, HOUSE)
EVIDENCE = [kind for kind in KINDS if kind != "sources"]
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

TERM = """\
name: {zh: 发热, en: fever}
definition:
  zh: 体温升高。
  en: A rise of temperature.
checked: never
"""


def term(text: str) -> str:
    return written.written(text, Term)


@pytest.mark.parametrize("text", [
    TERM,
    # keys in another order, at every level
    "checked: never\ndefinition:\n  en: A rise of temperature.\n  zh: 体温升高。\nname: {en: fever, zh: 发热}\n",
    # blocks and brackets the other way round
    "name:\n  zh: 发热\n  en: fever\ndefinition: {zh: 体温升高。, en: A rise of temperature.}\nchecked: never\n",
    # quotes that nothing needs, spaces, empty lines, a document's mark
    "---\nname: { zh: \"发热\",  en: 'fever' }\n\ndefinition:\n    zh:  体温升高。\n    en: \"A rise of temperature.\"\nchecked:  never\n",
    # brackets over several lines
    "name: {\n  zh: 发热,\n  en: fever}\ndefinition:\n  zh: 体温升高。\n  en: A rise of\n    temperature.\nchecked: never",
])
def test_there_is_one_way_to_write_a_record(text: str) -> None:
    assert term(text) == TERM


@pytest.mark.parametrize(("value", "expected"), [
    ("plain words, with a comma", "plain words, with a comma"),
    ("2024-08", "2024-08"), ("2024-08-01", "2024-08-01"), ("11.3%", "11.3%"), ("29%–77%", "29%–77%"), ("NR", "NR"), ("<1", "<1"),
    ("https://a.example/b?c=d", "https://a.example/b?c=d"), ("CD4+ T cells", "CD4+ T cells"), ("PD-L1:PD-1", "PD-L1:PD-1"),
    ("0.60", '"0.60"'), ("375", '"375"'), ("-5", '"-5"'), ("1e5", '"1e5"'), ("0x1F", '"0x1F"'), ("1:30", '"1:30"'), ("1_000", '"1_000"'),
    ("yes", '"yes"'), ("No", '"No"'), ("on", '"on"'), ("true", '"true"'), ("null", '"null"'), ("~", '"~"'), ("=", '"="'), ("", '""'),
    ("a: b", '"a: b"'), ("ends:", '"ends:"'), ("a #b", '"a #b"'), ("# a", '"# a"'), ("- a", '"- a"'), ("[a]", '"[a]"'),
    ("{a}", '"{a}"'), ("@a", '"@a"'), ("%a", '"%a"'), ("*a", '"*a"'), ("!a", '"!a"'), ("it's", "it's"), ("'a'", '"\'a\'"'),
    (" a ", '" a "'), ("a\nb", '"a\\nb"'), ('say "a"', 'say "a"'), ('"a" it is', "'\"a\" it is'"), ('"a" it\'s', "'\"a\" it''s'"),
    ("a\\b: c", "'a\\b: c'"), ("a\ttab", '"a\\ttab"'),
    ('{{ effect("a", "os") }} it is', "'{{ effect(\"a\", \"os\") }} it is'"), ("HR {{ n(\"a\") }}", 'HR {{ n("a") }}'),
])
def test_quotes_stand_where_a_reader_of_yaml_needs_them(value: str, expected: str) -> None:
    assert written._scalar(value, str, inside=False) == expected
    assert yaml.load(f"key: {expected}", BASE) == {"key": value}
    assert isinstance(yaml.safe_load(f"key: {expected}")["key"], str) or re.fullmatch(r"\d{4}-\d\d-\d\d", value)


@pytest.mark.parametrize("value", ["a, b", "a]", "{a", "what?", "a: b"])
def test_brackets_need_more_quotes(value: str) -> None:
    assert written._scalar(value, str, inside=True) == f'"{value}"'


@given(st.text(st.sampled_from("aé发 ,:;#-?[]{}&*!|>'\"%@`\\~=0.1\n\t\u3000\u2028\x07<"), max_size=12))
def test_whatever_a_value_holds_it_is_read_again_as_it_was(value: str) -> None:
    for inside, form in ((False, "key: {}\n"), (False, "key:\n  - {}\n"), (True, "key: {{a: {}, b: [{}, x]}}\n")):
        text = form.format(*[written._scalar(value, str, inside)] * 2)
        found = yaml.load(text, BASE)["key"]
        assert found in (value, [value], {"a": value, "b": [value, "x"]})


def test_numbers_and_truth_values_of_the_model_stand_plain() -> None:
    text = 'acronym: A\narms:\n  - id: one\n    n: "154"\nresults:\n  - id: os\n    current: "true"\n    effect: {value: 0.60}\n'
    assert written.written(text, Trial).splitlines()[-5:] == [
        '    n: 154', "results:", "  - id: os", '    effect: {value: "0.60"}', "    current: true",
    ]


COMMENTED = """\
# Of the whole.
checked: never  # seen nowhere
# Of the definition,
# in two lines.
definition:  # short
  # Of the English.
  en: A rise of temperature.  # enough
  zh: 体温升高。
  # deeper than what follows
name: {zh: 发热, en: fever}  # one "name" # only
see:
  # Of the first.
  - one
  - two  # of the second
other:
  # Of a name.
  - {text: F, lang: any, type: also}
  - text: G  # of its text
    lang: any
    type: also
confuse:
  # Of the confusion.
  - why: {zh: 否, en: "No # comment"}
    # Of its term.
    term: three  # there
# At the end.
"""


def test_a_comment_moves_with_what_it_belongs_to() -> None:
    text = term(COMMENTED)
    assert text == """\
name: {zh: 发热, en: fever}  # one "name" # only
other:
  # Of a name.
  - {text: F, lang: any, type: also}
  # of its text
  - {text: G, lang: any, type: also}
# Of the definition,
# in two lines.
definition:  # short
  zh: 体温升高。
  # deeper than what follows
  # Of the English.
  en: A rise of temperature.  # enough
confuse:
  # Of the confusion.
  # Of its term.
  - term: three  # there
    why:
      zh: 否
      en: "No # comment"
# Of the first.
# of the second
see: [one, two]
# Of the whole.
checked: never  # seen nowhere
# At the end.
"""
    assert term(text) == text


def test_no_comment_is_lost_wherever_it_stands() -> None:
    """A comment after every line and at the end of every line of a record that holds every form."""
    lines = (MINIATURE.evidence / "trials" / "birch.yml").read_text("utf-8").splitlines()
    content = yaml.load("\n".join(lines), BASE)
    for number in range(len(lines)):
        for placed in ([*lines[:number], "# WHOLE", *lines[number:]], [*lines[:number], "      # WHOLE", *lines[number:]],
                       [*lines[:number], f"{lines[number]}  # WHOLE", *lines[number + 1:]]):
            text = written.written("\n".join(placed) + "\n", Trial)
            assert text.count("# WHOLE") == 1, placed[number]
            assert yaml.load(text, BASE) == content
            assert written.written(text, Trial) == text


def test_a_key_that_the_model_does_not_have_comes_last() -> None:
    assert term("nonsense: 1\n" + TERM) == TERM + 'nonsense: "1"\n'


def test_a_value_that_is_not_there_stays_so() -> None:
    assert written.written("source:\nabout: []\nsays: {zh: , en: null}\n", Claim) == "source:\nabout: []\nsays:\n  zh:\n  en:\n"


def test_every_name_in_the_lists_of_one_line_is_a_piece_or_a_field() -> None:
    assert set(PIECES) >= written.ONE_LINE
    assert {key for piece in PIECES.values() for key in fields(piece)} >= written.NAMES | written.LONG


@pytest.mark.parametrize("kind", EVIDENCE)
@pytest.mark.parametrize("house", TREES, ids=lambda house: house.top.name)
def test_tidy_would_change_nothing(house: House, kind: str) -> None:
    """What somebody wrote otherwise: make tidy."""
    changed = [
        house.name(path) for path, model in written.files(house)
        if path.parent.name == kind and written.written(text := path.read_text("utf-8"), model) != text
    ]
    assert changed == []


class Core(LOADER):  # type: ignore[valid-type, misc]
    """Reads as YAML 1.2 and an editor do: numbers, truth values and nothing are no text; days are."""

    yaml_implicit_resolvers = {}


for tag, pattern, first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"), ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)", "-+.0123456789"),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(first))


PIECES = {name: piece for module in vars(schema).values() if isinstance(module, ModuleType) for name, piece in vars(module).items()}


def fields(piece: object) -> dict[str, Any]:
    return dict(getattr(piece, "model_fields", {}))


def counts(kind: object) -> bool:
    """Whether a field holds whole numbers or truth values, one or many."""
    return kind in (int, bool) or (not isinstance(kind, type) and any(map(counts, get_args(kind))))


def other_than_text(value: object, key: str) -> Iterator[tuple[str, object]]:
    """Key and value of every scalar that is no text."""
    if isinstance(value, dict | list):
        for one, item in value.items() if isinstance(value, dict) else ((key, item) for item in value):
            yield from other_than_text(item, one)
    elif not isinstance(value, str):
        yield key, value


@pytest.mark.slow
@pytest.mark.parametrize("kind", EVIDENCE)
def test_an_editor_reads_what_is_tidy_as_we_do(kind: str) -> None:
    """Where a schema wants text an editor finds text, and counts are the only numbers."""
    wanted = {key for piece in PIECES.values() for key, field in fields(piece).items() if counts(field.annotation)}
    for path, model in written.files(HOUSE):
        if path.parent.name == kind:
            found = set(other_than_text(yaml.load(written.written(path.read_text("utf-8"), model), Core), ""))
            assert {(key, value) for key, value in found if key not in wanted or isinstance(value, float)} == set(), path.name


@pytest.mark.slow
@pytest.mark.parametrize("kind", EVIDENCE)
def test_tidy_changes_no_value_and_does_all_at_once(kind: str, tmp_path: Path) -> None:
    """Over every real record, tidy or not."""
    for path, model in written.files(HOUSE):
        if path.parent.name == kind:
            text = written.written(path.read_text("utf-8"), model)
            (tmp_path / path.name).write_text(text, "utf-8")
            before, after = (read(one, path.name) for one in (path, tmp_path / path.name))
            assert after[0] is not None
            assert before[0] is not None
            assert (after[0].content, after[1]) == (before[0].content, before[1]), path.name
            assert written.written(text, model) == text, path.name
            assert text.count("#") >= path.read_text("utf-8").count(" # "), path.name


def test_the_verb_writes_what_differs_and_says_so(house: House) -> None:
    path = house.evidence / "terms" / "sample-flare.yml"
    text = path.read_text("utf-8")
    assert written.tidy(house) == []
    path.write_text(text.replace("checked: never", 'checked: "never"'), "utf-8")
    time = (house.evidence / "terms" / "sample-fever.yml").stat().st_mtime_ns
    assert written.tidy(house) == [path]
    assert path.read_text("utf-8") == text
    assert (house.evidence / "terms" / "sample-fever.yml").stat().st_mtime_ns == time


def test_the_verb_takes_some_files_only(house: House) -> None:
    paths = [house.evidence / "terms" / f"sample-{name}.yml" for name in ("flare", "fever")]
    for path in paths:
        path.write_text(path.read_text("utf-8").replace("checked: never", 'checked: "never"'), "utf-8")
    assert written.tidy(house, [paths[0]]) == [paths[0]]
    with pytest.raises(Faults) as caught:
        written.tidy(house, [house.top / "mkdocs.yml"])
    assert [str(problem) for problem in caught.value.problems] == ["mkdocs.yml:1: tidy: the file must be a record below evidence/"]


def test_a_file_that_cannot_be_read_is_told_and_left(house: House) -> None:
    path = house.evidence / "terms" / "sample-flare.yml"
    path.write_text("name: {zh: a\n", "utf-8")
    with pytest.raises(Faults) as caught:
        written.tidy(house)
    assert str(caught.value.problems[0]).startswith("evidence/terms/sample-flare.yml:")
    assert path.read_text("utf-8") == "name: {zh: a\n"
