"""Types by their oids."""

import re
from collections.abc import Iterable
from typing import Any

from pgcordon.model import TypeName

_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_MODIFIERS = re.compile(r"\(([^()]*)\)")
_FIELDS = re.compile(r"^interval ([a-z ]+?)\s*(?:\(|$)")


class Types:
    """What each oid of a type stands for."""

    def __init__(self, rows: Iterable[Any]) -> None:
        self._names = {row.oid: TypeName(row.schema, row.name, array=row.is_array) for row in rows}

    def named(self, oid: int, written: str = "") -> TypeName:
        """The type, with the modifiers that `format_type` has written."""
        found = self._names[oid]
        modifiers = _modifiers(found, written)
        return TypeName(found.schema, found.name, modifiers, found.array) if modifiers else found


def _modifiers(found: TypeName, written: str) -> tuple[str, ...]:
    """`10`, `2` of `numeric(10,2)`; `day to second`, `3` of `interval day to second(3)`."""
    bare = _QUOTED.sub("", written)
    within = _MODIFIERS.search(bare)
    modifiers = tuple(within[1].split(",")) if within else ()
    if found.built_in and found.name == "interval" and (fields := _FIELDS.match(bare.replace("[]", ""))):
        return (fields[1], *modifiers)
    return modifiers
