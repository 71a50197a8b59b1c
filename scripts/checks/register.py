"""Rules of register: both languages write as a good journal writes; lists of words name the better form.

In: the Desk. A wording that must stand all the same is a listed line of `evidence/exceptions.yml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..paths import LANGUAGES
from ..problems import Problem
from ..records import Atlas
from ..schema import Record
from ..schema.ids import Place
from .desk import FREE, NO_PROSE, Desk
from .parity import sections
from .register_words import CHINESE, ENGLISH, PAIRS, PROPER, STATISTICS
from .style import NOT_PROSE

# Two texts a record writes about itself in other people's words.
OTHERS = frozenset({("claims", "says")})

Line = tuple[str, int, str, str]
"""File, line, language and words."""


TYPED = "query."
"""Labels that are words of readers, typed into the search; the site does not write them."""


def ours(desk: Desk) -> Iterator[Line]:
    """Every text that is ours, line by line where it is an article's."""
    for record, place, zh, en in _bilingual(desk):
        for language, words in (("zh", zh), ("en", en)):
            yield *desk.atlas.where(record, *place, language), language, words
    for article in desk.looked_at():
        for words in (article.title, article.description):
            yield article.file, 2, article.language, words
        for number, words in enumerate(article.body.split("\n"), start=article.first_line):
            yield article.file, number, article.language, words
    yield from _labels(desk, "")


def _labels(desk: Desk, prefix: str) -> Iterator[Line]:
    for key, both in desk.labels.words.items():
        if key.startswith(prefix) and not key.startswith(TYPED) and desk.on(desk.labels.lines[key][0]):
            for language in LANGUAGES:
                yield *desk.labels.lines[key], language, both[language]


def _bilingual(desk: Desk) -> Iterator[tuple[Record, Place, str, str]]:
    for kind, record, place, text in desk.texts():
        if kind in NO_PROSE or (kind, place[0]) in OTHERS or place[-1] in FREE - {"why"}:
            continue
        yield record, place, text.zh, text.en


def plain(words: str) -> str:
    """The words without calls, citations, ids and addresses; what a call prints leaves a mark."""
    return NOT_PROSE.sub("\u0001", words)


def register_words(desk: Desk) -> Iterator[Problem]:
    """No text uses a homely, private or translated wording for which the list names a better one."""
    lists = {"zh": CHINESE, "en": ENGLISH + against(frozenset(drug.inn.en.lower() for drug in desk.atlas.drugs.values()))}
    for path, line, language, words in ours(desk):
        text = unquoted(plain(words))
        for pattern, better in lists[language]:
            for match in pattern.finditer(text):
                yield Problem(path, line, "register-words", f"'{shown(match[0])}' must be {better}")


# Words that are quoted are somebody else's: “…” and 《…》 in Chinese, "…" and “…” in English.
QUOTED = re.compile(r"“[^”]*”|《[^》]*》|\"[^\"]*\"")


def unquoted(text: str) -> str:
    """The text without what stands between quotation marks."""
    return QUOTED.sub("\u0002", text)


def shown(text: str) -> str:
    """A match as a message prints it."""
    return text.replace("\u0001", "…").replace("\u0002", "“…”").strip()


COMPARATORS = (
    "placebo|chemotherap|docetaxel|observation|control|supportive care|standard|sorafenib|sunitinib|investigator|physician|treatment"
)


