"""The hooks, as the real pre-commit program installs and runs them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cli.repositories import AUTHOR, commit, git, repository

CHECKOUT = Path(__file__).parents[2]
PACKAGED = ("checks", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")
GUILTY = """\
create table public.note (
  id uuid primary key,
  owner_id uuid not null references auth.users (id) on delete cascade
);
alter table public.note enable row level security;
"""
MENDED = GUILTY.replace(");\nalter", ");\ncreate index on public.note (owner_id);\nalter")


@pytest.fixture
def hooks(tmp_path: Path) -> Path:
    """A repository of this checkout's hooks."""
    folder = repository(tmp_path / "hooks")
    for name in PACKAGED:
        source = CHECKOUT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    commit(folder)
    return folder


@pytest.fixture
def project(tmp_path: Path, hooks: Path) -> Path:
    """A repository without a commit whose commits run the hook that lints."""
    folder = repository(tmp_path / "project")
    (folder / "schema").mkdir()
    configure(folder, hooks, "pgcordon-lint")
    pre_commit(folder, "install")
    return folder


def configure(project: Path, hooks: Path, hook: str, arguments: str = "[]") -> None:
    revision = git(hooks, "rev-parse", "HEAD").strip()
    (project / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {hooks}\n  rev: {revision}\n  hooks:\n  - id: {hook}\n    args: {arguments}\n"
    )


def environment(project: Path) -> dict[str, str]:
    """Without what leads to this checkout: the hook is to find what was installed for it."""
    inherited = {
        name: value for name, value in os.environ.items() if name != "PYTHONPATH" and not name.startswith("GIT_")
    }
    return inherited | {"PRE_COMMIT_HOME": str(project.parent / "pre-commit")}


def pre_commit(project: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", "pre_commit", *arguments]
    subprocess.run(command, cwd=project, env=environment(project), capture_output=True, check=True)


def committed(project: Path) -> tuple[bool, str]:
    """Whether a commit of everything went through, and what was printed."""
    git(project, "add", "--all")
    command = ["git", *AUTHOR, "commit", "--message", "more"]
    finished = subprocess.run(
        command, cwd=project, env=environment(project), capture_output=True, text=True, check=False
    )
    return finished.returncode == 0, finished.stdout + finished.stderr


def test_hooks_stop_commits_mend_files_and_judge_changes_alone(project: Path, hooks: Path) -> None:
    """One story, because the installation takes its time."""
    (project / "schema" / "10.sql").write_text(GUILTY)
    went_through, printed = committed(project)
    assert not went_through
    assert "warning[unindexed-foreign-key]" in printed

    configure(project, hooks, "pgcordon-lint", "[--since, HEAD]")
    assert not committed(project)[0], "before the first commit everything is new"

    configure(project, hooks, "pgcordon-lint-fix")
    went_through, printed = committed(project)
    assert not went_through
    assert "files were modified by this hook" in printed
    assert (project / "schema" / "10.sql").read_text() == MENDED
    assert committed(project)[0]

    (project / "schema" / "10.sql").write_text(GUILTY)
    commit(project)  # past the hooks
    configure(project, hooks, "pgcordon-lint", "[--since, HEAD]")
    (project / "schema" / "20.sql").write_text("comment on table public.note is 'what was noted';\n")
    assert committed(project)[0], "what was there before stops nobody"
    (project / "schema" / "30.sql").write_text(GUILTY.replace("note", "memo"))
    went_through, printed = committed(project)
    assert not went_through
    assert "public.memo" in printed
    assert "public.note" not in printed
