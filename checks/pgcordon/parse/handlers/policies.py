"""CREATE POLICY and ALTER POLICY."""

from typing import Any

from pgcordon.model import Command, Expression, Policy, Span
from pgcordon.parse.expressions import comparable
from pgcordon.parse.extents import parenthesized
from pgcordon.parse.nodes import Node
from pgcordon.parse.registry import handles
from pgcordon.parse.replay import Replay, exists_already, missing
from pgcordon.parse.rolespecs import policy_roles
from pgcordon.parse.text import StatementText


@handles("CreatePolicyStmt")
def create_policy(replay: Replay, node: Node, span: Span) -> None:
    table = replay.table(node["table"])
    if (table.name, node["policy_name"]) in replay.objects.policies:
        raise exists_already("policy", f"{node['policy_name']} on {table.name}")
    policy = Policy(
        node["policy_name"],
        table.name,
        Command(node["cmd_name"].upper()),
        permissive=bool(node.get("permissive")),
        roles=policy_roles(node["roles"]),
        roles_stated=_keyword(replay.text, "TO") is not None,
        using=_clause(node, "qual", "USING", replay.text),
        with_check=_clause(node, "with_check", "CHECK", replay.text),
        roles_span=_roles_span(replay.text),
        defined=span,
    )
    replay.define(policy)


@handles("AlterPolicyStmt")
def alter_policy(replay: Replay, node: Node, span: Span) -> None:
    table = replay.relation_name(node["table"])
    policy = replay.objects.policies.get((table, node["policy_name"]))
    if policy is None:
        raise missing("policy", f"{node['policy_name']} on {table}")
    changed: dict[str, Any] = {}
    if "roles" in node:
        changed |= {"roles": policy_roles(node["roles"]), "roles_stated": True, "roles_span": _roles_span(replay.text)}
    if "qual" in node:
        changed["using"] = _clause(node, "qual", "USING", replay.text)
    if "with_check" in node:
        changed["with_check"] = _clause(node, "with_check", "CHECK", replay.text)
    replay.change(policy, span, **changed)


def _roles_span(text: StatementText) -> Span:
    """The list of roles, or the end of what a TO clause stands behind."""
    to = _keyword(text, "TO")
    clauses = [index for name in ("USING", "WITH") if (index := _keyword(text, name)) is not None]
    end = text.tokens[min(clauses, default=len(text.tokens)) - 1].end
    return text.span(end if to is None else text.tokens[to + 1].start, end)


def _clause(node: Node, field: str, keyword: str, text: StatementText) -> Expression | None:
    if field not in node:
        return None
    found = _keyword(text, keyword)
    within = None if found is None else parenthesized(found + 1, text)
    return comparable(node[field], text, within)


def _keyword(text: StatementText, name: str) -> int | None:
    """The index of a keyword behind the table's name, outside the expressions."""
    table = next(index for index, token in enumerate(text.tokens) if token.name == "ON")
    outside = text.outside_brackets(table, len(text.tokens))
    return next((index for index in outside if text.tokens[index].name == name), None)
