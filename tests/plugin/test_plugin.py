"""The plugin in pytest runs of their own: what is collected, what a failure shows, and what happens without."""

import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

import pytest

from cli.running import ENVIRONMENT

NOTE = """
create table public.note (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references auth.users (id) on delete cascade,
  body text not null
);
alter table public.note enable row level security;
revoke all on public.note from anon, authenticated;
grant select on public.note to authenticated;
create policy note_select on public.note for select to authenticated using (true);
create view public.digest with (security_invoker = {invoker}) as select body from public.note;
revoke all on public.digest from anon, authenticated;
grant select on public.digest to authenticated;
create function public.answer() returns integer language sql return 42;
do $$ begin execute concat('select ', random()); end $$;
"""
ACCESS = """
[tables.note]
own    = "owner_id = :uid"
select = { user = "own" }

[functions."answer()"]
execute = ["anon", "user"]
"""


def run_pytest(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A finished run of pytest with the plugin, and with no settings but the folder's own."""
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "pgcordon.testing", "-p", "no:cacheprovider", *arguments],
        cwd=folder,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def write_system(folder: Path, sql: str, access: str = ACCESS) -> None:
    folder.mkdir(parents=True)
    (folder / "10_note.sql").write_text(sql)
    (folder / "access.toml").write_text(access)


@dataclass(frozen=True)
class Finished:
    """A run, its JUnit report, and the folder that it ran in."""

    folder: Path
    run: subprocess.CompletedProcess[str]
    outcomes: dict[str, str]
    """For each test case the text of its failure, empty where it passed."""


def finished(folder: Path, *arguments: str) -> Finished:
    run = run_pytest(folder, "--junitxml=report.xml", *arguments)
    outcomes: dict[str, str] = {}
    for case in ET.parse(folder / "report.xml").iter("testcase"):
        name = f"{case.get('classname')}.{case.get('name')}"
        outcomes[name] = outcomes.get(name, "") + "".join(failure.text or "" for failure in case)
    return Finished(folder, run, outcomes)


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> Finished:
    """A system that shows every note to every user, and one whose SQL does not load."""
    folder = tmp_path_factory.mktemp("project")
    write_system(folder / "schema" / "leaky", NOTE.format(invoker="false"))
    write_system(folder / "schema" / "broken", "create table public.note (id nonsense);", "[tables.note]\n")
    return finished(folder, "schema")


@pytest.fixture(scope="module")
def leaky(projects: Finished) -> Finished:
    """The run as far as it concerns the leaky system."""
    outcomes = {name: text for name, text in projects.outcomes.items() if name.startswith("schema.leaky.")}
    return Finished(projects.folder, projects.run, outcomes)


def test_the_leak_fails_its_own_cells_and_no_others(leaky: Finished) -> None:
    failed = {name for name, text in leaky.outcomes.items() if text}
    prefix = "schema.leaky.access.toml."
    assert failed == {f"{prefix}lint", f"{prefix}note.user.SELECT", f"{prefix}digest.user.SELECT"}
    assert {f"{prefix}note.anon.SELECT", f"{prefix}note.user.DELETE", f"{prefix}answer().anon.EXECUTE"} <= (
        leaky.outcomes.keys() - failed
    )


