"""`pgcordon doctor`, as a process."""

import json
import subprocess
import sys

import pytest


def doctor(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "pgcordon", "doctor", *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_a_usable_server_is_described() -> None:
    done = doctor()
    assert (done.returncode, done.stderr) == (0, "")
    for word in ("(embedded)", "plpgsql, vector", "pg_cron", "usable: a server started"):
        assert word in done.stdout


def test_the_json_says_the_same() -> None:
    facts = json.loads(doctor("--format", "json", "--postgres", "16").stdout)
    assert facts["usable"] is True
    assert facts["postgres"]["version"].startswith("16.")
    assert facts["start_seconds"] > 0
    assert not set(facts["extensions"]) & set(facts["stand_ins"])
    assert "postgis" in facts["missing"]


@pytest.mark.parametrize("format_name", ["text", "json"])
def test_no_usable_server_is_exit_2(format_name: str) -> None:
    done = doctor("--postgres", "/nowhere", "--format", format_name)
    assert done.returncode == 2
    assert "asked for '/nowhere'" in done.stdout
    assert "Traceback" not in done.stderr
