"""What a function does: the statements of its body."""

import re
from collections.abc import Iterator, Mapping

import msgspec
from msgspec.structs import replace
from pglast.parser import ParseError, parse_sql_json

from pgcordon.model import Body, BodyStatement, Source, Span
from pgcordon.parse import plpgsql
from pgcordon.parse.body_statements import body_statements, standard_body
from pgcordon.parse.dynamic_sql import Names, closure, outputs, unquoted
from pgcordon.parse.expression.expressions import expression, without_spans
from pgcordon.parse.expression.scopes import UNKNOWN, Relations
from pgcordon.parse.nodes import Node, constant, strings, unwrap
from pgcordon.parse.text import ParsedText, StatementText

_SELECT = "select "
_ASSIGNMENT = re.compile(r"[^=]*?:?=")
_PLACEHOLDER = re.compile(r"%(?:\d+\$)?-?\d*([sIL%])")
_UNKNOWN_NAME = "unknown_at_parse_time"
_GIVING = (plpgsql.Role.STATEMENT, plpgsql.Role.EXPRESSION, plpgsql.Role.ASSIGNMENT)


def body(language: str, text: str, definition: str, span: Span | None = None, relations: Relations = UNKNOWN) -> Body:
    """The body of a function whose text is a string. Never raises: what cannot be parsed is not `understood`.

    `definition` is the whole CREATE statement, which the PL/pgSQL parser needs for arguments and result. `span` is
    where the text stands in a file character for character, None where it does not (escapes, or no file).
    """
    place = _Place(text, span, relations)
    try:
        if language == "sql":
            return Body(text, tuple(_sql(text, place)), span=span)
        if language == "plpgsql":
            return _plpgsql(definition, place)
    except (ParseError, RecursionError, ValueError):
        pass
    return Body(text, understood=False, span=span)


def standard_body_from_sql(definition: str, relations: Relations = UNKNOWN) -> Body:
    """The body of an SQL-standard function that no file holds, from its whole CREATE statement: it has no spans."""
    statement = msgspec.json.decode(parse_sql_json(definition))["stmts"][0]["stmt"]["CreateFunctionStmt"]
    text = StatementText(ParsedText(Source("", definition), definition), 0, len(definition))
    text.relations = relations
    found = standard_body(statement["sql_body"], text)
    statements = tuple(replace(each, expression=without_spans(each.expression)) for each in found.statements)
    return replace(found, statements=statements, span=None)


class _Place(msgspec.Struct, frozen=True):
    """A body's text, where it stands, and what its names mean."""

    text: str
    span: Span | None
    relations: Relations

    def line_start(self, line: int) -> int:
        """The offset in the body of a 1-based line of it."""
        offset = 0
        for _ in range(line - 1):
            offset = self.text.find("\n", offset) + 1
        return offset

    def line_at(self, offset: int) -> int:
        return self.text.count("\n", 0, offset) + 1

    def given(self, sql: str, prefix: str, offset: int | None) -> StatementText:
        """What the parser is given, `prefix` and SQL that stands at an offset of the body, as a statement's text."""
        if self.span is None or offset is None:
            source, start = Source("", sql), 0
        else:
            source, start = self.span.source, self.span.start + offset
        text = StatementText(ParsedText(source, prefix + sql, start - len(prefix)), start, start + len(sql))
        text.relations, text.bound = self.relations, False
        return text

    def is_known(self, offset: int | None) -> bool:
        return self.span is not None and offset is not None


def _sql(text: str, place: _Place) -> Iterator[BodyStatement]:
    """The statements of a text that stands at the beginning of its place."""
    data = text.encode()
    for raw in msgspec.json.decode(parse_sql_json(text)).get("stmts", ()):
        location = raw.get("stmt_location", 0)
        end = location + raw["stmt_len"] if "stmt_len" in raw else len(data)
        sql = data[location:end].decode()
        leading = len(sql) - len(sql.lstrip())
        offset = len(data[:location].decode())
        yield from _statements(sql, offset, place.line_at(offset + leading), place)


def _statements(sql: str, offset: int | None, line: int, place: _Place) -> Iterator[BodyStatement]:
    given = place.given(sql, "", offset)
    for raw in msgspec.json.decode(parse_sql_json(sql)).get("stmts", ()):
        for each in body_statements(raw["stmt"], given, (0, len(given.tokens)), line):
            yield each if place.is_known(offset) else replace(each, expression=without_spans(each.expression))


def _plpgsql(definition: str, place: _Place) -> Body:
    pieces = list(plpgsql.pieces(definition))
    statements: list[BodyStatement] = []
    understood = True
    dynamic = any(piece.role is plpgsql.Role.DYNAMIC for piece in pieces)
    assigned = _assigned(pieces) if dynamic else {}
    for piece in pieces:
        try:
            statements.extend(_piece_statements(piece, place, assigned))
        except (ParseError, RecursionError, ValueError):
            understood = False
    return Body(place.text, tuple(statements), understood, dynamic, span=place.span)


