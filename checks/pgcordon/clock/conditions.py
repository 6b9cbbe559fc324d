"""SQL conditions over the rule's table after some calls, for the checks of a scenario."""

from collections.abc import Iterable

from pgcordon.actors.world import literal
from pgcordon.clock.scenario import BEFORE, Placed, key_columns
from pgcordon.model import Table, quote_identifier


def refused(call: int = 1) -> str:
    """The call failed."""
    return f":'sqlstate_{call}' <> '00000'"


def worked(call: int = 1) -> str:
    return f":'sqlstate_{call}' = '00000'"


def names(row: Placed, call: int = 1) -> str:
    """The call's output names the row."""
    return f"position({literal(row.name)} in :'output_{call}') > 0"


def alive(row: Placed, predicate: str) -> str:
    """The row is there and alive."""
    return f"exists (select from {row.table.name} where {row.where()} and ({predicate}))"


def there(row: Placed) -> str:
    """The row is there."""
    return f"exists (select from {row.table.name} where {row.where()})"


def differs(row: Placed) -> str:
    """The row is not what it was, in whatever column, or is gone."""
    now, before = (
        f"(select to_jsonb(t) from {source} as t where {row.where('t.')})" for source in (row.table.name, BEFORE)
    )
    return f"{now} is distinct from {before}"


def differs_in(row: Placed, columns: Iterable[str]) -> str:
    """The row is still there, and one of these columns is not what it was."""
    names = map(quote_identifier, columns)
    changed = " or ".join(f"to_jsonb(t.{each}) is distinct from to_jsonb(b.{each})" for each in names)
    both = f"{row.where('t.')} and {row.where('b.')}"
    return f"exists (select from {row.table.name} as t, {BEFORE} as b where {both} and ({changed}))"


def opened(table: Table, predicate: str) -> str:
    """How many rows are alive that were not there before, as SQL."""
    key = ", ".join(map(quote_identifier, key_columns(table)))
    return f"(select count(*) from {table.name} where ({predicate}) and ({key}) not in (select {key} from {BEFORE}))"


def clock_at_or_before(row: Placed, clock: str, moment: str) -> str:
    """The row's clock shows this moment or an earlier one."""
    column = quote_identifier(clock)
    return f"exists (select from {row.table.name} where {row.where()} and {column} <= {moment})"


def used(call: int = 1) -> str:
    """The call worked, and showed or wrote a row."""
    return f"{worked(call)} and :'output_{call}' not in ('', '0', '[]')"


def was_given(row: Placed, predicate: str) -> str:
    """The predicate held for the row before the calls."""
    name = quote_identifier(row.table.name.name)
    return f"exists (select from {BEFORE} as {name} where {row.where()} and ({predicate}))"
