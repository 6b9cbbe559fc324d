"""`pgcordon explain`, as a process."""

import json
import re
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


def test_without_a_name_everything_is_listed_and_rules_by_family(tmp_path: Path) -> None:
    finished = run("explain", cwd=tmp_path)
    *families, attacks, checks = finished.stdout.split("\n\n")
    rules = [name for family in families for name in _names(family)]
    assert sorted(rules) == list(all_rules())
    for family in families:
        [package] = {all_rules()[name].family for name in _names(family)}
        assert family.startswith(f"rules of {package.replace('_', '-')}: ")
    assert attacks.startswith("attacks\n")
    assert _names(attacks) == _modules("attacks")
    assert checks.startswith("checks of time\n")
    assert _names(checks) == _modules("clock", "properties")
    topics = json.loads(run("explain", "--format", "json", cwd=tmp_path).stdout)["topics"]
    assert [topic["name"] for topic in topics] == [*rules, *_names(attacks), *_names(checks)]
    assert max(map(len, finished.stdout.splitlines())) <= 80


def _names(group: str) -> list[str]:
    """The names that a group lists; lines of a heading or a summary that go on are further in."""
    return re.findall(r"^  ([a-z][a-z0-9-]+)(?:$|  )", group, re.MULTILINE)


def _modules(*folder: str) -> list[str]:
    return sorted(file.stem.replace("_", "-") for file in Path(pgcordon.__path__[0], *folder).glob("[!_]*.py"))


def test_the_names_of_other_tools_are_told_and_understood(tmp_path: Path) -> None:
    finished = run("explain", "auth_rls_initplan", cwd=tmp_path)
    assert finished.stdout.startswith("per-row-session-lookup (rule, warning, on by default)\n")
    told = "\n\nOf the family row-security. Also known as 0003_auth_rls_initplan,\nauth_rls_initplan.\n\n"
    assert told in finished.stdout
    rule = json.loads(run("explain", "0003_auth_rls_initplan", "--format", "json", cwd=tmp_path).stdout)
    assert (rule["name"], rule["family"]) == ("per-row-session-lookup", "row-security")
    assert rule["aliases"] == ["0003_auth_rls_initplan", "auth_rls_initplan"]


def test_a_name_that_several_rules_share_lists_them_and_so_does_a_family(tmp_path: Path) -> None:
    assert _names(run("explain", "rls_policy_always_true", cwd=tmp_path).stdout) == [
        "using-always-true",
        "with-check-always-true",
    ]
    for family in ("row-security", "row_security"):
        listed = _names(run("explain", family, cwd=tmp_path).stdout)
        assert listed == [name for name, rule in all_rules().items() if rule.family == "row_security"]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("with-check-alway-true", "did you mean `with-check-always-true`?"),
        ("auth_rls_initplans", "did you mean `auth_rls_initplan`?"),
        ("reasign-owner", "did you mean `reassign-owner`?"),
        ("zzz", "`pgcordon explain` lists them all"),
    ],
)
def test_an_unknown_name_is_an_error_that_names_the_nearest(tmp_path: Path, name: str, told: str) -> None:
    finished = run("explain", name, cwd=tmp_path)
    assert (finished.returncode, finished.stdout) == (2, "")
    assert finished.stderr == f"pgcordon: no rule and no attack is named {name}; {told}\n"
