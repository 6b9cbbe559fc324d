"""A data type as a column or an argument names it."""

import msgspec

from pgcordon.model.names import quote_identifier

_SQL_NAMES = {
    "bool": "boolean",
    "bpchar": "character",
    "float4": "real",
    "float8": "double precision",
    "int2": "smallint",
    "int4": "integer",
    "int8": "bigint",
    "time": "time without time zone",
    "timetz": "time with time zone",
    "timestamp": "timestamp without time zone",
    "timestamptz": "timestamp with time zone",
    "varbit": "bit varying",
    "varchar": "character varying",
}


class TypeName(msgspec.Struct, frozen=True):
    """A type by its catalog name (`int4`, not `integer`); built-in types have the schema `pg_catalog`."""

    schema: str
    name: str
    modifiers: tuple[str, ...] = ()
    array: bool = False

    @property
    def built_in(self) -> bool:
        return self.schema == "pg_catalog"

    @property
    def identity(self) -> str:
        """The type without modifiers as `format_type` prints it: `integer`, `text[]`, `public.user_role`."""
        if self.built_in:
            base = _SQL_NAMES.get(self.name, self.name)
        else:
            base = f"{quote_identifier(self.schema)}.{quote_identifier(self.name)}"
        return base + "[]" * self.array

    def __str__(self) -> str:
        """The type with its modifiers, as `format_type` prints it: `timestamp(3) with time zone`, `varchar(80)[]`."""
        if not self.modifiers:
            return self.identity
        base = self.identity.removesuffix("[]")
        if self.built_in and self.name == "interval":
            return f"{base}{_interval(self.modifiers)}{'[]' * self.array}"
        first, space, rest = base.partition(" ") if self.built_in and self.name.startswith("time") else (base, "", "")
        return f"{first}({','.join(self.modifiers)}){space}{rest}{'[]' * self.array}"


def _interval(modifiers: tuple[str, ...]) -> str:
    """Fields, precision or both: ` day to second(3)`."""
    words = "".join(f" {each}" for each in modifiers if not each.isdigit())
    return words + "".join(f"({each})" for each in modifiers if each.isdigit())
