"""Which direction a text gives a trial, and whether the trial's record says otherwise.

In: the passages of one part in order, the trials. Out: the passages whose direction the record's `met` contradicts.
A rule of thumb for people who read a new text, never a verdict.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ..schema import Trial

Direction = Literal["better", "not better"]

REACH = 3
"""Passages after the one that names a trial in which "the results show …" still speaks of it."""

_NOT_BETTER = re.compile(
    r"未能?(?:见|观察到|显示出?)?(?:显著|明显|进一步)?(?:延长|改善|提高|达到|优于|获益|降低)|(?:没有|并未|并不|不能|未能)(?:显著|明显)?(?:延长|改善|提高|达到|优于|获益)|"
    r"不优于|(?:无|未见)(?:显著|明显|统计学)?差异|差异(?:无|没有|不具有?)(?:统计学|显著)|无(?:明显|显著)?获益|失败|阴性结果|"
    r"\b(?:did|does|do|was|were|could) ?n[o']t (?:\w+ ){0,3}?"
    r"(?:improv\w*|prolong\w*|superior|longer|better|meet|met|benefit\w*|reach\w*|extend\w*)|"
    r"\bno (?:\w+ ){0,3}?(?:difference|improvement|benefit|advantage)|\bfail(?:ed|s|ure)?\b|\bnot superior\b|\bwithout (?:\w+ )?benefit|"
    r"\bneither (?:\w+ ){0,6}?(?:improved|prolonged)",
    re.I,
)
_BETTER = re.compile(
    r"(?:显著|明显|均|都|有效|大大)(?:的|地)?(?:延长|优于|改善|提高|获益|更长|降低)|延长了?|优于|改善了|提高了|达到(?:了)?主要(?:研究)?终点|阳性结果|"
    r"\b(?:improv(?:ed|es|ement)|prolong(?:ed|s)|superior|outperform(?:ed|s)|extend(?:ed|s)|longer|met (?:its|the|both) )\b|"
    r"\b(?:significant(?:ly)?) (?:\w+ )?(?:better|benefit|longer|improvement)",
    re.I,
)


@dataclass(frozen=True)
class Contradiction:
    """A passage (index into the sequence given), the trial it seems to speak of, the direction given and the record's `met`."""

    index: int
    trial: str
    says: Direction
    met: str


def direction(text: str) -> Direction | None:
    """The direction that a passage gives; None where it gives none or both."""
    against = bool(_NOT_BETTER.search(text))
    favour = bool(_BETTER.search(_NOT_BETTER.sub(" ", text)))
    if against == favour:
        return None
    return "not better" if against else "better"


def acronym(trial: Trial) -> re.Pattern[str]:
    """The trial's acronym in running text: any hyphen, space or none inside it, no letter or digit around it.

    Acronyms that are words (OAK, MYSTIC) must be met in their own case.
    """
    pieces = re.findall(r"[A-Za-z]+|\d+", trial.acronym)
    flags = re.I if any(piece.isdigit() for piece in pieces) else 0
    return re.compile(r"(?<![A-Za-z0-9])" + r"[\s\-‐‑–—]?".join(map(re.escape, pieces)) + r"(?![A-Za-z0-9])", flags)


def contradictions(passages: Sequence[str], trials: Iterable[Trial]) -> Iterator[Contradiction]:
    """Passages that call a trial better whose primary end point was not met, or the reverse.

    A passage without acronym speaks of the trials named last, at most `REACH` passages before it.
    """
    patterns = [(trial, acronym(trial)) for trial in trials if trial.acronym.strip()]
    named: list[Trial] = []
    since = 0
    for index, text in enumerate(passages):
        here = [trial for trial, pattern in patterns if pattern.search(text)]
        named, since = (here, 0) if here else (named, since + 1)
        says = direction(text)
        if says is None or since > REACH:
            continue
        for trial in named:
            if (says, trial.met) in {("better", "no"), ("not better", "yes")}:
                yield Contradiction(index, trial.id, says, trial.met)
