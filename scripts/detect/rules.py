"""The contradiction detector: statements of a text that are at odds with the records, for a person to look at.

In: the passages of a text by part, the Atlas. Out: flags. Rules of thumb, each a function; none is a verdict.
`measure` compares the flags with curated verdicts where the texts are at hand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ..language.names import caseless, names_of, preferred
from ..language.script import simplified, without_readings
from ..records import Atlas
from ..schema import decimal
from .approvals import approvals
from .direction import Acronyms, contradictions, direction
from .figures import END_POINTS, arithmetic, figures
from .flags import Flag, Passages, named, speaking
from .targets import targets


def directions(passages: Passages, atlas: Atlas) -> Iterator[Flag]:
    """A trial's direction against whether its primary end point was met."""
    for part, sentences in passages.items():
        for found in contradictions(sentences, atlas.trials.values()):
            yield Flag(part, found.index, "direction", f"gives {found.trial} as {found.says}; its record has met: {found.met}")


NEGATIVE = re.compile(
    r"(?:无|不|未)(?:表达)?\s?PD-?L1|PD-?L1\s?(?:表达)?(?:阴性|不表达|无表达|<\s?1)|without PD-?L1|PD-?L1[- ](?:negative|null)", re.I
)


PD_L1 = "pd-l1-expression"
"""Id of a biomarker; a test says that it exists."""


def populations(passages: Passages, atlas: Atlas) -> Iterator[Flag]:
    """PD-L1-negative patients ascribed to a trial that PD-L1 was required to enter."""
    for part, index, text, trials in speaking(passages, atlas):
        if not NEGATIVE.search(text):
            continue
        for trial in trials:
            required = [s for s in trial.selection if s.biomarker == PD_L1 and s.use == "required to enter"]
            if required:
                yield Flag(part, index, "population", f"{trial.id} enrolled {required[0].cutoff.en} only")


def end_points(passages: Passages, atlas: Atlas) -> Iterator[Flag]:
    """An end point called better although the interval of every comparison of it holds 1."""
    for part, index, text, trials in speaking(passages, atlas):
        if direction(text) != "better":
            continue
        for trial in trials:
            for endpoint in ("pfs", "os"):
                pattern = END_POINTS[endpoint]
                intervals = [
                    r.effect.ci for r in trial.results if r.endpoint == endpoint and r.estimand is None and r.effect and r.effect.ci
                ]
                if pattern.search(text) and intervals and all(_holds_one(ci) for ci in intervals):
                    yield Flag(part, index, "end point", f"{trial.id}: the interval of {endpoint} holds 1 in every report")


def _holds_one(ci: tuple[str, str]) -> bool:
    high = decimal(ci[1])
    return high is not None and high >= 1


NEWS = re.compile(r"(20\d\d)\s?年?.{0,24}?(?:大会|年会|ESMO|ASCO|WCLC|congress|meeting)|(?:ESMO|ASCO|WCLC).{0,12}?(20\d\d)", re.I)
AGAIN = re.compile(r"(?:该|本次|此次|这次|本届)(?:会议|大会|年会)|(?:this|the) (?:meeting|congress)", re.I)
UPDATE = re.compile(r"随访|更新|长期|最终(?:分析|结果|数据)|\d年(?:总)?生存|follow-?up|updat|long-term|final analysis", re.I)
# A trial may be updated at meetings for years; its first report is old news after this many.
STALE_AFTER = 2


def years(passages: Passages, atlas: Atlas) -> Iterator[Flag]:
    """Sentences that tell a meeting's news, in a part whose trials were first published years before; news of a follow-up is none."""
    acronyms = Acronyms(atlas.trials.values())
    for part, sentences in passages.items():
        told = {index: max(int(a or b) for a, b in found) for index, text in enumerate(sentences) if (found := NEWS.findall(text))}
        if not told:
            continue
        told |= {index: max(told.values()) for index, text in enumerate(sentences) if AGAIN.search(text) and index not in told}
        first = {
            trial.id: min(int(atlas.references[r.cite].issued[:4]) for r in trial.results if r.cite in atlas.references)
            for _, trials in named(sentences, acronyms) for trial in trials if trial.results
        }
        for index, year in sorted(told.items()):
            if UPDATE.search(sentences[index]):
                continue
            old = [f"{trial} ({published})" for trial, published in sorted(first.items()) if year - published > STALE_AFTER]
            if old:
                yield Flag(part, index, "year", f"first published long before {year}: {', '.join(old)}")


# The stems by which drug names are made in either language.
DRUG = re.compile(
    r"[\u4e00-\u9fff]{2,5}(?:单抗|替尼|珠单抗|西普)|(?<![A-Za-z-])[a-z]{4,}(?:mab|tinib|ciclib|cept|leucel)(?![A-Za-z])", re.I
)
# What may stand in front of a name within the same run of characters.
BEFORE = re.compile(r"^(?:和|与|或|及|用|的|如|联合|使用|应用|采用|包括|以及|加|抗|对|由|为)+")


