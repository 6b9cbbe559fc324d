"""`pgcordon explain`, as a process."""

import json
from pathlib import Path

import pytest

import pgcordon
from cli.running import run
from pgcordon.rules import all_rules


def test_a_rule_is_explained_with_its_severity_and_its_documentation(tmp_path: Path) -> None:
    finished = run("explain", "with-check-always-true", cwd=tmp_path)
    assert (finished.returncode, finished.stderr) == (0, "")
    assert finished.stdout.startswith("with-check-always-true (rule, error, on by default)\n\n")
    for heading in ("What it does", "Why is this bad?", "Example", "Use instead", "Exploited by"):
        assert f"\n{heading}\n" in finished.stdout
    assert "```sql\ncreate table public.note" in finished.stdout


def test_an_attack_is_explained_too(tmp_path: Path) -> None:
    finished = run("explain", "reassign-owner", cwd=tmp_path)
    assert finished.stdout.startswith("reassign-owner (attack)\n\nGive your own rows to somebody else.\n")
    assert "\nStopped by\n" in finished.stdout


def test_as_json_it_is_one_document(tmp_path: Path) -> None:
    rule = json.loads(run("explain", "uuid-default", "--format", "json", cwd=tmp_path).stdout)
    assert (rule["kind"], rule["name"], rule["when"]) == ("rule", "uuid-default", "named")
    assert list(rule["sections"]) == ["What it does", "Why is this bad?", "Example", "Use instead", "Options"]
    attack = json.loads(run("explain", "reassign-owner", "--format", "json", cwd=tmp_path).stdout)
    assert (attack["kind"], attack["severity"]) == ("attack", None)


def test_without_a_name_every_rule_attack_and_expiry_check_is_listed_on_a_line(tmp_path: Path) -> None:
    finished = run("explain", cwd=tmp_path)
    rules, attacks, checks = finished.stdout.split("\n\n")
    assert [line.split()[0] for line in rules.splitlines()[1:]] == list(all_rules())
    assert all(len(line.split()) > 3 for line in rules.splitlines()[1:])
    modules = Path(pgcordon.__path__[0], "attacks").glob("[!_]*.py")
    assert [line.split()[0] for line in attacks.splitlines()[1:]] == sorted(
        file.stem.replace("_", "-") for file in modules
    )
    modules = Path(pgcordon.__path__[0], "clock", "properties").glob("[!_]*.py")
    assert [line.split()[0] for line in checks.splitlines()[1:]] == sorted(
        file.stem.replace("_", "-") for file in modules
    )
    topics = json.loads(run("explain", "--format", "json", cwd=tmp_path).stdout)["topics"]
    assert len(topics) == finished.stdout.count("\n  ")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("with-check-alway-true", "did you mean `with-check-always-true`?"),
        ("reasign-owner", "did you mean `reassign-owner`?"),
        ("zzz", "`pgcordon explain` lists them all"),
    ],
)
def test_an_unknown_name_is_an_error_that_names_the_nearest(tmp_path: Path, name: str, told: str) -> None:
    finished = run("explain", name, cwd=tmp_path)
    assert (finished.returncode, finished.stdout) == (2, "")
    assert finished.stderr == f"pgcordon: no rule and no attack is named {name}; {told}\n"
