"""The statements of an expiry rule: what they call, whom access.toml lets call it, and their parameters."""

import re
from collections.abc import Mapping

from pgcordon.actors.actor import Actor, Person
from pgcordon.actors.world import literal
from pgcordon.contract.contract import Contract, bind_uid
from pgcordon.model import Catalog, Function, Table

_PARAMETER = re.compile(r"(?<![:\w]):([A-Za-z_]\w*)")


def parameters(statement: str) -> tuple[str, ...]:
    """The columns that the statement takes the values of; `:uid` is not one."""
    return tuple(dict.fromkeys(each for each in _PARAMETER.findall(statement) if each != "uid"))


def bound(statement: str, person: Person, context: Mapping[str, str | None], table: Table) -> str:
    """The statement for this user and these values of the table's columns."""

    def value(match: re.Match[str]) -> str:
        column = table.column(match.group(1))
        if column is None or match.group(1) not in context:
            return match.group()
        return f"{literal(context[column.name])}::{column.type}"

    return bind_uid(_PARAMETER.sub(value, statement), person)


def called_functions(statement: str, catalog: Catalog) -> tuple[Function, ...]:
    """The author's functions that a statement calls by name."""
    return tuple(
        each
        for each in catalog.functions
        if each.address not in catalog.given and re.search(rf"\b{re.escape(each.name.name)}\"?\s*\(", statement)
    )


def may_run(statement: str, actor: Actor, catalog: Catalog, contract: Contract) -> bool:
    """Whether access.toml lets the actor call every function of the statement; plain SQL is for users to run."""
    functions = called_functions(statement, catalog)
    if not functions:
        return actor.name == "user"
    return all(actor.name in contract.function(each).execute for each in functions)