def _assigned(pieces: list[plpgsql.Piece]) -> dict[str, Names]:
    """For each variable the names whose values it is given as they are, wherever that is in the function."""
    assigned: dict[str, Names] = {}
    for piece in pieces:
        query, fills = piece.query, piece.fills
        target = _ASSIGNMENT.match(query) if piece.role is plpgsql.Role.ASSIGNMENT else None
        if target:
            query, fills = query[target.end() :], (re.split(r"[^\w$]", target[0].strip())[0],)
        if not fills or piece.role not in _GIVING:
            continue
        try:
            names = _given(query, statement=piece.role is plpgsql.Role.STATEMENT)
        except (ParseError, RecursionError, ValueError):
            continue
        if len(fills) != len(names):
            names = [frozenset().union(*names)] * len(fills)
        for name, values in zip(fills, names, strict=True):
            if name is not None:
                assigned[name] = assigned.get(name, frozenset()) | values
    return assigned


def _given(query: str, *, statement: bool) -> list[Names]:
    """What the columns of a query, or what one expression hands on."""
    if not statement:
        return [unquoted(_only_value(query))]
    return outputs(msgspec.json.decode(parse_sql_json(query))["stmts"][0]["stmt"])


def _piece_statements(piece: plpgsql.Piece, place: _Place, assigned: Mapping[str, Names]) -> Iterator[BodyStatement]:
    offset = _find(piece, place)
    line = piece.line if offset is None else place.line_at(max(offset, 0))
    match piece.role:
        case plpgsql.Role.STATEMENT:
            yield from _statements(piece.query, offset, line, place)
        case plpgsql.Role.PERFORM:
            given = place.given(piece.query, _SELECT, offset)
            found = expression(_parsed_select(piece.query), given, (0, len(given.tokens)))
            yield BodyStatement("select", found if place.is_known(offset) else without_spans(found), line)
        case plpgsql.Role.EXPRESSION:
            yield _expression(piece.query, offset, line, place)
        case plpgsql.Role.ASSIGNMENT:
            target = _ASSIGNMENT.match(piece.query)
            skipped = target.end() if target else 0
            value_offset = None if offset is None else offset + skipped
            yield _expression(piece.query[skipped:], value_offset, line, place)
        case plpgsql.Role.DYNAMIC:
            names = closure(unquoted(_only_value(piece.query)), assigned)
            yield replace(_expression(piece.query, offset, line, place), kind="execute", unquoted=names)
            yield from _executed(piece.query, line, place)


def _expression(sql: str, offset: int | None, line: int, place: _Place) -> BodyStatement:
    given = place.given(sql, _SELECT, offset)
    node = _only_value(sql)
    found = expression(node, given, (0, len(given.tokens)))
    return BodyStatement("expression", found if place.is_known(offset) else without_spans(found), line)


def _only_value(sql: str) -> Node:
    """The node of an expression. PL/pgSQL takes whatever may follow SELECT, as in `x := count(*) from t`."""
    query = _parsed_select(sql)
    targets = query["SelectStmt"].get("targetList", ())
    if len(targets) == 1 and "fromClause" not in query["SelectStmt"]:
        value: Node = targets[0]["ResTarget"]["val"]
        return value
    return query


def _parsed_select(sql: str) -> Node:
    query: Node = msgspec.json.decode(parse_sql_json(_SELECT + sql))["stmts"][0]["stmt"]
    return query


def _executed(sql: str, line: int, place: _Place) -> Iterator[BodyStatement]:
    """The statements of dynamic SQL, as far as its text is constant."""
    kind, fields = unwrap(_only_value(sql))
    template = constant({kind: fields})
    if kind == "FuncCall" and strings(fields["funcname"])[-1] == "format" and fields.get("args"):
        pattern = constant(fields["args"][0])
        template = None if pattern is None else _PLACEHOLDER.sub(_filled, pattern)
    if template is None:
        return
    try:
        statements = list(_statements(template, None, line, place))
    except ParseError:
        return
    for each in statements:
        known = frozenset(name for name in each.expression.relations if _UNKNOWN_NAME not in (name.schema, name.name))
        yield replace(each, expression=replace(each.expression, relations=known))


def _filled(placeholder: re.Match[str]) -> str:
    return {"%": "%", "L": "null"}.get(placeholder[1], _UNKNOWN_NAME)


def _find(piece: plpgsql.Piece, place: _Place) -> int | None:
    """Where the SQL stands in the body, at or behind the line of its statement; None where that is not certain.

    A single word is not looked for: it stands in too many places.
    """
    if re.fullmatch(r"[\w$']*", piece.query):
        return None
    parts = re.split(r"( {5,})", piece.query)
    pattern = "".join(f".{{{len(part)}}}" if part.isspace() else re.escape(part) for part in parts)
    found = re.compile(rf"(?<![\w$]){pattern}", re.DOTALL).search(place.text, place.line_start(piece.line))
    return found.start() if found else None
