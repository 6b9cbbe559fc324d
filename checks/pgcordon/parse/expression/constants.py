"""Constants of an expression, as far as their value is certain on every server."""

import re
from decimal import Decimal

import msgspec

from pgcordon.parse.nodes import Node, strings, unwrap

_BOOLEANS = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}
_INTEGERS = {"int2": 15, "int4": 31, "int8": 63}
_TEXTS = frozenset({"text", "varchar"})


class Constant(msgspec.Struct, frozen=True):
    """A value that is known. A string of unknown type is a literal that has not met a type yet."""

    value: str | Decimal | bool | None
    unknown: bool = False


NULL = Constant(None)


def constant_of(node: Node) -> Constant | None:
    """The value of a literal, through casts to boolean, text and exact numbers; None where it is not certain."""
    kind, fields = unwrap(node)
    if kind == "A_Const":
        return _literal(fields)
    if kind != "TypeCast":
        return None
    value = constant_of(fields["arg"])
    type_name = fields["typeName"]
    if value is None or "typmods" in type_name or "arrayBounds" in type_name or type_name.get("setof"):
        return None
    names = strings(type_name.get("names", ()))
    if len(names) == 2 and names[0] != "pg_catalog":
        return None
    return _cast(value, names[-1])


def _literal(fields: Node) -> Constant | None:
    if fields.get("isnull"):
        return NULL
    if "boolval" in fields:
        return Constant(bool(fields["boolval"].get("boolval")))
    if "ival" in fields:
        return Constant(Decimal(fields["ival"].get("ival", 0)))
    if "sval" in fields:
        return Constant(fields["sval"].get("sval", ""), unknown=True)
    return _number(fields.get("fval", {}).get("fval", ""))


def _number(text: str) -> Constant | None:
    return Constant(Decimal(text)) if re.fullmatch(r"\d+(\.\d*)?|\.\d+", text) else None


def _cast(constant: Constant, type_name: str) -> Constant | None:
    if constant.value is None:
        return constant
    if type_name == "bool":
        return _to_boolean(constant)
    if type_name in _INTEGERS:
        return _to_integer(constant, _INTEGERS[type_name])
    if type_name in _TEXTS and isinstance(constant.value, str):
        return Constant(constant.value)
    return None


def _to_boolean(constant: Constant) -> Constant | None:
    if isinstance(constant.value, bool):
        return constant
    if isinstance(constant.value, str):
        value = boolean_input(constant.value)
        return None if value is None else Constant(value)
    if isinstance(constant.value, Decimal) and constant.value == int(constant.value):
        return Constant(constant.value != 0)
    return None


def boolean_input(text: str) -> bool | None:
    """What PostgreSQL reads as a boolean: a unique prefix of true, false, yes, no, on, off, or 1 and 0."""
    word = text.strip(" \t\n\r\f\v").lower()
    if word in ("", "o"):
        return None
    return next((value for full, value in _BOOLEANS.items() if full.startswith(word)), None)


def _to_integer(constant: Constant, bits: int) -> Constant | None:
    value = constant.value
    if isinstance(value, str):
        if not re.fullmatch(r"-?\d{1,19}", value):
            return None
        value = Decimal(value)
    if not isinstance(value, Decimal) or value != int(value) or not -(2**bits) <= value < 2**bits:
        return None
    return Constant(value)


def compare(operator: str, left: Constant, right: Constant) -> bool | None:
    """What a comparison of two known values, neither of them null, gives; None where it is not certain.

    Order of texts depends on the collation, so only their equality is certain.
    """
    left, right = _meet(left, right), _meet(right, left)
    a, b = left.value, right.value
    if isinstance(a, str) and isinstance(b, str):
        return {"=": a == b, "<>": a != b}.get(operator)
    numbers = isinstance(a, Decimal) and isinstance(b, Decimal)
    booleans = isinstance(a, bool) and isinstance(b, bool)
    if not (numbers or booleans):
        return None
    first, second = Decimal(a or 0), Decimal(b or 0)
    return {
        "=": first == second,
        "<>": first != second,
        "<": first < second,
        "<=": first <= second,
        ">": first > second,
        ">=": first >= second,
    }.get(operator)


def _meet(constant: Constant, other: Constant) -> Constant:
    """A literal of unknown type takes the type of what it is compared with."""
    if not constant.unknown or isinstance(other.value, str):
        return constant
    if isinstance(other.value, bool):
        return _to_boolean(constant) or constant
    if isinstance(other.value, Decimal) and other.value == int(other.value):
        return _to_integer(constant, 31) or constant
    return constant
