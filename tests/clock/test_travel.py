"""Time passes for rows: for all their moments alike, and for nothing else."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from psycopg import Connection

from pgcordon.actors.actor import ANON
from pgcordon.clock.travel import Clock
from pgcordon.database import Server, acting
from pgcordon.model import QualifiedName
from pgcordon.platforms.definition import Platform

TABLE = QualifiedName("public", "visit")
PARTED = QualifiedName("public", "entry")


@pytest.fixture
def owner(server: Server, supabase: Platform) -> Iterator[Connection[Any]]:
    """The owner of an empty schema, inside a transaction that is rolled back."""
    with (
        server.connect(server.platform(supabase), user=supabase.owner) as connection,
        connection.transaction(force_rollback=True),
    ):
        yield connection


def value(connection: Connection[Any], expression: str, table: QualifiedName = TABLE) -> Any:
    """The expression over the table's only row."""
    ((found,),) = connection.execute(f"select {expression} from {table}").fetchall()
    return found


def test_every_kind_of_moment_moves_by_as_much(owner: Connection[Any]) -> None:
    owner.execute("create domain public.instant as timestamptz")
    owner.execute(f"create table {TABLE} (a timestamptz, b timestamp, c date, d public.instant, e int)")
    owner.execute(f"insert into {TABLE} values ('2026-03-29 12:00+00', '2026-03-29 12:00', '2026-03-29', now(), 7)")
    owner.execute("set local time zone 'Europe/Berlin'")  # where that night lost an hour
    Clock(owner, (TABLE,)).advance(days=1, hours=2)
    assert value(owner, "a = '2026-03-28 10:00+00' and b = '2026-03-28 10:00' and c = '2026-03-28'")
    assert value(owner, "d = now() - interval '26 hours' and e = 7")


def test_a_date_moves_by_whole_days(owner: Connection[Any]) -> None:
    owner.execute(f"create table {TABLE} (day date)")
    owner.execute(f"insert into {TABLE} values ('2026-03-29')")
    Clock(owner, (TABLE,)).advance(timedelta(hours=23))
    assert value(owner, "day = '2026-03-29'")


def test_infinity_and_null_stay(owner: Connection[Any]) -> None:
    owner.execute(f"create table {TABLE} (a timestamptz, b date, c timestamp)")
    owner.execute(f"insert into {TABLE} values ('infinity', '-infinity', null)")
    Clock(owner, (TABLE,)).advance(days=400)
    assert value(owner, "a = 'infinity' and b = '-infinity' and c is null")


def test_generated_columns_follow(owner: Connection[Any]) -> None:
    owner.execute(f"create table {TABLE} (a timestamp, later timestamp generated always as (a + '1 hour') stored)")
    owner.execute(f"insert into {TABLE} (a) values ('2026-01-01 12:00')")
    Clock(owner, (TABLE,)).advance(hours=4)
    assert value(owner, "later = '2026-01-01 09:00'")


def test_rows_of_partitions_and_of_inheriting_tables_move_once(owner: Connection[Any]) -> None:
    owner.execute(f"create table {PARTED} (at timestamptz) partition by range (at)")
    owner.execute(f"create table public.old partition of {PARTED} for values from (minvalue) to ('2026-01-01')")
    owner.execute(f"create table public.new partition of {PARTED} for values from ('2026-01-01') to (maxvalue)")
    owner.execute(f"insert into {PARTED} values ('2026-01-01 01:00+00')")
    owner.execute(f"create table {TABLE} (at timestamptz); create table public.child () inherits ({TABLE})")
    owner.execute("insert into public.child values ('2026-01-01 01:00+00')")
    parts = [QualifiedName("public", each) for each in ("old", "new", "child")]
    Clock(owner, (PARTED, TABLE, *parts)).advance(hours=4)
    assert value(owner, "tableoid::regclass::text || ' ' || (at = '2025-12-31 21:00+00')::text", PARTED) == "old true"
    assert value(owner, "at = '2025-12-31 21:00+00'")


def test_keys_that_rows_pass_through_do_not_stop_time(owner: Connection[Any]) -> None:
    owner.execute(f"create table {TABLE} (at timestamptz primary key)")
    owner.execute(
        f"insert into {TABLE} select timestamptz '2026-01-01' + n * interval '1 hour' from generate_series(0, 9) n"
    )
    Clock(owner, (TABLE,)).advance(hours=1)
    assert owner.execute(f"select min(at) = '2025-12-31 23:00', count(*) from {TABLE}").fetchone() == (True, 10)


def test_triggers_stay_silent_and_whoever_acts_stays_who_they_are(owner: Connection[Any], supabase: Platform) -> None:
    owner.execute(f"create table {TABLE} (at timestamptz default now())")
    owner.execute(
        "create function public.refuse() returns trigger language plpgsql as 'begin raise exception $$no$$; end'"
    )
    owner.execute(f"insert into {TABLE} default values")
    owner.execute(f"create trigger refuse before update on {TABLE} execute function public.refuse()")
    with acting(owner, ANON.person(None, "anon"), supabase):
        Clock(owner, (TABLE,)).advance(hours=4)
        assert owner.execute("select current_user, current_setting('session_replication_role')").fetchone() == (
            "anon",
            "origin",
        )
        owner.execute("reset role")
        assert value(owner, "at = now() - interval '4 hours'")


def test_an_age_is_exact_and_only_of_the_rows_that_are_meant(owner: Connection[Any]) -> None:
    owner.execute(f"create table {TABLE} (id int, at timestamptz default now())")
    owner.execute(f"insert into {TABLE} (id) values (1), (2)")
    age = timedelta(hours=4) - timedelta(microseconds=1)
    assert Clock(owner, (TABLE,)).set_age(TABLE, "at", "id = 1", age) == 1
    ages = owner.execute(f"select now() - at from {TABLE} order by id").fetchall()
    assert ages == [(age,), (timedelta(0),)]
