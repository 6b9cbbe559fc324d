"""`pgcordon verify` on a terminal: progress, colour, and none of it where it is not wanted."""

import os
import pty
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from cli.notes import LEAKY, write
from cli.running import SOURCE_ROOT


def on_a_terminal(folder: Path, env: Mapping[str, str]) -> str:
    """Everything that a terminal gets to see of a run, as the process writes it."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "pgcordon", "verify", "notes", "--examples", "1"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(SOURCE_ROOT), "TERM": "xterm", "COLUMNS": "80", **env},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    seen = b""
    while chunk := _read(ours):
        seen += chunk
    process.wait(60)
    os.close(ours)
    return seen.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux says so when the last writer is gone
        return b""


def test_a_terminal_sees_how_far_the_work_is_and_then_the_report_in_colour(tmp_path: Path) -> None:
    write(tmp_path / "notes", LEAKY)
    seen = on_a_terminal(tmp_path, {})
    progress, report, _ = seen.partition("\x1b[1mnotes")
    assert "notes  loading into PostgreSQL" in progress
    assert "notes  attacking" in progress
    assert " of 2 worlds" in progress
    assert report
    assert "\x1b[1;31mVIOLATED\x1b[0m" in seen
    assert seen.rindex("\x1b[?25h") < seen.index("VIOLATED"), "the cursor is shown again before the report"


def test_without_colour_the_report_is_the_same_text(tmp_path: Path) -> None:
    write(tmp_path / "notes", LEAKY)
    seen = on_a_terminal(tmp_path, {"NO_COLOR": "1"})
    _, report, text = seen.partition("VIOLATED")
    assert report
    assert "\x1b" not in text


def test_a_dumb_terminal_gets_no_control_sequences(tmp_path: Path) -> None:
    write(tmp_path / "notes", LEAKY)
    seen = on_a_terminal(tmp_path, {"TERM": "dumb"})
    assert "VIOLATED" in seen
    assert "\x1b" not in seen