def drugs(passages: Passages, atlas: Atlas) -> Iterator[Flag]:
    """A word made like a drug name that no list of names holds."""
    known = {caseless(n.text) for d in atlas.drugs.values() for n in [*preferred(d), *names_of(d)]}
    for part, sentences in passages.items():
        for index, text in enumerate(sentences):
            for match in DRUG.finditer(text):
                word = caseless(BEFORE.sub("", match[0]))
                ends = [word[at:] for at in range(len(word) - 1)] if not word.isascii() else [word]
                if word and not any(end in known for end in ends) and word not in ("单抗", "双抗"):
                    yield Flag(part, index, "drug", f"'{word}' is the name of no drug in the records")


EXPANDED = re.compile(r"(?<![A-Za-z-])([A-Za-z]{0,3}[A-Z][A-Za-z]*-?\d*[A-Za-z]*)\s?[(（]([^()（）]{4,60})[)）]")
GENERIC = re.compile(r"\d+%|见|图|表|如|例|n\s?=|p\s?[=<]", re.I)


def abbreviations(passages: Passages, atlas: Atlas) -> Iterator[Flag]:
    """An expansion of an abbreviation that none of its names resembles."""
    names = _expansions(atlas)
    for part, sentences in passages.items():
        for index, text in enumerate(sentences):
            for short, long in EXPANDED.findall(text):
                known = names.get(short.lower())
                if known and not GENERIC.search(long) and not any(_alike(long, name) for name in known):
                    yield Flag(part, index, "abbreviation", f"{short} is {' / '.join(sorted(known)[:3])}")


def _expansions(atlas: Atlas) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for record in [r for kind in ("terms", "targets", "drugs", "diseases", "biomarkers") for r in atlas.kinds.get(kind, {}).values()]:
        names = [n.text for n in [*preferred(record), *names_of(record)]]
        for short in names:
            if len(short) <= 8 and sum(c.isupper() for c in short) >= 2:
                found.setdefault(short.lower(), set()).update(n for n in names if n != short)
    return found


def _alike(one: str, other: str) -> bool:
    """Share half of their characters' pairs: forgiving of particles, word order and plurals."""
    a, b = ({caseless(t)[i : i + 2] for i in range(len(t) - 1)} for t in (one, other))
    return bool(a and b) and len(a & b) / min(len(a), len(b)) >= 0.5


# A share of a disease within a larger one: "约占…的15%", "about 15% of lung cancers".
SHARE = re.compile(
    r"(?:占|占比|比例|account(?:s|ed)? for|constitut\w+).{0,24}?(\d{1,2}(?:\.\d+)?)\s?%(?:[~～至-]+(\d{1,2}(?:\.\d+)?)\s?%)?", re.I
)
DISEASES = {
    "sclc": re.compile(r"(?<!非)小细胞肺癌|(?<!N)SCLC|(?<!non-)(?<!non )small[- ]cell lung", re.I),
    "nsclc": re.compile(r"非小细胞肺癌|NSCLC|non-?small[- ]cell lung", re.I),
}


def quantities(passages: Passages, atlas: Atlas) -> Iterator[Flag]:
    """The same share of the same disease given with different numbers in different places."""
    found: dict[str, list[tuple[str, int, Decimal]]] = {}
    for part, sentences in passages.items():
        for index, text in enumerate(sentences):
            whole = [disease for disease, pattern in DISEASES.items() if pattern.search(text)]
            for clause in re.split("[,，;；]", text):
                here = [disease for disease, pattern in DISEASES.items() if pattern.search(clause)] or (whole if len(whole) == 1 else [])
                for low, _ in SHARE.findall(clause):
                    for disease in here[:1] if len(here) == 1 else ():
                        found.setdefault(disease, []).append((part, index, Decimal(low)))
    for disease, places in found.items():
        values = {value for *_, value in places}
        if len(values) > 1:
            for part, index, value in places:
                others = ", ".join(f"{v}%" for v in sorted(values - {value}))
                yield Flag(part, index, "quantity", f"{disease}: {value}% here, {others} elsewhere")


RULES: tuple[Callable[[Passages, Atlas], Iterator[Flag]], ...] = (
    directions, end_points, populations, years, drugs, abbreviations, quantities, approvals, figures, arithmetic, targets,
)


def detect(passages: Passages, atlas: Atlas) -> list[Flag]:
    """The flags of every rule, in order of place."""
    read = {part: [simplified(without_readings(text)) for text in sentences] for part, sentences in passages.items()}
    return sorted({flag for rule in RULES for flag in rule(read, atlas)})


@dataclass(frozen=True)
class Measure:
    """How the flags compare with curated verdicts, in sentences."""

    flagged: int
    right: int
    faulty: int
    found: int

    @property
    def precision(self) -> float:
        """Share of flagged sentences that hold a claim with a fault."""
        return self.right / self.flagged if self.flagged else 0.0

    @property
    def recall(self) -> float:
        """Share of contradicted sentences that are flagged."""
        return self.found / self.faulty if self.faulty else 0.0


def measure(flags: Iterable[Flag], verdicts: Mapping[tuple[str, int], set[str]]) -> Measure:
    """Flags against the verdicts of the claims in each sentence (part and index → verdicts).

    A flag is right where some claim of the sentence is anything but supported or an opinion; recall is taken over
    sentences with a contradicted claim.
    """
    places = {(flag.part, flag.index) for flag in flags}
    right = {place for place in places if verdicts.get(place, set()) - {"supported", "opinion"}}
    faulty = {place for place, found in verdicts.items() if "contradicted" in found}
    return Measure(len(places), len(right), len(faulty), len(faulty & places))
