"""Which direction a text gives a trial, and whether the trial's record says otherwise.

In: the passages of one part in order, the trials. Out: the passages whose direction the record's `met` contradicts.
A rule of thumb for people who read a new text, never a verdict.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import ahocorasick

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


_SHORT = {"keynote": "KN", "checkmate": "CM"}
"""How clinicians shorten the names of two series of trials before a number."""
_NUMBERED_ON = r"(?![-‐‑–](?:\d|[A-Z]{1,2}\d*(?![A-Za-z])|sq))"
"""PACIFIC-6, HARMONi-A and CameL-sq are other trials than PACIFIC, HARMONi and CameL."""


def acronym(trial: Trial) -> re.Pattern[str]:
    """The trial's acronym in running text: any hyphen, space or none inside it, no letter or digit around it, no number after it.

    Acronyms that are words (OAK, MYSTIC) must be met in their own case. Of two trials joined by a slash either name will do.
    """
    spelt = [_spelt(name) for name in _acronyms(trial)]
    flags = re.I if all(re.search(r"\d", name) for name in _acronyms(trial)) else 0
    return re.compile(rf"(?<![A-Za-z0-9])(?:{'|'.join(spelt)})(?![A-Za-z0-9]){_NUMBERED_ON}", flags)


def _acronyms(trial: Trial) -> list[str]:
    """The acronym, the parts of one with a slash, and other names that are made like one."""
    parts = trial.acronym.split("/")
    joined = parts if len(parts) > 1 and all(re.search(r"[A-Za-z]{3}", part) for part in parts) else []
    also = [name.text for name in getattr(trial, "also", []) if re.fullmatch(r"[A-Za-z]{4,}[ -]?\d{2,}[A-Za-z]?", name.text)]
    return [trial.acronym, *joined, *also]


def _spelt(name: str) -> str:
    pieces = re.findall(r"[A-Za-z]+|\d+", name)
    first = re.escape(pieces[0]) if pieces else re.escape(name)
    if len(pieces) == 2 and (short := _SHORT.get(pieces[0].lower())):
        first = f"(?:{first}|{short})"
    return r"[\s\-‐‑–—]?".join([first, *map(re.escape, pieces[1:])])


class Acronyms:
    """The trials by their acronyms."""

    def __init__(self, trials: Iterable[Trial]) -> None:
        self.patterns = [(trial, acronym(trial)) for trial in trials if trial.acronym.strip()]
        self.firsts = ahocorasick.Automaton()
        places: dict[str, set[int]] = {}
        for place, (trial, _) in enumerate(self.patterns):
            for first in _firsts(trial):
                places.setdefault(first, set()).add(place)
        for first, found in places.items():
            self.firsts.add_word(first, found)
        if places:
            self.firsts.make_automaton()
        self.known: dict[str, list[Trial]] = {}

    def named(self, text: str) -> list[Trial]:
        """The trials that a text names."""
        if text not in self.known:
            places = set().union(*(found for _, found in self.firsts.iter(text.lower()))) if self.patterns else set()
            self.known[text] = [self.patterns[at][0] for at in sorted(places) if self.patterns[at][1].search(text)]
        return self.known[text]

    def clauses(self, text: str) -> list[tuple[str, list[Trial]]]:
        """The clauses of a sentence, each with the trials it speaks of; a trial named only for contrast (unlike X) has none."""
        named = self.named(text)
        if len(named) < 2 and not CONTRAST.search(text):
            return [(text, named)]
        found: list[tuple[str, list[Trial]]] = []
        current: list[Trial] = []
        for clause in _CLAUSE.split(text):
            here = self.named(clause)
            if here and CONTRAST.search(clause):
                rest = [trial for trial in self.named(CONTRAST.sub(" ", clause)) if trial in here]
                here = rest
                if not rest:
                    found.append((clause, []))
                    continue
            current = here or current
            found.append((clause, current))
        return found


CONTRAST = re.compile(
    r"(?:与|和|跟|同)[^,，。;；]{2,40}?(?:不同|相反|相比之下)|(?:不像|不同于|有别于|相较于)[^,，。;；]{2,40}|"
    r"\b(?:unlike|in contrast (?:to|with)|as opposed to|contrary to) [^,;.]{2,60}", re.I
)
_CLAUSE = re.compile(r"[,，;；]|\b(?:whereas|while|although|though|but)\b|然而|而(?!且)|但是?|却", re.I)


def _firsts(trial: Trial) -> list[str]:
    """What a text must hold, in small letters, to name a trial."""
    found = []
    for name in _acronyms(trial):
        pieces = re.findall(r"[A-Za-z]+|\d+", name)
        first = pieces[0].lower() if pieces else name.lower()
        found += [first, *([_SHORT[first].lower()] if first in _SHORT else [])]
    return sorted(set(found))


def contradictions(passages: Sequence[str], trials: Iterable[Trial]) -> Iterator[Contradiction]:
    """Passages that call a trial better whose primary end point was not met, or the reverse.

    A passage without acronym speaks of the trials named last, at most `REACH` passages before it.
    """
    acronyms = Acronyms(trials)
    named: list[Trial] = []
    since = 0
    for index, text in enumerate(passages):
        here = acronyms.named(text)
        named, since = (here, 0) if here else (named, since + 1)
        if since > REACH:
            continue
        clauses = acronyms.clauses(text) if here else [(text, named)]
        for clause, spoken in clauses:
            says = direction(clause)
            for trial in spoken if says else ():
                if (says, trial.met) in {("better", "no"), ("not better", "yes")}:
                    yield Contradiction(index, trial.id, says, trial.met)  # type: ignore[arg-type]
