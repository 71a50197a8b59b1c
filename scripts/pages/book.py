"""One language's pages: the template environment, the assembly of a page, and its foot.

In: the Atlas, labels, prose of a language. Out: `Page`s whose `text` is plain Markdown.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from ..arithmetic import verdict
from ..language import citations
from ..language.labels import Labels
from ..language.prose import Pen, path_of, shared
from ..language.wording import name_of
from ..paths import House
from ..records import Atlas
from ..schema import Claim, Record


@dataclass(frozen=True)
class Page:
    """A page of one language: `path` lies below the language folder and has no ending."""

    path: str
    language: str
    title: str
    description: str
    text: str
    kind: str
    record: str
    mentioned: frozenset[str] = field(default_factory=frozenset)
    files: Mapping[str, str] = field(default_factory=dict)
    """Published files that belong to the page: name below the site's top → text."""


@dataclass(frozen=True)
class Head:
    """What a page is: its place, its words for search engines, the record that it is about, and when its figures were checked."""

    path: str
    title: str
    description: str
    kind: str
    record: str = ""
    checked: Sequence[str] = ()
    """The day on which each of its figures was checked, or `never`."""
    own: frozenset[str] = frozenset()
    """Ids that the page does not link, beside its record's: what the whole of it is about."""
    wide: bool = False
    """Without a table of contents, because its tables or figure take the page's width."""


@dataclass(frozen=True)
class LeftOut:
    """What a plot does not draw, for one reason."""

    why: str
    items: tuple[tuple[str, str, str], ...]
    """Address, name, and what is known all the same."""


@dataclass(frozen=True)
class Plot:
    """A forest plot with its words; also published as SVG and CSV."""

    id: str
    title: str
    says: str
    """What it shows, in one sentence."""
    read: str
    """How to read it."""
    svg: Markup
    narrow: Markup
    """The same for a phone."""
    left: tuple[LeftOut, ...]
    files: Mapping[str, str]
    """Name below the site's top → text."""


class Compiled(BytecodeCache):
    """Templates compiled once for both languages and for every later book of this process, by name and wording."""

    def __init__(self) -> None:
        self.codes: dict[str, bytes] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return name

    def load_bytecode(self, bucket: Bucket) -> None:
        if f"{bucket.key} {bucket.checksum}" in self.codes:
            bucket.bytecode_from_string(self.codes[f"{bucket.key} {bucket.checksum}"])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.codes[f"{bucket.key} {bucket.checksum}"] = bucket.bytecode_to_string()


COMPILED = Compiled()


class Book:
    """Writes the pages of one language."""

    def __init__(self, house: House, atlas: Atlas, labels: Labels, language: str) -> None:
        self.house, self.atlas, self.language, self.labels = house, atlas, language, labels
        self.prose = shared(atlas, labels, language)
        self.wording = self.prose.wording
        self.printed = citations.shown(atlas.references.values(), language)
        self.environment = Environment(
            loader=FileSystemLoader(house.templates), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
            keep_trailing_newline=True, autoescape=True, finalize=shown, auto_reload=False, bytecode_cache=COMPILED,
        )
        self.environment.globals.update(
            L=self.wording.label, w=self.wording, lang=language, atlas=atlas, path_of=path_of, arithmetic=verdict,
            name_of=lambda record: name_of(record, language),
        )
        self.environment.filters["pick"] = self.wording.pick
        self.rows: dict[str, dict[str, object]] = {}
        """Rows of the tables of trials, by id."""
        self.claims_about: dict[str, list[Claim]] = {}
        for claim in atlas.claims.values():
            for about in claim.about:
                self.claims_about.setdefault(about, []).append(claim)

    def page(self, template: str, head: Head, plots: Sequence[Plot] = (), **context: Any) -> Page:
        """A whole page: front matter, the template's body, and the foot with its sources; `context` is what the template names."""
        head = replace(head, title=self.wording.heading(head.title))
        pen = Pen(self.prose, head.path, head.own | ({head.record} if head.record else frozenset()))
        text = self.environment.get_template(template).render(pen=pen, title=head.title, plots=plots, **context)
        foot = self.environment.get_template("foot.md.j2").render(
            pen=pen, references=[self.atlas.references[i] for i in pen.cited], printed=self.printed,
            checked=oldest(head.checked), partly="never" in head.checked, kind=head.kind,
        )
        gone = self.atlas.kinds.get(head.kind, {}).get(head.record)
        if gone is not None and gone.standing != "current":
            notice = self.environment.get_template("gone.md.j2").render(pen=pen, record=gone)
            text = re.sub(r"(?m)^# .*\n", lambda heading: heading[0] + "\n" + notice, text, count=1)
        title, description = pen.plain(head.title), pen.plain(head.description)
        source = self.made_from(head.path, head.kind, head.record)
        front = front_matter(title, description, head.kind, head.record, source, head.wide or "\n## " not in text)
        files = {name: text for plot in plots for name, text in plot.files.items()}
        return Page(
            head.path, self.language, title, description, front + tidy(text + foot), head.kind, head.record, frozenset(pen.mentioned), files
        )

    def made_from(self, path: str, kind: str, record: str) -> str:
        """The file or folder of the tree that a page is written from, by which its reader finds what to edit."""
        if (kind, record) in self.atlas.files:
            return self.atlas.files[kind, record]
        if kind == "twins":
            return "twins/"
        if kind == "articles":
            return f"articles/{path}.{self.language}.md"
        part_of = [name for (of, one), name in self.atlas.files.items() if of == "sources" and path.startswith(f"audit/{one}-")]
        folder = "sources/" if kind == "sources" else f"evidence/{kind}/" if kind in self.atlas.kinds else "evidence/"
        return max(part_of, key=len, default=folder)

    def claims(self, record: Record) -> list[Claim]:
        """Claims about a record that a text got wrong, worst first."""
        order = ("contradicted", "outdated", "unsupported", "imprecise")
        found = [c for c in self.claims_about.get(record.id, []) if c.verdict in order]
        return sorted(found, key=lambda c: (order.index(c.verdict), c.id))


def shown(value: object) -> Markup:
    """What a template prints of a value: markup as it is, text escaped. An apostrophe stays: our attributes stand in double quotes."""
    return Markup(value) if hasattr(value, "__html__") else Markup(html.escape(str(value), quote=False).replace('"', "&quot;"))


def front_matter(title: str, description: str, kind: str, record: str, source: str, wide: bool) -> str:
    """YAML front matter; JSON strings are YAML strings. A wide page, such as one without sections, has no table of contents."""
    lines = {"title": title, "description": shorten(description), "kind": kind, "record": record, "source": source}
    written = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in lines.items() if value)
    hidden = "navigation, toc" if wide else "navigation"
    return f"---\n{written}hide: [{hidden}]\n---\n\n"


def shorten(text: str, most: int = 160) -> str:
    """A description that a search engine prints whole."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rstrip("，,；; ") + "…"


def tidy(text: str) -> str:
    """No run of more than one empty line, one line end at the close."""
    lines: list[str] = []
    for line in (line.rstrip() for line in text.split("\n")):
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines).strip("\n") + "\n"


def oldest(days: Sequence[str]) -> str | None:
    """The earliest day on which figures were checked; `never` where none was; None where there are no figures."""
    checked = [day for day in days if day != "never"]
    return min(checked) if checked else ("never" if days else None)
