"""A copy of the schema in which attempts can be made and everything they change is seen."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib import resources
from queue import SimpleQueue
from typing import Any, TypeVar

import psycopg

from pgcordon.actors.blueprints import Shape
from pgcordon.actors.values import NUMBER
from pgcordon.actors.world import Row, RowId, World, literal, seed_statement
from pgcordon.contract.contract import Contract, bind_uid
from pgcordon.database.server import Server
from pgcordon.database.templates import Loaded
from pgcordon.model import Catalog, QualifiedName, Table, quote_identifier
from pgcordon.platforms.definition import Platform
from pgcordon.verify.judgements import Judgements
from pgcordon.verify.scene import Scene

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")

_CHECKS = """
    select pg_get_expr(c.conbin, c.conrelid), array_length(c.conkey, 1),
           (select a.attname from pg_attribute a where a.attrelid = c.conrelid and a.attnum = c.conkey[1])
    from pg_constraint c where c.contype = 'c' and c.conrelid = %s::regclass
"""
_SESSION_ROLE = "pgcordon_session"
"""The role that connects, as PostgREST's authenticator does: nothing of its own, but it may become the owner."""
_FORGET = "truncate pgcordon.change"
"""No DELETE: what every attempt leaves dead in the table would stay there."""
_RESTRICTED = "set local session_replication_role = {}"


@dataclass
class Arena:
    """One copy of the schema, and the owner's connection to it."""

    connection: psycopg.Connection[Any]
    platform: Platform
    contract: Contract
    tables: Mapping[QualifiedName, Table]
    """Every table whose rows are watched."""
    judgements: Judgements

    def accepts(self, table: Table, shapes: Sequence[Shape], only: str | None) -> Sequence[bool]:
        """Which shapes the table's check constraints let pass; with `only`, the checks of that column alone.

        Values that are none of their column's type, a domain's checks included, do not pass either.
        """
        rows = self.connection.execute(_CHECKS, (str(table.name),)).fetchall()
        checks = [text for text, width, column in rows if only is None or (width == 1 and column == only)]
        if not shapes or (not checks and only is None):
            return [True] * len(shapes)
        query = partial(_accepted_query, table, checks)
        try:
            return self._passing(query(shapes), len(shapes))
        except psycopg.Error:  # some value is none of its type, or makes a check fail: find out which
            return [self._passes(query([shape])) for shape in shapes]

    def _passing(self, query: str, count: int) -> list[bool]:
        with self.connection.transaction():
            passing = {number for (number,) in self.connection.execute(query).fetchall()}
        return [number in passing for number in range(count)]

    def _passes(self, query: str) -> bool:
        try:
            return self._passing(query, 1)[0]
        except psycopg.Error:
            return False

    @contextmanager
    def staged(self, world: World) -> Iterator[Scene]:
        """The world, built; everything is undone afterwards."""
        with self.connection.transaction(force_rollback=True):
            built = self.build(world)
            self.connection.execute(_FORGET)
            scene = Scene(self.connection, self.platform, self.contract, built, self.tables, self.judgements)
            scene.introduce_people()
            scene.take_snapshot()
            yield scene

    def build(self, world: World) -> World:
        """Insert the rows with triggers off and run the actors' setups; rows that a key refuses are left out."""
        self.connection.execute(_RESTRICTED.format("replica"))
        lost: set[RowId] = set()
        for table, rows in _by_table(world.rows).items():
            standing = [row for row in rows if lost.isdisjoint(row.parents)]
            inserted = self._insert(table, standing) if standing else set()
            lost.update(row.id for row in rows if row.id not in inserted)
        for statement in setups(world):
            self.connection.execute(statement)
        self.connection.execute(_RESTRICTED.format("origin"))
        return world.without(lost) if lost else world

    def _insert(self, table: QualifiedName, rows: Sequence[Row]) -> set[RowId]:
        """Insert the rows and return those that came to be: all at once, or else one after the other."""
        statement = seed_statement(table, [row.values for row in rows]) + " on conflict do nothing"
        try:
            with self.connection.transaction():
                if self.connection.execute(statement).rowcount == len(rows):
                    return {row.id for row in rows}
                raise psycopg.Rollback
        except (psycopg.IntegrityError, psycopg.DataError):
            pass
        if len(rows) > 1:
            return set().union(*(self._insert(table, [row]) for row in rows))
        # A table of the platform that nobody watches, such as that of storage buckets, has the row from the schema.
        return set() if table in self.tables else {rows[0].id}

    def settled_columns(self, world: World) -> set[tuple[QualifiedName, str]]:
        """The columns and, with an empty name, the tables that actors' setups write."""
        settled: set[tuple[QualifiedName, str]] = set()
        with self.connection.transaction(force_rollback=True):
            self.connection.execute(_RESTRICTED.format("replica"))
            for table, rows in _by_table(world.rows).items():
                self._insert(table, rows)
            for statement in setups(world):
                with self.connection.transaction(force_rollback=True):
                    self.connection.execute(_FORGET)
                    self.connection.execute(statement)
                    settled |= self._recorded()
        return settled

    def _recorded(self) -> set[tuple[QualifiedName, str]]:
        recorded: set[tuple[QualifiedName, str]] = set()
        for relation, old, new in self.connection.execute("select relation, old, new from pgcordon.change").fetchall():
            name = QualifiedName.parse(relation)
            if old is None:
                recorded.add((name, ""))
            elif new is not None:
                recorded |= {(name, column) for column in new if new[column] != old[column]}
        return recorded


