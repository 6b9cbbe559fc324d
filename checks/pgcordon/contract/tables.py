"""The entries `[tables.NAME]`."""

from collections.abc import Mapping
from dataclasses import dataclass

from pgcordon.contract.contract import TableContract
from pgcordon.contract.entries import TableEntry
from pgcordon.contract.lookup import Relation
from pgcordon.contract.positions import KeyPath
from pgcordon.contract.scope import Scope
from pgcordon.model import Command, QualifiedName

_COMMANDS = (Command.SELECT, Command.INSERT, Command.UPDATE, Command.DELETE, Command.TRUNCATE)


def read_tables(entries: Mapping[str, TableEntry], scope: Scope) -> dict[QualifiedName, TableContract]:
    """The contract of each table that the catalog has."""
    contracts: dict[QualifiedName, TableContract] = {}
    for name, entry in entries.items():
        key = ("tables", name)
        relation = scope.relation(name, key)
        if relation is None:
            continue
        if relation.name in contracts:
            scope.faults.add(key, f"{relation.name} has an entry already; put both into one")
            continue
        contracts[relation.name] = _Reading(entry, relation, key, scope).contract()
    return contracts


@dataclass(frozen=True, slots=True)
class _Reading:
    """One entry being read."""

    entry: TableEntry
    relation: Relation
    key: KeyPath
    scope: Scope

    def contract(self) -> TableContract:
        own = self._own()
        return TableContract(
            table=self.relation.name,
            own=own,
            permissions={command: permitted for command in _COMMANDS if (permitted := self._permitted(command, own))},
            frozen=self._columns("frozen", self.entry.frozen),
            hidden=self._columns("hidden", self.entry.hidden),
        )

    def _own(self) -> str | None:
        if self.entry.own is None:
            return None
        key = (*self.key, "own")
        read = self.scope.predicate(self.entry.own, self.relation, key)
        if read is None:
            return self.entry.own
        if self._means_own(read.speaks_of_own):
            self.scope.faults.add(key, "own cannot stand for itself; say which rows belong to :uid")
        return read.text

    def _permitted(self, command: Command, own: str | None) -> dict[str, str]:
        stated: Mapping[str, str] = getattr(self.entry, command.lower())
        key = (*self.key, command.lower())
        return {
            actor: rows
            for actor, text in stated.items()
            if self.scope.knows_actor(actor, (*key, actor))
            and (rows := self._rows(text, own, command, (*key, actor))) is not None
        }

    def _rows(self, text: str, own: str | None, command: Command, key: KeyPath) -> str | None:
        """The predicate for `own`, `all` or an expression; None after a fault."""
        if text == "all":
            return "true"
        if command is Command.TRUNCATE:
            self.scope.faults.add(key, 'TRUNCATE empties the table whole; the only grant is "all"')
            return None
        if text == "own":
            return self._resolved(text, own, key)
        read = self.scope.predicate(text, self.relation, key)
        if read is None:
            return None
        if not self._means_own(read.speaks_of_own):
            return read.text
        resolved = self._resolved(text, own, key)
        return None if resolved is None else read.with_own(resolved)

    def _resolved(self, text: str, own: str | None, key: KeyPath) -> str | None:
        if own is None:
            self.scope.faults.add(key, f'{text!r} speaks of own, but {self.relation.name} has none; write own = "…"')
        return own

    def _means_own(self, speaks_of_own: bool) -> bool:
        """Whether the word own is ours, and not a column of that name."""
        return speaks_of_own and "own" not in self.relation.columns

    def _columns(self, name: str, stated: list[str] | dict[str, list[str]]) -> dict[str, frozenset[str]]:
        key = (*self.key, name)
        if isinstance(stated, dict):
            return {
                actor: self.scope.columns(columns, self.relation, (*key, actor))
                for actor, columns in stated.items()
                if self.scope.knows_actor(actor, (*key, actor))
            }
        columns = self.scope.columns(stated, self.relation, key)
        return {actor.name: columns for actor in self.scope.actors.values() if columns and not actor.trusted}
