"""Rules of days: nothing was compared, seen or decided before it was there."""

from __future__ import annotations

from collections.abc import Iterator

from ..problems import Problem
from ..records import Atlas
from ..schema import Record
from ..schema.ids import Place


def days_in_order(atlas: Atlas) -> Iterator[Problem]:
    """A document was published before it was seen, a figure's cut-off came before its report, and a second reader after the first."""
    for reference in atlas.references.values():
        yield from _after(atlas, reference, ("issued",), reference.issued, "seen", reference.seen)
        for i, notice in enumerate(reference.notices):
            yield from _after(atlas, reference, ("notices", i, "date"), notice.date, "notices_checked", reference.notices_checked)
    for drug in atlas.drugs.values():
        for i, event in enumerate(drug.regulatory):
            yield from _after(atlas, drug, ("regulatory", i, "date"), event.date, "checked", event.checked)
    for trial in atlas.trials.values():
        for i, result in enumerate(trial.results):
            where = ("results", i, "data_cutoff")
            yield from _after(atlas, trial, where, result.data_cutoff, "checked", result.checked, result.id)
            if cited := atlas.references.get(result.cite):
                yield from _after(atlas, trial, where, result.data_cutoff, f"the date of {result.cite}", cited.issued, result.id)
            if result.rechecked != "never":
                where = ("results", i, "rechecked")
                if result.checked == "never":
                    path, line = atlas.where(trial, *where)
                    yield Problem(path, line, "days", f"{result.id}: rechecked must be never where checked is")
                yield from _after(atlas, trial, ("results", i, "checked"), result.checked, "rechecked", result.rechecked, result.id)


def _after(
    atlas: Atlas, record: Record, where: Place, first: str | None, name: str, second: str | None, of: str = "",
) -> Iterator[Problem]:
    """One day must not lie after another, as far as both are known."""
    if not first or not second or "never" in (first, second):
        return
    known = min(len(first), len(second))
    if first[:known] > second[:known]:
        path, line = atlas.where(record, *where)
        told = f"{of}: " if of else ""
        yield Problem(path, line, "days", f"{told}{where[-1]} {first} must not lie after {name}, {second}")
