"""What holds for every command: how commands are found, and how they end."""

from pathlib import Path

import pytest

import pgcordon
from cli.running import run
from pgcordon.cli import main

HEAVY = ("psycopg", "hypothesis", "testing.postgresql", "rich")


def test_help_lists_every_command_with_its_line(tmp_path: Path) -> None:
    finished = run("--help", cwd=tmp_path)
    assert finished.returncode == 0
    lines = finished.stdout.partition("Commands:\n")[2].splitlines()
    listed = dict(line.split(maxsplit=1) for line in lines if not line.startswith("   "))
    commands = {file.stem for file in Path(pgcordon.__path__[0], "cli").glob("[!_]*.py")}
    assert set(listed) == {name.replace("_", "-") for name in commands}
    assert listed["lint"] == "Lint SQL files, or a database."
    assert listed["explain"] == "Explain a lint rule, an attack or a check of time."


def test_help_imports_no_command(tmp_path: Path) -> None:
    script = (
        "import sys; from pgcordon.cli import main; code = main(['--help']);"
        "sys.exit(code or ' '.join(name for name in sys.modules if name.startswith('pgcordon.') and"
        " not name.startswith(('pgcordon.cli', 'pgcordon.model'))) or 0)"
    )
    finished = run(cwd=tmp_path, python=("-c", script))
    assert (finished.returncode, finished.stderr) == (0, "")


@pytest.mark.parametrize("arguments", [("lint", "."), ("explain", "rls-disabled"), ("explain", "reassign-owner")])
def test_lint_and_explain_do_without_the_verify_half(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "a.sql").write_text("select 1;")
    script = (
        f"import sys; sys.modules.update(dict.fromkeys({HEAVY!r}));"
        "from pgcordon.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    finished = run(*arguments, cwd=tmp_path, python=("-c", script))
    assert (finished.returncode, finished.stderr) == (0, "")


def test_the_version_is_that_of_the_package(tmp_path: Path) -> None:
    assert run("--version", cwd=tmp_path).stdout == f"pgcordon, version {pgcordon.__version__}\n"


def test_an_unknown_command_is_an_error_that_names_the_nearest(tmp_path: Path) -> None:
    finished = run("lnt", cwd=tmp_path)
    assert finished.returncode == 2
    assert "no such command: lnt; did you mean lint?" in finished.stderr


@pytest.mark.parametrize(
    "arguments", [("lint", "--no-such-option"), ("lint", "--format", "xml"), ("--no-such-option",)]
)
def test_a_wrong_option_could_not_be_checked(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    finished = run(*arguments, cwd=tmp_path)
    assert finished.returncode == 2
    assert finished.stdout == ""
    assert "Traceback" not in finished.stderr


def test_a_fault_of_pgcordon_is_no_finding(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def broken() -> None:
        error = ValueError("broken")
        error.add_note("The rule x failed, judging table public.note.")
        raise error

    monkeypatch.setattr("pgcordon.cli.explain.command.callback", lambda **_: broken())
    assert main(["explain"]) == 2
    told = capsys.readouterr().err
    assert "ValueError: broken\nThe rule x failed, judging table public.note." in told
    assert told.endswith("pgcordon: this is a fault of pgcordon; nothing was judged\n")


def test_ctrl_c_ends_with_130_and_without_a_traceback(tmp_path: Path) -> None:
    """The signal is real; that it comes while files are read is arranged."""
    (tmp_path / "a.sql").write_text("select 1;")
    script = (
        "import os, signal, sys; from pgcordon import parse; from pgcordon.cli import main;"
        "parse.load = lambda *_: os.kill(os.getpid(), signal.SIGINT);"
        "sys.exit(main(['lint', '.']))"
    )
    finished = run(cwd=tmp_path, python=("-c", script))
    assert (finished.returncode, finished.stdout) == (130, "")
    assert finished.stderr.strip() == "pgcordon: interrupted"
