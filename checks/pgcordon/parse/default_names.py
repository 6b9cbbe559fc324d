"""The names that PostgreSQL gives to what a statement leaves unnamed.

Source: makeObjectName, ChooseRelationName, ChooseIndexName (src/backend/commands/indexcmds.c),
ChooseConstraintName (src/backend/catalog/pg_constraint.c), ChooseForeignKeyConstraintNameAddition (tablecmds.c).
"""

import re
from collections.abc import Iterable, Sequence
from itertools import count

from pgcordon.model import QualifiedName
from pgcordon.parse.objects import Objects

_LONGEST = 63
"""NAMEDATALEN - 1, in bytes."""
_OF_INDEXES = frozenset({"idx", "key", "excl"})


def constraint_name(objects: Objects, table: QualifiedName, columns: Sequence[str], label: str) -> str:
    """The name of a check (`label` "check") or foreign key ("fkey") that has none of its own."""
    for name in _candidates(table.name, _addition(columns), label):
        if not objects.constraint_exists(table.schema, name):
            return name
    raise AssertionError("the candidates never end")


def index_name(objects: Objects, table: QualifiedName, columns: Iterable[str], label: str) -> str:
    """The name of an index ("idx") or of a constraint that has one: "pkey", which ignores the columns, "key", "excl".

    `columns` are the keys and the included columns in order; an expression goes by its output name or `expr`.
    """
    addition = "" if label == "pkey" else _addition(_distinct(columns))
    for name in _candidates(table.name, addition, label):
        if not _taken(objects, table.schema, name, also_by_constraint=label != "idx"):
            return name
    raise AssertionError("the candidates never end")


def sequence_name(objects: Objects, table: QualifiedName, column: str) -> QualifiedName:
    """The name of the sequence behind a serial or identity column."""
    for name in _candidates(table.name, column, "seq"):
        if not _taken(objects, table.schema, name, also_by_constraint=False):
            return QualifiedName(table.schema, name)
    raise AssertionError("the candidates never end")


def is_default_name(name: str, table: QualifiedName, columns: Iterable[str], label: str) -> bool:
    """Whether it may be the name that PostgreSQL chose, perhaps with a number because another was taken.

    `columns` are those that the functions above take.
    """
    addition = "" if label == "pkey" else _addition(_distinct(columns) if label in _OF_INDEXES else columns)
    if name == _joined(table.name, addition, label):
        return True
    number = re.search(r"[1-9]\d*\Z", name)
    return number is not None and name == _joined(table.name, addition, label + number[0])


def _taken(objects: Objects, schema: str, name: str, *, also_by_constraint: bool) -> bool:
    if objects.relation(QualifiedName(schema, name)) is not None:
        return True
    return objects.constraint_exists(schema, name, with_index=not also_by_constraint)


def _candidates(first: str, second: str, label: str) -> Iterable[str]:
    yield _joined(first, second, label)
    for number in count(1):
        yield _joined(first, second, f"{label}{number}")


def _joined(first: str, second: str, label: str) -> str:
    """`first_second_label`, the longer of the first two cut until it fits."""
    one, two = first.encode(), second.encode()
    room = _LONGEST - len(label.encode()) - 1 - (1 if second else 0)
    one_length, two_length = len(one), len(two)
    while one_length + two_length > room:
        if one_length > two_length:
            one_length -= 1
        else:
            two_length -= 1
    parts = [_cut(one, one_length), *([_cut(two, two_length)] if second else []), label]
    return "_".join(parts)


def _cut(text: bytes, length: int) -> str:
    """The first bytes, without half a character at the end."""
    return text[:length].decode(errors="ignore")


def _addition(columns: Iterable[str]) -> str:
    joined = ""
    for column in columns:
        joined = f"{joined}_{column}" if joined else column
        if len(joined.encode()) > _LONGEST:
            return _cut(joined.encode(), _LONGEST)
    return joined


def _distinct(columns: Iterable[str]) -> list[str]:
    """The names with a number behind a repeated one, as ChooseIndexColumnNames does."""
    distinct: list[str] = []
    for column in columns:
        name = column
        for number in count(1):
            if name not in distinct:
                break
            name = _cut(column.encode(), _LONGEST - len(str(number))) + str(number)
        distinct.append(name)
    return distinct
