"""Sets up a locked environment and runs a command in it: ``python3 -m scripts.run validate``, ``test`` and more.

Needs nothing but Python 3.11 or later; uses only its standard library.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

COMMANDS = {
    "setup": [],
    "validate": ["-m", "scripts.validate"],
    "test": ["-m", "pytest", "-n", "auto", "--dist", "worksteal"],
    "build": ["-m", "scripts.build"],
    "diff": ["-m", "scripts.diff"],
    "readers": ["-m", "scripts.readers"],
    "site": ["-m", "scripts.site"],
    "ruff": ["-m", "ruff"],
    "mypy": ["-m", "mypy"],
    "release": ["-m", "scripts.release"],
    "browser": ["-m", "pytest", "tests/browser", "-n", "auto", "--dist", "worksteal"],
    "pictures": ["-m", "scripts.pictures"],
}
OWN_LOCK = {"release": "release", "browser": "browser", "pictures": "browser"}
"""Commands that need an environment of their own, with the lock it is made from; all others share one."""


def main(arguments: list[str]) -> int:
    """Run one command; its exit status is ours. 2 where the environment cannot be made."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is what an older Python runs first
        found = ".".join(map(str, sys.version_info[:3]))
        print(f"Python 3.11 or later is needed; this is {found}. Call a newer one, e.g. python3.12 -m scripts.run")
        return 2
    if not arguments or arguments[0] not in COMMANDS:
        print(f"usage: python3 -m scripts.run {{{'|'.join(COMMANDS)}}} [options of the command]")
        return 2
    lock = OWN_LOCK.get(arguments[0], "environment")
    try:
        set_up(lock)
    except (OSError, subprocess.CalledProcessError) as error:
        print(
            f"the environment in {home(lock).name} could not be made: {error}; delete {home(lock).name} and try again"
        )
        return 2
    command = COMMANDS[arguments[0]]
    if not command:
        print(f"ready: {interpreter(lock)}")
        return 0
    return subprocess.call([str(interpreter(lock)), *command, *arguments[1:]], cwd=ROOT)


def set_up(lock: str) -> None:
    """Make the environment of a lock unless it is there with the same lock and the same Python."""
    place, file = home(lock), ROOT / "locks" / f"{lock}.txt"
    stamp = place / "installed.txt"
    wanted = f"{hashlib.sha256(file.read_bytes()).hexdigest()} {sys.version_info[:2]}\n"
    if stamp.is_file() and stamp.read_text() == wanted and interpreter(lock).exists():
        return
    print(f"setting up {place.name} from locks/{lock}.txt; this takes a minute or two the first time", flush=True)
    venv.create(place, clear=True, with_pip=True)
    install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", str(file)]
    subprocess.run([str(interpreter(lock)), *install], check=True, cwd=ROOT)
    stamp.write_text(wanted)


def home(lock: str) -> Path:
    """The folder of the environment that is made from a lock."""
    return ROOT / (".venv" if lock == "environment" else f".venv-{lock}")


def interpreter(lock: str) -> Path:
    """The Python of the environment."""
    return home(lock) / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
