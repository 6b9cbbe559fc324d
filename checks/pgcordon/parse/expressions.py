"""From a parse node to an Expression: its text, its place and the facts that rules ask for."""

from dataclasses import replace
from itertools import chain

import msgspec
from pglast.parser import ParseError, parse_sql_json

from pgcordon.model import Call, Expression, Source
from pgcordon.parse.extents import Extent, arms, extent
from pgcordon.parse.facts import Facts, FoundCall, facts_of
from pgcordon.parse.nodes import Node, unwrap
from pgcordon.parse.scopes import UNKNOWN, Relations
from pgcordon.parse.text import ParsedText, StatementText
from pgcordon.parse.truth import ANY, FALSE, TRUE, Outcomes, outcomes

_SELECT = "select "
_JUNCTIONS = {"AND_EXPR": "AND", "OR_EXPR": "OR"}


def expression(
    node: Node, text: StatementText, relations: Relations = UNKNOWN, within: Extent | None = None
) -> Expression:
    """What is known of an expression without running it.

    `within` is the extent of its tokens where the caller knows it better than the node, such as the inside of
    `USING (…)`. `conjuncts` holds the operands of a top-level AND, those of nested ANDs among them, and is empty
    for anything else; `disjuncts` likewise for OR. A query or a statement may be given too.
    """
    within = within or extent(node, text)
    kind, fields = unwrap(node)
    operator = _JUNCTIONS.get(fields["boolop"]) if kind == "BoolExpr" else None
    if operator is not None:
        return _junction(node, operator, text, relations, within)
    facts = facts_of(node, relations)
    located = _Located(text)
    possible = _possible(node)
    return Expression(
        text=_text(within, text),
        span=_span(within, text),
        always_true=possible == TRUE,
        always_false=possible == FALSE,
        calls=tuple(located.call(call) for call in facts.calls),
        columns=frozenset(facts.columns),
        relations=frozenset(facts.relations),
        comparisons=tuple(facts.comparisons),
    )
