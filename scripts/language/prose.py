"""Prose: from the words of a record or article to Markdown of one page.

Prose may call figures (`{{ effect("keynote-024", "os") }}`), cite (`[@reck-2016]`) and link
(`[[pd-1]]`, `[[pd-1|label]]`), and link published files (`[label](file:data/trials.json)`); names of
records are linked where they first stand in a section.
A `Pen` writes one page: it knows the page's place, numbers its citations and never links a page to itself.
"""

from __future__ import annotations

import html
import posixpath
import re
from functools import cache, lru_cache

from markupsafe import Markup

from ..paths import LANGUAGES
from ..records import Atlas
from ..records.messages import nearest
from ..schema import Awaited, Claim, Pathway, Record
from .calls import Calls, Unknown
from .labels import Labels
from .names import Names
from .wording import Wording, name_of

# No pattern here runs on past the next opening of its own kind or a few hundred characters: a text takes time that grows with its length.
CITE = re.compile(r"\[@([^\]\[]+)\]")
LINK = re.compile(r"\[\[([^\]\[|]+)(?:\|([^\]\[]+))?\]\]")
# A figure brings its citation along; the unit that follows belongs to the figure: 46天¹, not 46¹天.
UNIT_AFTER_CITE = re.compile(
    r"(\[@@[^\]]+\])(个月|小时|[例名天周年项岁分次家倍个种]| (?:weeks?|days?|months?|years?|hours|patients|trials|studies|cases)\b)"
)
# Chinese types no spaces, but a Latin name and the measure after it would run together: CheckMate 9LA HR 0.74.
RUN_TOGETHER = re.compile(r"(?<=[A-Za-z0-9])(\]\([^)\s]*\)\{ \.[a-z-]+ \}|</a>)?(?=(?:HR|OR|RR) [\d−])")
# A raised number stands close to its word, in either language.
BEFORE_CITE = re.compile(r" +(?=\[@)")
FILE = re.compile(r"\[([^\]\[]+)\]\(file:([^)(]+)\)")
# Where names must not be linked: existing links, code, headings, attribute lists, HTML tags and the cells of tables in HTML.
SKIP = re.compile(
    r"`[^`]*`|!?\[[^\]\[]*\]\([^)]{0,500}\)(?:\{[^{}]*\})?|\[\^?[^\]\[]*\]|^#{1,6} [^\n]*$|\{:?\s[^{}]*\}"
    r"|<(a|svg|button|summary|td|th)\b.{0,1000}?</\1>|<[^<>]+>|^\|?[-: |]+\|?$",
    re.MULTILINE | re.DOTALL,
)
CSS = {"trials": "trial", "drugs": "drug", "terms": "term"}
FIXED = (
    "index", "trials/index", "drugs/index", "classes/index", "targets/index", "biomarkers/index", "diseases/index", "awaited/index",
    "glossary/index", "references/index", "audit/index", "audit/claims", "audit/twins", "check/index",
)
"""Paths of the pages that belong to no record and no article."""


def path_of(kind: str, record: Record) -> str:
    """The page of a record, relative to a language's folder, without its ending; claims and awaited events carry an anchor."""
    if isinstance(record, Claim):
        return f"audit/{record.source}-{record.passages[0].part}#{record.id}"
    if isinstance(record, Awaited):
        return f"awaited/index#{record.id}"
    if isinstance(record, Pathway):
        return f"{record.id}/pathway"
    folder = {"terms": "glossary", "sources": "audit"}.get(kind, kind)
    return f"{folder}/{record.id}"


@cache
def relative(target: str, here: str) -> str:
    """The way to a file from a folder; a few thousand pairs answer every link of the site."""
    return posixpath.relpath(target, here)


class Prose:
    """Everything that prose of one language can name; shared by all its pages."""

    def __init__(self, atlas: Atlas, wording: Wording) -> None:
        self.atlas, self.wording, self.language = atlas, wording, wording.language
        self.names = Names(atlas, wording.language)
        self.calls = Calls(atlas, wording)

    def call(self, text: str, article: bool = False) -> str:
        """Figures printed into the text; raises Unknown where a call names nothing. An article's own tags stay, a figure brings none."""
        return self.calls.printed(text, tagless if article else str)


@lru_cache(maxsize=len(LANGUAGES))
def shared(atlas: Atlas, labels: Labels, language: str) -> Prose:
    """The one prose of a language that rules, pages, previews and published data use together."""
    return Prose(atlas, Wording(language, labels))


