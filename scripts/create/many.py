"""Many texts at once: each one's ledger and what the checker says of it, through processes here or a cluster elsewhere.

In: names and bytes of texts, an executor of `concurrent.futures` (a pool of processes, or an existing Dask cluster by its address).
Out: one line of JSON a text, in the order of the texts, without their wording. What is worked out of one text depends on nothing but
the text and the facts, so that both ways give the same bytes; few texts are under way at a time, so that memory does not grow with
their number; and a worker that dies takes no text with it.
"""

from __future__ import annotations

import json
import os
import re
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..detect.engine import Checked, Engine, Pack
from ..ledger.cards import account
from ..ledger.decode import read
from ..problems import Faults
from .proposed import proposed

Text = tuple[str, bytes]
"""Name and content of a file."""
CHUNK = 8
"""Texts a worker takes at a time: enough that handing them over costs little beside reading them."""
AHEAD = 3
"""Chunks a worker has waiting, so that none is idle while a line is written."""
SAID = 500
"""Texts after which the terminal is told how far it is."""
TRIES = 3
"""Deaths of a worker over the same text after which the text is at fault."""
FATAL = f"the text must not end the process that reads it (it ended {TRIES})"


def told(engine: Engine, name: str, content: bytes) -> str:
    """The line of one text: its parts, and of each passage number, fingerprint, disposition, state, verdict and flags."""
    try:
        text = read(content, name)
    except Faults as faults:
        return _line({"text": name, "fault": "; ".join(one.message for one in faults.problems)})
    card, excerpts = proposed(name, text, re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "text")
    said = iter(engine.sentences([one.text for part in card.parts for one in excerpts[part.id] if one.sort == "sentence"]))
    parts = []
    for part in card.parts:
        passages = []
        for passage, one in zip(account([], excerpts[part.id]), excerpts[part.id], strict=True):
            row: dict[str, Any] = {"n": passage.n, "print": passage.print, "is": passage.is_}
            passages.append(row | (_said(next(said)) if one.sort == "sentence" else {}))
        parts.append({"id": part.id, "kind": part.kind, "language": part.language, "passages": passages})
    return _line({"text": name, "sha256": card.sha256, "encoding": card.encoding, "kind": card.kind, "parts": parts})


def _said(one: Checked) -> dict[str, Any]:
    """What stands on the line of a sentence."""
    return {key: one[key] for key in ("state", "verdict", "claim", "similarity", "flags")}


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


# -- in a worker -----------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _engine(pack: Pack) -> Engine:
    """The checker of this process."""
    return Engine.of(pack)


_PACK: list[Pack] = []


def _ready(pack: Pack) -> None:
    """What a process of a pool is given once."""
    _PACK[:] = [pack]


def _here(texts: list[Text]) -> list[str]:
    """A chunk, in a process that was made ready."""
    return _there(_PACK[0], texts)


def _given(pack: Pack) -> Pack:
    """What every chunk on a cluster asks for."""
    return pack


def _there(pack: Pack, texts: list[Text]) -> list[str]:
    """A chunk, anywhere."""
    return [told(_engine(pack), name, content) for name, content in texts]


# -- who hands out the work ------------------------------------------------------------------------


class Crew:
    """An executor with the checker in reach of its workers; `again` makes it anew after a worker died."""

    workers: int

    def submit(self, texts: list[Text]) -> Future[list[str]]:
        raise NotImplementedError

    def again(self) -> None:
        """Go on after a death."""

    def close(self) -> None:
        """Let the workers go."""


class Processes(Crew):
    """Processes of this machine."""

    def __init__(self, pack: Pack, workers: int | None = None) -> None:
        self.pack, self.workers = pack, workers or len(os.sched_getaffinity(0))
        self.pool = self._made()

    def _made(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self.workers, initializer=_ready, initargs=(self.pack,))

    def submit(self, texts: list[Text]) -> Future[list[str]]:
        return self.pool.submit(_here, texts)

    def again(self) -> None:
        self.pool.shutdown(wait=False, cancel_futures=True)
        self.pool = self._made()

    def kill(self) -> None:
        """End one worker, as a machine short of memory does; for tests and measurements."""
        os.kill(next(iter(self.pool._processes)), signal.SIGKILL)

    def close(self) -> None:
        self.pool.shutdown(wait=True, cancel_futures=True)


class Dask(Crew):
    """An existing cluster; its workers need this project in their environment. It starts dead workers' work again by itself."""

    def __init__(self, pack: Pack, address: str) -> None:
        from distributed import Client

        self.client: Any = Client(address)
        # A task, because what a task gives is worked out again where the worker that held it is gone; what is scattered is lost.
        self.pack: Any = self.client.submit(_given, pack, pure=False)
        self.pool: Any = self.client.get_executor(pure=False)
        self.workers = max(1, sum(self.client.nthreads().values()))

    def submit(self, texts: list[Text]) -> Future[list[str]]:
        future: Future[list[str]] = self.pool.submit(_there, self.pack, texts)
        return future

    def close(self) -> None:
        self.pool.shutdown()
        self.client.close()


@dataclass
class Under:
    """Some texts under way, and how often a worker has died over them."""

    texts: list[Text]
    future: Future[list[str]]
    deaths: int = 0


def lines(texts: Iterable[Text], crew: Crew, chunk: int = CHUNK) -> Iterator[str]:
    """A line a text, in their order."""
    waiting: deque[Under] = deque()
    for texts_ in _chunks(texts, chunk):
        while len(waiting) >= crew.workers * AHEAD:
            yield from _done(waiting, crew)
        waiting.append(Under(texts_, crew.submit(texts_)))
    while waiting:
        yield from _done(waiting, crew)


def _chunks(texts: Iterable[Text], size: int) -> Iterator[list[Text]]:
    found: list[Text] = []
    for text in texts:
        found.append(text)
        if len(found) == size:
            yield found
            found = []
    if found:
        yield found


def _done(waiting: deque[Under], crew: Crew) -> list[str]:
    """The lines of the first chunk; where a worker died, everything under way is begun again, the first chunk text by text."""
    first = waiting.popleft()
    try:
        return first.future.result()
    except Exception as error:
        if not _died(error):
            raise
    crew.again()
    found = [line for text in first.texts for line in _alone(text, crew)]
    for one in waiting:
        one.future = crew.submit(one.texts)
    return found


def _alone(text: Text, crew: Crew) -> list[str]:
    """One text with nothing else under way, so that a worker that dies has died over it."""
    for _ in range(TRIES):
        try:
            return crew.submit([text]).result()
        except Exception as error:
            if not _died(error):
                raise
            crew.again()
    return [_line({"text": text[0], "fault": FATAL})]


def _died(error: Exception) -> bool:
    """Whether a worker is gone, here or on a cluster."""
    return isinstance(error, BrokenExecutor) or type(error).__name__ == "KilledWorker"
