"""What a trial was and found, as a sentence can get it wrong: outcome, population, comparator, line, phase, disease, histology, drug.

In: the Atlas, the words of templates/twins.yml, a language. Out: `Fact`s.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..records import Atlas
from .fact import Fact, Words, name, pick, root, trials
from .of_figures import ENDPOINTS


def outcome(met: str) -> Callable[[Atlas, Words, str], Iterator[Fact]]:
    """Trials whose primary end points were all met, or none of them."""

    def facts(atlas: Atlas, words: Words, language: str) -> Iterator[Fact]:
        for trial in trials(atlas):
            timed = [one for one in trial.primary_endpoints if one in ENDPOINTS]
            experimental = [one for one in trial.arms if one.role == "experimental"]
            if trial.met == met and trial.allocation == "randomised" and timed and len(experimental) == 1:
                arm = getattr(experimental[0].label, language)
                filled = {"trial": trial.acronym, "endpoint": words["endpoint"][timed[0]][language], "arm": arm}
                yield Fact(trial.id, (trial.id,), filled)

    return facts


def population(atlas: Atlas, words: Words, language: str) -> Iterator[Fact]:
    for trial in trials(atlas):
        for one in trial.selection:
            if one.biomarker != "pd-l1-expression" or one.use != "required to enter":
                continue
            cutoff = getattr(one.cutoff, language)
            right = cutoff if "PD-L1" in cutoff else f"PD-L1 {cutoff}"
            turned = [(old, new) for old, new in words["cutoff"].items() if old in right]
            if len(turned) == 1:
                yield Fact(trial.id, (trial.id, one.biomarker), {"trial": trial.acronym}, right.replace(*turned[0]), right)


def comparator(atlas: Atlas, words: Words, language: str) -> Iterator[Fact]:
    single = {t.id: {d for a in t.arms if a.role == "control" for d in a.drugs} for t in atlas.trials.values()}
    left_out = set(words["vague"])
    pool = {next(iter(drugs)) for drugs in single.values() if len(drugs) == 1} - left_out
    for trial in trials(atlas):
        mine = single[trial.id]
        every = {d for a in trial.arms for d in a.drugs}
        if len(mine) == 1 and not mine & left_out and (others := sorted(pool - every)):
            (right,) = mine
            wrong, said = atlas.drugs[pick(others, trial.id, language)], name(atlas.drugs[right], language)
            yield Fact(trial.id, (trial.id, right), {"trial": trial.acronym}, name(wrong, language), said)


def line(atlas: Atlas, words: Words, language: str) -> Iterator[Fact]:
    said = {key: one[language] for key, one in words["line"].items()}
    for trial in trials(atlas):
        if trial.line in said and not (trial.line == "second or later" and trial.earlier == "any"):
            far = {"neoadjuvant": {"adjuvant"}, "adjuvant": {"neoadjuvant"}, "maintenance": {"first"}, "first": {"maintenance"}}
            others = sorted(set(said) - {trial.line} - far.get(trial.line, set()))
            yield Fact(trial.id, (trial.id,), {
                "trial": trial.acronym, "disease": name(atlas.diseases[trial.disease], language),
            }, said[pick(others, trial.id, language)], said[trial.line])


def phase(atlas: Atlas, words: Words, language: str) -> Iterator[Fact]:
    said = words["phase"]
    for trial in trials(atlas):
        if trial.phase in said:
            other = next(one for one in said if one != trial.phase)
            yield Fact(trial.id, (trial.id,), {"trial": trial.acronym}, said[other][language], said[trial.phase][language])


def disease(atlas: Atlas, words: Words, language: str) -> Iterator[Fact]:
    studied = {trial.disease for trial in atlas.trials.values()} - {"solid-tumours"}
    for trial in trials(atlas):
        others = sorted(one for one in studied if root(atlas, one) != root(atlas, trial.disease))
        if trial.disease in studied and others:
            wrong, right = atlas.diseases[pick(others, trial.id, language)], atlas.diseases[trial.disease]
            yield Fact(trial.id, (trial.id, right.id), {"trial": trial.acronym}, name(wrong, language), name(right, language))


def histology(atlas: Atlas, words: Words, language: str) -> Iterator[Fact]:
    said = words["histology"]
    for trial in trials(atlas):
        if trial.histology in said and trial.disease == "nsclc":
            other = next(one for one in said if one != trial.histology)
            yield Fact(trial.id, (trial.id,), {"trial": trial.acronym}, said[other][language], said[trial.histology][language])


def drug(atlas: Atlas, words: Words, language: str) -> Iterator[Fact]:
    for trial in trials(atlas):
        given = {d for one in trial.arms if one.role != "control" for d in one.drugs}
        control = {d for one in trial.arms if one.role == "control" for d in one.drugs}
        tested = sorted(given - control)
        if len(tested) != 1 or not (classes := set(atlas.drugs[tested[0]].classes)):
            continue
        others = sorted(d.id for d in atlas.drugs.values() if classes & set(d.classes) and d.id not in given | control)
        if others:
            wrong, right = atlas.drugs[pick(others, trial.id, language)], atlas.drugs[tested[0]]
            yield Fact(trial.id, (trial.id, right.id), {"trial": trial.acronym}, name(wrong, language), name(right, language))
