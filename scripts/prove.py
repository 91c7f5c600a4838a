"""Proves what all figures together allow, and rebuilds: ``python -m scripts.prove [--all]``.

Only components whose figures or edits have changed are proven anew; the rest stays as it is.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from checks.joint.proof import prove
from checks.joint.system import System
from checks.joint.words import Words
from checks.problems import InputError, Problem

from .building.pipeline import build
from .building.seeds import ROOT, Rows
from .building.write import write_all
from .command import finish, unusable
from .proving.results import result_tables

INTERRUPTED = 130
"""What shells expect of a command that was stopped with Ctrl-C."""


def main(arguments: list[str] | None = None) -> int:
    """Prove and write; exit status 0 good, 2 unusable seeds or an answer that no exact arithmetic confirmed.

    130 where the user interrupts it. Only a run that ends well writes anything.
    """
    parser = argparse.ArgumentParser(prog="python -m scripts.prove", description=__doc__)
    parser.add_argument("--all", action="store_true", help="prove every component anew")
    parser.add_argument("--root", type=Path, default=ROOT, help="checkout to prove in (default: this one)")
    options = parser.parse_args(arguments)
    try:
        files, _ = build(options.root, _proven, anew=options.all)
        changed = write_all(options.root, files)
    except InputError as error:
        return unusable(error, "nothing was written")
    except KeyboardInterrupt:
        print("interrupted; nothing was written", file=sys.stderr)
        return INTERRUPTED
    print(f"{len(changed)} of {len(files)} files changed")
    return 0


def _proven(
    components: Mapping[str, System],
    known: Mapping[frozenset[str], str],
    passages: list[frozenset[str]],
    words: Words,
) -> dict[str, Rows]:
    if not components:
        print("every component is proven as it stands")
        return result_tables([], words, known)
    largest = max(len(part.statements) for part in components.values())
    print(f"{len(components)} components to prove, {largest} figures in the largest", flush=True)
    failing = tuple(sorted(known, key=lambda items: (len(items), sorted(items))))
    proven = prove(list(components.values()), failing, tuple(passages), lambda line: print(line, flush=True))
    lost = sum(p.unproven for p in proven)
    contradictions = sum(len(p.contradictions) for p in proven)
    without = sum(p.values is None for p in proven)
    print(f"{contradictions} contradictions; {without} components without a witness; {lost} unconfirmed answers")
    if lost or without:
        raise InputError(Problem("checks/proofs", 0, "", "something could not be proven exactly; report it"))
    return result_tables(proven, words, known)


if __name__ == "__main__":
    finish(main)
