"""The examples of the rules on a real server: they load, and those about security are as bad as the rules say."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg import Connection
from psycopg.rows import TupleRow

from pgcordon.actors.actor import ANON, USER, Person
from pgcordon.database import Server, acting
from pgcordon.platforms.definition import Platform
from pgcordon.rules import all_rules

VICTIM = USER.person(UUID("5eed0000-0000-0000-0000-000000000001"), "victim")
ATTACKERS = (USER.person(UUID("5eed0000-0000-0000-0000-000000000002"), "user"), ANON.person(None, "anon"))
RULES = all_rules()
HEADINGS = ("Example", "Use instead")


@dataclass(frozen=True)
class Exploit:
    """A statement, and the question, asked of the table as its owner, whether it did harm; None if its rows are it."""

    statement: str
    harm: str | None = None


EXPLOITS = {
    "read-foreign-rows": Exploit("select from public.note where owner_id = %(victim)s"),
    "insert-as-other": Exploit(
        "insert into public.note (id, owner_id, body) values (gen_random_uuid(), %(victim)s, 'planted')",
        "select from public.note where owner_id = %(victim)s and body = 'planted'",
    ),
    "update-foreign-rows": Exploit(
        "update public.note set body = 'scrawled'",
        "select from public.note where owner_id = %(victim)s and body = 'scrawled'",
    ),
    "delete-foreign-rows": Exploit(
        "delete from public.note",
        "select where not exists (select from public.note where owner_id = %(victim)s)",
    ),
    "reassign-owner": Exploit(
        "update public.note set owner_id = %(victim)s",
        "select from public.note where owner_id = %(victim)s and body = 'user'",
    ),
}


@pytest.fixture(scope="module")
def database(
    server: Server, supabase: Platform, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Connection[TupleRow]]:
    """The platform without a schema, as the role that loads schemas."""
    empty = tmp_path_factory.mktemp("schema") / "empty.sql"
    empty.touch()
    with (
        server.load(supabase, [empty]).copy() as name,
        server.connect(name, user=supabase.owner) as connection,
    ):
        yield connection


@contextmanager
def loaded(database: Connection[TupleRow], rule_name: str, heading: str) -> Iterator[None]:
    documentation = RULES[rule_name].documentation
    with database.transaction(force_rollback=True):
        database.execute((documentation.example if heading == "Example" else documentation.advice).encode())
        yield


@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize("rule_name", sorted(RULES.keys() - {"syntax-error"}))
def test_the_sql_loads(database: Connection[TupleRow], rule_name: str, heading: str) -> None:
    with loaded(database, rule_name, heading):
        pass


def test_the_server_agrees_about_syntax(database: Connection[TupleRow]) -> None:
    with pytest.raises(psycopg.errors.SyntaxError), loaded(database, "syntax-error", "Example"):
        pass
    with loaded(database, "syntax-error", "Use instead"):
        pass


def populate(database: Connection[TupleRow]) -> None:
    """Two users with a note each."""
    for person in (VICTIM, ATTACKERS[0]):
        database.execute("insert into auth.users (id) values (%s)", (person.uid,))
        row: dict[str, Any] = {"owner": person.uid, "label": person.label}
        database.execute("insert into public.note values (gen_random_uuid(), %(owner)s, %(label)s)", row)


def harmed(database: Connection[TupleRow], attacker: Person, platform: Platform, exploit: Exploit) -> bool:
    """Whether the attacker got anything out of the exploit."""
    names = {"victim": VICTIM.uid}
    with acting(database, attacker, platform):
        try:
            with database.transaction():
                done = database.execute(exploit.statement, names)
        except psycopg.errors.InsufficientPrivilege:
            return False
        if exploit.harm is not None:
            database.execute("reset role")
            done = database.execute(exploit.harm, names)
        return done.rowcount > 0


EXPLOITED = [(name, attack) for name, rule in RULES.items() for attack in rule.documentation.exploited_by]


@pytest.mark.parametrize(("rule_name", "attack"), EXPLOITED)
def test_the_example_can_be_exploited_and_the_advice_cannot(
    database: Connection[TupleRow], supabase: Platform, rule_name: str, attack: str
) -> None:
    exploitable = []
    for heading in HEADINGS:
        with loaded(database, rule_name, heading):
            populate(database)
            exploitable.append(any(harmed(database, each, supabase, EXPLOITS[attack]) for each in ATTACKERS))
    assert exploitable == [True, False]


@pytest.mark.parametrize(("heading", "counted"), [("Example", 2), ("Use instead", 1)])
def test_a_caller_steps_into_the_search_path_of_a_definer_function(
    database: Connection[TupleRow], supabase: Platform, heading: str, counted: int
) -> None:
    """A temporary view takes the table's place, and the function that it calls runs as the owner, past row security."""
    with loaded(database, "definer-function-mutable-search-path", heading):
        populate(database)
        with acting(database, ATTACKERS[0], supabase):
            database.execute("""
                create function pg_temp.everything() returns setof uuid language sql
                  as 'select auth.uid() from public.note';
                create view pg_temp.note as select owner_id from pg_temp.everything() as owner_id;
            """)
            assert database.execute("select public.count_notes()").fetchall() == [(counted,)]
