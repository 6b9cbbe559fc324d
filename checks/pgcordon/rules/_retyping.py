"""Give a column another type."""

from pgcordon.model import Column, Edit, Fix, quote_identifier


def retyped(column: Column, type_name: str, using: str | None = None, check: str | None = None) -> Fix | None:
    """The fix that puts a type in the place of the column's own, None where that is a domain.

    `using` is the expression that converts what is stored, where the server does not do it by itself; `check` is a
    condition that takes over what the old type demanded. Programs know types: such a fix is never safe.
    """
    if not column.type.built_in:
        return None
    name = quote_identifier(column.name)
    alter = f"alter table {column.table} alter column {name} type {type_name}"
    converted = f"{alter} using {using}" if using else alter
    migration = f"{converted}, add check ({check});" if check else f"{converted};"
    return Fix(f"make {name} {type_name}", _edits(column, type_name, check), migration, safe=False)


def _edits(column: Column, type_name: str, check: str | None) -> tuple[Edit, ...]:
    """In the column's definition, or in the ALTER TABLE that gave it the type, which has no room for a check."""
    place, definition = column.type_span, column.defined
    if place is None:
        return ()
    in_capitals = place.text.isupper()
    written = type_name.upper() if in_capitals else type_name
    if check is None:
        return (Edit(place, written),)
    if (
        definition is None
        or place.source is not definition.source
        or not definition.start < place.start < definition.end
    ):
        return ()
    return (Edit(place, f"{written} {'CHECK' if in_capitals else 'check'} ({check})"),)
