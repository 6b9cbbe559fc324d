"""`pgcordon verify`, as a process: what it prints and how it ends."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import pgcordon
from cli.notes import ACCESS, GOOD, LEAKY, TABLE, run, write

MANY = {
    "opaque": (GOOD + "do $$ begin execute concat('select ', random()); end $$;\n", ACCESS),
    "keyless": ("create table public.line (owner_id uuid, body text);\n" + TABLE + LEAKY.removeprefix(TABLE), ACCESS),
    "enumerated": (
        "create type public.mood as enum ('so', 'it''s', E'a\\\\b');\n" + GOOD.replace("body text", "body public.mood"),
        ACCESS,
    ),
    "undrawable": (GOOD + "create table public.odd (id int primary key, shape polygon not null);\n", ACCESS),
    "typed": ("create type public.mood as enum ('so');\n", ""),
    "called": (
        "create function public.answer() returns int language sql return 42;\n"
        "revoke execute on function public.answer() from public, anon, authenticated, service_role;\n",
        "",
    ),
}
"""By name, SQL and access.toml."""


def document(text: str) -> Any:
    """The document, which has the published shape."""
    told = json.loads(text)
    schema = json.loads(Path(pgcordon.__path__[0], "report", "verify.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(told)
    return told


def timeless(told: Any) -> Any:
    """The document without its times."""
    for system in told["systems"]:
        system["summary"].pop("seconds")
    return told


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Any]:
    """What is told of many systems of one folder, verified together, as text and as a document by their names."""
    folder = tmp_path_factory.mktemp("many")
    for name, (sql, access) in MANY.items():
        write(folder / "schema" / name, sql, access)
    text = run("verify", "--examples", "0", cwd=folder)
    assert text.stderr == ""
    told = document(run("verify", "--examples", "0", "--format", "json", cwd=folder).stdout)
    return text.stdout, {Path(system["path"]).name: system for system in told["systems"]}


def test_a_system_that_keeps_its_contract_holds(tmp_path: Path, place: Path) -> None:
    write(tmp_path / "notes")
    finished = run("verify", "notes", "--examples", "1", cwd=tmp_path)
    assert (finished.returncode, finished.stderr) == (0, "")
    assert "\nHolds. 14 of 14 cells exercised, " in finished.stdout
    assert list(place.iterdir()) == []
    assert not (tmp_path / ".pgcordon").exists()


def test_a_leak_is_told_with_who_what_where_and_how_to_see_it_again(tmp_path: Path) -> None:
    write(tmp_path / "notes", LEAKY)
    finished = run("verify", "notes", "--examples", "0", cwd=tmp_path)
    assert (finished.returncode, finished.stderr) == (1, "")
    (script,) = (tmp_path / ".pgcordon").iterdir()
    _, told = finished.stdout.split("\n\n", 1)
    assert told.startswith(f"""\
VIOLATED  read-foreign-rows  public.note
  user read a row of note that access.toml keeps from user (it allows SELECT
  where owner_id = :uid).

     --> notes/10.sql:1:14
      |
    1 | create table public.note (
      |              ^^^^^^^^^^^

    set local role authenticated; -- user
    select * from public.note;
    -- expected: no such row; got: 1 row

  replay   pgcordon replay {script.stem} (or psql -f .pgcordon/{script.name})
  why      pgcordon explain read-foreign-rows

access.toml says (! the schema does otherwise)
                   select   insert   update   delete
note
  anon                  -        -        -        -
  user               !own      own      own      own
  service_role        all      all      all      all

1 VIOLATED. 14 of 14 cells exercised, """)


def test_the_document_of_a_leak_names_it_and_holds_its_script(tmp_path: Path) -> None:
    write(tmp_path / "notes", LEAKY)
    finished = run("verify", "notes", "--examples", "0", "--format", "json", cwd=tmp_path)
    assert finished.returncode == 1
    (system,) = document(finished.stdout)["systems"]
    (verdict,) = system["verdicts"]
    reproduction = verdict.pop("reproduction")
    assert verdict == {
        "verdict": "VIOLATED",
        "attack": "read-foreign-rows",
        "actor": "user",
        "command": "SELECT",
        "object": {"type": "table", "identity": "public.note"},
        "message": "user read a row of note that access.toml keeps from user (it allows SELECT where owner_id = :uid)",
        "path": "notes/10.sql",
        "line": 1,
        "column": 1,
    }
    assert reproduction["confirmed"]
    assert (tmp_path / reproduction["path"]).read_text() == reproduction["script"]
    assert system["coverage"]["cells"] == system["coverage"]["exercised"] == 14
    assert system["summary"]["violated"] == 1
    assert system["summary"]["enforced"] > 100


def test_the_same_seed_tells_the_same_and_faults_keep_their_ids_with_another(tmp_path: Path) -> None:
    write(tmp_path / "notes", LEAKY)
    runs = [
        timeless(
            document(run("verify", "notes", "--format", "json", "--examples", "2", "--seed", seed, cwd=tmp_path).stdout)
        )
        for seed in ("7", "7", "8")
    ]
    assert runs[0] == runs[1]
    assert runs[0]["systems"][0]["summary"] != runs[2]["systems"][0]["summary"]
    ids = [[each["reproduction"]["id"] for each in told["systems"][0]["verdicts"]] for told in runs]
    assert ids[0] == ids[2] != []


@pytest.mark.parametrize(
    ("arguments", "worlds"), [((), 6), (("--profile", "ci"), 26), (("--profile", "ci", "--examples", "1"), 2)]
)
def test_a_profile_or_examples_say_in_how_many_worlds(tmp_path: Path, arguments: tuple[str, ...], worlds: int) -> None:
    """The first world is no random one."""
    write(tmp_path / "notes")
    finished = run("verify", "notes", "--format", "json", *arguments, cwd=tmp_path)
    assert document(finished.stdout)["systems"][0]["summary"]["worlds"] == worlds


def test_systems_of_one_folder_are_told_one_after_the_other_and_counted(many: tuple[str, Any]) -> None:
    text, systems = many
    assert list(systems) == sorted(MANY)
    assert text.endswith("\n2 of 6 systems do not hold: keyless, undrawable.\n")
    assert all(len(line) <= 80 for line in text.splitlines())


def test_statements_that_were_not_understood_are_told(many: tuple[str, Any]) -> None:
    text, systems = many
    (told,) = systems["opaque"]["not_understood"]
    assert told.startswith("schema/opaque/10.sql:11:21: DO block")
    assert "\n1 not understood, so not attacked:\n  schema/opaque/10.sql:11:21: DO block" in text


def test_a_table_without_drawable_rows_is_told(many: tuple[str, Any]) -> None:
    (told,) = many[1]["undrawable"]["not_understood"]
    assert told.startswith("public.odd: ")


def test_a_table_without_a_primary_key_and_a_type_of_ones_own_are_attacked(many: tuple[str, Any]) -> None:
    systems = many[1]
    assert {each["object"]["identity"] for each in systems["keyless"]["verdicts"]} >= {"public.note"}
    assert systems["enumerated"]["verdicts"] == []
    assert systems["enumerated"]["coverage"]["exercised"] == 14


def test_a_schema_with_nothing_to_attack_says_so_and_one_with_functions_alone_is_attacked(
    many: tuple[str, Any],
) -> None:
    text, systems = many
    assert systems["typed"]["coverage"]["cells"] == 0
    assert "\nNothing was attacked: clients reach no table and no function of this schema.\n" in text
    assert systems["called"]["coverage"] == {"cells": 2, "exercised": 2, "vacuous": [], "accepted": []}
    assert "answer()\n  execute: nobody\n" in text
