"""Previews: what appears beside a link when a reader points at it.

In: the Atlas, a language. Out: name, kind and plain text by record id.
"""

from __future__ import annotations

from ..language.labels import Labels
from ..language.prose import Pen, shared
from ..language.wording import Wording, name_of
from ..pages.lines import Lines
from ..pages.standing import headline
from ..records import LINKABLE, Atlas
from ..schema import Trial


def previews(atlas: Atlas, labels: Labels, language: str) -> dict[str, dict[str, str]]:
    """What a preview shows for each record that has a page."""
    prose = shared(atlas, labels, language)
    pen, wording = Pen(prose, "index"), prose.wording
    found = {}
    for kind in LINKABLE:
        for record in atlas.kinds.get(kind, {}).values():
            if atlas.linkable[record.id][1] is not record:
                continue
            text = getattr(record, "definition", None) or getattr(record, "summary", None) or getattr(record, "title", None)
            words = pen.plain(wording.pick(text))
            if isinstance(record, Trial):
                words += _outcome(atlas, wording, record)
            found[record.id] = {"name": name_of(record, language), "kind": kind, "text": words}
    return found


def _outcome(atlas: Atlas, wording: Wording, trial: Trial) -> str:
    """Met or not, and the answer that stands for the trial."""
    said = [wording.label("met." + trial.met)]
    answer = headline(atlas, trial)
    if answer and answer.first:
        line = Lines(atlas, wording, trial).line(answer, answer.first, answer.figures)
        figure = line.effect or wording.versus([f.text for f in line.figures]) or line.p
        state = wording.label(f"answer.{line.state}") if line.state in ("descriptive", "open") else ""
        told = " ".join(filter(None, (line.endpoint, line.population or wording.label("answer.all"), figure)))
        said.append(wording.label("answer.comma").join(filter(None, (told, state))))
    return "".join(wording.label("joint.sentence") + one for one in said) + wording.label("joint.stop")
