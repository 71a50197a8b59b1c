"""How many false sentences the checker finds, and how many true ones it takes for false, by kind: on the pairs of twins/.

In: the records and the pairs. Out: a line a kind for each part. `--write` puts the figures of the part that is held out into
twins/measured.yml, README and change log. That part is not looked at while rules are tuned.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Sequence

from scripts import twins
from scripts.detect.engine import Engine
from scripts.paths import HOUSE, House
from scripts.records import Atlas, load
from scripts.twins import Part, Twin
from scripts.twins.measured import FILE, Score

AIMS: dict[Part, tuple[int, int]] = {"by rule": (80, 3), "by hand": (80, 3), "held out": (70, 5)}
"""Recall and false alarms that are aimed at, percent."""
WRONG = ("contradicted", "outdated")
"""Verdicts by which a reader is told that a sentence is false."""
Flagged = Callable[[Atlas, Sequence[str]], list[bool]]


def flagged(atlas: Atlas, sentences: Sequence[str]) -> list[bool]:
    """Whether the checker says of each sentence, read by itself, that it differs from the records or was judged to be wrong."""
    engine = Engine(atlas)
    return [any(one["state"] == "differs" or one["verdict"] in WRONG for one in engine.sentences([sentence])) for sentence in sentences]


Judged = tuple[Twin, bool, bool]
"""A pair, and whether its false and its true sentence were flagged."""


def judged(atlas: Atlas, pairs: Sequence[Twin], how: Flagged = flagged) -> list[Judged]:
    """Each pair with what the checker said."""
    said = how(atlas, [sentence for pair in pairs for sentence in (pair.wrong, pair.right)])
    return list(zip(pairs, said[::2], said[1::2], strict=True))


def score(found: Iterable[Judged]) -> Score:
    """The sums."""
    rows = list(found)
    return Score(pairs=len(rows), found=sum(wrong for _, wrong, _ in rows), alarms=sum(right for _, _, right in rows))


def by_kind(found: Sequence[Judged]) -> dict[str, Score]:
    """The sums of each kind of fault, in the order in which kinds are listed."""
    kinds = dict.fromkeys(pair.kind for pair, _, _ in sorted(found, key=lambda row: twins.KINDS.index(row[0].kind)))
    return {kind: score(row for row in found if row[0].kind == kind) for kind in kinds}


def text(found: Sequence[Judged], date: str) -> str:
    """The file of what was measured."""
    head = f"# Written by `python -m bench.twins --write`: of the pairs held out, what the checker found and took amiss.\ndate: {date}\n"
    rows = {"all": score(found), **{language: score(row for row in found if row[0].language == language) for language in ("zh", "en")}}
    lines = [f"{name}: {_flow(one)}" for name, one in rows.items()]
    lines += ["kinds:", *(f"  {kind}: {_flow(one)}" for kind, one in by_kind(found).items())]
    return head + "\n".join(lines) + "\n"


def _flow(one: Score) -> str:
    return f"{{pairs: {one.pairs}, found: {one.found}, alarms: {one.alarms}}}"


def told(name: str, one: Score) -> str:
    """A line of the table."""
    alarms = f"{one.alarms:3} false alarms ({one.false_alarms:.1f} %)"
    return f"  {name:<14} {one.found:4} of {one.pairs:4} found ({one.recall:3.0f} %), {alarms}"


SAID = (
    re.compile(r"(?<=finds )(?P<found>\d+) of (?P<pairs>\d+)(?P<between> false sentences and flags )(?P<alarms>\d+) of \d+(?= true ones)"),
    re.compile(r"(?<=认出)(?P<found>\d+)/(?P<pairs>\d+)(?P<between>句，把正确句误判)(?P<alarms>\d+)/\d+(?=句)"),
)
"""Where README and change log say what was measured."""


def say(one: Score) -> None:
    """Bring README and change log up to date."""
    for name in ("README.md", "README.zh.md", "CHANGELOG.md"):
        path = HOUSE.top / name
        words = path.read_text("utf-8")
        for pattern, of in zip(SAID, (" of ", "/"), strict=True):
            words = pattern.sub(lambda m, of=of: f"{one.found}{of}{one.pairs}{m['between']}{one.alarms}{of}{one.pairs}", words)
        path.write_text(words, "utf-8", newline="\n")


def main(atlas: Atlas, house: House = HOUSE) -> None:
    """Print every part by kind."""
    print("\nTwin sentences: false ones found, true ones flagged")
    for part, pairs in twins.every(house, atlas).items():
        found = judged(atlas, pairs)
        recall, alarms = AIMS[part]
        print(told(part, score(found)) + f"; aim ≥ {recall} %, ≤ {alarms} %")
        for language in ("zh", "en"):
            print(told(f"  {language}", score(row for row in found if row[0].language == language)))
        for kind, one in by_kind(found).items():
            print(told(f"  {kind}", one))


if __name__ == "__main__":
    records = load(HOUSE)[0]
    if "--write" in sys.argv[1:]:
        out = judged(records, twins.every(HOUSE, records)["held out"])
        (HOUSE.twins / FILE).write_text(text(out, records.date), "utf-8", newline="\n")
        say(score(out))
    main(records)
