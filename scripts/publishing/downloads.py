"""The package beside its pages: each file at its own address, so that readers can load it, and all in one archive."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from checks.package.contents import Package
from checks.package.plain_file import plain_bytes
from checks.package.within import within

from ..releasing import archive
from ..releasing.contents import read_release


def archive_name(package: Package) -> str:
    """The path of the archive below the folder of the pages."""
    return f"data/{package.descriptor['name']}-{package.descriptor['version']}.zip"


def downloads(package: Package) -> Iterator[tuple[str, bytes]]:
    """Paths below the folder of the pages, and contents. Raises InputError where something leads out of the package."""
    for name in ("datapackage.json", *(resource["path"] for resource in package.descriptor["resources"])):
        yield f"data/{name}", plain_bytes(within(package.root, name), name)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "package.zip"
        archive.write(read_release(package.root), file)
        yield archive_name(package), file.read_bytes()
