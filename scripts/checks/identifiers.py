"""Rules of identifiers that others gave: each belongs to one thing, and records that name the same thing agree."""

from __future__ import annotations

from collections.abc import Iterator

from ..problems import Problem
from ..records import Atlas
from ..schema import Trial

IDENTIFIERS = ("doi", "pmid", "pmcid")


def one_reference_an_identifier(atlas: Atlas) -> Iterator[Problem]:
    """A DOI, PMID or PMCID belongs to one reference only."""
    owners: dict[tuple[str, str], str] = {}
    for reference in atlas.references.values():
        for kind in IDENTIFIERS:
            given = getattr(reference, kind)
            if given is None:
                continue
            owner = owners.setdefault((kind, given.lower()), reference.id)
            if owner != reference.id:
                path, line = atlas.where(reference, kind)
                yield Problem(path, line, "one-reference", f"{kind} {given} must belong to one reference; {owner} has it too")


def one_trial_a_registry_number(atlas: Atlas) -> Iterator[Problem]:
    """A registry number stands once in a trial's record and belongs to one trial only."""
    owners: dict[str, str] = {}
    for trial in atlas.trials.values():
        for i, number in enumerate(trial.registry):
            if number in owners:
                path, line = atlas.where(trial, "registry", i)
                yield Problem(path, line, "one-trial", f"{number} must belong to one trial; {owners[number]} has it too")
            owners.setdefault(number, trial.id)


def registry_numbers_agree(atlas: Atlas) -> Iterator[Problem]:
    """Where references that a trial's results rest on carry registry numbers, one of them carries the trial's own."""
    for trial in atlas.trials.values():
        own = {number for number in trial.registry if number.startswith("NCT")}
        carried = _carried(atlas, trial)
        if own and carried and not own & carried:
            path, line = atlas.where(trial, "registry")
            must = f"{', '.join(sorted(own))} must be carried by a reference of the trial's results"
            yield Problem(path, line, "registry-agrees", f"{must}; they carry {', '.join(sorted(carried))}")


def _carried(atlas: Atlas, trial: Trial) -> set[str]:
    cited = {result.cite for result in trial.results}
    return {number for one in cited if one in atlas.references for number in atlas.references[one].nct}


def genes_agree(atlas: Atlas) -> Iterator[Problem]:
    """A gene symbol has one HGNC id and an HGNC id one symbol, in targets and on pathway maps alike."""
    given: list[tuple[str, int, str, str]] = []
    for target in atlas.targets.values():
        if target.hgnc and target.hgnc_symbol:
            given.append((*atlas.where(target, "hgnc"), target.hgnc_symbol, target.hgnc))
    for pathway in atlas.pathways.values():
        for i, node in enumerate(pathway.nodes):
            if node.hgnc and node.hgnc_symbol:
                given.append((*atlas.where(pathway, "nodes", i), node.hgnc_symbol, node.hgnc))
    ids: dict[str, str] = {}
    symbols: dict[str, str] = {}
    for path, line, symbol, number in given:
        if ids.setdefault(symbol, number) != number:
            yield Problem(path, line, "genes-agree", f"{symbol} must have one HGNC id; {ids[symbol]} stands elsewhere")
        elif symbols.setdefault(number, symbol) != symbol:
            yield Problem(path, line, "genes-agree", f"{number} must have one symbol; {symbols[number]} stands elsewhere")
