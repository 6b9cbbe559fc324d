"""Functions and casts of which the value is known once their arguments are."""

import re
from collections.abc import Callable, Sequence

from pgcordon.model import ArgumentMode, quote_identifier
from pgcordon.parse.do_blocks.information_schema import DATABASE
from pgcordon.parse.do_blocks.naming import REFERENCE_TYPES, meant, shown
from pgcordon.parse.do_blocks.values import (
    Oid,
    Undecided,
    Value,
    as_array,
    as_boolean,
    as_integer,
    quoted_literal,
)
from pgcordon.parse.replay import Replay

_TEXTS = frozenset({"text", "varchar", "name", "bpchar", "char", "sql_identifier", "character_data", "citext"})
_INTEGERS = frozenset({"int2", "int4", "int8"})
_UNKNOWN = Undecided("a value that is not followed")


def cast(replay: Replay, value: Value, type_name: str, *, array: bool = False) -> Value:
    """The value as one of a type: `text`, `bool`, `regclass`. Texts of types that are not known stay as they are."""
    if value is None or isinstance(value, Undecided):
        return value
    if array:
        elements = as_array(value)
        if not isinstance(elements, tuple):
            return elements if isinstance(elements, Undecided) else _UNKNOWN
        return tuple(cast(replay, each, type_name) for each in elements)
    if type_name in _TEXTS:
        return as_text(replay, value)
    if type_name == "bool":
        return as_boolean(value)
    if type_name in _INTEGERS:
        return as_integer(value)
    if type_name in REFERENCE_TYPES and isinstance(value, str):
        found = meant(replay, type_name, value)
        return Undecided(f"{value}, which no file creates") if found is None else found
    if isinstance(value, Oid) or value == 0:
        return value if type_name == "oid" or type_name in REFERENCE_TYPES else _UNKNOWN
    return value if isinstance(value, str) else Undecided(f"a value of type {type_name}")


def as_text(replay: Replay, value: Value) -> Value:
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case Oid():
            return shown(replay, value)
        case tuple():
            elements = [as_text(replay, each) for each in value]
            plain = all(isinstance(each, str) and re.fullmatch(r"[\w.-]+", each) for each in elements)
            return "{" + ",".join(map(str, elements)) + "}" if plain else Undecided("the text of an array")
        case str() | None | Undecided():
            return value
    return Undecided("the text of a row")


def call(replay: Replay, name: str, arguments: Sequence[Value]) -> Value:
    """The value of a function of pg_catalog."""
    if name in _OF_REPLAY:
        return _OF_REPLAY[name](replay, *arguments)
    if name in ("concat", "concat_ws", "format", "quote_nullable"):
        return _with_nulls(replay, name, arguments)
    function = _STRICT.get(name)
    if function is None:
        return Undecided(f"{name}()")
    for argument in arguments:
        if isinstance(argument, Undecided):
            return argument
    if any(argument is None for argument in arguments):
        return None
    texts = [as_text(replay, each) if isinstance(each, Oid) else each for each in arguments]
    try:
        return function(*texts)
    except (TypeError, AttributeError, ValueError, IndexError):
        return Undecided(f"{name}()")


def _with_nulls(replay: Replay, name: str, arguments: Sequence[Value]) -> Value:
    """The functions that take NULL for no text."""
    texts = [_printed(replay, each) for each in arguments]
    undecided = next((each for each in texts if isinstance(each, Undecided)), None)
    if undecided:
        return undecided
    given = [each if isinstance(each, str) else None for each in texts]
    if name == "concat":
        return "".join(each or "" for each in given)
    if not given:
        return _UNKNOWN
    if name == "quote_nullable":
        return "NULL" if given[0] is None else quoted_literal(given[0])
    if given[0] is None:
        return None
    if name == "concat_ws":
        return given[0].join(each for each in given[1:] if each is not None)
    return formatted(given[0], given[1:])


def _printed(replay: Replay, value: Value) -> Value:
    return ("t" if value else "f") if isinstance(value, bool) else as_text(replay, value)


