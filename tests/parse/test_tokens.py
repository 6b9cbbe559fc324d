"""Tokens are those of the scanner, though it is given one line at a time."""

import pytest
from pglast.parser import ParseError, scan

from pgcordon.parse.text import scan_tokens


@pytest.mark.parametrize(
    "sql",
    [
        "select 'a'\n  'b', 1",
        "select 'a' -- a comment\n  'b', 1",
        "select 'it''s\nlong', \"odd\nname\" from t",
        "select /* over\nlines */ 1, $$a\nb$$",
        "select 'é',\n  'b' -- it's\n, \"é\"\n'",
        "values\n('a'),\n('b')",
        "select \u2028x,\n\n  y",
    ],
)
def test_tokens_of_lines_are_those_of_the_whole(sql: str) -> None:
    try:
        whole = [
            (token.start + 3, token.end + 4, token.name) for token in scan(sql) if not token.name.endswith("COMMENT")
        ]
    except ParseError:
        whole = []
    assert [tuple(token) for token in scan_tokens(sql, 3)] == whole
