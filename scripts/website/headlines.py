"""The published choice of figures: each question of a trial with its test and its latest report, as the card has them.

In: the lines of a trial. Out: an answer of `standing` with ids of results; who has these and the results can write the card.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..pages import standing
from ..pages.card import rated, secondary
from ..pages.lines import Lines
from ..pages.standing import HARM_LINES, Answer
from ..schema import Result

Fields = dict[str, Any]
HARMS = dict(zip((*HARM_LINES, "other"), ("harms", "stopped", "died", "other_harm"), strict=True))
"""Line of the card → field."""


def headlines(lines: Lines) -> Iterator[tuple[Answer, Fields]]:
    """Every question in the order of the card: primary ones, those that the card prints beside them, then the others."""
    lead = standing.headline(lines.atlas, lines.trial)
    primary, second = [one for one in lines.answers if one.primary], list(secondary(lines.answers))
    harms = standing.harms(lines.trial)
    for one in [*primary, *second, *(a for a in lines.answers if not a.primary and a not in second)]:
        on_card = one.primary or one in second
        rates = rated(lines, one) if on_card and one.first else None
        yield one, {
            "compares": list(lines.oriented(one.pair)), "primary": one.primary, "leads": one == lead, "on_card": on_card,
            "test": named(one.test), "earlier": [r.id for r in one.earlier], "latest": named(one.latest), "figures": named(one.figures),
            "rates": named(rates[0]) if rates else None, "rates_at": rates[1] if rates else None, "verdict": one.verdict,
            **{field: named(harms.get(kind)) for kind, field in HARMS.items()},
        }


def named(result: Result | None) -> str | None:
    """The id of a result."""
    return result.id if result else None
