"""Rules of style: Chinese typography, no deprecated terms, no abbreviation that nothing on the site explains."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

import ahocorasick

from ..language.labels import Labels
from ..language.names import names_of, preferred
from ..problems import Problem
from ..records import Article, Atlas
from ..schema import Record, Term
from .prose import texts

HAN = "\u3400-\u9fff"
# What is not prose: calls, citations, links' ids, addresses, code, heading ids, front matter of figures.
NOT_PROSE = re.compile(
    r"\{\{.*?\}\}|\[@[^\]]*\]|\[\[[^\]|]*\|?|\]\]|`[^`]*`|\]\([^)]*\)|\{ [#.][^}]*\}|https?://\S+|<[^>]+>", re.DOTALL
)
# Pattern in Chinese prose → what must stand instead.
CHINESE = (
    (re.compile(rf"[{HAN}]\s*[,;:?!](?=\s*[{HAN}])"), "full-width punctuation between Chinese characters"),
    (re.compile(rf"[{HAN}] +[A-Za-z0-9α-ωΑ-Ω]|[A-Za-z0-9α-ω%] +[{HAN}]"), "no typed space between Chinese and Latin or digits"),
    (re.compile(rf"[{HAN}]\((?=[^)]*[{HAN}])|[{HAN}]\)"), "full-width brackets around Chinese"),
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
# Fields that hold other people's printed words, codes or names, and so are not bound by our style.
FREE = frozenset({"why", "printed", "value", "bibliography"})
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


def typography(atlas: Atlas, articles: list[Article], labels: Labels) -> Iterator[Problem]:
    """Chinese prose has full-width punctuation and no typed spaces at Latin; English prose has no full-width punctuation."""
    looks = {"zh": chinese_typography, "en": english_typography}
    for path, line, language, words in prose(atlas, articles):
        for must in looks[language](words):
            yield Problem(path, line, "typography", f"there must be {must}")


def deprecated_terms(atlas: Atlas, articles: list[Article], labels: Labels) -> Iterator[Problem]:
    """No prose uses a name that the glossary deprecates, but to quote it; names of two characters are left to readers."""
    named: dict[str, list[tuple[str, Term]]] = {}
    for term in atlas.terms.values():
        for name in term.other:
            if name.type == "deprecated" and len(name.text) >= SHORTEST_DEPRECATED:
                named.setdefault(name.text, []).append((name.lang, term))
    find = finder(named)
    for path, line, language, words in prose(atlas, articles, but="says"):
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


def abbreviations_explained(atlas: Atlas, articles: list[Article], labels: Labels) -> Iterator[Problem]:
    """Every abbreviation in prose is a name, or part of a name, of some record."""
    known = set(PLAIN)
    for records in atlas.kinds.values():
        for record in records.values():
            known |= _known(record)
    for reference in atlas.references.values():  # a study without a record is explained by the title that is cited
        known |= {match[0] for match in ABBREVIATION.finditer(reference.title)}
    for path, line, language, words in prose(atlas, articles):
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


def prose(atlas: Atlas, articles: list[Article], but: str = "") -> Iterator[tuple[str, int, str, str]]:
    """File, line, language and words of all prose that is ours, but one field where it restates what others wrote."""
    for kind, records in atlas.kinds.items():
        if kind in ("references", "sources"):
            continue
        for record in records.values():
            for place, text in texts(record):
                if place[-1] in FREE or place[-1] == but:
                    continue
                for language in ("zh", "en"):
                    path, line = atlas.where(record, *place, language)
                    yield path, line, language, getattr(text, language)
    for article in articles:
        for number, line_text in enumerate(article.body.split("\n"), start=article.first_line):
            yield article.file, number, article.language, line_text
