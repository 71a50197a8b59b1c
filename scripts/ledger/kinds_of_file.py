"""Files that only bear the name of a text, and texts that were read in the wrong encoding on their way.

In: bytes, or decoded text. Out: what it is and what to do, as one sentence; nothing where it is a text.
"""

from __future__ import annotations

import json
import re

_SAVE = "open it, and save it as plain text in UTF-8"
_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (rb"\s*\{\\rtf", "RTF", f"{_SAVE} (in Word or LibreOffice: Save as, plain text)"),
    (rb"\s*%PDF", "PDF", "copy its text into a text file, or use pdftotext, and save that in UTF-8"),
    (rb"PK\x03\x04(?=(?s:.*)word/)", "DOCX", f"{_SAVE} (in Word or LibreOffice: Save as, plain text)"),
    (rb"PK\x03\x04", "a ZIP archive", "unpack it, and give the text that it holds"),
    (rb"\xd0\xcf\x11\xe0", "a file of an old Word or Excel", _SAVE),
    (rb"(?s)\s*(?:From|Subject|MIME-Version|Snapshot-Content-Location): .{0,2000}?multipart/related", "MHT",
     "open it in a browser, and save the page as HTML or copy its text"),
)
_C1 = re.compile("[\u0080-\u00ff\u0152-\u0178\u02c6\u02dc\u2013-\u203a\u20ac\u2122]")
LEAST = 4
"""Foreign characters below which nothing is said about an encoding."""


def other_than_text(raw: bytes) -> str:
    """What a file is that is no plain text, and what to do with it."""
    for pattern, name, advice in _MAGIC:
        if re.match(pattern, raw):
            return f"this is {name}: {advice}"
    if raw.lstrip()[:1] in (b"{", b"["):
        try:
            found = json.loads(raw)
        except ValueError:
            return ""
        if (isinstance(found, dict) and found) or (isinstance(found, list) and _records(found)):
            return "this is JSON: take the text out of it, and save that as plain text in UTF-8"
    return ""


def _records(found: list[object]) -> bool:
    """A list of objects or strings; [3] alone is a citation number."""
    return bool(found) and all(isinstance(one, dict | str) for one in found)


def misread(text: str) -> str:
    """The encoding in which UTF-8 was read on the way of a text to us, or nothing."""
    foreign = [char for char in text if not char.isascii()]
    if len(foreign) < LEAST:
        return ""
    if sum(map(bool, map(_C1.match, foreign))) * 10 >= len(foreign) * 9:
        back = b"".join(_byte(char) for char in text).decode("utf-8", "ignore")
        if sum("\u3400" <= char <= "\u9fff" for char in back) * 4 >= len(foreign):
            return "Latin-1"
    try:
        text.encode("gb18030").decode("utf-8")
    except UnicodeError:
        return "GBK" if text.count("锟斤拷") >= 1 else ""
    return "GBK"


def _byte(char: str) -> bytes:
    """The one byte that a character was read from."""
    for encoding in ("cp1252", "latin-1"):
        try:
            return char.encode(encoding)
        except UnicodeEncodeError:
            continue
    return b""
