"""Nothing of the project reaches for the network: every test and every process that tests start is watched."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

import pytest

from . import conftest
from .conftest import OFFLINE, start
from .offline.sitecustomize import STATUS, reaches_out

REACH = [
    "import socket; socket.create_connection(('192.0.2.1', 9), timeout=1)",
    "import socket; socket.getaddrinfo('example.invalid', 80)",
    "import urllib.request; urllib.request.urlopen('http://192.0.2.1/', timeout=1)",
    "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 9))",
]


@pytest.mark.parametrize("code", REACH)
def test_a_process_that_reaches_for_the_network_is_ended(code: str) -> None:
    guarded = f"try:\n    {code}\nexcept OSError:\n    pass"  # even one that does not mind
    done = subprocess.run([sys.executable, "-c", guarded], env={"PYTHONPATH": OFFLINE}, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (STATUS, "")
    assert done.stderr.startswith("refused: socket.")


def test_the_commands_that_tests_start_are_watched() -> None:
    process = start("site")  # prints where Python looks for modules
    output, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    assert repr(OFFLINE.split(os.pathsep)[0]) in output


def test_a_test_that_reaches_for_the_network_is_stopped_and_noted() -> None:
    with pytest.raises(PermissionError, match="no test may use the network"):
        socket.getaddrinfo("example.invalid", 80)
    assert len(conftest._attempts) == 1
    conftest._attempts.clear()


def test_pipes_and_the_machine_itself_are_no_network() -> None:
    assert not reaches_out("socket.connect", (None, "/run/pipe"))
    assert not reaches_out("socket.connect", (None, ("127.0.0.1", 9)))
    assert not reaches_out("open", ("file", "r", 0))
    assert reaches_out("socket.connect", (None, ("2001:db8::1", 9, 0, 0)))
