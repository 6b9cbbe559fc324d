"""A world inside the database, and attempts made in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import psycopg
from psycopg.types.json import Json, Jsonb

from pgcordon.actors.actor import Person
from pgcordon.actors.world import Row, World
from pgcordon.attacks.staging import Attempt
from pgcordon.contract.contract import Contract
from pgcordon.model import Command, QualifiedName, Table
from pgcordon.platforms.definition import Platform
from pgcordon.verify.judgements import Judgements, permissions_query
from pgcordon.verify.outcome import Change, Outcome, Values
from pgcordon.verify.tokens import tokens_of

_BATCH = 400


@dataclass(frozen=True, slots=True)
class SnapshotRow:
    """A row of the world before any attempt, and what each person may do with it by the contract."""

    table: QualifiedName
    values: Values
    permits: Mapping[str, frozenset[Command]]
    """By the person's label."""


Key = tuple[str, ...]


def row_key(table: Table, values: Values) -> Key:
    """What tells a row from the others of its table: its primary key, else all of it."""
    names = table.primary_key.columns if table.primary_key else sorted(values)
    return tuple(str(values.get(name)) for name in names)


@dataclass
class Scene:
    """One world, built inside an open transaction that is rolled back when the scene is over."""

    connection: psycopg.Connection[Any]
    platform: Platform
    contract: Contract
    world: World
    tables: Mapping[QualifiedName, Table]
    judgements: Judgements
    rows: dict[QualifiedName, dict[Key, SnapshotRow]] = field(default_factory=dict)

    def take_snapshot(self) -> None:
        """Read every table as the owner, with what the contract permits to whom."""
        with self.connection.pipeline():
            cursors = [(table, self.connection.execute(self._snapshot_query(table))) for table in self.tables.values()]
        for table, cursor in cursors:
            self.rows[table.name] = {
                row_key(table, values): SnapshotRow(table.name, values, _by_label(permits))
                for values, permits in cursor.fetchall()
            }

    def _snapshot_query(self, table: Table) -> str:
        rules = self.contract.table(table.name)
        pairs = [f"$${person.label}$$, {permissions_query(rules, person)}" for person in self.world.people]
        alias = table.name.name.replace('"', '""')
        return f'select to_jsonb("{alias}"), jsonb_build_object({", ".join(pairs)}) from {table.name} as "{alias}"'

    def introduce_people(self) -> None:
        """Tell the server who acts, and how to judge the rows that they leave behind."""
        people = [(each.label, Jsonb(dict(self.platform.session_settings(each)))) for each in self.world.people]
        with self.connection.cursor() as cursor:
            cursor.executemany("insert into pgcordon.person values (%s, %s)", people)
        self.connection.execute(self.judgements.definition(self.world).encode())

    def run(self, attempts: Sequence[Attempt]) -> list[Outcome]:
        """Make each attempt as its person; none leaves a trace."""
        return self._run(attempts, [attempt.person.actor.role for attempt in attempts])

    def run_as_owner(self, attempts: Sequence[Attempt]) -> list[Outcome]:
        """Make each attempt as the owner of the tables, with the claims of its person: what it would do unhindered."""
        return self._run(attempts, [self.platform.owner] * len(attempts))

    def _run(self, attempts: Sequence[Attempt], roles: Sequence[str]) -> list[Outcome]:
        """In batches, one person after the other: changing the settings costs as much as an attempt."""
        order = sorted(range(len(attempts)), key=lambda index: attempts[index].person.label)
        outcomes: dict[int, Outcome] = {}
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            done = self._run_batch([attempts[index] for index in batch], [roles[index] for index in batch])
            outcomes.update(zip(batch, done, strict=True))
        return [outcomes[index] for index in range(len(attempts))]

    def _run_batch(self, attempts: Sequence[Attempt], roles: Sequence[str]) -> list[Outcome]:
        listed = [
            {"role": role, "person": each.person.label, "statement": each.statement, "shows": each.shows}
            for each, role in zip(attempts, roles, strict=True)
        ]
        notices: list[str] = []

        def note(diagnostic: psycopg.errors.Diagnostic) -> None:
            notices.append(diagnostic.message_primary or "")

        self.connection.add_notice_handler(note)
        try:
            rows = self.connection.execute("select * from pgcordon.attempts(%s)", (Json(listed),)).fetchall()
        finally:
            self.connection.remove_notice_handler(note)
        if notices and len(attempts) > 1:  # a notice does not say whose it is, unless there is but one attempt
            pairs = zip(attempts, roles, strict=True)
            return [outcome for attempt, role in pairs for outcome in self._run_batch([attempt], [role])]
        return [_outcome(*row, notices=tuple(notices)) for row in rows]

    def sees(self, person: Person, row: Row) -> bool:
        """Whether the contract shows the row to the person."""
        if row.table not in self.rows:  # the platform's, and of no concern to the contract
            return False
        found = self.rows[row.table].get(row_key(self.tables[row.table], row.values))
        return found is not None and Command.SELECT in found.permits[person.label]

    def known_tokens(self, person: Person, exposed: frozenset[QualifiedName]) -> frozenset[str]:
        """The tell-tale values that the person may know: of rows that the contract shows, and of exposed tables."""
        return self._visible_tokens[person.label].union(
            *(self._table_tokens[name] for name in exposed if name in self.rows)
        )

    @cached_property
    def _visible_tokens(self) -> dict[str, frozenset[str]]:
        known: dict[str, set[str]] = {person.label: {str(person.uid)} for person in self.world.people}
        for name, rows in self.rows.items():
            for person in self.world.people:
                hidden = self.contract.table(name).hidden_for(person.actor)
                for row in rows.values():
                    if Command.SELECT in row.permits[person.label]:
                        shown = {column: value for column, value in row.values.items() if column not in hidden}
                        known[person.label] |= tokens_of(str(shown))
        return {label: frozenset(tokens) for label, tokens in known.items()}

    @cached_property
    def _table_tokens(self) -> dict[QualifiedName, frozenset[str]]:
        return {
            name: frozenset().union(*(tokens_of(str(row.values)) for row in rows.values()))
            for name, rows in self.rows.items()
        }

    @cached_property
    def token_owners(self) -> dict[str, list[SnapshotRow]]:
        """The rows that hold each tell-tale value, those first that it was made for."""
        owners: dict[str, list[SnapshotRow]] = {}
        for rows in self.rows.values():
            for row in rows.values():
                for token in tokens_of(str(row.values)):
                    owners.setdefault(token, []).append(row)
        return owners

    @cached_property
    def begun(self) -> str:
        """The moment that `now()` shows in this scene, as JSON has it."""
        row = self.connection.execute("select to_jsonb(now()) #>> '{}'").fetchone()
        assert row is not None
        return str(row[0])


def _by_label(permits: Mapping[str, Sequence[str]]) -> dict[str, frozenset[Command]]:
    return {label: frozenset(map(Command, commands)) for label, commands in permits.items()}


def _outcome(
    sqlstate: str | None,
    message: str | None,
    affected: int | None,
    shown: list[Values] | None,
    changes: list[list[Any]] | None,
    judged: dict[str, list[list[str]]] | None,
    *,
    notices: tuple[str, ...],
) -> Outcome:
    if sqlstate is not None:
        return Outcome(sqlstate, message or "", 0, (), (), notices)
    return Outcome(None, "", affected or 0, tuple(shown or ()), tuple(_changes(changes or [], judged or {})), notices)


def _changes(changes: list[list[Any]], judged: dict[str, list[list[str]]]) -> Iterator[Change]:
    """The changes, each with its judgement: those come in order, one for every new row of a relation."""
    verdicts = {relation: iter(each) for relation, each in judged.items()}
    for relation, command, old, new in changes:
        leaves = next(verdicts[relation]) if new is not None and relation in verdicts else ()
        yield Change(QualifiedName.parse(relation), Command(command), old, new, frozenset(map(Command, leaves)))
