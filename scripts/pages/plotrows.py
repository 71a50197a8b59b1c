"""The words of a plot's rows: what is compared, in whom, how many, which report, what the test decided.

In: comparisons. Out: `Row`s whose words are ready, each with the whole row as a sentence for those who hear it.
"""

from __future__ import annotations

from ..figures.rows import Row, Shape
from ..language.wording import name_of
from ..schema import Result, decimal
from .comparisons import Comparison, effect, patients
from .lines import Lines, state
from .standing import first_published

HISTOLOGIES = ("squamous", "non-squamous")
SHAPES: dict[str, Shape] = {"yes": "crossed", "no": "missed"}


def trial_row(one: Comparison, drawn: list[Comparison], diseases: bool, grouped: bool) -> Row:
    """A row of a plot of several trials; `diseases` where the disease must be said, `grouped` where treatments head the rows."""
    w, lines, trial = one.lines.w, one.lines, one.trial
    alone = sum(other.trial is trial and other.answer.pair == one.answer.pair for other in drawn) == 1
    setting = w.pick(lines.atlas.settings[trial.setting].name) if diseases else ""
    arms = versus(lines, one.answer.pair)
    histology = w.label(f"histology.{trial.histology}") if trial.histology in HISTOLOGIES else ""
    own = lines.endpoint(one.answer) if one.answer.name else ""
    whom = population(one)
    year = first_published(lines.atlas, trial)
    about = (histology, own, "" if alone and one.answer.population == "itt" else whom)
    opening = ((setting,), arms, dotted(about))
    return Row(
        name=trial.acronym if one.first else "", year=year if one.first else "",
        notes=tuple(line for line in opening if any(line)) if one.first else ((whom,),), n=patients(trial, one.result),
        effect=effect(one.result), shape=shape(one.result), words=decided(one), href=f"../trials/{trial.id}.html#{one.result.id}",
        spoken=sentence(one, trial.acronym + (w.brackets(year) if year else ""), setting, against(one), histology, own, whom),
        group=name_of(lines.atlas.classes[one.treatment], w.language) if grouped and one.treatment else "", depth=one.depth,
    )


def analysis_row(one: Comparison, drawn: list[Comparison], several: bool) -> Row:
    """A row of a trial's own plot: the population and which report it is; `several` where the head must say which arms."""
    w, lines = one.lines.w, one.lines
    arms = against(one)
    asked = lines.endpoint(one.answer)
    when = lines.when(one.result)
    if one.answer.test:
        when = w.label("plot.test" if one.result is one.answer.test else "plot.latest").format(when=when)
    opens = next(other for other in drawn if other.answer is one.answer) is one
    return Row(
        name=population(one) if opens else "", year="", notes=((when,),), n=patients(one.trial, one.result), effect=effect(one.result),
        shape=shape(one.result), words=decided(one), href=f"#{one.result.id}",
        spoken=sentence(one, asked, arms, population(one), when),
        group=w.label("plot.title").format(subject=asked, endpoint=arms) if several else asked, depth=one.depth,
    )


def sentence(one: Comparison, *parts: str) -> str:
    """A whole row in words, with its figure at the close."""
    w, count = one.lines.w, patients(one.trial, one.result)
    told = [*parts, w.label("plot.patients").format(n=count) if count else "", w.effect(effect(one.result)), decided(one)[-1]]
    return w.label("plot.joint").join(part for part in told if part)


def population(one: Comparison) -> str:
    """Whom a comparison is about."""
    return one.lines.population(one.answer.population) or one.lines.w.label("plot.all")


def versus(lines: Lines, pair: tuple[str, ...]) -> tuple[str, ...]:
    """Both arms, each a piece of its own."""
    return lines.arm(pair[0]), *(lines.w.label("plot.versus").format(arm=lines.arm(arm)) for arm in pair[1:])


def against(one: Comparison) -> str:
    """Both arms in one run of words."""
    return ("" if one.lines.w.language == "zh" else " ").join(versus(one.lines, one.answer.pair))


def dotted(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The pieces that are not empty, with a dot after each but the last."""
    kept = [part for part in parts if part]
    return tuple(f"{part} ·" for part in kept[:-1]) + tuple(kept[-1:])


def shape(result: Result) -> Shape:
    """How a report is marked."""
    return SHAPES.get(effect(result).significant, "hollow")


def decided(one: Comparison) -> tuple[str, ...]:
    """What stands below a figure: the level where it is not 95%, and what the test decided or that there was none."""
    lines, found = one.lines, effect(one.result)
    told = lines.decided(one.result)
    if not told:
        later = one.answer.test is not None and state(one.result) == "descriptive"
        words = {"descriptive": "plot.word.descriptive", "open": "plot.word.open"}
        told = lines.w.label("plot.word.later" if later else words[state(one.result)])
    return (told,) if found.level is None or decimal(found.level) == 95 else (f"{lines.w.level(found.level)} ·", told)
