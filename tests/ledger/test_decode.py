"""Bytes to text: encodings accepted, and what is refused with which words."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.ledger import decode, open_text
from scripts.ledger.decode import LIMIT
from scripts.problems import Faults

PROSE = "干扰素-γ可增加抗原提呈。\r\nIt works in mice.\r\n"


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (PROSE.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + PROSE.encode(), "utf-8 with BOM"),
        (PROSE.encode("gb18030"), "gb18030"),
        ("免疫檢查點抑制劑改變了治療，療效與細胞有關。".encode("big5"), "big5"),
        (PROSE.encode("utf-16"), "utf-16"),
        (b"plain ASCII\r\n", "utf-8"),
    ],
)
def test_encodings(raw: bytes, encoding: str) -> None:
    text, found = decode(raw)
    assert found == encoding
    assert "\r" not in text
    assert not text.startswith("\ufeff")


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "x.txt:1: source-text: a source text must hold some text; this file is empty"),
        (b" \r\n\t", "x.txt:1: source-text: a source text must hold some text; this file is empty"),
        (b"\xef\xbb\xbf", "x.txt:1: source-text: a source text must hold some text; this file is empty"),
        (b"ok\n\n\0\1", "x.txt:3: source-text: a source text must be text; this file is binary (it holds a NUL byte)"),
        (b"ok\n\xff\xfe\xfa", "x.txt:2: source-text: a source text must be UTF-8, UTF-16, GB18030 or Big5; it is none of them"),
        ("Größe möglich, dünn, für Öl".encode("latin-1"),
         "x.txt:1: source-text: a source text must be UTF-8, UTF-16, GB18030 or Big5; it is none of them"),
        (b"\xef\xbb\xbf\xe4\xb8\n\xff", "x.txt:1: source-text: a file that starts with a UTF-8 mark must be UTF-8 to its end"),
        (b"x" * (LIMIT + 1), f"x.txt:1: source-text: a source text must hold at most {LIMIT} bytes; this one holds {LIMIT + 1}"),
    ],
)
def test_refused(raw: bytes, message: str) -> None:
    with pytest.raises(Faults) as caught:
        decode(raw, "x.txt")
    assert [str(problem) for problem in caught.value.problems] == [message]


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (b"{\\rtf1\\ansi x}", "RTF"), (b"%PDF-1.7\n", "PDF"), (b"PK\x03\x04 word/document.xml", "DOCX"),
        (b"From: <Saved>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n", "MHT"), (b'{"text": "x"}', "JSON"),
        (b'["x"]', "JSON"), (b"PK\x03\x04 other", "a ZIP archive"), (b"\xd0\xcf\x11\xe0\0", "a file of an old Word or Excel"),
    ],
)
def test_other_kinds_of_file_are_refused_by_name(raw: bytes, name: str) -> None:
    with pytest.raises(Faults) as caught:
        decode(raw, "x.txt")
    assert caught.value.problems[0].message.startswith(f"a source text must be plain text; this is {name}: ")


def test_utf8_read_as_gbk_is_told() -> None:
    with pytest.raises(Faults) as caught:
        decode("免疫治疗研究".encode().decode("gb18030").encode("utf-8"))
    assert "UTF-8 that was read as GBK" in caught.value.problems[0].message


def test_a_citation_number_is_no_json() -> None:
    assert decode(b"[3]")[0] == "[3]"


def test_a_file_of_100_mb_is_refused_from_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        os.truncate(file.fileno(), 100 * 1024 * 1024)
    monkeypatch.setattr(Path, "read_bytes", lambda self: pytest.fail("the file must not be read"))
    with pytest.raises(Faults, match="1 problem") as caught:
        open_text(path)
    assert caught.value.problems[0].message == f"a source text must hold at most {LIMIT} bytes; this one holds 104857600"


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(Faults) as caught:
        open_text(tmp_path / "none.txt")
    assert caught.value.problems[0].message == "a source text must be readable: No such file or directory"


@given(st.text(alphabet="免疫治疗的临床研究进展，。abc 123γ", min_size=1).filter(lambda text: bool(text.strip())))
def test_what_can_be_written_can_be_read(text: str) -> None:
    for encoding in ("utf-8", "utf-8-sig"):
        assert decode(text.encode(encoding))[0] == text
    assert decode(("中文" + text).encode("gb18030"))[0] == "中文" + text
