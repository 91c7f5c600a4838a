"""Where a version may lie: a folder, a zip, a wheel or a git revision, all read the same way and never unpacked."""

from __future__ import annotations

import io
import stat
import subprocess
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from checks.package.archive import SafeZip
from checks.package.plain_file import plain_bytes
from checks.package.strict_json import strict_json
from checks.problems import InputError, Problem
from china_services_trade._locate import FILE_BYTES

DESCRIPTOR = "datapackage.json"


@dataclass(frozen=True)
class Files:
    """The files of one package by their paths in its descriptor.

    ``read`` raises InputError for a file that is missing or cannot be read.
    """

    name: str
    read: Callable[[str], bytes]


@contextmanager
def opened(source: str, root: Path) -> Iterator[Files]:
    """The files of a version.

    Args:
        source: Path of a package folder, zip or wheel, or a git revision of the repository in ``root``; what exists as
            a path is no revision.

    Raises:
        InputError: It is none of these, or unsafe; one line says what to do.
    """
    path = Path(source)
    kind = _kind(path)
    if path.name == DESCRIPTOR and stat.S_ISREG(kind):
        path, kind = path.parent, stat.S_IFDIR
    if stat.S_ISDIR(kind):
        yield Files(source, _folder(path))
    elif stat.S_ISREG(kind):
        with SafeZip(path) as archive:
            yield Files(source, _archive(archive))
    else:
        yield _revision(source, root)


def _kind(path: Path) -> int:
    """The file type of a path; 0 where nothing can be there, be it for the length of the name."""
    try:
        return stat.S_IFMT(path.stat().st_mode)
    except (OSError, ValueError):
        return 0


def _folder(folder: Path) -> Callable[[str], bytes]:
    inside = folder.resolve()

    def read(name: str) -> bytes:
        try:
            path = (folder / name).resolve()
            if not path.is_relative_to(inside):
                raise InputError(Problem(name, 0, "", f"is a link that leaves {folder}; put the file itself there"))
            path.stat()
            return plain_bytes(path, name)
        except (OSError, RuntimeError, ValueError) as error:  # missing, links in a circle, a name that none can be
            reason = getattr(error, "strerror", "") or error
            message = f"cannot be read in {folder} ({reason}); name a folder with a whole package"
            raise InputError(Problem(name, 0, "", message)) from None

    return read


def _archive(archive: SafeZip) -> Callable[[str], bytes]:
    """Reads below the highest descriptor, which a wheel and a zip of a repository have in some folder."""
    file = archive.path.name
    found = [PurePosixPath(name) for name in archive.names if PurePosixPath(name).name == DESCRIPTOR]
    if not found:
        raise InputError(Problem(file, 0, "", f"holds no {DESCRIPTOR}; name a zip or wheel of a package"))
    depth = min(len(path.parts) for path in found)
    highest = [path for path in found if len(path.parts) == depth]
    if len(highest) > 1:
        raise InputError(Problem(file, 0, "", f"holds {highest[0]} and {highest[1]}; keep one package in an archive"))

    def read(name: str) -> bytes:
        try:
            return archive.read(str(highest[0].parent / name))
        except KeyError:
            raise InputError(Problem(name, 0, "", f"is not in {file}; take a whole archive")) from None

    return read


def _revision(source: str, root: Path) -> Files:
    commit = "" if source.startswith("-") else _git(root, "rev-parse", "--verify", "--quiet", f"{source}^{{commit}}")
    commit = commit.strip()
    if not commit:
        message = "is neither a folder, a zip, a wheel nor a git revision; name one of these"
        raise InputError(Problem(source, 0, "", message))
    shown = f"{source} ({commit[:7]})"
    head = _tree(root, commit, [DESCRIPTOR], shown)
    try:
        resources = strict_json(head[DESCRIPTOR])["resources"]
        paths = [str(_own(resource["path"])) for resource in resources]
    except (ValueError, KeyError, TypeError, RecursionError):
        paths = []  # reading the descriptor as a version says what is wrong
    files = head | (_tree(root, commit, paths, shown) if paths else {})

    def read(name: str) -> bytes:
        if name not in files:
            raise InputError(Problem(name, 0, "", f"is not in {shown}; name a revision that holds the whole package"))
        return files[name]

    return Files(shown, read)


def _own(path: Any) -> PurePosixPath:
    if not isinstance(path, str) or path.startswith((":", "-")):
        raise ValueError(path)
    return PurePosixPath(path)


def _tree(root: Path, commit: str, paths: list[str], shown: str) -> dict[str, bytes]:
    """The content of files at a commit, without checking it out."""
    listed = _git(root, "ls-tree", "-r", "--name-only", "-z", commit, "--", *paths).split("\0")
    there = [path for path in paths if path in listed]
    if not there:
        raise InputError(Problem(paths[0], 0, "", f"is not in {shown}; name a revision that holds the package"))
    archive = subprocess.run(
        ["git", "--literal-pathspecs", "-C", str(root), "archive", "--format=tar", commit, "--", *there],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    if archive.returncode:
        raise InputError(Problem(shown, 0, "", f"cannot be read: {archive.stderr.decode(errors='replace').strip()}"))
    found = {}
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as members:
        for member in members:
            content = members.extractfile(member) if member.isreg() else None
            if member.size > FILE_BYTES:
                message = f"has more than {FILE_BYTES:,} bytes in {shown}; this is no table"
                raise InputError(Problem(member.name, 0, "", message))
            if content is not None:
                found[member.name] = content.read()
    return found


def _git(root: Path, *arguments: str) -> str:
    """What git says; empty where it fails."""
    try:
        done = subprocess.run(
            ["git", "--literal-pathspecs", "-C", str(root), *arguments],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )
    except OSError:
        return ""
    return done.stdout.decode(errors="replace") if done.returncode == 0 else ""
