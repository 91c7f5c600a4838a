"""Sets up the locked environment and runs a command in it: ``python3 -m scripts.run validate`` or ``test``.

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
LOCK = ROOT / "locks" / "environment.txt"
HOME = ROOT / ".venv"
STAMP = HOME / "installed.txt"

COMMANDS = {
    "setup": [],
    "validate": ["-m", "scripts.validate"],
    "test": ["-m", "pytest", "-n", "auto", "--dist", "worksteal"],
    "build": ["-m", "scripts.build"],
    "diff": ["-m", "scripts.diff"],
    "dist": ["-m", "build", "--no-isolation"],
    "ruff": ["-m", "ruff"],
}


def main(arguments: list[str]) -> int:
    """Run one command; its exit status is ours. 2 where the environment cannot be made."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is what an older Python runs first
        found = ".".join(map(str, sys.version_info[:3]))
        print(f"Python 3.11 or later is needed; this is {found}. Call a newer one, e.g. python3.12 -m scripts.run")
        return 2
    if not arguments or arguments[0] not in COMMANDS:
        print(f"usage: python3 -m scripts.run {{{'|'.join(COMMANDS)}}} [options of the command]")
        return 2
    try:
        set_up()
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"the environment in {HOME.name} could not be made: {error}; delete {HOME.name} and try again")
        return 2
    command = COMMANDS[arguments[0]]
    if not command:
        print(f"ready: {interpreter()}")
        return 0
    return subprocess.call([str(interpreter()), *command, *arguments[1:]], cwd=ROOT)


def set_up() -> None:
    """Make the environment unless it is there with the same lock and the same Python."""
    wanted = f"{hashlib.sha256(LOCK.read_bytes()).hexdigest()} {sys.version_info[:2]}\n"
    if STAMP.is_file() and STAMP.read_text() == wanted and interpreter().exists():
        return
    print(f"setting up {HOME.name} from locks/environment.txt; this takes a minute or two the first time", flush=True)
    venv.create(HOME, clear=True, with_pip=True)
    install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", str(LOCK)]
    subprocess.run([str(interpreter()), *install], check=True, cwd=ROOT)
    STAMP.write_text(wanted)


def interpreter() -> Path:
    """The Python of the environment."""
    return HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
