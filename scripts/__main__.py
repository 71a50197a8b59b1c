"""The verbs: `python -m scripts VERB`."""

from __future__ import annotations

import argparse
import sys

from . import checks
from .evidence import load
from .paths import HOUSE
from .problems import report


def check(args: argparse.Namespace) -> int:
    """Read every record and apply every rule; with file names, tell only what is wrong in those."""
    atlas, problems = load(HOUSE)
    problems += checks.run(atlas)
    if args.only:
        problems = [p for p in problems if any(p.path.startswith(name) for name in args.only)]
    return 1 if report(problems) else 0


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    one = verbs.add_parser("check", help=check.__doc__)
    one.add_argument("only", nargs="*")
    one.set_defaults(run=check)
    args = parser.parse_args()
    return args.run(args)


if __name__ == "__main__":
    sys.exit(main())
