"""`pgcordon lint --since`, against real repositories."""

import json
from pathlib import Path

import pytest

from cli.repositories import commit, git, repository
from cli.running import run

TABLE = "create table public.{0} (id uuid primary key);\n"
ONLY = ("--select", "rls-disabled", "--format", "json")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with one table without row security, committed."""
    folder = repository(tmp_path / "project")
    (folder / "schema" / "shop").mkdir(parents=True)
    (folder / "schema" / "shop" / "10.sql").write_text(TABLE.format("note"))
    commit(folder)
    return folder


def found(project: Path, *arguments: str) -> list[str]:
    """The objects that are found at fault."""
    finished = run("lint", *ONLY, *arguments, cwd=project)
    assert finished.stderr == ""
    document = json.loads(finished.stdout)
    assert finished.returncode == bool(document["findings"])
    return [each["object"]["identity"] for each in document["findings"]]


def test_what_was_there_before_is_not_reported(project: Path) -> None:
    assert found(project) == ["public.note"]
    assert found(project, "--since", "HEAD") == []
    (project / "schema" / "shop" / "20.sql").write_text(TABLE.format("memo"))
    assert found(project, "--since", "HEAD") == ["public.memo"]
    assert found(project, "--since", "HEAD", "schema/shop/20.sql") == ["public.memo"]
    commit(project)
    assert found(project, "--since", "HEAD") == []
    assert found(project, "--since", "HEAD~1") == ["public.memo"]


def test_moving_renaming_and_reordering_bring_nothing_new(project: Path) -> None:
    folder = project / "schema" / "shop"
    (folder / "10.sql").write_text("-- about\n\n" + TABLE.format("memo"))
    (folder / "05 ünï.sql").write_text("-- moved\n" + TABLE.format("note"))
    assert found(project, "--since", "HEAD") == ["public.memo"]


def test_a_finding_that_a_comment_no_longer_allows_is_new(project: Path) -> None:
    file = project / "schema" / "shop" / "10.sql"
    file.write_text("-- pgcordon: allow rls-disabled: nobody reaches it\n" + TABLE.format("note"))
    commit(project)
    file.write_text(TABLE.format("note"))
    assert found(project, "--since", "HEAD") == ["public.note"]


def test_a_branch_is_held_against_where_it_began(project: Path) -> None:
    git(project, "checkout", "--quiet", "-b", "topic")
    (project / "schema" / "shop" / "20.sql").write_text(TABLE.format("memo"))
    commit(project)
    git(project, "checkout", "--quiet", "main")
    (project / "schema" / "shop" / "10.sql").write_text("select 1;\n")  # mended on main, after the branch began
    commit(project)
    git(project, "checkout", "--quiet", "topic")
    assert found(project, "--since", "main") == ["public.memo"]


def test_before_the_first_commit_everything_is_new(tmp_path: Path) -> None:
    folder = repository(tmp_path / "new")
    (folder / "10.sql").write_text(TABLE.format("note"))
    assert found(folder, "--since", "HEAD") == ["public.note"]
    assert found(folder, "--since", "origin/main") == ["public.note"]


def test_rules_about_changes_run_and_judge_the_change_alone(project: Path) -> None:
    folder = project / "schema" / "shop"
    (folder / "20.sql").write_text("drop table public.note;\n")
    commit(project)
    (folder / "30.sql").write_text(TABLE.format("memo"))
    commit(project)
    (folder / "40.sql").write_text("drop table public.memo;\n")
    rules = ("--select", "table-dropped", "--format", "json")
    document = json.loads(run("lint", *rules, "--since", "HEAD", cwd=project).stdout)
    assert [each["path"] for each in document["findings"]] == ["schema/shop/40.sql"]
    assert "rules about changes run with --since REV" in run("lint", cwd=project).stdout
    assert "rules about changes" not in run("lint", "--since", "HEAD", cwd=project).stdout


def test_other_line_breaks_are_no_change(project: Path) -> None:
    file = project / "schema" / "shop" / "10.sql"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert found(project, "--since", "HEAD") == []


def test_links_and_files_that_were_no_text_are_read_as_far_as_they_can_be(project: Path) -> None:
    folder = project / "schema" / "shop"
    (project / "shared.sql").write_text(TABLE.format("memo"))
    (folder / "20.sql").symlink_to("../../shared.sql")
    (folder / "30.sql").write_bytes(b"select '\xff';")
    (folder / ".hidden").mkdir()
    (folder / ".hidden" / "40.sql").write_text(TABLE.format("hidden"))
    commit(project)
    (folder / "30.sql").write_text(TABLE.format("list"))
    assert found(project, "--since", "HEAD") == ["public.list"]


def test_the_environment_of_a_hook_does_not_lead_astray(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cli import running

    monkeypatch.setitem(running.ENVIRONMENT, "GIT_DIR", ".git")
    monkeypatch.setitem(running.ENVIRONMENT, "GIT_INDEX_FILE", ".git/index")
    assert found(project, "--since", "HEAD") == []


def test_what_cannot_be_compared_says_why(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cli import running

    def refusal(folder: Path, *arguments: str) -> str:
        finished = run("lint", "--since", *arguments, cwd=folder)
        assert (finished.returncode, finished.stdout) == (2, "")
        assert finished.stderr.count("\n") == 1
        return finished.stderr

    assert "no such revision: origin/main. Do: git fetch" in refusal(project, "origin/main")
    assert "no such revision: --output=x" in refusal(project, "--output=x")
    git(project, "checkout", "--quiet", "--orphan", "alone")
    commit(project, "alone")
    assert "main and HEAD have no common commit here. Do: fetch more" in refusal(project, "main")
    (tmp_path / "10.sql").write_text(TABLE.format("note"))
    assert "there is none: not a git repository" in refusal(tmp_path, "HEAD")
    monkeypatch.setitem(running.ENVIRONMENT, "PATH", str(tmp_path))
    assert "--since needs git, which is not installed" in refusal(project, "HEAD")
