"""Rules of addresses: every page has its own place."""

from __future__ import annotations

from collections.abc import Iterator

from ..language.prose import FIXED, path_of
from ..problems import Problem
from ..records import Atlas
from ..schema.ids import LINKABLE
from .desk import Desk


def one_page_a_path(desk: Desk) -> Iterator[Problem]:
    """An article has a path of its own, and takes no other page's place."""
    taken = pages(desk.atlas)
    for article in desk.looked_at():
        if article.path in taken:
            must = f"the article must have another name: {taken[article.path]} has the page {article.path}"
            yield Problem(article.file, 1, "one-page", must)


def pages(atlas: Atlas) -> dict[str, str]:
    """Path of every page that records give → whose it is."""
    found = dict.fromkeys(FIXED, "a list of the site")
    for kind in LINKABLE:
        for record in atlas.kinds.get(kind, {}).values():
            found[path_of(kind, record)] = atlas.files[kind, record.id]
    for source in atlas.sources.values():
        found[path_of("sources", source)] = atlas.files["sources", source.id]
        for part in source.parts:
            found[f"{path_of('sources', source)}-{part.id}"] = atlas.files["sources", source.id]
    for pathway in atlas.pathways.values():
        found[f"{pathway.id}/pathway"] = atlas.files["pathway", pathway.id]
    return found


def records_have_their_own_pages(atlas: Atlas) -> Iterator[Problem]:
    """No source takes the place of a list, or of a part of another source."""
    owners: dict[str, str] = dict.fromkeys(FIXED, "a list of the site")
    for source in atlas.sources.values():
        for path in (f"audit/{source.id}", *(f"audit/{source.id}-{part.id}" for part in source.parts)):
            if owners.setdefault(path, source.id) != source.id:
                file, line = atlas.where(source)
                yield Problem(file, line, "one-page", f"the source must have another id: {owners[path]} has the page {path}")
