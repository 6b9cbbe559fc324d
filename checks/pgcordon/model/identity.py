"""How SQL learns who asks."""

from collections.abc import Collection, Iterable

from pgcordon.model.expressions import Call
from pgcordon.model.functions import Function
from pgcordon.model.names import QualifiedName

IDENTITY = frozenset({
    "auth.uid", "auth.jwt", "auth.email", "auth.role",
    "current_setting", "current_user", "current_role", "session_user", "user",
})  # fmt: skip
"""Supabase's functions, the run-time parameters in which PostgREST and others pass claims, and the roles."""


def identity_functions(functions: Iterable[Function]) -> frozenset[str]:
    """The names, with their schemas and without, of IDENTITY and of all functions whose bodies call one of them."""
    callers: dict[str, list[QualifiedName]] = {}
    for function in functions:
        for statement in function.body.statements if function.body else ():
            for call in statement.expression.calls:
                callers.setdefault(str(call), []).append(function.name)
    found: set[str] = set()
    pending = [*IDENTITY, *(name.partition(".")[2] for name in IDENTITY if name.startswith("auth."))]
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            pending.extend(
                spelling for each in callers.get(name, ()) for spelling in (f"{each.schema}.{each.name}", each.name)
            )
    return frozenset(found)


def is_one_of(call: Call, names: Collection[str]) -> bool:
    """Whether a call means one of these functions."""
    return str(call) in names or (call.schema == "pg_catalog" and call.name in names)
