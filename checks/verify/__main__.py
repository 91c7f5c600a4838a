"""``python -m checks.verify [DIR]``: every proof of a checkout, without a solver."""

from __future__ import annotations

import sys
from pathlib import Path

from . import published, witnesses
from .certificates import Proofs


def main(arguments: list[str]) -> int:
    """Exit status 0 if everything holds, 1 otherwise with a line for each failure."""
    root = Path(arguments[0] if arguments else ".")
    proofs = Proofs(root)
    wrong = proofs.check()
    ends, more = published.check(root, proofs)
    numbers, missed = witnesses.check(root, proofs)
    for line in [*wrong, *more, *missed]:
        print(line)
    print(f"{len(proofs.head)} certificates, {ends} published results, {numbers} numbers of witnesses")
    return 1 if wrong or more or missed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
