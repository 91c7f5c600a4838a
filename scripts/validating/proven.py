"""Proofs and the tables they speak of in one folder, also for a package that came without its proofs."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from checks.package.csv_lint import read_rows
from checks.package.plain_file import require_plain
from checks.package.within import within

from ..building.seeds import ROOT
from .subject import Subject

PROOFS = Path("checks", "proofs")
OURS = "with the proofs of this checkout"


@contextmanager
def proven(subject: Subject) -> Iterator[tuple[Path | None, str]]:
    """The folder in which proofs and tables stand, and a note on where the proofs come from.

    A wheel or a bare package has none; those of this checkout do where it states the same observations, whatever their
    values. Otherwise there is no folder.
    """
    if (subject.root / PROOFS).is_dir():
        _require_own(subject.root)
        yield subject.root, ""
        return
    ours = {row["observation_id"] for row in read_rows(ROOT / PROOFS / "measure_statements.csv")}
    if not ours <= {row["observation_id"] for row in subject.package.tables["observations"]}:
        yield None, ""
        return
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        shutil.copytree(ROOT / PROOFS, folder / PROOFS)
        (folder / "resources").mkdir()
        for resource in subject.package.descriptor["resources"]:
            shutil.copy(subject.root / resource["path"], folder / "resources" / f"{resource['name']}.csv")
        yield folder, OURS


def _require_own(root: Path) -> None:
    """Raises InputError where the checker, which opens tables by name, would leave the folder or have to wait."""
    for folder in (PROOFS.as_posix(), "resources"):
        for file in sorted(within(root, folder).glob("*.csv")):
            name = f"{folder}/{file.name}"
            require_plain(within(root, name), name)
