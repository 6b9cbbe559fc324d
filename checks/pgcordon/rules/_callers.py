"""Who may call a function from outside, and whether somebody said that they may."""

from collections.abc import Iterable

import msgspec

from pgcordon.model import Catalog, Fix, Function, ObjectType, QualifiedName
from pgcordon.rules._insertion import statement_behind


def callers(catalog: Catalog, function: Function) -> tuple[str, ...]:
    """The API's roles that may call it through the API: it stands in an exposed schema and is no trigger function."""
    if function.is_trigger or function.name.schema not in catalog.api.schemas:
        return ()
    return executors(catalog, function)


def executors(catalog: Catalog, function: Function) -> tuple[str, ...]:
    """The API's roles that hold EXECUTE, as members of PUBLIC or otherwise."""
    return tuple(role for role in catalog.api.roles if catalog.grants_to((role,), "EXECUTE", function.address))


def revocation(catalog: Catalog, function: Function, roles: Iterable[str], then: str = "") -> Fix | None:
    """The repair that takes EXECUTE from PUBLIC and these roles, and runs another statement after it.

    It stands behind the function's definition or, where grants follow that, behind the last of them. None where a role
    holds the privilege as a member of another, from whom it would have to be taken.
    """
    unwanted = ("public", *roles)
    held = catalog.grants_to(roles, "EXECUTE", function.address)
    if any(grant.grantee not in unwanted for grant in held):
        return None
    sql = ";\n".join(filter(None, (f"revoke execute on {function.address} from {', '.join(unwanted)}", then)))
    said = [span for span in (function.defined, *(grant.defined for grant in held)) if span is not None]
    written = [span for span in said if span.source in catalog.sources]
    last = max(written, key=lambda span: (catalog.sources.index(span.source), span.start), default=None)
    edits = (statement_behind(catalog, last, sql),) if last is not None else ()
    return Fix("take EXECUTE away", edits, f"{sql};", safe=function.is_trigger)


def granted_on_purpose(catalog: Catalog, function: Function, roles: Iterable[str]) -> bool:
    """Whether a GRANT names one of these roles, rather than default privileges or PUBLIC giving it EXECUTE."""
    defaults = [
        default
        for default in catalog.default_privileges
        if default.object_type is ObjectType.FUNCTION
        and not default.revoked
        and default.schema in (None, function.name.schema)
    ]
    by_default = {default.grantee for default in defaults}
    places = {default.defined for default in defaults}
    return any(
        grant.privilege == "EXECUTE"
        and grant.grantee in roles
        and (grant.grantee not in by_default or (grant.defined is not None and grant.defined not in places))
        for grant in catalog.grants_on(function.address)
    )


class PolicyCalls(msgspec.Struct, frozen=True):
    """The calls in policies: the function's name and the number of its arguments."""

    made: frozenset[tuple[QualifiedName, int]]

    def may_mean(self, function: Function) -> bool:
        """Whether one of them may mean this function, and not another of the same name."""
        required = sum(argument.default is None for argument in function.inputs)
        counts = range(required, len(function.inputs) + 1)
        return any((function.name, count) in self.made for count in counts)


def policy_calls(catalog: Catalog, roles: Iterable[str]) -> PolicyCalls:
    """What policies for one of these roles call."""
    wanted = {"public", *roles}
    return PolicyCalls(
        frozenset(
            (QualifiedName(call.schema or "public", call.name), call.arguments)
            for policy in catalog.policies
            if wanted.intersection(policy.roles)
            for expression in (policy.using, policy.with_check)
            if expression is not None
            for call in expression.calls
        )
    )
