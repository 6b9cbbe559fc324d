"""`pgcordon verify` ended in the middle, read by half, or run twice at once."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.notes import LEAKY, left_behind, run, start, until, write


@pytest.fixture
def attacking(tmp_path: Path, place: Path) -> Iterator["subprocess.Popen[str]"]:
    """A process whose server holds more than its own databases: the schema is loaded or being loaded."""
    write(tmp_path / "notes", LEAKY)
    process = start("verify", "notes", "--profile", "deep", cwd=tmp_path)
    assert until(lambda: len(list(place.glob("pgcordon-*/data/base/*"))) > 5)
    yield process
    process.kill()
    process.communicate()


def test_ctrl_c_ends_it_with_one_line(attacking: "subprocess.Popen[str]", place: Path) -> None:
    attacking.send_signal(signal.SIGINT)
    output, errors = attacking.communicate(timeout=60)
    assert (attacking.returncode, output, errors.strip()) == (130, "", "pgcordon: interrupted")
    assert left_behind(place) == []


def test_ctrl_c_ends_systems_that_are_verified_at_once_and_those_that_wait(tmp_path: Path, place: Path) -> None:
    for name in ("first", "second", "third"):
        write(tmp_path / "schema" / name, LEAKY)
    process = start("verify", "--profile", "deep", cwd=tmp_path)
    # Four of PostgreSQL's own and the platform; for each of two systems its template and two arenas.
    assert until(lambda: len(list(place.glob("pgcordon-*/data/base/*"))) > 9)
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=60)
    assert (process.returncode, output, errors.strip()) == (130, "", "pgcordon: interrupted")
    assert left_behind(place) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL], ids=lambda each: each.name)
def test_nothing_survives_a_signal_that_ends_it_at_once(
    attacking: "subprocess.Popen[str]", place: Path, number: signal.Signals
) -> None:
    attacking.send_signal(number)
    output, errors = attacking.communicate(timeout=60)
    assert attacking.returncode != 0
    assert (output, errors) == ("", "")
    assert until(lambda: left_behind(place) == [])


@pytest.mark.parametrize("arguments", [("explain",), ("verify", "notes", "--examples", "0")])
def test_a_reader_who_is_gone_is_no_error(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    write(tmp_path / "notes", LEAKY)
    process = start(*arguments, cwd=tmp_path)
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    errors = process.stderr.read()
    process.wait(60)
    assert errors == ""


def test_two_at_once_in_one_folder_do_not_disturb_each_other(tmp_path: Path, place: Path) -> None:
    write(tmp_path / "notes", LEAKY)
    pair = [start("verify", "notes", "--examples", "0", cwd=tmp_path) for _ in range(2)]
    told = [process.communicate(timeout=120) for process in pair]
    assert [process.returncode for process in pair] == [1, 1]
    assert all("1 VIOLATED" in output and not errors for output, errors in told)
    assert len(list((tmp_path / ".pgcordon").iterdir())) == 1
    assert left_behind(place) == []


@pytest.mark.parametrize("spelling", ["./my notes/", "absolute", "link"])
def test_a_system_is_found_however_its_path_is_written(tmp_path: Path, spelling: str) -> None:
    write(tmp_path / "my notes", LEAKY)
    (tmp_path / "link").symlink_to("my notes")
    path = str(tmp_path / "my notes") if spelling == "absolute" else spelling
    finished = run("verify", path, "--examples", "0", cwd=tmp_path)
    assert (finished.returncode, finished.stderr) == (1, "")
    assert finished.stdout.startswith("my notes")


def test_without_the_verify_half_it_says_what_to_install(tmp_path: Path) -> None:
    write(tmp_path / "notes")
    script = (
        "import importlib.util as util, sys; found = util.find_spec;"
        "util.find_spec = lambda name, *rest: None if name in ('psycopg', 'hypothesis') else found(name, *rest);"
        "from pgcordon.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    for command in ("verify", "replay"):
        finished = subprocess.run(
            [sys.executable, "-c", script, command, "notes"], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert finished.returncode == 2
        assert "psycopg, hypothesis cannot be imported. Do: pip install 'pgcordon[verify]'." in finished.stderr
