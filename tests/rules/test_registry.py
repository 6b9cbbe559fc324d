"""How rules are found, and what their options refuse."""

import shutil
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

import pgcordon
from pgcordon.model import Severity
from pgcordon.rules import When, all_rules, rule

SHOW_RULES = "from pgcordon.rules import all_rules; print(*all_rules())"


@pytest.fixture
def copied_rules(tmp_path: Path) -> Path:
    """The folder of the rules in a copy of the package."""
    package = Path(pgcordon.__file__).parent
    for part in ("rules", "model"):
        shutil.copytree(package / part, tmp_path / "pgcordon" / part, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "pgcordon" / "__init__.py").touch()
    return tmp_path / "pgcordon" / "rules"


def show_rules(rules: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", SHOW_RULES], cwd=rules.parent.parent, env={}, capture_output=True, text=True, check=False
    )


def test_the_file_is_the_registration(copied_rules: Path) -> None:
    names = copied_rules / "names"
    (names / "snake_case.py").unlink()
    (names / "index_name.py").rename(names / "naming_of_indexes.py")
    text = (names / "naming_of_indexes.py").read_text()
    (names / "naming_of_indexes.py").write_text(text.replace("def index_name", "def naming_of_indexes"))
    found = set(show_rules(copied_rules).stdout.split())
    assert found == (set(all_rules()) - {"snake-case", "index-name"}) | {"naming-of-indexes"}


def test_a_file_without_its_rule_is_an_error(copied_rules: Path) -> None:
    (copied_rules / "files" / "no_such_thing.py").write_text('"""Nothing."""\n')
    shown = show_rules(copied_rules)
    assert shown.returncode != 0
    assert "no_such_thing.py defines no rule named no_such_thing" in shown.stderr


def test_rules_are_in_alphabetical_order() -> None:
    assert list(all_rules()) == sorted(all_rules())


def test_a_rule_is_its_function_and_its_module() -> None:
    found = rule(Severity.INFO, when=When.NAMED)(lambda _catalog: ())
    assert (found.name, found.family, found.severity, found.options) == ("test-registry", "rules", "info", None)
    assert found.when is When.NAMED
    assert found.docstring == __doc__


def refusal(rule_name: str, table: dict[str, object]) -> str:
    options_type = all_rules()[rule_name].options
    assert options_type is not None
    with pytest.raises(msgspec.ValidationError) as refused:
        msgspec.convert(table, options_type)
    return str(refused.value)


def test_an_unknown_placeholder_is_refused() -> None:
    assert refusal("policy-name", {"pattern": "{who} can"}) == (
        "pattern '{who} can' has the unknown placeholder {who}; known are {action}, {role}, {table}"
    )


def test_the_columns_of_a_check_have_no_order() -> None:
    assert "{columns}; known are {column}, {table}" in refusal("constraint-name", {"check": "{table}_{columns}_check"})


@pytest.mark.parametrize("rule_name", ["policy-name", "index-name", "trigger-name"])
def test_a_broken_regular_expression_is_refused(rule_name: str) -> None:
    message = refusal(rule_name, {"pattern": "idx_({table}"})
    assert message.startswith("pattern 'idx_({table}' is not a regular expression: missing ), unterminated subpattern")


def test_a_repetition_is_no_placeholder() -> None:
    options_type = all_rules()["index-name"].options
    assert options_type is not None
    msgspec.convert({"pattern": "[a-z]{2,3}_{table}_x{4}"}, options_type)


def test_a_generator_without_its_schema_is_refused() -> None:
    assert "needs its schema" in refusal("uuid-default", {"generator": "gen_random_uuid"})


@pytest.mark.parametrize("rule_name", ["user-reference-on-delete", "updated-at-without-trigger"])
def test_what_is_no_name_is_refused(rule_name: str) -> None:
    key, value = ("users", ["a b"]) if rule_name.startswith("user-") else ("function", "a b")
    assert "not a relation name: 'a b'" in refusal(rule_name, {key: value})


def test_an_unknown_action_is_refused() -> None:
    assert "Invalid enum value 'CASCADE'" in refusal("user-reference-on-delete", {"action": "CASCADE"})
