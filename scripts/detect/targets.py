"""Drugs against their targets.

In: passages, the Atlas. Out: flags of the rule "target".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..language.names import names_of, preferred
from ..language.script import simplified
from ..records import Atlas
from .flags import Flag, Passages, any_of

_VERB = r"(?:阻断|靶向|抑制|拮抗|作用于|针对|特异性结合|结合|抗|blocks?|targets?|inhibits?|binds?(?: to)?|blocking|targeting)"
_IS = r"(?:是|为|属于|作为|即|\bis\b|\bare\b)"
_VESSELS = re.compile(r"抑制(?:肿瘤)?血管(?:生成|新生)|阻断血管生成|(?:inhibit|block)\w* angiogenesis|anti-angiogenic (?:drug|agent|antibody)", re.I)
_CLAUSE = re.compile(r"[,，;；。]")


def targets(passages: Passages, atlas: Atlas) -> Iterator[Flag]:
    """A drug, the only one of its clause, ascribed to a target that is none of its own."""
    drugs = [(d, any_of(simplified(n.text) for n in [*preferred(d), *names_of(d)])) for d in atlas.drugs.values() if d.target]
    every = any_of(simplified(n.text) for d in atlas.drugs.values() for n in [*preferred(d), *names_of(d)])
    owner = {
        simplified(n.text).lower(): t.id for t in atlas.targets.values() for n in [*preferred(t), *names_of(t)]
    }
    names = "|".join(
        re.escape(name) + (r"(?![A-Za-z\d]|-[A-Za-z]?\d)" if name[-1:].isascii() else "") for name in sorted(owner, key=lambda n: (-len(n), n))
    )
    said = re.compile(
        rf"{_VERB}\s?[^,，。A-Za-z]{{0,6}}(?P<a>{names})(?!阳性|阴性|表达|高表达|的结合)|{_IS}[^,，。]{{0,12}}?(?P<b>{names})\s?(?:的)?(?:抑制剂|抗体|单抗|单克隆抗体|inhibitor|antibody)|"
        rf"与[^,，。]{{0,12}}?(?P<c>{names})(?:受体|分子|蛋白)?(?:特异性)?结合", re.I
    )
    for part, sentences in passages.items():
        for index, text in enumerate(sentences):
            for clause in _CLAUSE.split(text):
                if len({match[0] for match in every.finditer(clause)}) != 1:
                    continue
                for drug, pattern in drugs:
                    if not pattern.search(clause):
                        continue
                    told = {owner[next(filter(None, match.groups())).lower()] for match in said.finditer(clause)}
                    if told and not told & set(drug.target):
                        yield Flag(part, index, "target", f"{drug.id}: its target is {', '.join(drug.target)}, not {', '.join(sorted(told))}")
                    elif _VESSELS.search(clause) and not any(t.startswith(("vegf", "vegfr")) for t in drug.target):
                        yield Flag(part, index, "target", f"{drug.id}: its target is {', '.join(drug.target)}, not the blood vessels")
