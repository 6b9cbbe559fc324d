"""Identifiers that are longer than the server keeps. The parser cuts them as the server does."""

import re
from collections.abc import Iterator

from pgcordon.model import LongName
from pgcordon.model.statements import BYTES_KEPT
from pgcordon.parse.text import StatementText

_LONG = re.compile(r'[\w$]{64}|"[^"\n]{64}', re.ASCII)
_PERHAPS = re.compile(r'[\w$]{16,}|"[^"\n]{16,}')
"""Sixteen characters of four bytes are the fewest that are too long."""


def may_have_long_names(text: str) -> bool:
    """Whether a file must be looked through, which few must: no look at a short line is worth its time."""
    if text.isascii():
        return any(len(line) > BYTES_KEPT and _LONG.search(line) for line in text.splitlines())
    return any(len(match[0].encode()) > BYTES_KEPT for line in text.splitlines() for match in _PERHAPS.finditer(line))


def long_names(statement: StatementText) -> Iterator[LongName]:
    """The identifiers of a statement that the server cuts, in order."""
    for token in statement.tokens:
        if token.name == "IDENT" and token.end - token.start > BYTES_KEPT // 4:
            written = statement.slice(token.start, token.end)
            name = written[1:-1].replace('""', '"') if written.startswith('"') else written.lower()
            if len(name.encode()) > BYTES_KEPT:
                yield LongName(name, statement.span(token.start, token.end))