def test_a_failure_shows_what_verify_shows(leaky: Finished) -> None:
    verify = subprocess.run(
        [sys.executable, "-m", "pgcordon", "verify", "schema/leaky"],
        cwd=leaky.folder,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    shown = leaky.outcomes["schema.leaky.access.toml.note.user.SELECT"]
    assert shown.startswith("VIOLATED  read-foreign-rows  public.note")
    assert shown.strip() in verify.stdout


def test_the_script_that_it_names_replays(leaky: Finished) -> None:
    shown = leaky.outcomes["schema.leaky.access.toml.note.user.SELECT"]
    script = shown.partition("psql -f ")[2].partition(")")[0]
    replay = subprocess.run(
        [sys.executable, "-m", "pgcordon", "replay", Path(script).stem],
        cwd=leaky.folder,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert replay.returncode == 1, replay.stderr  # it still shows
    assert replay.stdout.startswith("VIOLATED read-foreign-rows"), replay.stdout
    assert (leaky.folder / script).is_file()


def test_a_lint_finding_fails_the_lint_item(leaky: Finished) -> None:
    assert "[using-always-true]" in leaky.outcomes["schema.leaky.access.toml.lint"]


def test_what_was_not_understood_is_a_warning(leaky: Finished) -> None:
    line = NOTE[: NOTE.index("do $$")].count("\n") + 1
    assert f"NotUnderstoodWarning: schema/leaky/10_note.sql:{line}:21: not understood" in leaky.run.stdout


@pytest.mark.parametrize(
    ("chosen", "collected"),
    [
        (["schema/quiet/access.toml::note::user"], 5),
        (["schema", "-k", "note::user::SELECT"], 1),
        (["schema", "-k", "lint"], 1),
        (["schema", "-m", "not pgcordon"], 0),
    ],
)
def test_cells_are_chosen_without_a_server(tmp_path: Path, chosen: list[str], collected: int) -> None:
    write_system(tmp_path / "schema" / "quiet", NOTE.format(invoker="true"))
    run = run_pytest(tmp_path, "--collect-only", "-q", "--pgcordon-postgres=/no/such/folder", *chosen)
    assert run.stdout.count("schema/quiet/access.toml::") == collected


def test_sql_that_does_not_load_is_told_without_a_traceback(projects: Finished) -> None:
    told = projects.outcomes["schema.broken.access.toml.note.user.SELECT"]
    assert 'schema/broken/10_note.sql:1:30: 42704: type "nonsense" does not exist' in told
    assert "Traceback" not in told


def test_a_contract_that_cannot_be_read_is_told_without_a_traceback(tmp_path: Path) -> None:
    write_system(tmp_path / "broken", NOTE.format(invoker="true"), "[tables.nose]\n")
    run = run_pytest(tmp_path)
    assert run.returncode == pytest.ExitCode.INTERRUPTED
    assert "broken/access.toml:1: " in run.stdout
    assert "Traceback" not in run.stdout


CHOOSING = """
import pytest

def test_ini(database):
    assert database.execute("select count(*) from note").fetchone() == (0,)

@pytest.mark.pgcordon(schema="sql/marked")
def test_marker_goes_before_ini(database):
    assert database.execute("select count(*) from marked").fetchone() == (0,)

@pytest.mark.pgcordon("sql/marked")
def test_wrong_marker(database):
    pass

@pytest.mark.pgcordon(schema="sql/nowhere")
def test_no_such_folder(database):
    pass

def test_commits(database):
    database.execute("insert into auth.users (id) values (gen_random_uuid())")
    database.execute("commit")

def test_after_the_commit(database):
    assert database.execute("select count(*) from auth.users").fetchone() == (0,)
"""


@pytest.fixture(scope="module")
def choosing(tmp_path_factory: pytest.TempPathFactory) -> Finished:
    """Tests that choose their schema in different ways."""
    folder = tmp_path_factory.mktemp("choosing")
    write_system(folder / "sql" / "quiet", NOTE.format(invoker="true"))
    write_system(folder / "sql" / "marked", "create table public.marked (id integer primary key);", "")
    (folder / "pytest.ini").write_text("[pytest]\npgcordon_schema = sql/quiet\n")
    (folder / "test_it.py").write_text(CHOOSING)
    return finished(folder, "test_it.py")


def test_the_marker_and_the_ini_file_choose_the_schema(choosing: Finished) -> None:
    assert choosing.outcomes["test_it.test_ini"] == ""
    assert choosing.outcomes["test_it.test_marker_goes_before_ini"] == ""


def test_a_choice_that_leads_nowhere_says_what_to_do(choosing: Finished, tmp_path: Path) -> None:
    assert "the marker takes just a schema" in choosing.outcomes["test_it.test_wrong_marker"]
    assert "sql/nowhere: no such folder" in choosing.outcomes["test_it.test_no_such_folder"]
    (tmp_path / "test_it.py").write_text("def test_it(database): pass\n")
    (tmp_path.parent / "access.toml").touch()  # outside the root folder of the tests
    run = run_pytest(tmp_path, "--rootdir=.")
    assert "no schema is chosen for this test" in run.stdout
    assert "Traceback" not in run.stdout


def test_a_commit_is_told_and_spoils_no_other_test(choosing: Finished) -> None:
    assert "Do: use the fixture `connect`" in choosing.outcomes["test_it.test_commits"]
    assert choosing.outcomes["test_it.test_after_the_commit"] == ""


def test_the_plugin_is_registered_once_however_it_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text("pytest_plugins = ['pgcordon.testing']\n")
    (tmp_path / "test_it.py").write_text("def test_it(): pass\n")
    assert "1 passed" in run_pytest(tmp_path, "-p", "pgcordon.testing").stdout


WEIGHT = """
import sys

def test_nothing_of_ours_is_loaded():
    ours = {name for name in sys.modules if name.split(".")[0] == "pgcordon"}
    assert ours == {"pgcordon", "pgcordon.testing"}
    assert not {"pglast", "psycopg", "msgspec", "rich"} & sys.modules.keys()
"""


def test_an_unrelated_project_pays_nothing(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(WEIGHT)
    (tmp_path / "access.toml").write_text("somebody = 'else'\n")  # not ours: there is no SQL beside it
    run = run_pytest(tmp_path)
    assert "1 passed" in run.stdout, run.stdout


def test_an_expiry_rule_that_is_broken_fails_its_table(tmp_path: Path) -> None:
    """The schema of document 000 as it was written: two callers at once get two sessions."""
    written = Path(__file__).parents[1] / "as_specified" / "alamo_prime"
    shutil.copytree(written, tmp_path / "written")
    done = finished(tmp_path, "written/access.toml::expiry")
    (shown,) = done.outcomes.values()
    assert list(done.outcomes) == ["written.access.toml.expiry.chat_sessions"]
    assert "concurrent-open" in shown
    assert "replay   pgcordon replay" in shown
