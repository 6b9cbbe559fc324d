"""SQL conditions that hold just where a fault shows, for psql to evaluate."""

import json
from collections.abc import Iterable, Mapping

from pgcordon.actors.world import literal
from pgcordon.attacks.staging import Attempt
from pgcordon.model import Column, Command, QualifiedName, Table, quote_identifier
from pgcordon.verify.outcome import Change, Values
from pgcordon.verify.tokens import tokens_of
from pgcordon.verify.verdicts import Evidence

_CLOCKED = frozenset({"timestamp", "timestamptz", "date", "time", "timetz"})
RAN = Evidence(":'sqlstate' = '00000'")
REFUSED = Evidence(":'sqlstate' <> '00000'")
NOTHING_CHANGED = Evidence(":affected = 0")


def failed_with(sqlstate: str) -> Evidence:
    return Evidence(f":'sqlstate' = {literal(sqlstate)}")


def shows_row(attempt: Attempt, values: Values, table: Table) -> Evidence:
    """The statement shows this row of its table."""
    condition = _match(values, _standing(table, values, attempt.columns))
    return Evidence(f"exists (select from ({attempt.statement}) as q where {condition})", attempt.statement)


def lacks_row(attempt: Attempt, values: Values, table: Table) -> Evidence:
    """The statement works and does not show this row of its table."""
    condition = _match(values, _standing(table, values, attempt.columns))
    return Evidence(f"not exists (select from ({attempt.statement}) as q where {condition})", attempt.statement)


def shows_anything(attempt: Attempt) -> Evidence:
    return Evidence(f"exists (select from ({attempt.statement}) as q)", attempt.statement)


def shows_token(attempt: Attempt, token: str) -> Evidence:
    """The value stands somewhere in the statement's output."""
    condition = f"position({literal(token)} in q::text) > 0"
    return Evidence(f"exists (select from ({attempt.statement}) as q where {condition})", attempt.statement)


def tells_token(token: str) -> Evidence:
    """The value stands in the statement's error message."""
    return Evidence(f"position({literal(token)} in :'message') > 0")


def left_behind(attempt: Attempt, change: Change, tables: Mapping[QualifiedName, Table]) -> Evidence:
    """The change is there once the statement has run."""
    table = tables[change.table]
    if change.command is Command.TRUNCATE:
        return Evidence(f"not exists (select from {table.name})")
    if change.new is None:
        assert change.old is not None
        key = _standing(table, change.old, table.primary_key.columns if table.primary_key else ())
        gone = key or _standing(table, change.old, tuple(change.old))
        return Evidence(f"not exists (select from {table.name} as q where {_all(change.old, gone) or 'true'})")
    columns = _standing(table, change.new, tuple(change.new))
    if change.command is Command.UPDATE and table.name == attempt.target:
        columns = tuple(dict.fromkeys((*columns, *attempt.columns)))
    condition = _all(change.new, columns) or "true"
    return Evidence(f"exists (select from {table.name} as q where {condition})")


def _standing(table: Table, values: Values, columns: tuple[str, ...]) -> tuple[str, ...]:
    """The columns that have the same value whenever the script is run: no clock, no chance, no sequence."""
    return tuple(name for name in columns if (column := table.column(name)) and _stands(column, values.get(name)))


def _stands(column: Column, value: object) -> bool:
    if tokens_of(str(value)):
        return True
    drawn = column.identity is not None or (column.default is not None and bool(column.default.calls))
    return not drawn and column.type.name not in _CLOCKED


def _match(values: Values, columns: tuple[str, ...]) -> str:
    """A condition over `q` that finds the row: by its tell-tale values where it has any, and by what is plain."""
    telling = [name for name in columns if name in values and tokens_of(str(values[name]))]
    return _all(values, telling if len(telling) > 1 else columns) or "true"


def _all(values: Values, columns: Iterable[str]) -> str:
    return " and ".join(_equals(f"q.{quote_identifier(name)}", values.get(name)) for name in columns)


def _equals(column: str, value: object) -> str:
    """Compared as JSON, as which the value was read: a text would depend on the type."""
    return f"{column} is null" if value is None else f"to_jsonb({column}) = {literal(json.dumps(value))}"
