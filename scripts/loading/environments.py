"""Makes the environment of a reader from its lock, unless it is there already, made from the same lock."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ROOT / "locks" / "readers"
HOME = ROOT / ".readers"
STAMP = "installed.txt"
QUIET = {"NO_UPDATE_NOTIFIER": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
TIMEOUT = 600
"""Seconds in which one environment must be made."""


class NotInstalled(Exception):
    """An environment that cannot be made; the message says which and why in one line."""


@dataclass(frozen=True)
class Environment:
    """A lock in ``locks/readers``: ``NAME.txt`` for Python, the folder ``npm`` for Node. ``builds`` names the lock of
    what builds source distributions, which must be there before the others are installed. ``folder`` has another place
    for locks and environments than that of the readers."""

    name: str
    builds: str = ""
    folder: tuple[Path, Path] | None = None

    @property
    def home(self) -> Path:
        return (self.folder[1] if self.folder else HOME) / self.name

    @property
    def locks(self) -> list[Path]:
        folder = self.folder[0] if self.folder else LOCKS
        if self.name == "npm":
            return [folder / "npm" / "package.json", folder / "npm" / "package-lock.json"]
        return [folder / f"{name}.txt" for name in (self.builds, self.name) if name]

    @property
    def modules(self) -> Path:
        """The folder of the Node modules."""
        return self.home / "node_modules"

    @property
    def python(self) -> Path:
        """The Python of the environment."""
        return self.home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


SITE = Environment("npm", folder=(ROOT / "locks" / "site", ROOT / ".site-libraries"))
"""The libraries of the pages, and what tests them."""


def prepare(environment: Environment) -> bool:
    """Make the environment; False if it was there. Raises NotInstalled."""
    home = environment.home
    wanted = f"{_fingerprint(environment)} {sys.version_info[:2]}\n"
    if (home / STAMP).is_file() and (home / STAMP).read_text("utf-8") == wanted:
        return False
    shutil.rmtree(home, ignore_errors=True)
    try:
        if environment.name == "npm":
            _make_node(environment)
        else:
            _make_python(environment)
    except (OSError, subprocess.SubprocessError) as error:
        raise NotInstalled(f"{environment.name} could not be installed: {_reason(error)}") from None
    (home / STAMP).write_text(wanted, "utf-8")
    return True


def _make_python(environment: Environment) -> None:
    venv.create(environment.home, with_pip=False)
    pip = [sys.executable, "-m", "pip", "--python", str(environment.python), "install"]
    strict = ["--require-hashes", "--quiet", "--no-compile"]  # what is imported is compiled then; the rest never
    isolation = ["--no-build-isolation"] if environment.builds else ["--only-binary", ":all:"]
    for lock in environment.locks:
        _run([*pip, *strict, *isolation, "-r", str(lock)])


def _make_node(environment: Environment) -> None:
    environment.home.mkdir(parents=True)
    for lock in environment.locks:
        shutil.copy(lock, environment.home)
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        raise FileNotFoundError("node and npm are not there; install Node.js 18 or later")
    _run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error"], environment.home)


def _run(command: list[str], folder: Path = ROOT) -> None:
    variables = {**os.environ, **QUIET}
    subprocess.run(
        command,
        cwd=folder,
        env=variables,
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=TIMEOUT,
    )


def _fingerprint(environment: Environment) -> str:
    return hashlib.sha256(b"".join(lock.read_bytes() for lock in environment.locks)).hexdigest()


def _reason(error: Exception) -> str:
    if isinstance(error, subprocess.CalledProcessError):
        said = [line.strip() for line in (error.stderr or error.stdout or "").splitlines() if line.strip()]
        wrong = [line for line in said if "error" in line.lower()]
        return (wrong or said or [f"exit status {error.returncode}"])[0]
    return " ".join(str(error).split())
