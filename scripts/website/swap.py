"""Finished folders take the places of the old ones, all or none."""

from __future__ import annotations

from pathlib import Path

from ..problems import Faults, Problem


def swap(*pairs: tuple[Path, Path]) -> None:
    """Put finished folders in the places of the old ones, all or none; the old ones stay beside what was made."""
    done: list[tuple[Path, Path]] = []
    place = pairs[0][1]
    try:
        for made, place in pairs:
            steps = [(made, place)]
            if place.exists():
                steps.insert(0, (place, made.with_name(made.name + ".old")))
            for here, there in steps:
                here.rename(there)
                done.append((here, there))
    except BaseException as error:
        for here, there in reversed(done):
            there.rename(here)
        if isinstance(error, OSError):
            raise Faults([Problem(place.name, 1, "output", f"the folder must be writable ({error.strerror})")]) from error
        raise
