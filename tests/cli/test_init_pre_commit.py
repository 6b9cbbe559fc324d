"""What `pgcordon init` does to a `.pre-commit-config.yaml` that is there."""

import re
from pathlib import Path

import pytest

import pgcordon
from cli.projects import HOOKS
from cli.running import run

OURS = f"""\
  - repo: local
    hooks:
      - id: pgcordon-lint
        name: pgcordon lint
        entry: pgcordon lint supabase/migrations
        language: python
        additional_dependencies: ["pgcordon=={pgcordon.__version__}"]
        types_or: [sql, toml]
        pass_filenames: false
"""
EXISTING = "repos:\n  - repo: https://example.org/a\n    rev: v1\n    hooks:\n      - id: a\n"
KEYS_BEHIND = "\n# Last.\nci:\n  skip: [a]\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (EXISTING, EXISTING + OURS),
        (EXISTING.rstrip(), EXISTING + OURS),
        ("# Ours.\n" + EXISTING + KEYS_BEHIND, "# Ours.\n" + EXISTING + OURS + KEYS_BEHIND),
        ("ci:\n  skip: [a]\n" + EXISTING, "ci:\n  skip: [a]\n" + EXISTING + OURS),
        (EXISTING + "  # More to come.\n", EXISTING + "  # More to come.\n" + OURS),
        (
            "repos:\n- repo: https://example.org/a\n  rev: v1\n",
            "repos:\n- repo: https://example.org/a\n  rev: v1\n" + re.sub("^  ", "", OURS, flags=re.MULTILINE),
        ),
        (EXISTING.replace("\n", "\r\n"), (EXISTING + OURS).replace("\n", "\r\n")),
        ("---\n" + EXISTING, "---\n" + EXISTING + OURS),
        ("", "repos:\n" + OURS),
    ],
    ids=[
        "last", "no line break at the end", "keys behind", "keys before", "a comment", "not indented", "Windows",
        "start of a document", "empty",
    ],
)  # fmt: skip
def test_the_hook_is_added_and_the_rest_stays(project: Path, before: str, after: str) -> None:
    (project / HOOKS).write_bytes(before.encode())
    assert "changed  .pre-commit-config.yaml" in run("init", cwd=project).stdout
    assert (project / HOOKS).read_bytes().decode() == after
    assert "kept     .pre-commit-config.yaml         has a hook of pgcordon" in run("init", cwd=project).stdout
    assert (project / HOOKS).read_bytes().decode() == after


@pytest.mark.parametrize(
    "text",
    [
        "repos: []\n", "repos: [{repo: meta, hooks: [{id: identity}]}]\n", "ci:\n  skip: [a]\n", "repos:\n",
        EXISTING * 2,
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_added_to_stays_and_the_hook_is_shown(project: Path, text: str) -> None:
    (project / HOOKS).write_text(text)
    stdout = run("init", cwd=project).stdout
    assert (project / HOOKS).read_text() == text
    assert "kept     .pre-commit-config.yaml" in stdout
    assert "Add this to the list `repos:` of .pre-commit-config.yaml:\n\n- repo: local\n" in stdout


def test_a_hook_of_pgcordon_that_is_there_stays_the_only_one(project: Path) -> None:
    text = "repos:\n  - repo: https://example.org/pgcordon\n    rev: v1\n    hooks:\n      - id: pgcordon-lint\n"
    (project / HOOKS).write_text(text)
    run("init", cwd=project)
    assert (project / HOOKS).read_text() == text
