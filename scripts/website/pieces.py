"""Data in pieces, so that a page asks only for what it needs: a key's place tells its piece, in the browser too (theme/js/duizhao.js).

In: rows by key. Out: how many pieces, and what each holds. Pieces are classic scripts, because fetch does not work from file://.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

BASIS, PRIME = 2166136261, 16777619
"""FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/."""


def place(key: str, count: int) -> int:
    """The piece of a key, by FNV-1a over its UTF-16 units."""
    found = BASIS
    coded = key.encode("utf-16-le")
    for i in range(0, len(coded), 2):
        found = ((found ^ int.from_bytes(coded[i : i + 2], "little")) * PRIME) & 0xFFFFFFFF
    return found % count


def dealt(rows: Iterable[tuple[str, str, Any]], size: int) -> list[dict[str, Any]]:
    """Pieces of about `size` bytes for (key, name, row): a row lies once in the piece of each of its keys, under its name."""
    listed = list(rows)
    whole = sum(len(compact(row).encode()) for *_, row in listed)
    pieces: list[dict[str, Any]] = [{} for _ in range(max(1, -(-whole // size)))]
    for key, name, row in listed:
        pieces[place(key, len(pieces))][name] = row
    return pieces


def keyed(rows: Mapping[str, Any]) -> Iterable[tuple[str, str, Any]]:
    """Rows that are asked for by their name."""
    return ((name, name, row) for name, row in rows.items())


def compact(content: object) -> str:
    """JSON without spaces, Chinese as it is."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def register(name: str, content: object) -> str:
    """A classic script that hands data to the page."""
    return f"Duizhao.register({json.dumps(name)}, {compact(content)});\n"
