"""What `*` stands for in a list of output columns."""

from pgcordon.model import ColumnReference
from pgcordon.parse.expression.scopes import Scope
from pgcordon.parse.nodes import Node, strings, unwrap


def columns_of_star(target: Node, scope: Scope) -> list[ColumnReference] | None:
    """The columns that the `*` of a ResTarget gives; None for other targets, and where some are unknown."""
    kind, fields = unwrap(target["val"]) if "val" in target else ("", {})
    if kind != "ColumnRef" or "A_Star" not in fields["fields"][-1]:
        return None
    qualifier = strings(fields["fields"][:-1])
    found: list[ColumnReference] = []
    for each in scope.ranges:
        if qualifier and each.alias != qualifier[-1]:
            continue
        if each.columns is None:
            return None
        found.extend(ColumnReference(each.alias, name, scope.depth > 0, each.relation) for name in each.columns)
    return found or None
