"""Finds out who can write which rows, by writing them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from pgcordon.actors.actor import Person
from pgcordon.actors.world import Row, insert_statement, literal
from pgcordon.clock.acting import WORKED, run
from pgcordon.clock.insertable import Values, insertable
from pgcordon.clock.scenario import Call, key_columns
from pgcordon.clock.setting import Setting
from pgcordon.clock.stage import OWNER
from pgcordon.clock.touch.stage import Key, Write, finding
from pgcordon.contract.contract import bind_uid
from pgcordon.contract.time_rules import TouchRule
from pgcordon.model import Column, Command, Table, quote_identifier

_MOST_ROWS = 8
_MOST_VALUES = 2
_LONG_AGO = "20010101T000000+00"
_FAR_AHEAD = "29990101T000000+00"
"""Later than any row of the world was touched: `greatest` lets it pass."""


@dataclass(frozen=True, slots=True)
class Writes:
    """What can be written in a world that stands in the setting's open transaction."""

    setting: Setting
    rule: TouchRule
    written: Table
    touched: Table

    def all(self) -> Iterator[Write]:
        """For each person whom the contract lets write, and for the owner, one that works of every kind of write."""
        for command in self.rule.commands:
            for person in self._writers(command):
                for candidates in self._candidates(command, person):
                    yield from self._first(candidates)

    def moves(self) -> Iterator[Write]:
        """For each person who can, the first row that is hung below another row than its own."""
        if self.rule.through and Command.UPDATE in self.rule.commands:
            for person in self._writers(Command.UPDATE):
                frozen = self.setting.contract.table(self.written.name).frozen_for(person.actor)
                if frozen.isdisjoint(self.rule.through):
                    yield from self._first(self._moves(person))

    def forgeries(self) -> Iterator[Write]:
        """For each person who can, the first row whose own timestamp is stated, as long ago and as yet to come."""
        if not self.rule.through and Command.UPDATE in self.rule.commands:
            for person in self._writers(Command.UPDATE):
                for moment in (_LONG_AGO, _FAR_AHEAD):
                    yield from self._first(self._update(person, row, {self.rule.moves: moment}) for row in self._rows)

    def _writers(self, command: Command) -> Iterator[Person]:
        permitted = self.setting.contract.table(self.written.name)
        for person in self.setting.world.people:
            if permitted.predicate(command, person.actor) is not None and not person.newcomer:
                yield person
        yield OWNER

    def _first(self, candidates: Iterator[Write]) -> Iterator[Write]:
        return islice((each for each in candidates if self._works(each)), 1)

    def _works(self, write: Write) -> bool:
        """Whether it writes one row, and one that the contract lets this person write: others are for attacks."""
        connection = self.setting.connection
        with connection.transaction(force_rollback=True):
            before = self._permitted(write)
            output, sqlstate = run(connection, self.setting.settings, write.call)
            after = self._permitted(write)
        gained = {
            Command.INSERT: after - before == 1,
            Command.UPDATE: before == after == 1,
            Command.DELETE: before == 1,
        }
        return sqlstate == WORKED and output == "1" and gained[write.command]

    def _permitted(self, write: Write) -> int:
        """How many rows there are, of the one that is written or of all, for which the contract permits the command."""
        person = write.call.person
        predicate = self.setting.contract.table(self.written.name).predicate(write.command, person.actor)
        permitted = "true" if person is OWNER else bind_uid(predicate or "false", person)
        row = finding(write.row, "") if write.row else "true"
        found = self.setting.connection.execute(
            f"select count(*) from {self.written.name} where {row} and ({permitted})"
        ).fetchone()
        assert found is not None
        return int(found[0])

    def _candidates(self, command: Command, person: Person) -> Iterator[Iterator[Write]]:
        """Kinds of writes: each column is one of its own, for a trigger can be of some columns."""
        if command is Command.INSERT:
            yield self._inserts(person)
        if command is Command.UPDATE:
            yield from (self._updates(person, column) for column in self._writable(person))
        if command is Command.DELETE:
            yield self._deletes(person)

    def _deletes(self, person: Person) -> Iterator[Write]:
        for row in self._rows:
            statement = f"delete from {self.written.name} where {self._where(row)}"
            yield Write(Command.DELETE, Call(person, statement), (self._touched_by(row.values),), self._key(row.values))

    def _inserts(self, person: Person) -> Iterator[Write]:
        for each in insertable(self.setting.world, self.setting.blueprints, self.written, person):
            call = Call(person, insert_statement(self.written.name, each.named))
            yield Write(Command.INSERT, call, (self._touched_by(each.row),))

    def _writable(self, person: Person) -> Iterator[Column]:
        frozen = self.setting.contract.table(self.written.name).frozen_for(person.actor)
        kept = {*frozen, *self.rule.through, *key_columns(self.written), self.rule.moves}
        return (each for each in self.written.columns if each.writable and each.name not in kept)

    def _updates(self, person: Person, column: Column) -> Iterator[Write]:
        for row in self._rows:
            for value in self._other_values(row, column):
                yield self._update(person, row, {column.name: value})

    def _other_values(self, row: Row, column: Column) -> list[str | None]:
        """What the column has in other rows, and at last what it has here."""
        held = row.values.get(column.name)
        rows = (*self.setting.world.rows_of(row.table), *self.setting.world.spares_of(row.table))
        others = dict.fromkeys(each.values.get(column.name) for each in rows)
        others.pop(held, None)
        return [*islice(others, _MOST_VALUES), held]

    def _moves(self, person: Person) -> Iterator[Write]:
        for row in self._rows:
            old = self._touched_by(row.values)
            for parent in self.setting.world.rows_of(self.touched.name):
                changes = {ours: parent.values.get(theirs) for ours, theirs in self.rule.through.items()}
                new = self._touched_by(changes)
                if new != old:
                    yield self._update(person, row, changes, (old, new))

    def _update(self, person: Person, row: Row, changes: Values, touches: tuple[Key, ...] = ()) -> Write:
        sets = ", ".join(f"{quote_identifier(name)} = {literal(value)}" for name, value in changes.items())
        statement = f"update {self.written.name} set {sets} where {self._where(row)}"
        return Write(
            Command.UPDATE, Call(person, statement), touches or (self._touched_by(row.values),), self._key(row.values)
        )

    @property
    def _rows(self) -> tuple[Row, ...]:
        return self.setting.world.rows_of(self.written.name)[:_MOST_ROWS]

    def _where(self, row: Row) -> str:
        return finding(self._key(row.values), "")

    def _key(self, values: Values) -> Key:
        return {name: values.get(name) for name in key_columns(self.written)}

    def _touched_by(self, values: Values) -> Key:
        """The key of the row that a row with these values touches."""
        if not self.rule.through:
            return self._key(values)
        return {theirs: values.get(ours) for ours, theirs in self.rule.through.items()}
