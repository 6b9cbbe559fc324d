"""`pgcordon init`, as a process, in projects with real files."""

import json
import re
import tomllib
from pathlib import Path

import pytest

import pgcordon
from cli.projects import HOOKS, SETTINGS, TABLE, WORKFLOW
from cli.running import run
from pgcordon.settings import load
from pgcordon.settings.read import _Table

PLAIN = """\
create table public.note (id uuid primary key, owner_id uuid not null);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
grant select, insert, update, delete on public.note to app;
create policy note_all on public.note to app using (owner_id = (select current_setting('app.user_id', true))::uuid);
"""
POSTGREST = PLAIN.replace("app.user_id", "request.jwt.claim.sub").replace("to app", "to web_user")
WRITTEN = (SETTINGS, HOOKS, WORKFLOW)


def files(folder: Path) -> set[str]:
    return {each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file()}


def severities(folder: Path, *paths: str) -> list[str]:
    findings = json.loads(run("lint", "--format", "json", *paths, cwd=folder).stdout)["findings"]
    return sorted(finding["severity"] for finding in findings)


def test_a_project_is_set_up(project: Path) -> None:
    before = files(project)
    finished = run("init", cwd=project)
    assert (finished.returncode, finished.stderr) == (0, "")
    assert finished.stdout == (
        "supabase/migrations   12 files, 12 tables, 12 policies\n"
        "  platform supabase: the folder supabase, auth.uid(), auth.users\n"
        "\n"
        "wrote    pgcordon.toml                   supabase, 8 conventions for names\n"
        "wrote    .pre-commit-config.yaml         the hook pgcordon-lint\n"
        "wrote    .github/workflows/pgcordon.yml  lint of each pull request\n"
        "\n"
        "Next:\n"
        "  pgcordon lint supabase/migrations\n"
        "  pgcordon lint supabase/migrations --write-baseline --baseline baseline.toml\n"
        "  pre-commit run --all-files\n"
    )
    assert files(project) - before == set(WRITTEN)
    assert max(map(len, finished.stdout.splitlines())) <= 80


def test_the_settings_hold_what_was_seen(project: Path) -> None:
    run("init", cwd=project)
    text = (project / SETTINGS).read_text()
    assert tomllib.loads(text) == {
        "platform": "supabase",
        "rules": {
            "boolean-name": {"pattern": "(is|has|can)_.+"},
            "column-name": {"primary_key": "id"},
            "foreign-key-name": {"pattern": ".+_id"},
            "index-name": {"pattern": "idx_{table}_{columns}"},
            "policy-name": {"pattern": "{role} can {action} .+"},
            "snake-case": {"required": True},
            "table-name": {"pattern": "{singular}"},
            "timestamp-name": {"timestamp": ".+_at"},
        },
    }
    assert '# all 12 indexes\npattern = "idx_{table}_{columns}"\n' in text
    assert max(map(len, text.splitlines())) <= 80
    assert load(project / "supabase").platform == "supabase"


def test_every_key_of_the_settings_is_there_and_the_defaults_are_the_defaults(project: Path) -> None:
    run("init", cwd=project)
    file = project / SETTINGS
    uncommented = re.sub(r"^# (?=\[+[a-z.-]+\]+$|[a-z_]+ = )", "", file.read_text(), flags=re.MULTILINE)
    table = tomllib.loads(uncommented)
    assert table.keys() == set(_Table.__struct_fields__)
    examples = {"users", "postgres", "baseline", "rules", "paths"}
    for key in table.keys() - examples:
        default = getattr(_Table(), key)
        assert table[key] == (sorted(default) if isinstance(default, frozenset) else default)
    file.write_text(uncommented)
    assert load(project).paths[0].files == ("seed/**",)


