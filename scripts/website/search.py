"""What there is to find in one language: its pages by every name of the record they are about, and their sections as plain text.

In: docs/LANGUAGE/**/*.md and the Atlas. Out: entries, of which postings.py makes the index.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pypinyin import Style, lazy_pinyin

from ..language.names import names_of, preferred
from ..language.wording import HAN
from ..paths import House
from ..records import Atlas
from ..schema import Record

# A heading on more pages than this is furniture ("Results", "Sources") and tells no page from another.
FURNITURE = 3
# Two initials are as likely an abbreviation of something else.
SHORTEST_INITIALS = 3
# Lists of links: a name there says nothing of the page.
LISTS = frozenset({"where-used", "see", "references"})

NAMED = ("trials", "drugs", "settings", "diseases", "classes", "targets", "biomarkers", "terms")
"""Kinds of records whose names a query may hold, those that say most first: where two are named, the earlier leads."""

# Found, but never shown as a name: nobody should learn a misspelling here.
SILENT_TYPES = frozenset({"misspelling"})

# The same reader in C where PyYAML was built with it.
FAST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
HEADING = re.compile(r"^(#{1,3}) +(.+?) *\{ *#([\w.:-]+)[^}]*\} *$", re.MULTILINE)
# Figures, tables and the page's foot are found through their records; as running text they would only be noise.
LEFT_OUT = re.compile(
    r"<(table|svg|figure|dl|button|script|style)\b.*?</\1>|<p class=\"notice\">.*?</p>"
    r"|<ol class=\"references\">.*?</ol>|<div class=\"page-foot\".*",
    re.DOTALL,
)
CITATION = re.compile(r"<sup\b.*?</sup>", re.DOTALL)
INLINE = re.compile(r"</?(?:a|abbr|b|code|em|i|mark|strong|sub)\b[^>]*>")
TAG = re.compile(r"<[^>]+>")
LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
ATTRIBUTES = re.compile(r"\{ *[.#:][^}]*\}")
MARKS = re.compile(r"(\*\*|__|`|^#+ |^> ?|^[-*] |^\d+\. |^\|.*\|$|^!!!.*$|^\?\?\?.*$)", re.MULTILINE)


@dataclass(frozen=True)
class Section:
    """A heading with its anchor and the plain text up to the next heading."""

    level: int
    title: str
    anchor: str
    text: str


def entries(house: House, atlas: Atlas, language: str) -> list[dict[str, Any]]:
    """One entry a page, in order of path; its sections are [anchor, heading, text], the page's beginning without either."""
    pages = list(_pages(house.docs / language))
    frequency = Counter(title for *_, sections in pages for title in {s.title for s in sections})
    found: list[dict[str, Any]] = []
    for path, front, intro, sections in pages:
        url = ("" if language == "zh" else f"{language}/") + path.with_suffix(".html").as_posix()
        kind, title = front.get("kind", ""), str(front["title"])
        record = atlas.kinds.get(kind, {}).get(front.get("record") or "")
        if record is None and path.stem == "index" and kind in atlas.kinds:
            kind = "index"
        names, silent = _names(record, title, language)
        top = " ".join(filter(None, [intro, *(s.text for s in sections if s.level == 1)])) or str(front.get("description", ""))
        own = [
            [s.anchor, s.title if frequency[s.title] <= FURNITURE else "", s.text]
            for s in sections if s.level > 1 and s.anchor not in LISTS and (s.text or frequency[s.title] <= FURNITURE)
        ]
        found.append({"url": url, "title": title, "kind": kind, "names": names, "silent": silent, "sections": [["", "", top], *own]})
    return found


def _pages(folder: Path) -> Iterator[tuple[Path, dict[str, Any], str, list[Section]]]:
    for path in sorted(folder.rglob("*.md")):
        source = path.read_text(encoding="utf-8")
        match = FRONT.match(source)
        if match is None:
            continue
        body = LEFT_OUT.sub(" ", source[match.end() :])
        heads = list(HEADING.finditer(body))
        ends = [*(h.start() for h in heads[1:]), len(body)]
        sections = [
            Section(len(h[1]), plain(h[2]), h[3], plain(body[h.end() : end])) for h, end in zip(heads, ends, strict=True)
        ]
        intro = plain(body[: heads[0].start()] if heads else body)
        yield path.relative_to(folder), yaml.load(match[1], Loader=FAST), intro, sections


def plain(markdown: str) -> str:
    """Markdown and HTML as running text on one line."""
    text = TAG.sub(" ", INLINE.sub("", CITATION.sub("", markdown)))
    text = ATTRIBUTES.sub("", LINK.sub(r"\1", text))
    return " ".join(html.unescape(MARKS.sub("", text)).split())


def shorten(text: str, limit: int) -> str:
    """The first characters, cut at a sentence or word where one ends nearby."""
    if len(text) <= limit:
        return text
    cut = text[:limit]
    ends = [cut.rfind(mark) for mark in ("。", "；", ". ", "; ", " ")]
    near = max(ends)
    return (cut[: near + 1] if near > limit * 0.8 else cut).rstrip() + "…"


def _names(record: Record | None, title: str, language: str) -> tuple[list[str], list[str]]:
    """Names to show and names to find by only; the title is neither."""
    if record is None:
        return [], pinyin([title])
    every = preferred(record) + names_of(record)
    shown = [n.text for n in every if n.type not in SILENT_TYPES]
    silent = [n.text for n in every if n.type in SILENT_TYPES]
    shown += [*getattr(record, "registry", []), *filter(None, [getattr(record, "hgnc_symbol", None)])]
    silent += [*filter(None, [getattr(record, "atc", None)]), record.id.replace("-", " ")]
    shown = [name for name in dict.fromkeys(shown) if name != title]
    silent += pinyin([title, *shown])
    return shown, [name for name in dict.fromkeys(silent) if name not in shown and name != title]


def pinyin(names: list[str]) -> list[str]:
    """Pinyin without tones and initials of the Chinese names among them."""
    found: list[str] = []
    for name in names:
        if HAN.search(name):
            found.append("".join(lazy_pinyin(name, style=Style.NORMAL)))
            initials = "".join(lazy_pinyin(name, style=Style.FIRST_LETTER))
            if len(initials) >= SHORTEST_INITIALS:
                found.append(initials)
    return found
