"""From the bytes of a source text to its characters.

In: bytes, or a file. Out: text and the name of its encoding, or `Faults` that say what the file must be.
"""

from __future__ import annotations

import codecs
import hashlib
from dataclasses import dataclass
from pathlib import Path

from ..problems import Faults, Problem
from .kinds_of_file import misread, other_than_text
from .saved_page import seen

LIMIT = 5 * 1024 * 1024
"""Bytes. The longest review article is below 1 MiB; more is a wrong file, and would fill the memory."""

EMPTY = "a source text must hold some text; this file is empty"

FREQUENT = frozenset(
    "的一是在不了有和人这這中大为為上个個以要他时時来來用生到作地于於出会會可也对對能而子得与與及其或等者"
    "。，、治疗療细細胞癌患免疫"
)
"""Characters of which any Chinese medical text in either script is full."""

LEAST_FREQUENT = 0.15
"""Share of those characters below which bytes are not taken for Big5."""


@dataclass(frozen=True)
class Raw:
    """A source text as it came: its characters, encoding, size in bytes and SHA-256."""

    text: str
    encoding: str
    bytes: int
    sha256: str


def decode(raw: bytes, name: str = "source text") -> tuple[str, str]:
    """Text and encoding (`utf-8`, `utf-8 with BOM`, `gb18030`, `big5`, `utf-16`); line feeds at line ends, no tags of a web page."""
    if len(raw) > LIMIT:
        raise _fault(name, f"a source text must hold at most {LIMIT} bytes; this one holds {len(raw)}")
    if not raw.strip():
        raise _fault(name, EMPTY)
    if other := other_than_text(raw):
        raise _fault(name, f"a source text must be plain text; {other}")
    text, encoding = _utf16(raw, name) if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else _eight_bits(raw, name)
    if not text.strip():
        raise _fault(name, EMPTY)
    if wrong := misread(text):
        raise _fault(
            name, f"a source text must be read in its own encoding; this one is UTF-8 that was read as {wrong}: fetch it again from where "
            "it came from, and save it as UTF-8",
        )
    return seen(text.replace("\r\n", "\n").replace("\r", "\n")), encoding


def _utf16(raw: bytes, name: str) -> tuple[str, str]:
    """What Windows Notepad calls Unicode."""
    try:
        return raw.decode("utf-16"), "utf-16"
    except UnicodeDecodeError as error:
        raise _fault(name, "a file that starts with a UTF-16 mark must be UTF-16 to its end; save it as UTF-8") from error


def _eight_bits(raw: bytes, name: str) -> tuple[str, str]:
    """UTF-8, GB18030 or Big5."""
    if b"\0" in raw:
        line = raw[: raw.index(b"\0")].count(b"\n") + 1
        raise _fault(name, "a source text must be text; this file is binary (it holds a NUL byte)", line)
    if raw.startswith(codecs.BOM_UTF8):
        return _utf8(raw[3:], name), "utf-8 with BOM"
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and error.end == len(raw):
            line = raw[: error.start].count(b"\n") + 1
            whole = f"drop its last {len(raw) - error.start} byte(s) with: head -c {error.start} {name} > whole.txt"
            raise _fault(name, f"a source text must be whole; this one is cut inside its last character: {whole}", line) from error
        return _chinese(raw, error, name)


def open_text(path: Path) -> Raw:
    """One file, decoded; a file over the limit is refused from its size and not read."""
    try:
        size = path.stat().st_size
        if size > LIMIT:
            raise _fault(path.name, f"a source text must hold at most {LIMIT} bytes; this one holds {size}")
        raw = path.read_bytes()
    except OSError as error:
        raise _fault(path.name, f"a source text must be readable: {error.strerror}") from error
    return read(raw, path.name)


def read(content: bytes, name: str = "source text") -> Raw:
    """The bytes of a file, decoded."""
    text, encoding = decode(content, name)
    return Raw(text, encoding, len(content), hashlib.sha256(content).hexdigest())


def _utf8(raw: bytes, name: str) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise _fault(name, "a file that starts with a UTF-8 mark must be UTF-8 to its end", line) from error


def _chinese(raw: bytes, utf8: UnicodeDecodeError, name: str) -> tuple[str, str]:
    """GB18030 and Big5 accept almost any bytes, so the result must also look like Chinese text; the likelier of the two."""
    found = {}
    for encoding in ("gb18030", "big5"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        foreign = [char for char in text if not char.isascii()]
        controls = any(ord(char) < 32 and char not in "\t\n\r\f" for char in text)
        frequent = sum(char in FREQUENT for char in foreign) / len(foreign)
        plausible = 2 * sum(map(_in_gb2312, foreign)) >= len(foreign) if encoding == "gb18030" else frequent >= LEAST_FREQUENT
        if plausible and not controls:
            found[encoding] = (frequent, text)
    if not found:
        line = raw[: utf8.start].count(b"\n") + 1
        raise _fault(name, "a source text must be UTF-8, UTF-16, GB18030 or Big5; it is none of them", line) from utf8
    best = max(found, key=lambda encoding: (found[encoding][0], encoding == "gb18030"))
    return found[best][1], best


def _in_gb2312(char: str) -> bool:
    """Whether the older, smaller set holds the character: most of any Chinese text, little of Latin-1 misread."""
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _fault(name: str, message: str, line: int = 1) -> Faults:
    return Faults([Problem(name, line, "source-text", message)])
