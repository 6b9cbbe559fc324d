"""SQL conditions that hold just where a fault shows, for psql to evaluate."""

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


def shows_row(attempt: Attempt, values: Values) -> Evidence:
    """The statement shows this row of its table."""
    condition = _match(values, attempt.columns)
    return Evidence(f"exists (select from ({attempt.statement}) as q where {condition})", attempt.statement)


def lacks_row(attempt: Attempt, values: Values) -> Evidence:
    """The statement works and does not show this row of its table."""
    condition = _match(values, attempt.columns)
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
        key = table.primary_key.columns if table.primary_key else tuple(change.old)
        return Evidence(f"not exists (select from {table.name} as q where {_all(change.old, key)})")
    assigned = attempt.columns if table.name == attempt.target else ()
    steady = [each.name for each in table.columns if each.name in assigned or _steady(each, table, change)]
    condition = _match(change.new, tuple(steady)) if steady else "true"
    return Evidence(f"exists (select from {table.name} as q where {condition})")


def _steady(column: Column, table: Table, change: Change) -> bool:
    """Whether the column has the same value whenever the change is made: no clock, no chance."""
    drawn = change.command is Command.INSERT and table.primary_key and column.name in table.primary_key.columns
    return not drawn and column.type.name not in _CLOCKED


def _match(values: Values, columns: tuple[str, ...]) -> str:
    """A condition over `q` that finds the row: by its tell-tale values where it has any, and by what is plain."""
    telling = [name for name in columns if name in values and tokens_of(str(values[name]))]
    return _all(values, telling if len(telling) > 1 else columns)


def _all(values: Values, columns: Iterable[str]) -> str:
    return " and ".join(_equals(f"q.{quote_identifier(name)}", values.get(name)) for name in columns)


def _equals(column: str, value: object) -> str:
    if value is None:
        return f"{column} is null"
    if isinstance(value, dict | list):  # a document's text depends on its type: that it is there must do
        return f"{column} is not null"
    return f"{column}::text = {literal(str(value).lower() if isinstance(value, bool) else str(value))}"
