"""How many texts a second go through ledger and checker: through processes of this machine, and through a Dask cluster.

In: the records, sentences of the pairs and of the records. Out: texts per second, the memory of the process that hands out the work,
whether both ways gave the same bytes, and whether a killed worker was survived. The texts are generated, each from its number alone.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from scripts import twins
from scripts.create import many
from scripts.create.source import made as made_of
from scripts.detect.engine import Engine
from scripts.paths import HOUSE
from scripts.records import Atlas, load

TEXTS, LARGE = 2_000, 20_000
SENTENCES = 12
"""Of a text, on average: a post."""
LINES = 10_000
"""Of the long text."""


def sentences(atlas: Atlas) -> list[str]:
    """What texts are made of: pairs that are not held out, and what records say in both languages."""
    pairs = twins.every(HOUSE, atlas)
    found = [text for part in ("by rule", "by hand") for one in pairs[part] for text in (one.wrong, one.right)]  # type: ignore[index]
    found += [text for one in atlas.terms.values() for text in (one.definition.zh, one.definition.en)]
    return sorted(set(found))


def generated(count: int, lines: Sequence[str]) -> Iterator[many.Text]:
    """Texts by number, made one by one as they are asked for."""
    for number in range(count):
        chance = random.Random(number)
        body = [chance.choice(lines) for _ in range(chance.randint(SENTENCES // 2, SENTENCES * 3 // 2))]
        yield f"text-{number:05}.txt", "\n".join([f"示例文章{number}", *body, ""]).encode()


@dataclass(frozen=True)
class Run:
    """One way through all texts."""

    seconds: float
    digest: str
    faults: int
    memory: float
    """MB that the process handing out the work grew by, beyond what it held when the first tenth was done."""


def run(texts: Iterable[many.Text], crew: many.Crew, count: int, kill: Callable[[], None]) -> Run:
    """Go through; `kill` ends a worker on the way."""
    whole, faults, first, start = hashlib.sha256(), 0, 0.0, time.monotonic()
    for number, line in enumerate(many.lines(texts, crew)):
        whole.update(line.encode() + b"\n")
        faults += '"fault"' in line[:200]
        if number == count // 10:
            first = memory()
            kill()
    return Run(time.monotonic() - start, whole.hexdigest(), faults, memory() - first)


def memory() -> float:
    """MB that this process holds now."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * resource.getpagesize() / 1e6


@contextmanager
def cluster(workers: int) -> Iterator[tuple[str, Callable[[], None]] | None]:
    """The address of a scheduler with workers, and what kills one of them; None where distributed is not installed."""
    if subprocess.run([sys.executable, "-c", "import distributed"], capture_output=True, check=False).returncode:
        yield None
        return
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "scheduler.json"
        base = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--no-dashboard", "--port", "0", "--scheduler-file", str(file)]
        each = [
            sys.executable, "-m", "distributed.cli.dask_worker", "--scheduler-file", str(file), "--nthreads", "1", "--no-dashboard",
            "--local-directory", scratch, "--memory-limit", "0", "--no-nanny",
        ]
        here = {**os.environ, "PYTHONPATH": str(HOUSE.top)}
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": HOUSE.top, "env": here}
        started = [subprocess.Popen(base, **quiet), *(subprocess.Popen(each, **quiet) for _ in range(workers))]  # type: ignore[call-overload]
        try:
            until = time.monotonic() + 60
            while not file.is_file() and time.monotonic() < until:
                time.sleep(0.2)
            yield json.loads(file.read_text("utf-8"))["address"], started[-1].kill
        finally:
            for one in reversed(started):
                one.kill()
                one.wait()


def told(name: str, count: int, found: Run) -> str:
    return (
        f"{name}: {count / found.seconds:.0f} texts a second ({count} in {found.seconds:.0f} s), {found.faults} faults, "
        f"memory grew by {found.memory:.0f} MB after the first tenth, {found.digest[:12]}"
    )


def long(lines: Sequence[str]) -> None:
    """Card, sheet and drafts of one text of many lines."""
    with tempfile.TemporaryDirectory() as scratch:
        file, chance = Path(scratch) / "long.txt", random.Random(LINES)
        file.write_text("".join(f"{chance.choice(lines)}\n" for _ in range(LINES)), "utf-8")
        start, before = time.monotonic(), time.process_time()
        with contextlib.redirect_stderr(io.StringIO()) as said:
            found = made_of(HOUSE, file, "long")
        told = said.getvalue().count("\n")
    seconds, spent = time.monotonic() - start, time.process_time() - before
    made = f"card, sheet and {len(found.drafts)} drafts of {LINES} lines"
    print(f"{made}: {seconds:.0f} s, {spent:.0f} s of CPU (aim < 60), {told} words on the way")


def main(atlas: Atlas, large: bool = False) -> None:
    """Print every way."""
    count, made, pack = LARGE if large else TEXTS, sentences(atlas), Engine(atlas).pack
    print("\nA long text")
    long(made)
    print("\nMany texts through ledger and checker")
    crew = many.Processes(pack)
    results = [run(generated(count, made), crew, count, crew.kill)]
    crew.close()
    print(told("processes, one killed", count, results[0]), flush=True)
    with cluster(crew.workers) as there:
        if there is None:
            print("Dask: not measured; distributed is not installed (requirements-dask.txt)")
            return
        far = many.Dask(pack, there[0])
        results.append(run(generated(count, made), far, count, there[1]))
        far.close()
        print(told("Dask, a worker killed", count, results[1]), flush=True)
    print("the same bytes both ways" if results[0].digest == results[1].digest else "THE WAYS DIFFER")


if __name__ == "__main__":
    main(load(HOUSE)[0], "--large" in sys.argv[1:])