_PLACEHOLDER = re.compile(r"%(?:(?P<position>\d+)\$)?(?P<kind>.)?", re.DOTALL)


def formatted(pattern: str, values: Sequence[str | None]) -> Value:
    """What `format` gives; widths are not followed. Source: the manual, "format"."""
    pieces: list[str] = []
    end = following = 0
    for placeholder in _PLACEHOLDER.finditer(pattern):
        pieces.append(pattern[end : placeholder.start()])
        end = placeholder.end()
        if placeholder["kind"] == "%":
            pieces.append("%")
            continue
        position = int(placeholder["position"] or following + 1) - 1
        following = position + 1
        if placeholder["kind"] not in ("s", "I", "L") or not 0 <= position < len(values):
            return Undecided("a format() that is not followed")
        put_in = _put_in(placeholder["kind"], values[position])
        if put_in is None:
            return Undecided("a format() whose identifier is null")
        pieces.append(put_in)
    return "".join([*pieces, pattern[end:]])


def _put_in(kind: str, value: str | None) -> str | None:
    match kind:
        case "I":
            return None if value is None else quote_identifier(value)
        case "L":
            return "NULL" if value is None else quoted_literal(value)
    return value or ""


def _named(kind: str) -> Callable[..., Value]:
    def to_reference(replay: Replay, name: Value = None, *_: Value) -> Value:
        return meant(replay, kind, name) if isinstance(name, str) else name

    return to_reference


def _identity_arguments(replay: Replay, oid: Value = None, *_: Value) -> Value:
    """Source: the manual, "pg_get_function_identity_arguments"."""
    function = replay.objects.functions.get(str(oid.key)) if isinstance(oid, Oid) else None
    if function is None:
        return oid if isinstance(oid, Undecided) else Undecided("the arguments of a function")
    return ", ".join(
        " ".join(filter(None, (
            "" if each.mode is ArgumentMode.IN else each.mode.value.upper(),
            quote_identifier(each.name) if each.name else "",
            each.type.identity,
        )))
        for each in function.arguments
        if each.is_input
    )  # fmt: skip


_OF_REPLAY: dict[str, Callable[..., Value]] = {
    "to_regclass": _named("regclass"),
    "to_regtype": _named("regtype"),
    "to_regproc": _named("regproc"),
    "to_regprocedure": _named("regprocedure"),
    "to_regnamespace": _named("regnamespace"),
    "to_regrole": _named("regrole"),
    "pg_get_function_identity_arguments": _identity_arguments,
    "current_schema": lambda replay: next(iter(replay.search_path.schemas), None),
    "current_database": lambda _replay: DATABASE,
}
_STRICT: dict[str, Callable[..., Value]] = {
    "quote_ident": quote_identifier,
    "quote_literal": lambda value: quoted_literal(str(value)),
    "lower": lambda text: text.lower(),
    "upper": lambda text: text.upper(),
    "length": lambda text: len(text),
    "replace": lambda text, old, new: text.replace(old, new) if old else text,
    "btrim": lambda text, characters=" ": text.strip(characters),
    "ltrim": lambda text, characters=" ": text.lstrip(characters),
    "rtrim": lambda text, characters=" ": text.rstrip(characters),
    "left": lambda text, count: text[:count] if count >= 0 else text[: max(len(text) + count, 0)],
    "right": lambda text, count: text[-count:] if count > 0 else text[-count:] if count else "",
    "split_part": lambda text, separator, number: [*text.split(separator), *[""] * number][number - 1],
    "starts_with": lambda text, prefix: text.startswith(prefix),
    "array_length": lambda array, dimension: len(array) or None if dimension == 1 else _UNKNOWN,
    "cardinality": len,
    "array_append": lambda array, element: (*array, element),
    "array_cat": lambda first, second: (*first, *second),
    "string_to_array": lambda text, separator: tuple(text.split(separator)),
    "array_to_string": lambda array, separator: separator.join(array),
}
