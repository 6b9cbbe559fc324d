"""What the rows of each table can look like: which shapes its checks allow, and what they point to."""

import random
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import prod

from pgcordon.actors.ownership import foreign_keys
from pgcordon.actors.values import NUMBER, UndrawableError, candidates
from pgcordon.model import Catalog, Column, Constraint, Persistence, QualifiedName, Table, TableKind

Shape = Mapping[str, str | None]
Accepts = Callable[[Table, Sequence[Shape], str | None], Sequence[bool]]
"""Asks the server which shapes a table's checks let pass; with a column name only its own checks are asked."""

_MOST_SHAPES = 48
_MOST_COMBINATIONS = 600


@dataclass(frozen=True)
class Blueprint:
    """How to make rows of a table."""

    table: Table
    shapes: tuple[Shape, ...]
    references: tuple[Constraint, ...]
    """Foreign keys to tables that have a blueprint, those to people first."""
    person_key: str | None = None
    """The key column that holds a person's id, where every person has exactly one row here."""
    seedable: bool = True
    """Whether rows may be made freely; false where an actor's setup decides who has a row."""

    def optional(self, reference: Constraint) -> bool:
        """Whether a row may point nowhere."""
        return not any(column.not_null for column in self.table.columns if column.name in reference.columns)


@dataclass(frozen=True)
class Blueprints:
    """The tables that can be drawn, parents before children, and why others cannot."""

    tables: Mapping[QualifiedName, Blueprint]
    undrawable: Mapping[QualifiedName, str] = field(default_factory=dict)

    def people(self) -> tuple[Blueprint, ...]:
        return tuple(each for each in self.tables.values() if each.person_key)

    def owner_references(self, table: QualifiedName) -> tuple[Constraint, ...]:
        """The foreign keys of a table that name a person."""
        blueprint = self.tables.get(table)
        persons = {each.table.name for each in self.people()}
        return tuple(each for each in blueprint.references if each.references in persons) if blueprint else ()

    def parent_references(self, table: QualifiedName) -> tuple[Constraint, ...]:
        """The foreign keys of a table that name anything but a person."""
        blueprint = self.tables.get(table)
        owners = self.owner_references(table)
        return tuple(each for each in blueprint.references if each not in owners) if blueprint else ()


def draw_blueprints(
    catalog: Catalog,
    wanted: Collection[QualifiedName],
    users: QualifiedName | None,
    looked_at: Collection[str],
    settled: Collection[tuple[QualifiedName, str]],
    accepts: Accepts,
) -> Blueprints:
    """Blueprints of the wanted tables and of all that they point to.

    `looked_at` are column names that the contract mentions; `settled` are columns, and tables (with an empty column
    name), that actors' setups write, which rows must not decide.
    """
    drawn: dict[QualifiedName, Blueprint] = {}
    undrawable: dict[QualifiedName, str] = {}
    for table in _parents_first(catalog, wanted, users):
        keys = foreign_keys(table, catalog, users)
        person_key = _person_key(table, keys, users, drawn)
        references = _references(table, keys, drawn, person_key)
        try:
            shapes = _shapes(table, catalog, references, looked_at, settled, person_key, accepts)
        except UndrawableError as reason:
            undrawable[table.name] = str(reason)
            continue
        drawn[table.name] = Blueprint(table, shapes, references, person_key, (table.name, "") not in settled)
    return Blueprints(drawn, undrawable)


def _parents_first(catalog: Catalog, wanted: Collection[QualifiedName], users: QualifiedName | None) -> list[Table]:
    ordered: dict[QualifiedName, Table] = {}
    underway: set[QualifiedName] = set()

    def visit(name: QualifiedName) -> None:
        table = catalog.table(name)
        if table is None or name in ordered or name in underway or not _takes_rows(table):
            return
        underway.add(name)
        for key in table.foreign_keys:
            if key.references:
                visit(key.references)
        ordered[name] = table

    if users:
        visit(users)
    for name in wanted:
        visit(name)
    return list(ordered.values())


def _takes_rows(table: Table) -> bool:
    ordinary = table.kind is not TableKind.FOREIGN and table.persistence is not Persistence.TEMPORARY
    return ordinary and table.partition_of is None


def _person_key(
    table: Table, keys: Sequence[Constraint], users: QualifiedName | None, drawn: Mapping[QualifiedName, Blueprint]
) -> str | None:
    key = table.primary_key
    if key is None or len(key.columns) != 1:
        return None
    if table.name == users:
        return key.columns[0]
    for reference in keys:
        target = drawn.get(reference.references) if reference.references else None
        if reference.columns == key.columns and target is not None and target.person_key:
            return key.columns[0]
    return None


def _references(
    table: Table, keys: Sequence[Constraint], drawn: Mapping[QualifiedName, Blueprint], person_key: str | None
) -> tuple[Constraint, ...]:
    def names_person(key: Constraint) -> bool:
        return any(each.person_key for name, each in drawn.items() if name == key.references)

    known = [key for key in keys if key.references in drawn or key.references == table.name]
    others = [key for key in known if key.columns != (person_key,)]
    return tuple(sorted(others, key=names_person, reverse=True))