def test_names_that_stand_out_do_not_become_warnings(project: Path) -> None:
    odd = project / "supabase" / "migrations" / "20_odd.sql"
    odd.write_text("create index by_note on public.cart (note);\n")
    before = severities(project)
    assert "info" in before
    run("init", cwd=project)
    assert severities(project) == before
    rules = tomllib.loads((project / SETTINGS).read_text())["rules"]
    assert rules["index-name"] == {"pattern": "idx_{table}_{columns}", "severity": "info"}
    assert "# 92 % of 13 indexes\n" in (project / SETTINGS).read_text()
    assert "severity" not in rules["table-name"]


def test_whoever_departs_from_what_all_did_is_warned(project: Path) -> None:
    run("init", cwd=project)
    (project / "supabase" / "migrations" / "20_odd.sql").write_text("create index by_note on public.cart (note);\n")
    assert "warning" in severities(project, "supabase/migrations")


@pytest.mark.parametrize(
    ("sql", "platform", "seen"),
    [
        (PLAIN, "plain", "current_setting('app.…')"),
        (POSTGREST, "postgrest", "request.jwt"),
        (TABLE.format(name="note"), "supabase", "auth.uid(), auth.users"),
    ],
)  # fmt: skip
def test_the_platform_is_recognized(tmp_path: Path, sql: str, platform: str, seen: str) -> None:
    (tmp_path / "schema").mkdir()
    (tmp_path / "schema" / "10.sql").write_text(sql)
    before = [each for each in severities(tmp_path) if each != "info"]
    assert f"platform {platform}: {seen}" in run("init", cwd=tmp_path).stdout
    assert tomllib.loads((tmp_path / SETTINGS).read_text())["platform"] == platform
    assert len([each for each in severities(tmp_path) if each != "info"]) <= len(before)


def test_a_platform_that_nothing_shows_is_left_open(tmp_path: Path) -> None:
    (tmp_path / "10.sql").write_text("create table public.note (id uuid primary key);\n")
    assert "platform supabase: the default; nothing shows another" in run("init", cwd=tmp_path).stdout
    assert tomllib.loads((tmp_path / SETTINGS).read_text()) == {}


def test_verify_is_run_where_a_contract_is(project: Path) -> None:
    (project / "supabase" / "migrations" / "access.toml").touch()
    finished = run("init", cwd=project)
    assert finished.stdout.endswith("  pgcordon verify supabase/migrations\n")
    workflow = (project / WORKFLOW).read_text()
    assert f'run: pip install "pgcordon[verify]=={pgcordon.__version__}"\n' in workflow
    assert "run: pgcordon verify supabase/migrations --profile ci\n" in workflow
    assert "if: ${{ !cancelled() }}" in workflow


def test_the_workflow_lints_what_a_pull_request_changes(project: Path) -> None:
    run("init", cwd=project)
    workflow = (project / WORKFLOW).read_text()
    assert 'run: pgcordon lint supabase/migrations --since "origin/$GITHUB_BASE_REF" --format github\n' in workflow
    assert "verify" not in workflow


def test_nothing_is_overwritten(project: Path) -> None:
    (project / ".github" / "workflows").mkdir(parents=True)
    (project / SETTINGS).write_text("ignore = ['rls-disabled']\n")
    (project / WORKFLOW).write_text("name: mine\n")
    stdout = run("init", cwd=project).stdout
    assert "kept     pgcordon.toml                   exists; --force overwrites it\n" in stdout
    assert "kept     .github/workflows/pgcordon.yml  exists; --force overwrites it\n" in stdout
    assert (project / SETTINGS).read_text() == "ignore = ['rls-disabled']\n"
    assert (project / WORKFLOW).read_text() == "name: mine\n"
    assert "changed  pgcordon.toml" in run("init", "--force", cwd=project).stdout
    assert "ignore = ['rls-disabled']" not in (project / SETTINGS).read_text()
    assert (project / WORKFLOW).read_text().startswith("name: pgcordon\n")


