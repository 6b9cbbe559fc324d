"""The entries `[[accept]]`."""

from collections.abc import Iterable

from pgcordon.contract.contract import Accepted
from pgcordon.contract.entries import AcceptedEntry
from pgcordon.contract.positions import KeyPath
from pgcordon.contract.scope import Scope
from pgcordon.model import Command, ObjectAddress


def read_accepted(entries: Iterable[AcceptedEntry], scope: Scope) -> tuple[Accepted, ...]:
    """The cells that need not be exercised, in the order of the file."""
    cells = (_cell(entry, ("accept", index), scope) for index, entry in enumerate(entries))
    return tuple(cell for cell in cells if cell is not None)


def _cell(entry: AcceptedEntry, key: KeyPath, scope: Scope) -> Accepted | None:
    known = scope.knows_actor(entry.actor, (*key, "actor"))
    if not entry.reason.strip():
        scope.faults.add((*key, "reason"), "is empty; say why the cell need not be exercised")
    command = _command(entry, key, scope)
    address = _address(entry, key, scope)
    if not known or command is None or address is None:
        return None
    return Accepted(address, entry.actor, command, entry.reason)


def _command(entry: AcceptedEntry, key: KeyPath, scope: Scope) -> Command | None:
    if entry.function is not None:
        if entry.command not in (None, "execute"):
            scope.faults.add((*key, "command"), f"cannot be {entry.command}: a function is only executed")
        return Command.EXECUTE
    if entry.command is None or entry.command == "execute":
        place = (*key, "command") if entry.command else key
        scope.faults.add(place, "a table needs a command: select, insert, update, delete or truncate")
        return None
    return Command(entry.command.upper())


def _address(entry: AcceptedEntry, key: KeyPath, scope: Scope) -> ObjectAddress | None:
    if (entry.table is None) == (entry.function is None):
        scope.faults.add(key, "state a table or a function, one of them")
        return None
    if entry.function is not None:
        function = scope.function(entry.function, (*key, "function"))
        return function.address if function else None
    relation = scope.relation(entry.table or "", (*key, "table"))
    return relation.address if relation else None
