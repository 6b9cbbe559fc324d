"""How worlds are drawn: one that covers everything, and as many at random as are asked for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import prod
from typing import TYPE_CHECKING

from pgcordon.actors.actor import Person
from pgcordon.actors.blueprints import Blueprint, Blueprints, Shape, numbered
from pgcordon.actors.world import Row, RowId, World
from pgcordon.model import Constraint, QualifiedName

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

_MOST_ROWS = 12
_MOST_PAIRS = 24
_SPARES = 20


@dataclass
class _Builder:
    """Rows as they come, each with a number of its own."""

    people: tuple[Person, ...]
    rows: list[Row] = field(default_factory=list)
    spares: list[Row] = field(default_factory=list)
    persons: dict[str, list[RowId]] = field(default_factory=dict)
    """The rows that stand for a person, by the person's id."""
    numbers: int = 0

    def rows_of(self, table: QualifiedName) -> list[Row]:
        return [row for row in self.rows if row.table == table]

    def make(self, blueprint: Blueprint, shape: Shape, parents: Sequence[Row | None]) -> Row:
        self.numbers += 1
        values = numbered(shape, self.numbers)
        for reference, parent in zip(blueprint.references, parents, strict=True):
            values.update(pointing(reference, parent))
        ids = tuple(parent.id for parent in parents if parent is not None)
        return Row(blueprint.table.name, self.numbers, values, ids)

    def add_people(self, blueprint: Blueprint) -> None:
        """A row for every signed-in person, as ordinary as the table's defaults make it.

        A newcomer's is a spare, but for the first, the one that makes them a user.
        """
        assert blueprint.person_key is not None
        for index, person in enumerate(each for each in self.people if each.uid is not None):
            options = [self.options(blueprint, reference) for reference in blueprint.references]
            row = self.make(blueprint, blueprint.shapes[0], [each[index % len(each)] for each in options])
            itself = self.persons.setdefault(str(person.uid), [])
            values = {**row.values, blueprint.person_key: str(person.uid)}
            standing = Row(row.table, row.number, values, (*row.parents, *itself))
            if person.newcomer and itself:
                self.spares.append(standing)
            else:
                self.rows.append(standing)
                itself.append(row.id)
        if not blueprint.references:  # the table that makes people users: somebody who has not signed up
            spare = self.make(blueprint, blueprint.shapes[0], [])
            unknown = f"a0000000-0000-4000-8000-9{spare.number:011d}"
            self.spares.append(Row(spare.table, spare.number, {**spare.values, blueprint.person_key: unknown}))

    def options(self, blueprint: Blueprint, reference: Constraint) -> list[Row | None]:
        assert reference.references is not None
        rows: list[Row | None] = [*self.rows_of(reference.references)]
        return [*rows, None] if blueprint.optional(reference) else rows


def pointing(reference: Constraint, parent: Row | None) -> dict[str, str | None]:
    """The values that a foreign key's columns take to point at a row, or nowhere."""
    targets = zip(reference.columns, reference.referenced_columns, strict=True)
    return {column: None if parent is None else parent.values.get(target) for column, target in targets}


def covering_world(blueprints: Blueprints, people: tuple[Person, ...]) -> World:
    """The world in which every person owns rows of every table, in as many shapes as fit."""
    builder = _Builder(people)
    for blueprint in blueprints.tables.values():
        if blueprint.person_key:
            builder.add_people(blueprint)
        elif blueprint.seedable:
            _cover(builder, blueprint)
    return World(people, tuple(builder.rows), tuple(builder.spares))


def _cover(builder: _Builder, blueprint: Blueprint) -> None:
    options = [builder.options(blueprint, reference) for reference in blueprint.references]
    if not all(options):
        return
    widest = max((len(each) for each in options), default=1)
    count = min(_MOST_ROWS, max(2 * widest, len(blueprint.shapes), 2))
    if _pairs_once(blueprint):  # a table of memberships: everybody in everything would leave nothing to be kept out of
        count = min(_MOST_PAIRS, max(1, prod(len(each) for each in options) // 2))
    shapes = [blueprint.shapes[(step + step // widest) % len(blueprint.shapes)] for step in range(count + _SPARES)]
    made = [
        builder.make(blueprint, shape, _parents(_fitting(options, blueprint, shape), step))
        for step, shape in enumerate(shapes)
    ]
    builder.rows += made[:count]
    builder.spares += made[count:]


def _pairs_once(blueprint: Blueprint) -> bool:
    """Whether a key lets each combination of parents occur only once."""
    pointing_columns = {name for reference in blueprint.references for name in reference.columns}
    return any(pointing_columns.issuperset(key) for key in blueprint.table.unique_keys)


def _fitting(options: Sequence[list[Row | None]], blueprint: Blueprint, shape: Shape) -> list[list[Row | None]]:
    """The options without those that contradict a shape that says which keys are null."""
    stated = [[shape[name] for name in key.columns if name in shape] for key in blueprint.references]
    return [
        [row for row in rows if not values or (row is None) == (None in values)] or rows
        for rows, values in zip(options, stated, strict=True)
    ]


def _parents(options: Sequence[list[Row | None]], step: int) -> list[Row | None]:
    chosen = []
    for each in options:
        chosen.append(each[step % len(each)])
        step += step // len(each) if len(each) > 1 else 0
    return chosen


def random_worlds(blueprints: Blueprints, people: tuple[Person, ...]) -> "SearchStrategy[World]":
    """Small worlds: a few rows of each table, in any shape, pointing anywhere."""
    from hypothesis import strategies as st

    @st.composite
    def worlds(draw: Callable[["SearchStrategy[object]"], object]) -> World:
        builder = _Builder(people)
        for blueprint in blueprints.tables.values():
            if blueprint.person_key:
                builder.add_people(blueprint)
            elif blueprint.seedable:
                builder.rows += _draw_rows(draw, builder, blueprint, most=4)
                builder.spares += _draw_rows(draw, builder, blueprint, most=4)
        return World(people, tuple(builder.rows), tuple(builder.spares))

    return worlds()


def _draw_rows(
    draw: Callable[["SearchStrategy[object]"], object], builder: _Builder, blueprint: Blueprint, most: int
) -> list[Row]:
    from hypothesis import strategies as st

    options = [builder.options(blueprint, reference) for reference in blueprint.references]
    if not all(options):
        return []
    row = st.tuples(st.sampled_from(blueprint.shapes), *(st.sampled_from(each) for each in options))
    drawn: list[tuple[Shape, ...]] = draw(st.lists(row, max_size=most))  # type: ignore[assignment]
    return [builder.make(blueprint, shape, parents) for shape, *parents in drawn]  # type: ignore[arg-type]
