"""``python -m checks.verify [DIR]``: every proof of a checkout, without a solver."""

from __future__ import annotations

import sys
from pathlib import Path

from . import meaning, published, witnesses
from .certificates import Proofs


def main(arguments: list[str]) -> int:
    """Exit status 0 if everything holds, 1 otherwise with a line for each failure."""
    root = Path(arguments[0] if arguments else ".")
    proofs = Proofs(root)
    wrong = proofs.check()
    ends, more = published.check(root, proofs)
    numbers, missed = witnesses.check(root, proofs)
    justified, unjustified = meaning.check(root)
    failures = [*unjustified, *wrong, *more, *missed]
    for line in failures:
        print(line)
    print(
        f"{len(proofs.head)} certificates, {ends} published results, {numbers} numbers of witnesses, "
        f"{justified.total()} rows that follow from what is printed and declared"
    )
    return 1 if failures else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
