"""Rules of style: Chinese typography, no deprecated terms, no abbreviation that nothing on the site explains."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

import ahocorasick

from ..language.names import names_of, preferred
from ..language.script import simplified
from ..problems import Problem
from ..schema import Record, Term
from .desk import Desk

HAN = "\u3400-\u9fff"
# What is not prose: calls, citations, links' ids, addresses, code, heading ids, front matter of figures.
NOT_PROSE = re.compile(
    r"\{\{[^{}]*\}\}|\[@[^\]\[]*\]|\[\[[^\]\[|]*\|?|\]\]|`[^`]*`|\]\([^)]{0,500}\)|\{ [#.][^{}]*\}|https?://\S+|<[^<>]+>"
)
# Pattern in Chinese prose → what must stand instead.
CHINESE = (
    (re.compile(rf"[{HAN}]\s*[,;:?!](?=\s*[{HAN}])"), "full-width punctuation between Chinese characters"),
    (re.compile(rf"[{HAN}] +[A-Za-z0-9α-ωΑ-Ω]|[A-Za-z0-9α-ω%] +[{HAN}]"), "no typed space between Chinese and Latin or digits"),
    (re.compile(rf"[{HAN}]\((?=[^)]{{0,200}}[{HAN}])|[{HAN}]\)"), "full-width brackets around Chinese"),
    (re.compile(rf"[{HAN}]\.(?=\s|$)"), "a full-width stop after Chinese"),
)
ENGLISH = ((re.compile(r"[，。；：？！（）、]"), "half-width punctuation in English"),)
ABBREVIATION = re.compile(r"(?<![A-Za-z0-9-])(?:[A-Z][A-Za-z]*[A-Z][A-Za-z0-9]*)(?:-[A-Z0-9α-ω][A-Za-z0-9]*)*(?![A-Za-z0-9])")
# Series whose stem is a concept of the glossary or a target: CD numbers, immunoglobulin classes, interleukins, chemokines and
# their receptors, toll-like receptors, heat-shock proteins; and the PD-L1 grades and clones of the biomarker's own page.
MOLECULE = re.compile(r"CD\d+[A-Za-z]?|Ig[AGM]\d?|IL-?\d+[A-Z]?|TLR\d+|CXCL\d+|CXCR\d+|CCL\d+|CCR\d+|[TI]C\d|SP\d+|22C3|28-8|HSP\d+")
# Numerals of stages and phases (IIIA, IIb, IVB) are no abbreviations.
NUMERAL = re.compile(r"[IV]{1,4}[ABCabc]?\d?")
# Two characters (反应, 有效) are right in other company; only a reader can tell.
SHORTEST_DEPRECATED = 3
# Not terms of medicine: countries, a journal, standards and files of this repository.
PLAIN = frozenset("US USA EU UK JAMA AI ISO SHA-256 CONTRIBUTING LICENSE LICENSE-CONTENT".split())


def chinese_typography(text: str) -> Iterator[str]:
    """What breaks Chinese typography in a text."""
    words = NOT_PROSE.sub("\u0001", text)
    for pattern, must in CHINESE:
        if match := pattern.search(words):
            yield f"{must}: '{match[0]}'"


def english_typography(text: str) -> Iterator[str]:
    """What breaks English typography in a text."""
    words = NOT_PROSE.sub("\u0001", text)
    for pattern, must in ENGLISH:
        if match := pattern.search(words):
            yield f"{must}: '{words[max(0, match.start() - 10) : match.end() + 5]}'"


def typography(desk: Desk) -> Iterator[Problem]:
    """Chinese prose has full-width punctuation and no typed spaces at Latin; English prose has no full-width punctuation."""
    looks = {"zh": chinese_typography, "en": english_typography}
    for path, line, language, words in desk.ours():
        for must in looks[language](words):
            yield Problem(path, line, "typography", f"there must be {must}")


# Fields that hold names: a Latin one is the same in both languages.
NAMES = frozenset({"name", "inn", "label", "cutoff"})
HAN_CHARACTER = re.compile(f"[{HAN}]")
CHINESE_TEXT = re.compile(f"[{HAN}，。：；、（）]")
# A Chinese name in brackets stands beside its English one, and the site's own name is in both.
QUOTED = re.compile(r"“[^“”]*”|‘[^‘’]*’|\"[^\"]*\"|《[^《》]*》|\([^()]*\)|Duizhao 对照")


def languages_apart(desk: Desk) -> Iterator[Problem]:
    """A Chinese text holds Chinese characters, and an English one none but between quotation marks."""
    for _, record, place, text in desk.texts():
        if place[-1] not in NAMES and not CHINESE_TEXT.search(NOT_PROSE.sub("", text.zh)) and re.search("[A-Za-z]", text.zh):
            path, line = desk.atlas.where(record, *place, "zh")
            yield Problem(path, line, "languages", f"zh must hold Chinese: '{text.zh[:40]}'")
        yield from _no_han(text.en, *desk.atlas.where(record, *place, "en"))
    for key, (path, line) in desk.labels.lines.items():
        if desk.on(path):
            yield from _no_han(desk.labels.words[key]["en"], path, line)
    for article in desk.looked_at():
        if article.language == "en":
            for number, words in [(2, article.title), (2, article.description), *enumerate(article.body.split("\n"), article.first_line)]:
                yield from _no_han(words, article.file, number)
        else:
            for words in (article.title, article.description, article.body):
                if not HAN_CHARACTER.search(words):
                    yield Problem(article.file, 2, "languages", f"title, description and body must hold Chinese: '{words.strip()[:40]}'")


def one_script(desk: Desk) -> Iterator[Problem]:
    """Chinese is written in Simplified characters: records, articles and labels alike."""
    found = [(desk.atlas.where(record, *place, "zh"), text.zh) for _, record, place, text in desk.texts()]
    found += [(place, desk.labels.words[key]["zh"]) for key, place in desk.labels.lines.items() if desk.on(place[0])]
    for article in (one for one in desk.looked_at() if one.language == "zh"):
        lines = [(2, article.title), (2, article.description), *enumerate(article.body.split("\n"), article.first_line)]
        found += [((article.file, number), words) for number, words in lines]
    for (path, line), words in found:
        for one, better in zip(words, simplified(words), strict=True):
            if one != better:
                yield Problem(path, line, "one-script", f"'{one}' must be '{better}', the Simplified character")


def _no_han(text: str, path: str, line: int) -> Iterator[Problem]:
    if match := HAN_CHARACTER.search(QUOTED.sub("", NOT_PROSE.sub("\u0001", text))):
        yield Problem(path, line, "languages", f"Chinese in an English text must stand between quotation marks or brackets: '{match[0]}'")


def deprecated_terms(desk: Desk) -> Iterator[Problem]:
    """No prose uses a name that the glossary deprecates, but to quote it; names of two characters are left to readers."""
    named: dict[str, list[tuple[str, Term]]] = {}
    for term in desk.atlas.terms.values():
        for name in term.other:
            if name.type == "deprecated" and len(name.text) >= SHORTEST_DEPRECATED:
                named.setdefault(name.text, []).append((name.lang, term))
    find = finder(named)
    for path, line, language, words in desk.ours(but="says"):
        plain = NOT_PROSE.sub("\u0001", words)
        for text, lang, term in ((found, *one) for found in find(plain) for one in named[found]):
            better = term.name.zh if language == "zh" else term.name.en
            # 进展生存期 is deprecated and stands inside 无进展生存期, which is not.
            spoken = plain.replace(better, "").replace(f"“{text}”", "")
            if lang in (language, "any") and text in spoken and not path.endswith(f"/{term.id}.yml"):
                yield Problem(path, line, "deprecated-terms", f"'{text}' must be '{better}'")


def finder(names: Iterable[str]) -> Callable[[str], list[str]]:
    """A function that gives the names that a text holds, in the order given, in one pass however many names there are."""
    automaton = ahocorasick.Automaton()
    for number, name in enumerate(names):
        automaton.add_word(name, (number, name))
    if not len(automaton):
        return lambda text: []
    automaton.make_automaton()
    return lambda text: [name for _, name in sorted({found for _, found in automaton.iter(text)})]


def abbreviations_explained(desk: Desk) -> Iterator[Problem]:
    """Every abbreviation in prose is a name, or part of a name, of some record."""
    known = set(PLAIN)
    for records in desk.atlas.kinds.values():
        for record in records.values():
            known |= _known(record)
    for kind, one in desk.atlas.faulty:  # a fault in a record is told once, not wherever its name stands
        known |= set(ABBREVIATION.findall(str(getattr(desk.atlas.documents.get((kind, one)), "content", ""))))
    for reference in desk.atlas.references.values():  # a study without a record is explained by the title that is cited
        known |= {match[0] for match in ABBREVIATION.finditer(reference.title)}
    for path, line, language, words in desk.ours():
        for match in ABBREVIATION.finditer(NOT_PROSE.sub("\u0001", words)):
            parts = [match[0], *match[0].split("-")]
            if language == "en" and match[0].endswith("s"):
                parts.append(match[0][:-1])
            if not any(part in known or MOLECULE.fullmatch(part) or NUMERAL.fullmatch(part) for part in parts):
                yield Problem(path, line, "abbreviations", f"'{match[0]}' must be a name in the glossary or of another record")


def _known(record: Record) -> set[str]:
    """The abbreviations that a record's names hold."""
    found = [n.text for n in preferred(record) + names_of(record)]
    found += list(getattr(record, "registry", []))
    found += [s for s in (getattr(record, "hgnc_symbol", None),) if s]
    for node in getattr(record, "nodes", []):
        found += [node.name.zh, node.name.en, node.hgnc_symbol or ""]
    for arm in getattr(record, "arms", []):
        found += [arm.label.zh, arm.label.en]
    words = {match[0] for text in found for match in ABBREVIATION.finditer(text)}
    return words | set(found) | {part for word in words for part in word.split("-") if len(part) > 1}
