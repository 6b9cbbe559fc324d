"""Rows and columns as attacks need them."""

from collections.abc import Iterator, Mapping

from pgcordon.actors.blueprints import mentioned_columns
from pgcordon.actors.strategies import pointing
from pgcordon.actors.world import Row
from pgcordon.attacks.staging.stage import Stage
from pgcordon.model import Command, Constraint, Table


def needed_values(stage: Stage, table: Table, row: Row) -> dict[str, str | None]:
    """The values that an insert cannot leave to defaults.

    They are required, point somewhere, are looked at by the contract, or are tied to another column by a check.
    """
    judged = stage.contract.table(table.name).permissions.get(Command.INSERT, {}).values()
    looked_at = mentioned_columns(judged)
    pointing_columns = {name for reference in table.foreign_keys for name in reference.columns}
    checked = [check.expression.column_names for check in table.checks if check.expression]
    tied = {name for names in checked if len(names) > 1 for name in names}

    def needed(name: str) -> bool:
        column = table.column(name)
        if column is None or name in pointing_columns:
            return True
        if column.default is not None or column.identity is not None:
            return name in looked_at - _key(table) or name in tied
        return column.not_null or name in looked_at or name in tied

    return {name: value for name, value in row.values.items() if needed(name)}


def elsewhere(stage: Stage, row: Row, reference: Constraint) -> Iterator[dict[str, str | None]]:
    """The values that would point the row at each other row of the reference's table, and at nothing if it may."""
    assert reference.references is not None
    blueprint = stage.blueprints.tables[row.table]
    held: Mapping[str, str | None] = {name: row.values.get(name) for name in reference.columns}
    targets: list[Row | None] = list(stage.world.rows_of(reference.references))
    if blueprint.optional(reference):
        targets.append(None)
    for target in targets:
        values = pointing(reference, target)
        if values != held:
            yield values


def _key(table: Table) -> frozenset[str]:
    return frozenset(table.primary_key.columns if table.primary_key else ())