def _accepted_query(table: Table, checks: Sequence[str], shapes: Sequence[Shape]) -> str:
    """The numbers of the shapes that the checks let pass; a column that no shape names is null."""
    names = [column.name for column in table.columns if column.name in shapes[0]]
    types = {column.name: str(column.type) for column in table.columns}
    tuples = [
        f"({', '.join([str(number), *(f'{literal(_sample(shape[name]))}::{types[name]}' for name in names)])})"
        for number, shape in enumerate(shapes)
    ]
    listed = ", ".join(["pgcordon_number", *map(quote_identifier, names)])
    missing = "".join(
        f", null::{types[column.name]} as {quote_identifier(column.name)}"
        for column in table.columns
        if column.name not in names
    )
    condition = " and ".join(f"({check}) is not false" for check in checks) or "true"
    return (
        f"select pgcordon_number from (select *{missing} from (values {', '.join(tuples)}) as shape ({listed})"
        # What nobody looks at is not even cast to its type.
        f" where row(shape.*)::text is not null) as {quote_identifier(table.name.name)} where {condition}"
    )


def setups(world: World) -> Iterator[str]:
    """The statements that make users into the kinds of user that they are."""
    for person in world.people:
        if person.actor.setup is not None:
            yield bind_uid(person.actor.setup, person)


def _sample(value: str | None) -> str | None:
    return None if value is None else value.replace(NUMBER, "0000")


def _by_table(rows: Sequence[Row]) -> dict[QualifiedName, list[Row]]:
    grouped: dict[QualifiedName, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row.table, []).append(row)
    return grouped


@contextmanager
def open_arena(server: Server, loaded: Loaded, catalog: Catalog, contract: Contract) -> Iterator[Arena]:
    """Copy the schema and prepare the copy. Every table that is known is watched."""
    watched = {table.name: table for table in catalog.tables if _watched(table, loaded.platform, catalog, contract)}
    with loaded.copy() as name:
        with server.connect(name) as admin:
            _prepare(admin, loaded.platform, watched)
        with server.connect(name, user=_SESSION_ROLE) as connection:
            connection.execute(f"set role {loaded.platform.owner}")
            yield Arena(connection, loaded.platform, contract, watched, Judgements.of(contract, watched, catalog))


def _watched(table: Table, platform: Platform, catalog: Catalog, contract: Contract) -> bool:
    if table.partition_of is not None:
        return False
    return table.address not in catalog.given or table.name == platform.users or table.name in contract.tables


def _prepare(admin: psycopg.Connection[Any], platform: Platform, tables: Mapping[QualifiedName, Table]) -> None:
    admin.execute(resources.files("pgcordon.verify").joinpath("harness.sql").read_text("utf-8"))
    admin.execute(f"grant select, insert, delete, truncate on pgcordon.change, pgcordon.person to {platform.owner}")
    admin.execute(f"grant select on sequence pgcordon.change_number_seq to {platform.owner}")
    admin.execute(f"grant create on schema pgcordon to {platform.owner}")
    admin.execute(f"alter function pgcordon.judge owner to {platform.owner}")
    if not admin.execute("select from pg_roles where rolname = %s", (_SESSION_ROLE,)).rowcount:
        admin.execute(f"create role {_SESSION_ROLE} login noinherit")
    admin.execute(f"grant {platform.owner} to {_SESSION_ROLE}")
    for name in tables:
        argument = literal(str(name))
        for trigger, timing in (("row", "insert or update or delete"), ("truncate", "truncate")):
            each = "row" if trigger == "row" else "statement"
            admin.execute(
                f"create trigger zzz_pgcordon_{trigger} after {timing} on {name}"
                f" for each {each} execute function pgcordon.record_change({argument})"
            )
            if trigger == "row":
                admin.execute(f"alter table {name} enable always trigger zzz_pgcordon_row")


def in_arenas(
    arenas: Sequence[Arena], work: Callable[[Arena, Item], Outcome], items: Sequence[Item]
) -> Iterator[Outcome]:
    """The work done on each item, in the order of the items, in as many arenas at once as there are."""
    free: SimpleQueue[Arena] = SimpleQueue()
    for arena in arenas:
        free.put(arena)

    def in_a_free_one(item: Item) -> Outcome:
        arena = free.get()
        try:
            return work(arena, item)
        finally:
            free.put(arena)

    pool = ThreadPoolExecutor(len(arenas))
    try:
        yield from pool.map(in_a_free_one, items)
    finally:
        pool.shutdown(cancel_futures=True)
