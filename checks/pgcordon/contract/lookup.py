"""Finding in the catalog what access.toml names."""

from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import msgspec
from pglast import parser

from pgcordon.contract.faults import did_you_mean
from pgcordon.model import Argument, Catalog, Function, ObjectAddress, QualifiedName

_SYSTEM_COLUMNS = frozenset({"ctid", "xmin", "xmax", "cmin", "cmax", "tableoid"})


@dataclass(frozen=True, slots=True)
class Relation:
    """A table or a view. `columns` is empty where the catalog does not know them."""

    name: QualifiedName
    address: ObjectAddress
    columns: tuple[str, ...]

    def check_column(self, column: str) -> None:
        """Raises ValueError where the relation has no such column, naming the nearest."""
        if self.columns and column not in self.columns:
            raise ValueError(f"{self.name} has no column {column}{did_you_mean(column, self.columns)}")

    def check_reference(self, reference: tuple[str, ...]) -> None:
        """Raises ValueError where a column reference outside sub-queries cannot mean this relation's row."""
        *qualifier, column = reference
        if qualifier and qualifier not in ([self.name.name], [self.name.schema, self.name.name]):
            raise ValueError(f"{'.'.join(reference)} is not of this row: only columns of {self.name} are at hand")
        whole_row = not qualifier and column == self.name.name
        if not whole_row and column not in _SYSTEM_COLUMNS:
            self.check_column(column)


def find_relation(catalog: Catalog, text: str) -> Relation:
    """The table or view of this name, in `public` where no schema is named. Raises ValueError if there is none."""
    name = QualifiedName.parse(text)
    relations = {
        **{view.name: Relation(view.name, view.address, view.columns) for view in catalog.views},
        **{
            table.name: Relation(table.name, table.address, tuple(column.name for column in table.columns))
            for table in catalog.tables
        },
    }
    if name in relations:
        return relations[name]
    elsewhere = [str(each) for each in relations if each.name == name.name]
    if elsewhere:
        raise ValueError(f"no such table or view in {name.schema}; did you mean {' or '.join(elsewhere)}?")
    spellings = [spelling for each in relations for spelling in _spellings(each)]
    raise ValueError(f"no such table or view{did_you_mean(text, spellings)}")


def _spellings(name: QualifiedName) -> tuple[str, ...]:
    full = str(name)
    return (full, full.removeprefix("public.")) if name.schema == "public" else (full,)


def find_function(catalog: Catalog, text: str) -> Function:
    """The function or procedure of this signature, its types under any of their names.

    `get_history(uuid, int)`, `public.get_history(uuid, integer)` and, where there is only one, `get_history`.
    Raises ValueError if there is none, or more than one.
    """
    name, types = _signature(text)
    named = [each for each in catalog.functions if _matches_name(each, name)]
    fitting = [each for each in named if types is None or _matches_types(each.inputs, types)]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise ValueError(f"more than one function fits; write one of {', '.join(sorted(map(_shown, fitting)))}")
    if named:
        raise ValueError(f"no such function; there is {', '.join(sorted(map(_shown, named)))}")
    elsewhere = sorted(_shown(each) for each in catalog.functions if each.name.name == name[-1])
    if elsewhere:
        raise ValueError(f"no such function in {['public', *name][-2]}; did you mean {' or '.join(elsewhere)}?")
    known = {spelling: each for each in catalog.functions for spelling in _spellings(each.name)}
    nearest = get_close_matches(".".join(name), sorted(known), n=1)
    raise ValueError("no such function" + "".join(f"; did you mean {_shown(known[each])}?" for each in nearest))


def _shown(function: Function) -> str:
    return function.signature if function.name.schema == "public" else function.identity


def _signature(text: str) -> tuple[list[str], list[dict[str, Any]] | None]:
    """The name's parts, and the argument types as parse nodes; None where the text has no argument list."""
    try:
        tree = msgspec.json.decode(parser.parse_sql_json(f"drop routine {text}"))
    except parser.ParseError:
        tree = {"stmts": []}
    match tree["stmts"]:
        case [{"stmt": {"DropStmt": {"objects": [{"ObjectWithArgs": routine}]}}}]:
            name = [part["String"]["sval"] for part in routine["objname"]]
            types = [each["TypeName"] for each in routine.get("objargs", ())]
            return name, None if routine.get("args_unspecified") else types
    raise ValueError('not the signature of a function; write for instance "get_history(uuid, integer)"')


def _matches_name(function: Function, name: list[str]) -> bool:
    match name:
        case [bare]:
            return function.name == QualifiedName("public", bare)
        case _:
            return [function.name.schema, function.name.name] == name


def _matches_types(arguments: tuple[Argument, ...], types: list[dict[str, Any]]) -> bool:
    return len(arguments) == len(types) and all(map(_matches_type, arguments, types))


def _matches_type(argument: Argument, node: dict[str, Any]) -> bool:
    *schema, name = (part["String"]["sval"] for part in node["names"])
    wanted = argument.type
    same_schema = not schema or schema == [wanted.schema]
    return same_schema and name == wanted.name and bool(node.get("arrayBounds")) == wanted.array
