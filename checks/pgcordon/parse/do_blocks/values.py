"""The values that a DO block computes with, as far as they are known without a server."""

import re
from collections.abc import Callable, Iterable, Mapping

import msgspec

from pgcordon.model import QualifiedName


class Undecided(msgspec.Struct, frozen=True):
    """A value that no text tells; `reason` names what it depends on: `rows of public.note`."""

    reason: str


class Oid(msgspec.Struct, frozen=True):
    """What identifies an object; `kind` is relation, type, function, namespace, role, constraint or the like."""

    kind: str
    key: QualifiedName | str


Row = Mapping[str, "Value"]
"""A row by column. A column that is not there is one that is not known, unless the row is `NULL_ROW`."""
Value = str | int | bool | None | Oid | Undecided | tuple["Value", ...] | Row
Known = str | int | bool | Oid | tuple[Value, ...]


def all_of(values: Iterable[Value]) -> Value:
    """AND, of which a false operand decides, whatever the others are."""
    return _junction(values, decides=False)


def any_of(values: Iterable[Value]) -> Value:
    """OR, of which a true operand decides."""
    return _junction(values, decides=True)


def _junction(values: Iterable[Value], *, decides: bool) -> Value:
    found: Value = not decides
    for value in values:
        if value is decides:
            return decides
        if isinstance(value, Undecided):
            found = value
        elif value is None and not isinstance(found, Undecided):
            found = None
        elif value is not None and not isinstance(value, bool):
            found = Undecided("a condition that is no boolean")
    return found


def negated(value: Value) -> Value:
    return not value if isinstance(value, bool) else value


def compared(operator: str, left: Value, right: Value) -> Value:
    """What `=`, `<>`, `<`, `>`, `<=` and `>=` give. The order of texts depends on the collation and is undecided."""
    for side in (left, right):
        if isinstance(side, Undecided):
            return side
    if left is None or right is None:
        return None
    left, right = _met(left, right), _met(right, left)
    if isinstance(left, bool | int) and isinstance(right, bool | int):
        return _ORDER[operator](int(left), int(right))
    if operator not in ("=", "<>") or type(left) is not type(right) or isinstance(left, Mapping):
        return Undecided(f"a comparison with {operator}")
    if isinstance(left, tuple) and isinstance(right, tuple):
        equal = all_of([len(left) == len(right), *(compared("=", *pair) for pair in zip(left, right, strict=False))])
        return equal if operator == "=" else negated(equal)
    return (left == right) is (operator == "=")


_ORDER: dict[str, Callable[[int, int], bool]] = {
    "=": lambda left, right: left == right,
    "<>": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}


def _met(value: Value, other: Value) -> Value:
    """A literal takes the type of what it is compared with."""
    if isinstance(value, str) and isinstance(other, bool):
        return as_boolean(value)
    if isinstance(value, str) and isinstance(other, int):
        return as_integer(value)
    if isinstance(value, str) and isinstance(other, tuple):
        return as_array(value)
    return value


def as_boolean(value: Value) -> Value:
    if isinstance(value, str):
        word = value.strip().lower()
        for full, meant in (("true", True), ("yes", True), ("on", True), ("1", True), ("false", False), ("no", False),
                            ("off", False), ("0", False)):  # fmt: skip
            if word and word != "o" and full.startswith(word):
                return meant
        return Undecided("a text that is no boolean")
    return bool(value) if isinstance(value, int) else value


def as_integer(value: Value) -> Value:
    if isinstance(value, str):
        return int(value) if re.fullmatch(r"\s*[+-]?\d+\s*", value) else Undecided("a text that is no integer")
    return int(value) if isinstance(value, bool) else value


_PLAIN_ARRAY = re.compile(r'\{\s*(?:[^{}",\\]+(?:,[^{}",\\]+)*)?\s*\}')


def as_array(value: Value) -> Value:
    """The elements of an array literal without quotes in it."""
    if not isinstance(value, str):
        return value
    if not _PLAIN_ARRAY.fullmatch(value.strip()):
        return Undecided("an array that is written with quotes")
    inside = value.strip()[1:-1].strip()
    elements = [each.strip() for each in inside.split(",")] if inside else []
    return tuple(None if each.lower() == "null" else each for each in elements)


def quoted_literal(text: str) -> str:
    """The text as `quote_literal` writes it."""
    doubled = text.replace("'", "''")
    return "E'" + doubled.replace("\\", "\\\\") + "'" if "\\" in doubled else f"'{doubled}'"


def like(value: Value, pattern: Value, *, any_case: bool = False) -> Value:
    """What LIKE and ILIKE give."""
    for side in (value, pattern):
        if isinstance(side, Undecided):
            return side
    if value is None or pattern is None:
        return None
    if not isinstance(value, str) or not isinstance(pattern, str):
        return Undecided("a pattern")
    wildcards = {"%": ".*", "_": "."}
    pieces = re.findall(r"\\(.)|(.)", pattern, re.DOTALL)
    expression = "".join(re.escape(taken) if taken else wildcards.get(one, re.escape(one)) for taken, one in pieces)
    return re.fullmatch(expression, value, re.DOTALL | (re.IGNORECASE if any_case else 0)) is not None


_SIMPLE_PATTERN = re.compile(r"[\w^$|. ()*+\-]*")


def matches(value: Value, pattern: Value, *, any_case: bool = False) -> Value:
    """What `~` and `~*` give for patterns that mean the same in every dialect."""
    for side in (value, pattern):
        if isinstance(side, Undecided):
            return side
    if value is None or pattern is None:
        return None
    if not isinstance(value, str) or not isinstance(pattern, str) or not _SIMPLE_PATTERN.fullmatch(pattern):
        return Undecided("a regular expression")
    try:
        return re.search(pattern, value, re.IGNORECASE if any_case else 0) is not None
    except re.error:
        return Undecided("a regular expression")