def _shapes(
    table: Table,
    catalog: Catalog,
    references: Sequence[Constraint],
    looked_at: Collection[str],
    settled: Collection[tuple[QualifiedName, str]],
    person_key: str | None,
    accepts: Accepts,
) -> tuple[Shape, ...]:
    referring = {name for key in references for name in key.columns}
    judged = {
        name for policy in catalog.policies_on(table.name) for name in _mentioned(policy.using, policy.with_check)
    }
    columns: dict[str, tuple[str | None, ...]] = {}
    for column in table.columns:
        if column.generated is not None or column.name == person_key or (table.name, column.name) in settled:
            continue
        if column.name in referring:
            columns[column.name] = _somewhere(column, table, catalog)
            continue
        varied = column.name in judged or column.name in looked_at or _enumerated(column, table, catalog)
        if _left_to_default(column, table, varied, person_key is not None) and not _looked_up(column, table, catalog):
            continue
        columns[column.name] = candidates(column, table, catalog, varied)
    allowed = {
        name: _allowed_alone(table, name, values, accepts) if len(values) > 1 else values
        for name, values in columns.items()
    }
    combinations = list(_combinations({name: values[:1] for name, values in allowed.items()}, allowed))
    passing = [shape for shape, ok in zip(combinations, accepts(table, combinations, None), strict=True) if ok]
    if not passing:
        raise UndrawableError(f"no row of {table.name} was found that its checks accept")
    # Where checks tie the nulls of keys to each other, such as exactly one of two owners, a shape says which are null.
    tied = {tuple(shape[name] is None for name in sorted(referring)) for shape in combinations} != {
        tuple(shape[name] is None for name in sorted(referring)) for shape in passing
    }
    bare = [{name: value for name, value in shape.items() if tied or name not in referring} for shape in passing]
    return tuple(_covering(bare))[: 1 if person_key else _MOST_SHAPES]


def _somewhere(column: Column, table: Table, catalog: Catalog) -> tuple[str | None, ...]:
    """Any value of the column's type, for checks to look at, and null if it may point nowhere."""
    values = candidates(column, table, catalog, varied=False)
    return values[:1] if column.not_null or values[0] is None else (values[0], None)


def _mentioned(*expressions: object) -> Iterable[str]:
    return (name for each in expressions if each is not None for name in getattr(each, "column_names", ()))


def _enumerated(column: Column, table: Table, catalog: Catalog) -> bool:
    if column.type.name == "bool" or any(
        (enum.name.schema, enum.name.name) == (column.type.schema, column.type.name) for enum in catalog.enums
    ):
        return True
    checks = (check.expression for check in table.checks)
    return any(
        each.column == column.name and each.operator == "=" and each.measure is None
        for check in checks
        if check is not None
        for each in check.comparisons
    )


def _left_to_default(column: Column, table: Table, varied: bool, one_a_person: bool) -> bool:
    in_key = table.primary_key is not None and column.name in table.primary_key.columns
    if in_key:
        return False
    if one_a_person:  # an ordinary user: whatever makes somebody special is for an actor's setup to say
        return not column.not_null or column.default is not None or column.identity is not None
    return (column.default is not None or column.identity is not None) and not varied


def _looked_up(column: Column, table: Table, catalog: Catalog) -> bool:
    """Whether the platform's users are found by it: a search among users without one would find nobody to leak."""
    return column.name == "email" and table.address in catalog.given


def _allowed_alone(table: Table, name: str, values: tuple[str | None, ...], accepts: Accepts) -> tuple[str | None, ...]:
    verdicts = accepts(table, [{name: value} for value in values], name)
    allowed = tuple(value for value, ok in zip(values, verdicts, strict=True) if ok)
    if not allowed:
        raise UndrawableError(f"no value of {table.name}.{name} was found that its checks accept")
    return allowed


def _combinations(
    plain: Mapping[str, Sequence[str | None]], allowed: Mapping[str, Sequence[str | None]]
) -> list[Shape]:
    names = list(allowed)
    if prod(len(values) for values in allowed.values()) <= _MOST_COMBINATIONS:
        return [dict(zip(names, values, strict=True)) for values in product(*allowed.values())]
    canonical = {name: values[0] for name, values in plain.items()}
    single = [{**canonical, name: value} for name, values in allowed.items() for value in values]
    chance = random.Random(0)  # noqa: S311 (which combinations are tried is no secret, and must be the same every time)
    mixed = [{name: chance.choice(values) for name, values in allowed.items()} for _ in range(_MOST_COMBINATIONS)]
    return [canonical, *mixed, *single]  # a mixed one shows several values at once that none before it has


def _covering(shapes: Sequence[Shape]) -> list[Shape]:
    """The shapes in an order in which each early one shows values that none before it has."""
    unique = list({tuple(shape.items()): shape for shape in shapes}.values())
    seen: set[tuple[str, str | None]] = set()
    first: list[Shape] = []
    rest: list[Shape] = []
    for shape in unique:
        fresh = set(shape.items()) - seen
        (first if fresh else rest).append(shape)
        seen |= fresh
    return first + rest


def numbered(shape: Shape, number: int) -> dict[str, str | None]:
    """The shape's values for one row, with the row's number in its canaries."""
    digits = f"{number:04d}"
    return {name: None if value is None else value.replace(NUMBER, digits) for name, value in shape.items()}


def mentioned_columns(predicates: Iterable[str]) -> frozenset[str]:
    """Every word of some predicates, among them the columns that they look at."""
    return frozenset(word for predicate in predicates for word in re.findall(r"[a-z_][a-z0-9_]*", predicate.lower()))