@cache
def against(drugs: frozenset[str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    """`against` before a treatment compares; before a target or a tumour it does not."""
    named = "|".join(sorted(map(re.escape, drugs)))
    pattern = re.compile(rf"\bagainst (?:(?:a|an|the|that|same|single-agent|second-line|platinum) ){{0,2}}(?:{COMPARATORS}|{named})", re.I)
    return ((pattern, "'versus' where treatments are compared"),)


def statistics_written(desk: Desk) -> Iterator[Problem]:
    """Figures, intervals and P values are written in one form per language, and a ratio has the name of its measure."""
    for path, line, language, words in ours(desk):
        text = plain(words)
        for pattern, better in STATISTICS[language]:
            for match in pattern.finditer(text):
                yield Problem(path, line, "statistics-written", f"'{shown(match[0])}' must be {better}")
        for found, name in misnamed(desk.atlas, words):
            yield Problem(path, line, "statistics-written", f"'{found}' must be '{name}', as the figure that follows is one")


RATIO = re.compile(
    r"(风险比|比值比|相对危险度|[Hh]azard ratio|[Oo]dds ratio|[Rr]elative risk)[^，。；,.;]{0,6}\{\{\s*figure\(\"([^\"]+)\",\s*\"([^\"]+)\""
)
RATIOS = (("relative risk", "相对危险度"), ("odds ratio", "比值比"), ("hazard ratio", "风险比"))


def misnamed(atlas: Atlas, words: str) -> Iterator[tuple[str, str]]:
    """Names of ratios that the figure called after them does not bear: as written, and as it must be."""
    for match in RATIO.finditer(words):
        figures = getattr(atlas.references.get(match[2]), "figures", [])
        what = next((figure.what.en.lower() for figure in figures if figure.id == match[3]), "")
        names = [pair for pair in RATIOS if pair[0] in what.replace("risk ratio", "relative risk")]
        if len(names) == 1 and match[1].lower() not in names[0]:
            yield match[1], names[0][1 if match[1][0] >= "\u4e00" else 0]


NESTED = re.compile(r"（[^（）]*（|\([^()]*\((?![A-Z]\)|[IVX]+\))")


def brackets_apart(desk: Desk) -> Iterator[Problem]:
    """No bracket is typed within a bracket."""
    for path, line, _, words in ours(desk):
        if match := NESTED.search(plain(words)):
            yield Problem(path, line, "brackets-apart", f"no bracket must stand in a bracket: '{shown(match[0])[-40:]}'")


def values_name_arms(desk: Desk) -> Iterator[Problem]:
    """Values of several arms are called one by one, each beside the name of its arm."""
    for path, line, _, words in ours(desk):
        for match in SEVERAL.finditer(words):
            one = match[1].removesuffix("s")
            if arms(desk.atlas, match) > 1:
                must = f"{match[1]}() prints values without their arms: each must be called by {one}() beside the name of its arm"
                yield Problem(path, line, "values-name-arms", f"{match[2]}: {must}")


SEVERAL = re.compile(r"\{\{\s*(medians|rates)\(\s*\"([^\"]+)\",\s*\"([^\"]+)\"(?:,\s*\"([^\"]+)\"|,\s*population=\"([^\"]+)\")?")


def arms(atlas: Atlas, call: re.Match[str]) -> int:
    """How many arms the result of a call has."""
    trial = atlas.trials.get(call[2])
    if trial is None:
        return 0
    population = call[4] or call[5] or "itt"
    result = next((r for r in trial.results if r.id == call[3]), None) or atlas.current(trial, call[3], population)
    result = result or atlas.current(trial, call[3], "safety")
    return len(result.arms) if result else 0


def terms_in_pairs(desk: Desk) -> Iterator[Problem]:
    """Where the English text has one of the listed terms, the Chinese text has its counterpart."""
    for record, place, zh, en in _bilingual(desk):
        yield from _paired(zh, en, *desk.atlas.where(record, *place, "zh"))
    for one, other in desk.pairs():
        for (_, line, zh), (_, _, en) in zip(sections(one), sections(other), strict=False):
            yield from _paired(zh, en, one.file, line)


def _paired(zh: str, en: str, path: str, line: int) -> Iterator[Problem]:
    for english, chinese, better in PAIRS:
        if (match := english.search(plain(en))) and not chinese.search(plain(zh)):
            yield Problem(path, line, "terms-in-pairs", f"'{match[0]}' must be {better} in Chinese")


HEADING = re.compile(r"^#{1,6} (.*?)(?: \{ #[\w-]+ \})?$")
QUESTION = {
    "zh": re.compile(r"什么|怎么|哪|多少|如何|为何|谁|吗|是否|已经|到[^期达]一步"),
    "en": re.compile(r"^(?:How|What|Why|Who|Whom|When|Where|Which|Whether|Is|Are|Do|Does|Did|Can|Should)\b"),
}
CAPITAL = re.compile(r"(?<![A-Za-z0-9-])[A-Z][a-z]{2,}(?![A-Za-z0-9])")


def headings_name_things(desk: Desk) -> Iterator[Problem]:
    """Headings are nouns that a reader would search for; English ones, and titles of trials, begin with a capital and go on without."""
    known = capitals(desk.atlas)
    for path, line, language, words in _headings(desk):
        text = plain(words)
        if match := QUESTION[language].search(text):
            must = "a heading must be a noun that a reader would search for, not a question"
            yield Problem(path, line, "headings-name-things", f"{must}: '{shown(match[0])}'")
        if language == "en":
            if (first := re.search(r"[A-Za-z0-9\u0001]", text)) and first[0].islower() and text.split()[0].strip(",") not in known:
                yield Problem(path, line, "headings-name-things", f"an English heading must begin with a capital: '{text[:30]}'")
            for match in CAPITAL.finditer(text):
                before = text[: match.start()].rstrip()
                opens = not re.search(r"[A-Za-z0-9\u0001]", before) or before.endswith((":", ".", "?"))
                if not opens and match[0] not in known:
                    yield Problem(path, line, "headings-name-things", f"an English heading must be in sentence case: '{match[0]}'")


def _headings(desk: Desk) -> Iterator[Line]:
    for article in desk.looked_at():
        yield article.file, 2, article.language, article.title
        for number, words in enumerate(article.body.split("\n"), start=article.first_line):
            if match := HEADING.match(words):
                yield article.file, number, article.language, match[1]
    yield from _labels(desk, "heading.")
    for kind, record, place, text in desk.texts():
        if (kind, place) == ("trials", ("title",)):
            for language in LANGUAGES:
                yield *desk.atlas.where(record, *place, language), language, getattr(text, language)


def capitals(atlas: Atlas) -> frozenset[str]:
    """Words that keep their case anywhere: parts of names that records write so, and the listed proper names."""
    found = set(PROPER)
    for kind, records in atlas.kinds.items():
        if kind in NO_PROSE or kind == "claims":
            continue
        for record in records.values():
            names = [one.text for one in (*getattr(record, "other", ()), *getattr(record, "names", ()), *getattr(record, "also", ()))]
            name = getattr(record, "name", None) or getattr(record, "inn", None)
            names += [name.en] if name else [getattr(record, "acronym", "")]
            found |= {word for one in names for word in re.findall(r"[A-Za-z0-9-]+", one)}
    return frozenset(found)


UNIVERSAL = re.compile(
    r"\b[Nn]o (?:\w+[ -]){0,3}(?:trials?|stud(?:y|ies)|drugs?|vaccines?|agents?|antibod(?:y|ies)|products?|evidence|data|comparison)\b"
    r"|\b[Nn]one of (?:the|these|them)\b|\b[Nn]one (?:is|was|has|have|are|were)\b|\b[Tt]he only\b"
    r"|\b[Oo]nly (?:one|\w+ (?:is|are|was|has)) (?:\w+ ){0,2}(?:trial|drug|antibody|vaccine|licensed|approved)"
)
BOUND = re.compile(
    r"\b(?:US|EU|FDA|NMPA|EMA|UK|United States|Europe\w*|China|Chinese|Japan|search\w*|found|records?|recorded|listed|Duizhao|here|cited"
    r"|by \d{4}|up to \d{4}|until \d{4}|in \d{4}|as of|text|article|abstract|report|page|cohort|trial’s|authors|protocol|label)\b"
)


def universals_have_bounds(desk: Desk) -> Iterator[Problem]:
    """A finding that says only, none or no trial also says where, or what was searched."""
    for kind, record, place, text in desk.texts():
        if (kind, place) != ("claims", ("finding",)):
            continue
        for sentence in re.split(r"(?<=[.;])\s+", text.en):
            if (match := UNIVERSAL.search(sentence)) and not BOUND.search(plain(sentence)):
                path, line = desk.atlas.where(record, "finding", "en")
                must = "the sentence must say in which region, in which records or after which search this holds"
                yield Problem(path, line, "universals-have-bounds", f"'{match[0]}': {must}")


RULES = (
    register_words,
    statistics_written,
    brackets_apart,
    values_name_arms,
    terms_in_pairs,
    headings_name_things,
    universals_have_bounds,
)
"""The rules of this module, in order."""
