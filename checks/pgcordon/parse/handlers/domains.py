"""CREATE DOMAIN and ALTER DOMAIN."""

from itertools import count

from msgspec.structs import replace

from pgcordon.model import Domain, Span
from pgcordon.parse.default_names import constraint_name
from pgcordon.parse.expression.expressions import expression
from pgcordon.parse.handlers.usertypes import new_type_name
from pgcordon.parse.nodes import Node, qualified
from pgcordon.parse.registry import handles
from pgcordon.parse.replay import Replay, exists_already, missing
from pgcordon.parse.typenames import typename


@handles("CreateDomainStmt")
def create_domain(replay: Replay, node: Node, span: Span) -> None:
    name = new_type_name(replay, node["domainname"])
    domain = Domain(name, typename(node["typeName"], replay), defined=span)
    for wrapped in node.get("constraints", ()):
        domain = _constrained(replay, domain, wrapped["Constraint"])
    replay.define(domain)


@handles("AlterDomainStmt")
def alter_domain(replay: Replay, node: Node, span: Span) -> None:
    name = replay.type_name(*qualified(node["typeName"]))
    domain = replay.objects.domains.get(name)
    if domain is None:
        raise missing("domain", name)
    after = _altered(replay, domain, node)
    replay.change(domain, span, default=after.default, not_null=after.not_null, checks=after.checks)


def _altered(replay: Replay, domain: Domain, node: Node) -> Domain:
    """The domain after one command; the letters are those of AlterDomainStmt in src/include/nodes/parsenodes.h."""
    match node["subtype"]:
        case "T":
            return replace(domain, default=expression(node["def"], replay.text) if "def" in node else None)
        case "N":
            return replace(domain, not_null=False)
        case "O":
            return replace(domain, not_null=True)
        case "C":
            return _constrained(replay, domain, node["def"]["Constraint"])
        case "X":
            if not node.get("missing_ok") and node["name"] not in dict(domain.checks):
                raise missing("constraint", f"{node['name']} of domain {domain.name}")
            return replace(domain, checks=tuple(each for each in domain.checks if each[0] != node["name"]))
        case _:
            return domain


def _constrained(replay: Replay, domain: Domain, constraint: Node) -> Domain:
    match constraint["contype"]:
        case "CONSTR_DEFAULT":
            return replace(domain, default=expression(constraint["raw_expr"], replay.text))
        case "CONSTR_NOTNULL":
            return replace(domain, not_null=True)
        case "CONSTR_NULL":
            return replace(domain, not_null=False)
        case "CONSTR_CHECK":
            name = constraint.get("conname") or _free_name(replay, domain)
            if name in dict(domain.checks):
                raise exists_already("constraint", f"{name} of domain {domain.name}")
            return replace(domain, checks=(*domain.checks, (name, expression(constraint["raw_expr"], replay.text))))
        case _:
            return domain


def _free_name(replay: Replay, domain: Domain) -> str:
    """`name_check`, `name_check1`, …: the first that no constraint of the schema has."""
    taken = {
        name
        for each in (domain, *replay.objects.domains.values())
        if each.name.schema == domain.name.schema
        for name, _ in each.checks
    }
    labels = ("check" if number == 0 else f"check{number}" for number in count())
    names = (constraint_name(replay.objects, domain.name, (), label) for label in labels)
    return next(name for name in names if name not in taken)
