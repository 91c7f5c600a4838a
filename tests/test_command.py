"""How every command ends: its own exit status, quietly where nobody listens, in one word where somebody stops it."""

from __future__ import annotations

import re
import signal

import pytest

from scripts.command import STOPPED, finish

from .conftest import ROOT, listed


@pytest.mark.parametrize("status", [0, 1, 2])
def test_the_exit_status_is_that_of_the_command(status: int) -> None:
    with pytest.raises(SystemExit) as ended:
        finish(lambda: status)
    assert ended.value.code == status


def test_a_command_that_somebody_stops_says_so_in_one_word(capsys: pytest.CaptureFixture[str]) -> None:
    def stopped() -> int:
        raise KeyboardInterrupt

    with pytest.raises(SystemExit) as ended:
        finish(stopped)
    assert ended.value.code == STOPPED == 128 + signal.SIGINT
    assert capsys.readouterr() == ("", "stopped\n")


def test_a_defect_of_ours_keeps_its_traceback() -> None:
    def broken() -> int:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        finish(broken)


def test_every_command_ends_this_way() -> None:
    files = [file for file in (ROOT / "scripts").glob("*.py") if '__name__ == "__main__"' in file.read_text("utf-8")]
    otherwise = [f.name for f in files if not re.search(r"^    finish\(", f.read_text("utf-8"), flags=re.MULTILINE)]
    assert len(files) > 10
    assert otherwise == ["run.py"], listed(otherwise)  # which only the standard library is there for
