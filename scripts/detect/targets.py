"""Drugs against their targets.

In: passages, the Atlas. Out: flags of the rule "target".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..records import Atlas
from .flags import Flag, Passages, any_of, spelt

_VERB = r"(?:阻断|靶向|抑制|拮抗|作用于|针对|特异性结合|结合|抗|blocks?|targets?|inhibits?|binds?(?: to)?|blocking|targeting)"
_IS = r"(?:是|为|属于|作为|即|\bis\b|\bare\b)"
_VESSELS = re.compile(r"抑制(?:肿瘤)?血管(?:生成|新生)|阻断血管生成|(?:inhibit|block)\w* angiogenesis", re.I)
_CLAUSE = re.compile(r"[,，;；。]")


def targets(passages: Passages, atlas: Atlas) -> Iterator[Flag]:
    """A drug, the only one of its clause, ascribed to a target that is none of its own."""
    drugs = [(drug, any_of(spelt(drug))) for drug in atlas.drugs.values() if drug.target]
    every = any_of(name for drug in atlas.drugs.values() for name in spelt(drug))
    owner = {name.lower(): target.id for target in atlas.targets.values() for name in spelt(target)}
    longest = sorted(owner, key=lambda name: (-len(name), name))
    names = "|".join(re.escape(name) + (r"(?![A-Za-z\d]|-[A-Za-z]?\d)" if name[-1:].isascii() else "") for name in longest)
    said = re.compile(
        rf"{_VERB}\s?[^,，。A-Za-z]{{0,6}}(?P<a>{names})(?!阳性|阴性|表达|高表达|的结合)|{_IS}[^,，。]{{0,12}}?(?P<b>{names})\s?(?:的)?(?:抑制剂|抗体|单抗|单克隆抗体|inhibitor|antibody)|"
        rf"与[^,，。]{{0,12}}?(?P<c>{names})(?:受体|分子|蛋白)?(?:特异性)?结合", re.I
    )
    for part, sentences in passages.items():
        for index, text in enumerate(sentences):
            low = text.lower()
            if not _VESSELS.search(text) and not any(name in low for name in owner):
                continue
            for clause in _CLAUSE.split(text):
                if len({match[0] for match in every.finditer(clause)}) != 1:
                    continue
                for drug, pattern in drugs:
                    if not pattern.search(clause):
                        continue
                    own = f"{drug.id}: its target is {', '.join(drug.target)}"
                    told = {owner[next(filter(None, match.groups())).lower()] for match in said.finditer(clause)}
                    if told and not told & set(drug.target):
                        yield Flag(part, index, "target", f"{own}, not {', '.join(sorted(told))}")
                    elif _VESSELS.search(clause) and not any(t.startswith(("vegf", "vegfr")) for t in drug.target):
                        yield Flag(part, index, "target", f"{own}, not the blood vessels")
