"""The verbs: `python -m scripts VERB`; `make` calls them."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from . import flow, ledger
from .paths import HOUSE
from .problems import Faults, Problem
from .records import load


def site(args: argparse.Namespace) -> int:
    """Build site/ and bundle/ from records; with --texts, verify the ledger against the source texts."""
    flow.site(HOUSE, Path(args.texts) if args.texts else None)
    return 0


def check(args: argparse.Namespace) -> int:
    """Read every record and apply every rule; with file names, hold those records, drafts, articles or labels against all rules."""
    if args.only:
        flow.check_files(HOUSE, args.only)
    else:
        flow.check(HOUSE)
    return 0


def pages(args: argparse.Namespace) -> int:
    """Write docs/ and schemas/ from the records, without rendering."""
    flow.write_pages(HOUSE)
    return 0


def tidy(args: argparse.Namespace) -> int:
    """Put keys, quotes and blocks of every record, or of the files named, in one order and style; values and comments stay."""
    from .records import written

    changed = written.tidy(HOUSE, [Path(name) for name in args.only])
    print("\n".join([*map(HOUSE.name, changed), f"{len(changed)} record(s) changed"]))
    return 0


def serve(args: argparse.Namespace) -> int:
    """Show the site at http://127.0.0.1:8000 and rebuild when a record, article, template or style changes."""
    from . import serve as server

    server.run(HOUSE, args.port)
    return 0


def new(args: argparse.Namespace) -> int:
    """Write the scaffold of a record into evidence/draft/, or of a source text's card into sources/."""
    from . import create

    print(create.new(HOUSE, args.kind, args.id, Path(args.file) if args.file else None))
    return 0


def passages(args: argparse.Namespace) -> int:
    """Show a source text's passages with their dispositions and wording, on the terminal only."""
    print(ledger.show(HOUSE, Path(args.texts), args.id))
    return 0


def detect(args: argparse.Namespace) -> int:
    """Flag sentences of the source texts that are at odds with the records, and measure the flags against the verdicts."""
    from .detect.engine import Engine
    from .detect.judged import judged
    from .detect.measure import measure

    atlas, _ = load(HOUSE)
    sentences, verdicts = judged(HOUSE, Path(args.texts), atlas)
    flags = Engine(atlas).flags(sentences)
    for flag in flags:
        print(f"{flag.part}, sentence {flag.index + 1}: {flag.rule}: {flag.message}")
    found = measure(flags, verdicts)
    print(f"{found.flagged} sentences flagged; precision {found.precision:.2f}, recall {found.recall:.2f} of {found.faulty} contradicted")
    return 0


def check_text(args: argparse.Namespace) -> int:
    """Check a text sentence by sentence against the records, as the page does; with --json, as data."""
    from .detect.engine import Engine, told
    from .ledger import open_text

    atlas, _ = load(HOUSE)
    found = Engine(atlas).text(open_text(Path(args.file)).text)
    print(json.dumps(found, ensure_ascii=False, indent=1) if args.json else "\n".join(map(told, found)))
    return 0


def check_texts(args: argparse.Namespace) -> int:
    """Read every text of a folder through ledger and checker, in processes here or on a Dask cluster; one line of JSON a text."""
    from .create import many
    from .detect.engine import Engine

    pack, folder = Engine(load(HOUSE)[0]).pack, Path(args.folder)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    crew = many.Dask(pack, args.dask) if args.dask else many.Processes(pack, args.workers)
    try:
        texts = ((path.relative_to(folder).as_posix(), path.read_bytes()) for path in files)
        for number, line in enumerate(many.lines(texts, crew), start=1):
            print(line)
            if number % many.SAID == 0:
                print(f"{number} of {len(files)} texts", file=sys.stderr, flush=True)
    finally:
        crew.close()
    return 0


def refresh(args: argparse.Namespace) -> int:
    """Derive every text's passages anew into its card and list the claims that name them; dispositions stay."""
    atlas, _ = load(HOUSE)
    for name in ledger.renew(HOUSE, Path(args.texts) if args.texts else None, atlas.claims.values()):
        print(name)
    return 0


READS_TEXTS = (site, passages, detect, refresh)
NEEDS_TEXTS = frozenset({"passages", "detect"})
"""Verbs that can do nothing without the source texts; the others say what they left out."""


def vendor(args: argparse.Namespace) -> int:
    """Fetch theme/vendor/ afresh from the npm registry at the versions that VENDOR.json names."""
    from .website import vendor as shelf

    shelf.fetch(HOUSE)
    return 0


def links(args: argparse.Namespace) -> int:
    """Check every link of the built site, outside addresses included; needs internet."""
    from .website import links as outside

    return outside.check(HOUSE)


def folder_of_texts(verb: str, given: str) -> None:
    """Raises Faults where a verb needs the source texts and there are none, or where their folder is none."""
    if not given and verb not in NEEDS_TEXTS:
        return
    held = {card.source.file for card in ledger.cards(HOUSE)[0]}
    if not any((Path(given) / name).is_file() for name in held if given):
        must = f"it must name a folder that holds one of the source texts of sources/ (it is '{given}')"
        raise Faults([Problem("SOURCE_TEXTS", 1, "source-text", must)])


def main(words: list[str] | None = None) -> int:
    """Run one verb; every fault is told in one go, with exit status 1."""
    texts = os.environ.get("SOURCE_TEXTS", "")
    parser = argparse.ArgumentParser(prog="python -m scripts", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    for function in (site, check, pages, tidy, serve, new, passages, detect, check_text, check_texts, refresh, vendor, links):
        verb = verbs.add_parser(function.__name__.replace("_", "-"), help=function.__doc__, description=function.__doc__)
        verb.set_defaults(run=function)
        if function in READS_TEXTS:
            verb.add_argument("--texts", default=texts, help="folder of the raw source texts (default: $SOURCE_TEXTS)")
        if function is passages:
            verb.add_argument("id", help="id of the source")
    verbs.choices["check"].add_argument("only", nargs="*", help="files to tell about")
    verbs.choices["check-text"].add_argument("file", help="the text")
    verbs.choices["check-text"].add_argument("--json", action="store_true", help="one object a sentence")
    verbs.choices["check-texts"].add_argument("folder", help="all texts below it")
    verbs.choices["check-texts"].add_argument("--workers", type=int, help="processes (default: as many as there are cores)")
    verbs.choices["check-texts"].add_argument("--dask", default="", help="address of an existing cluster (requirements-dask.txt)")
    verbs.choices["tidy"].add_argument("only", nargs="*", help="files to put in order")
    verbs.choices["serve"].add_argument("--port", type=int, default=8000)
    verbs.choices["new"].add_argument("kind", help="source, or a kind of record in the singular: trial, drug, term …")
    verbs.choices["new"].add_argument("--id", default="", help="the record's id")
    verbs.choices["new"].add_argument("--file", default="", help="the raw text of a new source")
    args = parser.parse_args(words)
    builds = args.run is site
    try:
        if args.run in READS_TEXTS:
            folder_of_texts(args.verb, args.texts)
        return int(args.run(args))
    except Faults as faults:
        return flow.fail(faults, builds)
    except KeyboardInterrupt:
        print("stopped; site/ and bundle/ are as they were" if builds else "stopped", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
