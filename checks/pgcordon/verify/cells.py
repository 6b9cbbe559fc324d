"""The cells of a contract, and which of them were really exercised."""

from collections.abc import Iterator, Mapping

from pgcordon.attacks.staging import Attempt
from pgcordon.contract.contract import Contract
from pgcordon.model import Command, Function, ObjectAddress, QualifiedName, Table
from pgcordon.verify.verdicts import Cell, Tally

_TABLE_COMMANDS = (Command.SELECT, Command.INSERT, Command.UPDATE, Command.DELETE, Command.TRUNCATE)


def matrix(contract: Contract, tables: tuple[Table, ...], functions: tuple[Function, ...]) -> dict[Cell, str]:
    """What the contract says of every cell: `all`, `own`, `some` or `-`.

    A trusted actor has a cell only where the contract names it: that is a promise that it can, never that it cannot.
    """
    return dict([*_table_cells(contract, tables), *_function_cells(contract, functions)])


def _table_cells(contract: Contract, tables: tuple[Table, ...]) -> Iterator[tuple[Cell, str]]:
    for table in tables:
        rules = contract.table(table.name)
        for actor in contract.actors.values():
            for command in _TABLE_COMMANDS:
                predicate = rules.predicate(command, actor)
                if predicate is not None or not actor.trusted:
                    yield Cell(table.address, actor.name, command), _word(predicate, rules.own)


def _word(predicate: str | None, own: str | None) -> str:
    if predicate is None:
        return "-"
    if predicate == "true":
        return "all"
    return "own" if own is not None and predicate.strip("() ") == own.strip("() ") else "some"


def _function_cells(contract: Contract, functions: tuple[Function, ...]) -> Iterator[tuple[Cell, str]]:
    for function in functions:
        allowed = contract.function(function).execute
        for actor in contract.actors.values():
            if actor.name in allowed or not actor.trusted:
                yield Cell(function.address, actor.name, Command.EXECUTE), "all" if actor.name in allowed else "-"


def cell_of(attempt: Attempt, relations: Mapping[QualifiedName, ObjectAddress]) -> Cell:
    """The cell that an attempt exercises; `relations` are the addresses of all that can be attacked."""
    address = relations[attempt.target] if attempt.function is None else attempt.function.address
    return Cell(address, attempt.person.actor.name, attempt.command)


def missing(says: str, tally: Tally) -> str | None:
    """What would still have to be seen before the cell counts as exercised."""
    if says != "-" and not tally.done:
        return "nothing that the contract allows here could be tried"
    if says != "all" and not tally.refused:
        if tally.unproven:
            return "every refusal here would have been the same for somebody entitled"
        return "nothing that the contract forbids here could be tried"
    return None
