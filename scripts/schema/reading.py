"""What was read for a figure: how near to the whole report the page stood on which it was seen.

In: the locator of a figure and the kind of document it stands in. Out: one word of a closed list.
"""

from __future__ import annotations

from typing import Literal

Reading = Literal["abstract", "table", "text", "supplement", "registry", "label", "regulator", "press release", "congress report"]
"""`table` is a table or figure of the report, `text` any other place in its full text."""

# Documents of one kind throughout, whatever their place is called.
WHOLE: dict[str, Reading] = {
    "label": "label", "regulator": "regulator", "registry": "registry", "press release": "press release",
    "congress report": "congress report", "abstract": "abstract",
}
PLACES: dict[str, Reading] = {
    "abstract": "abstract", "supplement": "supplement", "registry results": "registry", "registry record": "registry",
    "press release": "press release", "notice": "regulator",
}


def reading(locator: str, status: str) -> Reading:
    """By the document where it is of one kind, else by the place in it: `table 2` of a paper is a table, `table S2` its supplement."""
    if status in WHOLE:
        return WHOLE[status]
    if locator in PLACES:
        return PLACES[locator]
    if locator.startswith(("table S", "figure S")):
        return "supplement"
    return "table" if locator.startswith(("table ", "figure ")) else "text"
