"""Run the real command line in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pgcordon

SOURCE_ROOT = Path(pgcordon.__path__[0]).parent
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(SOURCE_ROOT), "TERM": "dumb"}


def run(
    *arguments: str, cwd: Path, python: tuple[str, ...] = ("-m", "pgcordon"), stdin: str | None = None
) -> subprocess.CompletedProcess[str]:
    """The finished process of `pgcordon ARGUMENTS`, started in a folder."""
    return subprocess.run(
        [sys.executable, *python, *arguments],
        cwd=cwd,
        env=ENVIRONMENT,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
