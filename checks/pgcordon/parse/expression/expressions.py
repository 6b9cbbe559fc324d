"""From a parse node to an Expression: its text, its place and the facts that rules ask for."""

from collections.abc import Callable, Sequence
from itertools import chain, repeat

import msgspec
from msgspec.structs import replace
from pglast.parser import ParseError, parse_sql_json

from pgcordon.model import Call, Expression, Source, Span
from pgcordon.parse.expression.canonical import canonical
from pgcordon.parse.expression.extents import Extent, arms, extent
from pgcordon.parse.expression.facts import FoundCall, facts_of
from pgcordon.parse.expression.meanings import meaning
from pgcordon.parse.expression.nullness import passing_if_null
from pgcordon.parse.expression.recollection import Judged, Watched, with_spans
from pgcordon.parse.expression.scopes import UNKNOWN, Relations
from pgcordon.parse.expression.truth import ANY, FALSE, TRUE, Outcomes, junction, outcomes
from pgcordon.parse.nodes import Node, unwrap
from pgcordon.parse.text import ParsedText, StatementText

_SELECT = "select "
_JUNCTIONS = {"AND_EXPR": "AND", "OR_EXPR": "OR"}


def expression(node: Node, text: StatementText, within: Extent | None = None) -> Expression:
    """What is known of an expression without running it. Names of relations are resolved by `text.relations`.

    `within` is the extent of its tokens where the caller knows it better than the node, such as the inside of
    `USING (…)`. `conjuncts` holds the operands of a top-level AND, those of nested ANDs among them, and is empty
    for anything else; `disjuncts` likewise for OR. A query or a statement may be given too.
    """
    within = within or extent(node, text)
    place = _span(within, text)
    if place is None or text.recollection is None:
        return _read(node, text, within, text.relations)[0]
    return text.recollection.judged(place, text.relations, lambda known: _read(node, text, within, known))[0]


def comparable(node: Node, text: StatementText) -> Expression:
    """An expression that is going to be compared with others: with its meaning."""
    canonical(node, text.relations, bound=text.bound)
    return replace(expression(node, text), meaning=meaning(node))


def _read(node: Node, text: StatementText, within: Extent | None, known: Relations) -> Judged:
    canonical(node, known, bound=text.bound)
    return _with_relations(node, text, within, known)


def _with_relations(node: Node, text: StatementText, within: Extent | None, known: Relations) -> Judged:
    around, text.relations = text.relations, known
    try:
        return _judged(node, text, within)
    finally:
        text.relations = around


def _judged(node: Node, text: StatementText, within: Extent | None) -> Judged:
    """A node in its canonical form as an expression."""
    kind, fields = unwrap(node)
    within = within or extent(node, text)
    if kind == "BoolExpr" and fields["boolop"] in _JUNCTIONS:
        return _junction(fields, text, within)
    facts = facts_of(node, text.relations)
    possible = _possible(node)
    span = _span(within, text)
    equalities, subqueries = facts.links.finished(_places(node, span, text))
    found = Expression(
        text=(span or text.whole).text,
        span=span,
        always_true=possible == TRUE,
        always_false=possible == FALSE,
        calls=tuple([_call(call, text) for call in facts.calls]),
        columns=frozenset(facts.columns),
        relations=frozenset(facts.relations),
        comparisons=tuple(facts.comparisons),
        equalities=equalities,
        subqueries=subqueries,
        passes_if_null=_passing_if_null(node) if facts.minds_null else frozenset(),
        json_keys=frozenset(facts.links.json_keys),
    )
    return found, possible


def _operand(node: Node, text: StatementText, within: Extent | None) -> Judged:
    """An operand of AND or OR: a schema says the same one in many conditions."""
    place = _span(within, text)
    if place is None or text.recollection is None or not isinstance(text.relations, Watched):
        return _judged(node, text, within)
    return text.recollection.judged(place, text.relations, lambda known: _with_relations(node, text, within, known))


def _junction(fields: Node, text: StatementText, within: Extent | None) -> Judged:
    """An AND or OR: its facts are those of its operands together."""
    operator, operands = _JUNCTIONS[fields["boolop"]], fields["args"]
    places: Sequence[Extent | None] | None = None
    read = _operand
    if within and fields.get("is_one_text"):
        places, read = [within] * len(operands), _judged
    elif within:
        places = arms(within, operator, len(operands), text)
    judged = [
        read(operand, text, place)
        for operand, place in zip(operands, places or repeat(None, len(operands)), strict=True)
    ]
    parts = [part for part, _ in judged]
    possible = junction(fields, [each for _, each in judged])
    span = _span(within, text)
    found = Expression(
        text=(span or text.whole).text,
        span=span,
        always_true=possible == TRUE,
        always_false=possible == FALSE,
        calls=tuple([each for part in parts for each in part.calls]),
        columns=frozenset().union(*[part.columns for part in parts]),
        relations=frozenset().union(*[part.relations for part in parts]),
        conjuncts=tuple([each for part in parts for each in part.conjuncts or (part,)]) if operator == "AND" else (),
        disjuncts=tuple([each for part in parts for each in part.disjuncts or (part,)]) if operator == "OR" else (),
        comparisons=tuple([each for part in parts for each in part.comparisons]),
        equalities=tuple([each for part in parts for each in part.equalities]),
        subqueries=tuple([each for part in parts for each in part.subqueries]),
        passes_if_null=frozenset() if possible == TRUE else _passing_together(operator, parts),
        json_keys=frozenset().union(*[part.json_keys for part in parts]),
    )
    return found, possible


