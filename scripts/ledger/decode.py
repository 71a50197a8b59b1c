"""From the bytes of a source text to its characters.

In: bytes, or a file. Out: text and the name of its encoding, or `Faults` that say what the file must be.
"""

from __future__ import annotations

import codecs
import hashlib
from dataclasses import dataclass
from pathlib import Path

from ..problems import Faults, Problem

LIMIT = 5 * 1024 * 1024
"""Bytes. The longest review article is below 1 MiB; more is a wrong file, and would fill the memory."""


@dataclass(frozen=True)
class Raw:
    """A source text as it came: its characters, encoding, size in bytes and SHA-256."""

    text: str
    encoding: str
    bytes: int
    sha256: str


def decode(raw: bytes, name: str = "source text") -> tuple[str, str]:
    """Text and encoding (`utf-8`, `utf-8 with BOM` or `gb18030`), line ends as line feeds."""
    if len(raw) > LIMIT:
        raise _fault(name, f"a source text must hold at most {LIMIT} bytes; this one holds {len(raw)}")
    if not raw.strip():
        raise _fault(name, "a source text must hold some text; this file is empty")
    if b"\0" in raw:
        line = raw[: raw.index(b"\0")].count(b"\n") + 1
        raise _fault(name, "a source text must be text; this file is binary (it holds a NUL byte)", line)
    if raw.startswith(codecs.BOM_UTF8):
        text, encoding = _utf8(raw[3:], name), "utf-8 with BOM"
        if not text.strip():
            raise _fault(name, "a source text must hold some text; this file is empty")
    else:
        try:
            text, encoding = raw.decode("utf-8"), "utf-8"
        except UnicodeDecodeError as error:
            text, encoding = _gb18030(raw, error, name), "gb18030"
    return text.replace("\r\n", "\n").replace("\r", "\n"), encoding


def open_text(path: Path) -> Raw:
    """One file, decoded; a file over the limit is refused from its size and not read."""
    try:
        size = path.stat().st_size
        if size > LIMIT:
            raise _fault(path.name, f"a source text must hold at most {LIMIT} bytes; this one holds {size}")
        raw = path.read_bytes()
    except OSError as error:
        raise _fault(path.name, f"a source text must be readable: {error.strerror}") from error
    text, encoding = decode(raw, path.name)
    return Raw(text, encoding, len(raw), hashlib.sha256(raw).hexdigest())


def _utf8(raw: bytes, name: str) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise _fault(name, "a file that starts with a UTF-8 mark must be UTF-8 to its end", line) from error


def _gb18030(raw: bytes, utf8: UnicodeDecodeError, name: str) -> str:
    """GB18030 accepts almost any bytes, so the result must also look like Chinese text."""
    line = raw[: utf8.start].count(b"\n") + 1
    try:
        text = raw.decode("gb18030")
    except UnicodeDecodeError as error:
        raise _fault(name, "a source text must be UTF-8 or GB18030; it is neither", line) from error
    foreign = [char for char in text if not char.isascii()]
    usual = sum(map(_in_gb2312, foreign))
    controls = any(ord(char) < 32 and char not in "\t\n\r\f" for char in text)
    if controls or 2 * usual < len(foreign):
        raise _fault(name, "a source text must be UTF-8 or GB18030; it is neither", line)
    return text


def _in_gb2312(char: str) -> bool:
    """Whether the older, smaller set holds the character: most of any Chinese text, little of Latin-1 misread."""
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _fault(name: str, message: str, line: int = 1) -> Faults:
    return Faults([Problem(name, line, "source-text", message)])