def test_the_second_time_nothing_changes(project: Path) -> None:
    run("init", cwd=project)
    before = {name: (project / name).read_text() for name in WRITTEN}
    stdout = run("init", "--force", cwd=project).stdout
    assert [line.split()[0] for line in stdout.splitlines()[3:6]] == ["kept"] * 3
    assert {name: (project / name).read_text() for name in WRITTEN} == before


def test_settings_in_pyproject_are_kept(project: Path) -> None:
    (project / "pyproject.toml").write_text("[tool.pgcordon]\nplatform = 'supabase'\n")
    stdout = run("init", cwd=project).stdout
    assert "kept     pyproject.toml" in stdout
    assert "has settings; --force writes pgcordon.toml too" in stdout
    assert not (project / SETTINGS).exists()
    assert "wrote    pgcordon.toml" in run("init", "--force", cwd=project).stdout


def test_a_dry_run_shows_a_diff_and_writes_nothing(project: Path) -> None:
    (project / HOOKS).write_text("repos:\n  - repo: https://example.org/a\n    rev: v1\n")
    before = files(project)
    finished = run("init", "--dry-run", cwd=project)
    assert files(project) == before
    assert finished.returncode == 0
    assert "--- /dev/null\n+++ b/pgcordon.toml\n" in finished.stdout
    assert "--- a/.pre-commit-config.yaml\n+++ b/.pre-commit-config.yaml\n" in finished.stdout
    assert "     rev: v1\n+  - repo: local\n" in finished.stdout
    assert finished.stderr == "pgcordon: nothing was written\n"


@pytest.mark.parametrize("content", ["", "README.md"], ids=["an empty folder", "a folder without SQL"])
def test_without_sql_nothing_is_written(tmp_path: Path, content: str) -> None:
    (tmp_path / ".git").mkdir()
    if content:
        (tmp_path / content).write_text("# Nothing yet\n")
    before = files(tmp_path)
    finished = run("init", cwd=tmp_path)
    assert (finished.returncode, finished.stdout) == (2, "")
    assert "no .sql file in this folder" in finished.stderr
    assert files(tmp_path) == before


def test_from_a_folder_of_the_repository_its_root_is_set_up(project: Path) -> None:
    finished = run("init", "migrations", cwd=project / "supabase")
    assert finished.stdout.endswith(
        "Next:\n  pgcordon lint migrations\n" + finished.stdout.partition("lint migrations\n")[2]
    )
    assert set(WRITTEN) <= files(project)
    assert "entry: pgcordon lint supabase/migrations\n" in (project / HOOKS).read_text()


def test_each_of_several_schemas_gets_settings_of_its_own(tmp_path: Path) -> None:
    for name, sql in (("a", PLAIN), ("b", TABLE.format(name="note"))):
        (tmp_path / "schema" / name).mkdir(parents=True)
        (tmp_path / "schema" / name / "10.sql").write_text(sql)
    run("init", cwd=tmp_path)
    assert load(tmp_path / "schema" / "a").platform == "plain"
    assert load(tmp_path / "schema" / "b").platform == "supabase"
    assert "entry: pgcordon lint schema\n" in (tmp_path / HOOKS).read_text()
    assert not (tmp_path / SETTINGS).exists()


def test_odd_paths_are_quoted(tmp_path: Path) -> None:
    (tmp_path / "my: sql").mkdir()
    (tmp_path / "my: sql" / "10.sql").write_text(PLAIN)
    run("init", "my: sql", cwd=tmp_path)
    assert "      entry: \"pgcordon lint 'my: sql'\"\n" in (tmp_path / HOOKS).read_text()


def test_what_stands_in_the_way_is_said_before_anything_is_written(project: Path) -> None:
    (project / ".github").write_text("")
    finished = run("init", cwd=project)
    assert finished.returncode == 2
    assert ".github/workflows/pgcordon.yml: cannot be read: Not a directory" in finished.stderr
    assert not (project / SETTINGS).exists()
