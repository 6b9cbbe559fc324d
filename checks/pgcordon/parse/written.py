"""Which columns an INSERT or UPDATE gives the bare value of an argument or variable."""

from collections.abc import Iterable, Iterator

from pgcordon.parse.nodes import Node, strings, unwrap

Written = frozenset[tuple[str, str]]


def written(kind: str, fields: Node) -> Written:
    """Each such column with the name that it is given, as the text says it: `owner_id`, `add_note.owner_id`, `$1`.

    Casts are seen through. An INSERT without a list of columns, and MERGE, say nothing here.
    """
    match kind:
        case "InsertStmt":
            return frozenset((*_inserted(fields), *_set(fields.get("onConflictClause", {}).get("targetList", ()))))
        case "UpdateStmt":
            return frozenset(_set(fields["targetList"]))
    return frozenset()


def _inserted(fields: Node) -> Iterator[tuple[str, str]]:
    columns = [each["ResTarget"]["name"] for each in fields.get("cols", ())]
    query = fields.get("selectStmt", {}).get("SelectStmt", {})
    rows = [each["List"]["items"] for each in query.get("valuesLists", ())]
    rows = rows or [[each["ResTarget"]["val"] for each in query.get("targetList", ())]]
    for values in rows:
        yield from _named(zip(columns, values, strict=False))


def _set(targets: Iterable[Node]) -> Iterator[tuple[str, str]]:
    assignments = (each["ResTarget"] for each in targets)
    yield from _named((each["name"], each["val"]) for each in assignments if "val" in each)


def _named(values: Iterable[tuple[str, Node]]) -> Iterator[tuple[str, str]]:
    for column, value in values:
        kind, fields = unwrap(value)
        while kind == "TypeCast":
            kind, fields = unwrap(fields["arg"])
        if kind == "ColumnRef":
            yield column, ".".join(strings(part for part in fields["fields"] if "String" in part))
        elif kind == "ParamRef":
            yield column, f"${fields['number']}"
