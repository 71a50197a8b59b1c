"""The sentences of all source texts beside the verdicts of the claims that stand in them.

In: house, folder of the texts, Atlas. Out: part → sentences, and (part, index) → verdicts. For measuring; never written to a file.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..ledger.cards import cards
from ..ledger.decode import open_text
from ..ledger.derive import derive
from ..paths import House
from ..records import Atlas


def judged(house: House, folder: Path, atlas: Atlas) -> tuple[dict[str, list[str]], dict[tuple[str, int], set[str]]]:
    """Sentences and verdicts of every text that lies in the folder; a part is named SOURCE PART."""
    sentences: dict[str, list[str]] = {}
    verdicts: dict[tuple[str, int], set[str]] = {}
    for card in cards(house)[0]:
        path = folder / card.source.file
        if not path.is_file():
            continue
        derived, _ = derive(open_text(path).text, card.source)
        for part in card.source.parts:
            name = f"{card.source.id} {part.id}"
            found = [wording for wording in derived[part.id] if wording.sort == "sentence"]
            sentences[name] = [wording.text for wording in found]
            claims = {passage.n: passage.claims for passage in part.passages}
            for index, wording in enumerate(found):
                judged_here = {atlas.claims[claim].verdict for claim in claims.get(wording.n, []) if claim in atlas.claims}
                if judged_here:
                    verdicts[name, index] = set(judged_here)
    return sentences, verdicts


def claimed(house: House, folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Every sentence of the texts in the folder in which claims stand, with their ids."""
    for card in cards(house)[0]:
        path = folder / card.source.file
        if path.is_file():
            derived, _ = derive(open_text(path).text, card.source)
            for part in card.source.parts:
                claims = {passage.n: passage.claims for passage in part.passages}
                for wording in derived[part.id]:
                    if wording.sort == "sentence" and claims.get(wording.n):
                        yield wording.text, claims[wording.n]
