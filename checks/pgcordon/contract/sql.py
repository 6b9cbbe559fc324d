"""The SQL that access.toml holds: predicates over a row, and statements."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, cast

import msgspec
from pglast import parser

from pgcordon.contract.faults import did_you_mean

_PARAMETER = re.compile(r"(?<!:):([A-Za-z_]\w*)")
"""Also behind a digit, as in `a[1:n]`: psql, which replays our scripts, would take that for a variable of its own."""
_COMMENTS = ("SQL_COMMENT", "C_COMMENT")
_STRINGS = ("SCONST", "USCONST", "BCONST", "XCONST")


@dataclass(frozen=True, slots=True)
class Predicate:
    """A predicate over a row, as it is written, without comments."""

    text: str
    columns: tuple[tuple[str, ...], ...]
    """The column references outside sub-queries: `("user_id",)`, `("note", "user_id")`."""

    def with_own(self, own: str) -> str:
        """The text with the bare word own replaced by the predicate for it, in parentheses."""
        pieces, done = [], 0
        for start, end in _own_words(self.text):
            pieces += [self.text[done:start], f"({own})"]
            done = end
        return "".join([*pieces, self.text[done:]])

    @property
    def speaks_of_own(self) -> bool:
        return any(True for _ in _own_words(self.text))


def predicate(text: str) -> Predicate:
    """Reads a predicate. Raises ValueError for what is not one SQL expression, or has another parameter than :uid."""
    bare = _without_comments(text).strip()
    if not bare:
        raise ValueError('an empty predicate; write "all" for every row, or leave the key out for none')
    bound = _bound(bare, {"uid"})
    # Bare, so that `a) or (b` fails; in parentheses, so that `a order by b` does.
    _parse("select where ", bound, "")
    tree = _parse("select where (", bound, ")")
    condition = tree["stmts"][0]["stmt"]["SelectStmt"]["whereClause"]
    return Predicate(bare, tuple(_outer_columns(condition)))


def check_statements(text: str, parameters: Collection[str]) -> None:
    """Raises ValueError where the text is no SQL, holds no statement, or has a parameter that is not given."""
    if not _parse("", _bound(_without_comments(text), parameters), "").get("stmts"):
        raise ValueError("holds no SQL statement")


def _parse(before: str, text: str, after: str) -> dict[str, Any]:
    try:
        return cast(dict[str, Any], msgspec.json.decode(parser.parse_sql_json(before + text + after)))
    except parser.ParseError as error:
        raise _not_sql(error, len(before)) from None


def _not_sql(error: parser.ParseError, offset: int) -> ValueError:
    message = str(error.args[0]).replace('"$1"', "a parameter")
    place = f" (character {error.args[1] - offset + 1})" if len(error.args) > 1 and error.args[1] is not None else ""
    return ValueError(f"not SQL: {message}{place}")


def _scan(text: str) -> list[Any]:
    try:
        return list(parser.scan(text))
    except parser.ParseError as error:
        raise _not_sql(error, 0) from None


def _without_comments(text: str) -> str:
    """The text with spaces in place of comments, for a comment at the end would swallow what follows."""
    for token in _scan(text):
        if token.name in _COMMENTS:
            text = text[: token.start] + " " * (token.end + 1 - token.start) + text[token.end + 1 :]
    return text


def _bound(text: str, parameters: Collection[str]) -> str:
    """The text with `$1` in place of every parameter, each character where it was."""
    strings = [token for token in _scan(text) if token.name in _STRINGS]
    for match in _PARAMETER.finditer(text):
        name = match.group(1)
        within = next((token for token in strings if token.start < match.start() <= token.end), None)
        if within is not None:
            # Dollar quotes hold code, such as a DO block's, in which a literal may stand.
            if name in parameters and text[within.start] != "$":
                raise ValueError(f":{name} is inside a string; write it outside, such as 'id ' || :{name}::text")
            continue
        if name not in parameters:
            known = ", ".join(f":{each}" for each in sorted(parameters))
            raise ValueError(f"no such parameter: :{name}{did_you_mean(name, parameters) or f'; there is {known}'}")
        text = text[: match.start()] + "$1".ljust(len(match.group())) + text[match.end() :]
    return text


def _own_words(text: str) -> Iterator[tuple[int, int]]:
    """Where the bare word own stands as an expression: not a string, not quoted, not `t.own`, `own.id` or `own()`."""
    tokens = _scan(text)
    for index, token in enumerate(tokens):
        word = text[token.start : token.end + 1]
        before = text[tokens[index - 1].start] if index else ""
        after = text[tokens[index + 1].start] if index + 1 < len(tokens) else ""
        if word.lower() == "own" and before != "." and after not in (".", "("):
            yield token.start, token.end + 1


def _outer_columns(node: Any) -> Iterator[tuple[str, ...]]:
    """The column references of an expression, leaving out those inside sub-queries."""
    if isinstance(node, list):
        for each in node:
            yield from _outer_columns(each)
    if not isinstance(node, dict):
        return
    for kind, inner in node.items():
        if kind == "ColumnRef":
            yield tuple(field["String"]["sval"] for field in inner["fields"] if "String" in field)
        elif kind != "SelectStmt":
            yield from _outer_columns(inner)
