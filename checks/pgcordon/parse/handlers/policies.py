"""CREATE POLICY and ALTER POLICY."""

from collections.abc import Mapping
from typing import Any

from pgcordon.model import Command, Expression, Policy, Span
from pgcordon.parse.expression.expressions import expression
from pgcordon.parse.expression.extents import parenthesized
from pgcordon.parse.nodes import Node
from pgcordon.parse.registry import handles
from pgcordon.parse.replay import Replay, exists_already, missing
from pgcordon.parse.rolespecs import policy_roles
from pgcordon.parse.text import StatementText

_CLAUSES = frozenset({"TO", "USING", "WITH", "CHECK"})


@handles("CreatePolicyStmt")
def create_policy(replay: Replay, node: Node, span: Span) -> None:
    table = replay.table(node["table"])
    if (table.name, node["policy_name"]) in replay.objects.policies:
        raise exists_already("policy", f"{node['policy_name']} on {table.name}")
    keywords = _keywords(replay.text)
    policy = Policy(
        node["policy_name"],
        table.name,
        Command(node["cmd_name"].upper()),
        permissive=bool(node.get("permissive")),
        roles=policy_roles(node["roles"]),
        roles_stated="TO" in keywords,
        using=_clause(node, "qual", keywords.get("USING"), replay.text),
        with_check=_clause(node, "with_check", keywords.get("CHECK"), replay.text),
        roles_span=_roles_span(keywords, replay.text),
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
    keywords = _keywords(replay.text)
    if "roles" in node:
        span_of_roles = _roles_span(keywords, replay.text)
        changed |= {"roles": policy_roles(node["roles"]), "roles_stated": True, "roles_span": span_of_roles}
    if "qual" in node:
        changed["using"] = _clause(node, "qual", keywords.get("USING"), replay.text)
    if "with_check" in node:
        changed["with_check"] = _clause(node, "with_check", keywords.get("CHECK"), replay.text)
    replay.change(policy, span, **changed)


def _roles_span(keywords: Mapping[str, int], text: StatementText) -> Span:
    """The list of roles, or the end of what a TO clause stands behind."""
    clause = min((keywords[name] for name in ("USING", "WITH") if name in keywords), default=len(text.tokens))
    end = text.tokens[clause - 1].end
    return text.span(text.tokens[keywords["TO"] + 1].start if "TO" in keywords else end, end)


def _clause(node: Node, field: str, keyword: int | None, text: StatementText) -> Expression | None:
    if field not in node:
        return None
    return expression(node[field], text, None if keyword is None else parenthesized(keyword + 1, text))


def _keywords(text: StatementText) -> dict[str, int]:
    """The index of the first token of each clause behind the table's name."""
    tokens = text.tokens
    table = next(index for index, (_, _, name) in enumerate(tokens) if name == "ON")
    found: dict[str, int] = {}
    for index in text.outside_brackets(table, len(tokens)):
        name = tokens[index][2]
        if name in _CLAUSES:
            found.setdefault(name, index)
    return found
