"""Which functions a call means, and what is known of them without their bodies."""

from pgcordon.model import Body, Call, Catalog, Function, QualifiedName, Volatility

BUILT_IN_VOLATILE = frozenset({
    "clock_timestamp", "currval", "gen_random_uuid", "lastval", "nextval", "pg_sleep", "random", "random_normal",
    "set_config", "setval", "timeofday", "uuid_generate_v1", "uuid_generate_v1mc", "uuid_generate_v4", "uuidv4",
    "uuidv7",
})  # fmt: skip
"""The volatile functions of PostgreSQL and uuid-ossp that turn up in conditions. Source: `pg_proc.provolatile`."""
_BUILT_IN_SCHEMAS = (None, "pg_catalog", "extensions")
_READING = frozenset({"select", "expression"})


def functions_called(catalog: Catalog, call: Call) -> tuple[Function, ...]:
    """The functions that a call may mean, by name and number of arguments; without a schema, those of `public`."""
    named = catalog.functions_named(QualifiedName(call.schema or "public", call.name))
    return tuple([function for function in named if _takes(function, call.arguments)])


def is_volatile(catalog: Catalog, call: Call) -> bool:
    """Whether every function that the call may mean is volatile."""
    called = functions_called(catalog, call)
    if called:
        return all(function.volatility is Volatility.VOLATILE for function in called)
    return call.schema in _BUILT_IN_SCHEMAS and call.name in BUILT_IN_VOLATILE


def only_reads(catalog: Catalog, function: Function, seen: frozenset[str] = frozenset()) -> bool:
    """Whether it is certain that its body, and what that calls, changes nothing and gives one result a statement."""
    body: Body | None = function.body
    if body is None or not body.understood or body.dynamic:
        return False
    seen |= {function.identity}
    for statement in body.statements:
        if statement.kind not in _READING:
            return False
        for call in statement.expression.calls:
            called = [each for each in functions_called(catalog, call) if each.identity not in seen]
            if not called and call.schema in _BUILT_IN_SCHEMAS and call.name in BUILT_IN_VOLATILE:
                return False
            if any(each.volatility is Volatility.VOLATILE and not only_reads(catalog, each, seen) for each in called):
                return False
    return True


def _takes(function: Function, arguments: int) -> bool:
    inputs = function.inputs
    if any(each.mode == "variadic" for each in inputs):
        return True
    needed = sum(1 for each in inputs if each.default is None)
    return needed <= arguments <= len(inputs)