def _passing_together(operator: str, parts: Sequence[Expression]) -> frozenset[str]:
    passing = [part.passes_if_null for part in parts if operator == "OR" or not part.always_true]
    if operator == "OR":
        return frozenset(chain.from_iterable(passing))
    return frozenset.intersection(*passing) if passing else frozenset()


def expression_from_sql(sql: str, relations: Relations = UNKNOWN) -> Expression:
    """An expression that no file holds, such as the server's own rendering of a policy: it has no spans.

    `relations` is what is known of those that it names. Raises ValueError where the text is not one expression.
    """
    text = ParsedText(Source("", sql), f"{_SELECT}{sql}\n", -len(_SELECT))
    try:
        statements = msgspec.json.decode(parse_sql_json(text.text))["stmts"]
    except ParseError as error:
        raise ValueError(f"not an SQL expression: {sql!r}: {error}") from error
    query = statements[0]["stmt"].get("SelectStmt", {})
    targets = query.get("targetList", ())
    if len(statements) != 1 or len(targets) != 1 or query.keys() - {"targetList", "limitOption", "op"}:
        raise ValueError(f"not one SQL expression: {sql!r}")
    whole = StatementText(text, 0, len(sql))
    whole.relations = relations
    found = expression(targets[0]["ResTarget"]["val"], whole)
    return replace(without_spans(found), text=sql.strip(), meaning=meaning(targets[0]["ResTarget"]["val"]))


def statement_from_sql(sql: str, relations: Relations = UNKNOWN) -> Expression:
    """A query or another statement that no file holds, such as the server's rendering of a view: it has no spans.

    Raises ValueError where the text is not one statement.
    """
    return _from_statement(sql, (), relations)


def clause_from_sql(sql: str, field: str, relations: Relations = UNKNOWN) -> Expression:
    """The expression in one field of a statement that no file holds, such as `whenClause` of CREATE TRIGGER.

    Raises ValueError where the text is not one statement.
    """
    return _from_statement(sql, (field,), relations)


def _from_statement(sql: str, within: Sequence[str], relations: Relations) -> Expression:
    try:
        statements = msgspec.json.decode(parse_sql_json(sql)).get("stmts", ())
    except ParseError as error:
        raise ValueError(f"not an SQL statement: {sql!r}: {error}") from error
    if len(statements) != 1:
        raise ValueError(f"not one SQL statement: {sql!r}")
    text = StatementText(ParsedText(Source("", sql), sql), 0, len(sql))
    text.relations = relations
    node = statements[0]["stmt"]
    for field in within:
        node = unwrap(node)[1][field]
    found = without_spans(expression(node, text))
    return found if within else replace(found, text=sql.strip())


def without_spans(found: Expression) -> Expression:
    """The same expression, found in no file."""
    return with_spans(found, lambda _span: None)


def _possible(node: Node) -> Outcomes:
    try:
        return outcomes(node)
    except RecursionError:
        return ANY


def _passing_if_null(node: Node) -> frozenset[str]:
    try:
        return passing_if_null(node)
    except RecursionError:
        return frozenset()


def _places(whole: Node, span: Span | None, text: StatementText) -> Callable[[Node], Span | None]:
    """Where a node inside stands; the whole expression's place is known."""
    _, outermost = unwrap(whole)

    def place(node: Node) -> Span | None:
        return span if unwrap(node)[1] is outermost else _span(extent(node, text), text)

    return place


def _span(within: Extent | None, text: StatementText) -> Span | None:
    if within is None or within[0] >= within[1]:
        return None
    return text.span(text.tokens[within[0]].start, text.tokens[within[1] - 1].end)


def _call(call: FoundCall, text: StatementText) -> Call:
    return Call(
        call.schema,
        call.name,
        call.scope.evaluated_once,
        _call_span(call, text),
        call.arguments,
        call.literals,
        call.scope.shown,
    )


def _call_span(call: FoundCall, text: StatementText) -> Span:
    """From the function's name to its closing parenthesis."""
    tokens = text.tokens
    index = text.token_index(text.at(call.location))
    last = index
    while last + 1 < len(tokens) and "ASCII_46" in (tokens[last].name, tokens[last + 1].name):
        last += 1
    if last + 1 < len(tokens) and tokens[last + 1].name == "ASCII_40":
        last = text.closing(last + 1)
    return text.span(tokens[index].start, tokens[min(last, len(tokens) - 1)].end)
