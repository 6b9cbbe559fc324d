"""`pgcordon lint`, as a process."""

import json
import resource
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

import pgcordon
from cli.running import ENVIRONMENT, run

GOOD = """\
create table public.note (
  id uuid primary key,
  owner_id uuid not null references auth.users (id) on delete cascade
);
create index on public.note (owner_id);
alter table public.note enable row level security;
grant select, insert, update, delete on public.note to authenticated;
create policy note_all on public.note to authenticated using (owner_id = (select auth.uid()));
"""
BAD = GOOD.replace("alter table public.note enable row level security;\n", "")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with two systems, one good, one guilty."""
    (tmp_path / ".git").mkdir()
    for name, sql in (("good", GOOD), ("guilty", BAD)):
        (tmp_path / "schema" / name).mkdir(parents=True)
        (tmp_path / "schema" / name / "10.sql").write_text(sql)
    return tmp_path


def test_a_good_schema_is_clean_and_what_was_read_is_said(project: Path) -> None:
    finished = run("lint", "schema/good", cwd=project)
    assert (finished.returncode, finished.stderr) == (0, "")
    assert finished.stdout.startswith("clean: 1 file, 5 statements, 1 table, 1 policy, 0 functions; ")


def test_a_guilty_schema_has_findings_at_their_places(project: Path) -> None:
    finished = run("lint", "schema/guilty", cwd=project)
    assert (finished.returncode, finished.stderr) == (1, "")
    assert "error[policy-without-rls]" in finished.stdout
    assert "--> schema/guilty/10.sql:" in finished.stdout
    assert "\x1b" not in finished.stdout


def test_without_paths_the_folder_schema_is_linted_or_else_the_current_one(project: Path) -> None:
    assert "in 2 files" in run("lint", cwd=project).stdout
    assert "in 1 file," in run("lint", cwd=project / "schema" / "guilty").stdout


def test_systems_do_not_see_each_other(project: Path) -> None:
    """The two systems define the same table; as one schema the second definition could not be understood."""
    apart = run("lint", "schema", cwd=project)
    assert "not understood" not in apart.stdout
    (project / "schema" / "pgcordon.sql").write_text("select 1;")
    assert "not understood" in run("lint", "schema", cwd=project).stdout


def test_a_system_is_linted_once_however_often_it_is_named(project: Path) -> None:
    named_thrice = run("lint", "schema", "schema/guilty", str(project / "schema" / "guilty" / "10.sql"), cwd=project)
    assert "in 2 files" in named_thrice.stdout


def test_files_of_one_folder_are_one_schema(project: Path) -> None:
    folder = project / "schema" / "good"
    (folder / "20.sql").write_text("alter table public.note add column body text;")
    finished = run("lint", "schema/good/10.sql", "schema/good/20.sql", cwd=project)
    assert finished.stdout.startswith("clean: 2 files")
    assert "not understood" not in finished.stdout
    assert "1 statement not understood" in run("lint", "schema/good/20.sql", cwd=project).stdout


def test_each_system_obeys_the_settings_nearest_to_it(project: Path) -> None:
    (project / "pgcordon.toml").write_text("ignore = ['policy-without-rls', 'rls-disabled']\n")
    assert run("lint", cwd=project).returncode == 0
    (project / "schema" / "guilty" / "pgcordon.toml").write_text("")
    assert run("lint", cwd=project).returncode == 1
    assert run("lint", "schema/good", cwd=project).returncode == 0


def test_rules_are_selected_and_ignored_by_name(project: Path) -> None:
    selected = run("lint", "--select", "policy-without-rls", "--format", "json", cwd=project)
    assert {finding["rule"] for finding in json.loads(selected.stdout)["findings"]} == {"policy-without-rls"}
    assert json.loads(selected.stdout)["summary"]["rules"] == 1
    assert run("lint", "--ignore", "policy-without-rls", "--ignore", "rls-disabled", cwd=project).returncode == 0
    unknown = run("lint", "--select", "policy-without-rsl", cwd=project)
    assert unknown.returncode == 2
    assert unknown.stderr == "pgcordon: no such rule: policy-without-rsl; did you mean `policy-without-rls`?\n"


def test_the_document_has_the_published_shape(project: Path) -> None:
    (project / "schema" / "guilty" / "20.sql").write_text("call public.rebuild();\ncreate tabel x;\n")
    finished = run("lint", "--format", "json", cwd=project)
    document = json.loads(finished.stdout)
    schema = json.loads(Path(pgcordon.__path__[0], "report", "lint.schema.json").read_text())
    jsonschema.Draft202012Validator(schema).validate(document)
    assert {finding["rule"] for finding in document["findings"]} >= {"policy-without-rls", "syntax-error"}
    assert [(each["path"], each["line"]) for each in document["not_understood"]] == [("schema/guilty/20.sql", 1)]
    assert document["summary"]["tables"] == 2
    assert finished.returncode == 1


def test_the_same_input_gives_the_same_output(project: Path) -> None:
    assert run("lint", "--format", "json", cwd=project).stdout == run("lint", "--format", "json", cwd=project).stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("gone",), "gone: no such file or folder"),
        (("empty",), "empty: the folder is empty"),
        (("docs",), "docs: no .sql file"),
        (("latin",), "latin/10.sql: not UTF-8: byte 0xff at offset 8"),
        (("unset",), "pgcordon.toml:1: platfrom: unknown key; did you mean `platform`?"),
        (("elsewhere",), "did you mean supabase?"),
    ],
)
def test_bad_input_gets_a_clear_error(tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    for name in ("empty", "docs", "latin", "unset", "elsewhere"):
        (tmp_path / name).mkdir()
    (tmp_path / "docs" / "README.md").write_text("Nothing here.")
    (tmp_path / "latin" / "10.sql").write_bytes(b"select '\xff';")
    for name, settings in (("unset", "platfrom = 'plain'"), ("elsewhere", "platform = 'supabsae'")):
        (tmp_path / name / "10.sql").write_text(GOOD)
        (tmp_path / name / "pgcordon.toml").write_text(settings)
    finished = run("lint", *arguments, cwd=tmp_path)
    assert (finished.returncode, finished.stdout) == (2, "")
    assert told in finished.stderr
    assert finished.stderr.startswith("pgcordon: ")
    assert finished.stderr.count("\n") == 1


def test_a_small_file_costs_a_small_multiple_of_the_parser_it_needs(project: Path) -> None:
    """Processor time, the best of five, taken in turn; the floor is what no linter on these libraries does without."""
    floor_script, lint_arguments = (
        ("-c", "import click, msgspec, pglast.parser"),
        ("-m", "pgcordon", "lint", "schema/good"),
    )
    _processor_seconds(project, *lint_arguments)  # compiles the modules
    measured = [
        (_processor_seconds(project, *lint_arguments), _processor_seconds(project, *floor_script)) for _ in range(5)
    ]
    lint, floor = (min(seconds) for seconds in zip(*measured, strict=True))
    assert lint < 4 * floor, f"lint {lint:.3f} s, floor {floor:.3f} s"


def _processor_seconds(folder: Path, *python: str) -> float:
    compiled = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, *python], cwd=folder, env={**ENVIRONMENT, **compiled}, capture_output=True, check=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
