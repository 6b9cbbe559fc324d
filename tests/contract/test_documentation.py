"""docs/access.md shows contracts that work and every key there is; the JSON Schema is that of the types."""

import json
import re
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import jsonschema
import msgspec
import pytest

from pgcordon.contract import Contract, entries
from pgcordon.contract.json_schema import FILE, json_schema

ROOT = Path(__file__).parents[2]
REFERENCE = (ROOT / "docs/access.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```", REFERENCE, re.DOTALL)
SYSTEMS = sorted([*ROOT.glob("schema/*/access.toml"), *ROOT.glob("tests/as_specified/*/access.toml")])
SECTIONS = {
    "Actors": entries.ActorEntry,
    "Tables": entries.TableEntry,
    "Functions": entries.FunctionEntry,
    "Expiry": entries.ExpiryEntry,
    "Resets": entries.ResetEntry,
    "Touches": entries.TouchEntry,
    "Life cycles": entries.LifecycleEntry,
    "Accepted gaps": entries.AcceptedEntry,
}


def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads(FILE.read_text(encoding="utf-8")))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda text: text.split("\n", 1)[0])
def test_an_example_is_read_and_says_something(contract: Callable[[str], Contract], example: str) -> None:
    read, empty = contract(example), contract("")
    assert replace(read, path="") != replace(empty, path="")
    assert not list(validator().iter_errors(tomllib.loads(example)))


@pytest.mark.parametrize(("title", "entry"), SECTIONS.items())
def test_every_key_is_documented_and_no_other(title: str, entry: type[msgspec.Struct]) -> None:
    section = REFERENCE.split(f"\n## {title}\n")[1].split("\n## ")[0]
    (table,) = re.findall(r"\| key \| \|\n\|---\|---\|\n((?:\|.*\n)+)", section)
    named = {key for row in table.splitlines() for key in re.findall(r"`(\w+)`", row.split("|")[1])}
    assert named == set(entry.__struct_fields__)


def test_the_published_schema_is_that_of_the_types() -> None:
    assert FILE.read_text(encoding="utf-8") == json_schema(), "run: python -m pgcordon.contract.json_schema"


def test_the_published_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(json_schema()))


@pytest.mark.parametrize("file", SYSTEMS, ids=lambda file: file.parent.name)
def test_a_system_keeps_to_the_published_schema(file: Path) -> None:
    assert [error.message for error in validator().iter_errors(tomllib.loads(file.read_text("utf-8")))] == []


@pytest.mark.parametrize(
    "text",
    ["[tables.t]\nselects = {}", "[tables.t]\nselect = 'all'", "[[expiry]]\nclock = 'c'", "[[accept]]\nactor = 'a'"],
)
def test_the_published_schema_refuses_what_the_reader_refuses(text: str) -> None:
    assert list(validator().iter_errors(tomllib.loads(text)))
