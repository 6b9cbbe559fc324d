"""Text of others as Markdown that shows it as it is, in one line, wherever in a table or a list it stands."""

import re

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&$])")
_REFERENCE = re.compile(r"(@|\\#)(?=\w)")
_NOT_IN_A_CODE_SPAN = re.compile(r"[`|]")
_NO_SPACE = "&#8203;"


def plain(text: str) -> str:
    """Prose. A code host makes neither a mention of `@name` nor a reference of `#1`: nobody is told, nothing linked."""
    return _REFERENCE.sub(rf"\1{_NO_SPACE}", _SPECIAL.sub(r"\\\1", _one_line(text)))


def code(text: str) -> str:
    """A code span; as HTML where the text holds what a code span in a table cannot."""
    text = _one_line(text)
    if not _NOT_IN_A_CODE_SPAN.search(text):
        return f"`{text}`"
    return f"<code>{''.join(each if each.isalnum() or each in ' .:/' else f'&#{ord(each)};' for each in text)}</code>"


def length(text: str) -> int:
    """In UTF-16 code units, of which a code host counts no fewer characters than it does of others."""
    return len(text.encode("utf-16-le")) // 2


def _one_line(text: str) -> str:
    return " ".join(text.split())
