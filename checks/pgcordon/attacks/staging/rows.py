"""Rows and columns as attacks need them."""

from collections.abc import Iterator, Mapping

from pgcordon.actors.actor import Person
from pgcordon.actors.blueprints import mentioned_columns
from pgcordon.actors.strategies import pointing
from pgcordon.actors.world import Row, literal
from pgcordon.attacks.staging.stage import Stage
from pgcordon.model import Column, Command, Constraint, Table

_FEW = 4


def needed_values(stage: Stage, table: Table, row: Row) -> dict[str, str | None]:
    """The values that an insert cannot leave to defaults.

    They are required, point somewhere, are looked at by the contract, or are tied to another column by a check. A
    value that is the default as well is left out: the row is the same, and takes no privilege on the column.
    """
    looked_at = _looked_at(stage, table)
    pointing_columns = _pointing_columns(table)
    checked = [check.expression.column_names for check in table.checks if check.expression]
    tied = {name for names in checked if len(names) > 1 for name in names}

    def needed(name: str) -> bool:
        column = table.column(name)
        if column is not None and _is_default(row.values[name], column):
            return False
        if column is None or name in pointing_columns:
            return True
        if column.default is not None or column.identity is not None:
            return name in looked_at - _key(table) or name in tied
        return column.not_null or name in looked_at or name in tied

    return {name: value for name, value in row.values.items() if needed(name)}


def _is_default(value: str | None, column: Column) -> bool:
    """Whether a column left out would hold just this value; false where that takes evaluating."""
    if column.default is None or value is None:
        return column.default is None and value is None
    return column.default.text in (value, literal(value))


def below_parents(stage: Stage, table: Table, person: Person) -> Iterator[tuple[Row, dict[str, str | None]]]:
    """Each row that something could hang below, with the values of a spare row, made the person's own, that does."""
    owners = {name for each in stage.blueprints.owner_references(table.name) for name in each.columns}
    mine = {name: str(person.uid) for name in owners if person.uid is not None}
    spares = _unlike_spares(stage, table)
    for reference in stage.blueprints.parent_references(table.name):
        for parent in stage.world.rows_of(reference.references) if reference.references else ():
            for values in _with_barest([needed_values(stage, table, spare) for spare in spares], table):
                yield parent, {**values, **mine, **pointing(reference, parent)}


def _with_barest(rows: list[dict[str, str | None]], table: Table) -> list[dict[str, str | None]]:
    """The rows, and each without what may be missing: a contract may want many columns null at once."""
    optional = {each.name for each in table.columns if not each.not_null and each.default is None}
    optional -= _pointing_columns(table)
    bare = [{name: value for name, value in row.items() if name not in optional} for row in rows]
    return list({tuple(row.items()): row for row in [*rows, *bare]}.values())


def _unlike_spares(stage: Stage, table: Table) -> list[Row]:
    """A few spare rows, among them one for each combination of values that the contract looks at."""
    spares = stage.world.spares_of(table.name)
    looked_at = sorted(_looked_at(stage, table) - _pointing_columns(table) - _key(table))
    first: dict[tuple[str | None, ...], Row] = {}
    for row in spares:
        first.setdefault(tuple(row.values.get(name) for name in looked_at), row)
    unlike = list(first.values())
    return [*unlike, *(row for row in spares if row not in unlike)][: max(len(unlike), _FEW)]


def _looked_at(stage: Stage, table: Table) -> frozenset[str]:
    return mentioned_columns(stage.contract.table(table.name).permissions.get(Command.INSERT, {}).values())


def _pointing_columns(table: Table) -> frozenset[str]:
    return frozenset(name for reference in table.foreign_keys for name in reference.columns)


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
