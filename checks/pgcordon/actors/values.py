"""Which values a column is worth trying with."""

from collections.abc import Iterable, Iterator, Sequence

from pgcordon.model import Catalog, Column, Comparison, Table, TypeName

NUMBER = "{n}"
"""Stands for four digits that no other row of the world has, so that a value betrays its row wherever it turns up."""

_CANARIES = {
    "text": "canary{n}",
    "varchar": "canary{n}",
    "bpchar": "c",
    "citext": "canary{n}",
    "name": "canary{n}",
    "uuid": "c0000000-0000-4000-8000-00000000{n}",
    "int4": "70{n}",
    "int8": "70{n}",
    "int2": "2{n}",
    "numeric": "70{n}",
    "float4": "70{n}",
    "float8": "70{n}",
    "money": "70{n}",
    "json": '{"note": "canary{n}"}',
    "jsonb": '{"note": "canary{n}"}',
    "xml": "<note>canary{n}</note>",
    "bytea": "canary{n}",
}
_PLAIN = {
    "bool": ("true", "false"),
    "date": ("2026-01-02",),
    "time": ("12:00",),
    "timetz": ("12:00+00",),
    "timestamp": ("now",),
    "timestamptz": ("now",),
    "interval": ("1 hour",),
    "inet": ("192.0.2.1",),
    "cidr": ("192.0.2.0/24",),
    "macaddr": ("08:00:2b:01:02:03",),
    "bit": ("1",),
    "varbit": ("1",),
    "point": ("(0,0)",),
    "tsvector": ("canary",),
    "tsquery": ("canary",),
    "oid": ("1",),
}
_MOMENTS = ("now", "2001-01-01 00:00:00+00", "2999-01-01 00:00:00+00")
_TIME_TYPES = frozenset({"timestamp", "timestamptz", "date"})
_SHAPED_TEXTS = (
    "canary{n}@example.com",
    "https://example.com/canary{n}",
    "c{n}",
    "+1555550{n}",
    "ab{n}",
    "70{n}",
    "{n}",
)
_NUMBER_TYPES = frozenset({"int2", "int4", "int8", "numeric", "float4", "float8", "money"})
_TEXT_TYPES = frozenset({"text", "varchar", "bpchar", "citext"})


class UndrawableError(Exception):
    """No value is known for a column that must have one."""


def candidates(column: Column, table: Table, catalog: Catalog, varied: bool) -> tuple[str | None, ...]:
    """Values for a column, the plainest first; null among the rest where the column allows it.

    `varied` columns are those that a policy, a check or the contract looks at: they get several values.
    Raises UndrawableError where the column needs a value of a type that is not known.
    """
    comparisons = list(_comparisons(column.name, table, catalog))
    values: list[str | None] = list(_typed(column.type, catalog, varied))
    named = [text for comparison in comparisons for text in comparison.literals if comparison.measure is None]
    checked = any(column.name in (check.expression.column_names if check.expression else ()) for check in table.checks)
    if named and column.type.name in _TEXT_TYPES:
        values = [*(map(_array_of, named) if column.type.array else named), *values]
    if column.type.name in _NUMBER_TYPES and not column.type.array:
        values = [*values, *_neighbours(named), *(["1", "0"] if checked else [])]
    if checked:
        values += _alternatives(column.type)
    values = [value for value in values if _fits(value, column.type)]
    if column.not_null:
        if not values:
            raise UndrawableError(
                f"{column.address.identity} needs a value of type {column.type}, for which none is known"
            )
    elif varied or checked or not values:
        values.append(None)
    return tuple(dict.fromkeys(values))


def _fits(value: str | None, kind: TypeName) -> bool:
    """Whether the value is no longer than the type allows; a cast would silently cut it."""
    if value is None or kind.array or kind.name not in ("varchar", "bpchar") or not kind.modifiers:
        return True
    return len(value.replace(NUMBER, "0000")) <= int(kind.modifiers[0])


def _comparisons(name: str, table: Table, catalog: Catalog) -> Iterator[Comparison]:
    """What the column is held against, itself or in the columns that point to it."""
    pointing = [
        (each, column)
        for each in catalog.tables
        for key in each.foreign_keys
        if key.references == table.name
        for column, target in zip(key.columns, key.referenced_columns, strict=False)
        if target == name
    ]
    for holder, column in [(table, name), *pointing]:
        expressions = [check.expression for check in holder.checks]
        for policy in catalog.policies_on(holder.name):
            expressions += [policy.using, policy.with_check]
        for expression in expressions:
            if expression is not None:
                yield from (each for each in expression.comparisons if each.column == column)


def _typed(kind: TypeName, catalog: Catalog, varied: bool) -> Sequence[str]:
    if kind.array:
        element = TypeName(kind.schema, kind.name)
        first = _typed(element, catalog, varied)[:1]
        return ["{}"] if not first or "{" in first[0].replace(NUMBER, "") else ["{" + first[0] + "}"]
    if not kind.built_in:
        return _user_defined(kind, catalog, varied)
    if varied and kind.name in _TIME_TYPES:
        return _MOMENTS
    if kind.name in ("varchar", "bpchar") and kind.modifiers and int(kind.modifiers[0]) < len("canary0000"):
        return ["c{n}" if int(kind.modifiers[0]) >= len("c0000") else "c"]
    if kind.name == "numeric" and kind.modifiers and _integer_digits(kind.modifiers) < len("700000"):
        return ["1"]
    if kind.name in _CANARIES:
        return [_CANARIES[kind.name]]
    return _PLAIN.get(kind.name, ())


def _user_defined(kind: TypeName, catalog: Catalog, varied: bool) -> Sequence[str]:
    for enum in catalog.enums:
        if (enum.name.schema, enum.name.name) == (kind.schema, kind.name):
            return enum.labels
    for domain in catalog.domains:
        if (domain.name.schema, domain.name.name) == (kind.schema, kind.name):
            literals = [each for _, check in domain.checks for item in check.comparisons for each in item.literals]
            return [*literals, *_typed(domain.base, catalog, varied), *_alternatives(domain.base)]
    if kind.name in ("vector", "halfvec"):
        dimensions = int(kind.modifiers[0]) if kind.modifiers else 3
        return ["[" + ",".join(["0"] * dimensions) + "]"]
    if kind.name == "citext":
        return ["canary{n}"]
    return ()


def _array_of(element: str) -> str:
    escaped = element.replace("\\", r"\\").replace('"', r"\"")
    return f'{{"{escaped}"}}'


def _integer_digits(modifiers: tuple[str, ...]) -> int:
    precision, scale = (*map(int, modifiers), 0)[:2]
    return precision - scale


def _neighbours(literals: Iterable[str]) -> list[str]:
    """The numbers beside a boundary, and the boundary."""
    numbers = [text for text in literals if text.lstrip("-").isdigit()]
    return [str(int(text) + step) for text in numbers for step in (0, 1, -1)]


def _alternatives(kind: TypeName) -> Sequence[str]:
    if kind.array:
        return ("{}",)
    if kind.name in _TEXT_TYPES:
        return _SHAPED_TEXTS
    if kind.name in ("json", "jsonb"):
        return ("[]", "{}", '["canary{n}"]')
    if kind.name in _TIME_TYPES:
        return _MOMENTS
    return ()