class Pen:
    """Writes one page. `path` is its place below the language folder, without ending."""

    def __init__(self, prose: Prose, path: str, own: frozenset[str] = frozenset()) -> None:
        self.prose, self.path, self.own = prose, path, own
        self.cited: list[str] = []
        self.mentioned: set[str] = set()

    # -- places ---------------------------------------------------------------------------------
    def href(self, path: str, ending: str = ".md") -> str:
        """The address of another page of this language, relative to this one."""
        page, _, anchor = path.partition("#")
        target = relative(page + ending, posixpath.dirname(self.path) or ".")
        return f"{target}#{anchor}" if anchor else target

    def file(self, path: str) -> str:
        """The address of a published file (data/…), which lies at the site's top in both languages."""
        up = "../" * (self.path.count("/") + (self.prose.language == "en"))
        return f"{up}{path}"

    # -- links ----------------------------------------------------------------------------------
    def link(self, record_id: str, label: str | None = None, markup: str = "md") -> Markup:
        """A link to a record's page; plain text where that is this page. A label is escaped or not: either is shown as it reads."""
        kind, record = self.find(record_id)
        text = label or name_of(record, self.prose.language)
        text = html.escape(html.unescape(text), quote=False) if markup == "html" else tagless(text)
        if record_id in self.own:
            return Markup(text)
        css, path = CSS.get(kind, "subject"), path_of(kind, record)
        if markup == "html":
            return Markup(f'<a class="{css}" href="{self.href(path, ".html")}">{text}</a>')
        return Markup(f"[{text}]({self.href(path)}){{ .{css} }}")

    def find(self, record_id: str) -> tuple[str, Record]:
        """Kind and record of an id that may be linked."""
        if record_id in self.prose.atlas.linkable:
            return self.prose.atlas.linkable[record_id]
        if record_id in self.prose.atlas.claims:
            return "claims", self.prose.atlas.claims[record_id]
        if record_id in self.prose.atlas.sources:
            return "sources", self.prose.atlas.sources[record_id]
        atlas = self.prose.atlas
        known = {*atlas.linkable, *atlas.claims, *atlas.sources}
        raise Unknown(f"'{record_id}' must be the id of a record that has a page{nearest(record_id, known)}")

    def number(self, reference: str) -> int:
        """The number of a reference on this page, given out in order of first citation."""
        if reference not in self.prose.atlas.references:
            raise Unknown(f"'{reference}' must be the id of a reference{nearest(reference, self.prose.atlas.references)}")
        if reference not in self.cited:
            self.cited.append(reference)
        return self.cited.index(reference) + 1

    def cite(self, references: list[str]) -> Markup:
        """Superscript numbers that lead to the page's references."""
        numbers = sorted({self.number(reference): reference for reference in references}.items())
        links = "<span class=\"comma\">,</span>".join(f'<a href="#ref-{r}">{n}</a>' for n, r in numbers)
        return Markup(f'<sup class="cite">{links}</sup>' if numbers else "")

    def closing(self, references: list[str], written: str) -> Markup:
        """The citations that close a statement: those of its record that the statement as written does not carry already."""
        return self.cite([one for one in references if f'#ref-{one}"' not in written])

    # -- text -----------------------------------------------------------------------------------
    def md(self, text: str) -> Markup:
        """A record's prose as Markdown; it needs no tags, so what looks like one is shown as text."""
        return self._sections(tagless(self.prose.call(text)))

    def article(self, text: str) -> Markup:
        """An article as Markdown, HTML included; each ## section starts a new count of first mentions."""
        return self._sections(self.prose.call(text, article=True))

    def _sections(self, text: str) -> Markup:
        sections = re.split(r"(?m)^(?=## )", text)
        written = []
        for section in sections:
            if len(sections) > 1:
                self.mentioned = set()
            written.append(self._mark(section, "md"))
        return Markup("".join(written))

    def html(self, text: str) -> Markup:
        """Prose as inline HTML, for table cells."""
        text = html.escape(self.prose.call(text), quote=False)
        text = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", text)
        return Markup(self._mark(text, "html"))

    def plain(self, text: str) -> str:
        """Prose as plain text, for descriptions, cards and search: figures printed, no marks."""
        text = re.sub(r"\[@@?[^\]]+\]", "", self.prose.call(text))
        text = LINK.sub(lambda m: m[2] or name_of(self.find(m[1].strip())[1], self.prose.language), text)
        return RUN_TOGETHER.sub(" ", text)

    def _mark(self, text: str, markup: str) -> str:
        text = UNIT_AFTER_CITE.sub(r"\2\1", text)
        # A published file is no page: the renderer must not look for it among them.
        text = FILE.sub(lambda m: f'<a href="{html.escape(self.file(m[2]))}">{m[1]}</a>', text)
        text = LINK.sub(lambda m: self._explicit(m, markup), text)
        text = self._auto(text, markup)
        text = BEFORE_CITE.sub("", text)
        text = RUN_TOGETHER.sub(lambda m: f"{m[1] or ''} ", text)
        return "\n".join(self._cites(line) for line in text.split("\n"))

    def _cites(self, line: str) -> str:
        """Citations of a paragraph; one that a figure brings along is dropped where the paragraph cites the same itself."""
        given = {i for match in CITE.finditer(line) if not match[1].startswith("@") for i in _ids(match)}

        def cite(match: re.Match[str]) -> str:
            soft = match[1].startswith("@")
            wanted = [i for i in _ids(match) if not (soft and i in given)]
            given.update(wanted)
            return self.cite(wanted)

        return CITE.sub(cite, line)

    def _explicit(self, match: re.Match[str], markup: str) -> str:
        record_id = match[1].strip()
        self.mentioned.add(record_id)
        return self.link(record_id, match[2], markup)

    def _auto(self, text: str, markup: str) -> str:
        """Link the first mention of each record outside of links, code, headings and tags."""
        pieces, position = [], 0
        for match in SKIP.finditer(text):
            pieces += [self._names(text[position : match.start()], markup), match[0]]
            position = match.end()
        pieces.append(self._names(text[position:], markup))
        return "".join(pieces)

    def _names(self, text: str, markup: str) -> str:
        pieces, position = [], 0
        for start, end, owner in self.prose.names.find(text):
            if owner in self.own or owner in self.mentioned:
                continue
            self.mentioned.add(owner)
            pieces += [text[position:start], self.link(owner, text[start:end], markup)]
            position = end
        return "".join(pieces) + text[position:]


def tagless(text: object) -> str:
    """Text in which no tag can begin."""
    return str(text).replace("<", "&lt;")


def _ids(match: re.Match[str]) -> list[str]:
    """The ids that one citation names."""
    return [part.strip().lstrip("@") for part in match[1].replace(",", ";").split(";")]
