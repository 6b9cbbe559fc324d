"""Functions and procedures, with what their bodies do."""

from enum import StrEnum
from functools import cached_property

import msgspec

from pgcordon.model.expressions import Expression
from pgcordon.model.names import ObjectAddress, ObjectType, QualifiedName
from pgcordon.model.spans import Span
from pgcordon.model.typenames import TypeName


class FunctionKind(StrEnum):
    FUNCTION = "function"
    PROCEDURE = "procedure"
    AGGREGATE = "aggregate"


class Volatility(StrEnum):
    IMMUTABLE = "immutable"
    STABLE = "stable"
    VOLATILE = "volatile"


class ArgumentMode(StrEnum):
    IN = "in"
    OUT = "out"
    INOUT = "inout"
    VARIADIC = "variadic"
    TABLE = "table"


class Argument(msgspec.Struct, frozen=True):
    name: str | None
    type: TypeName
    mode: ArgumentMode = ArgumentMode.IN
    default: Expression | None = None

    @property
    def is_input(self) -> bool:
        return self.mode in (ArgumentMode.IN, ArgumentMode.INOUT, ArgumentMode.VARIADIC)


class BodyStatement(msgspec.Struct, frozen=True):
    """One SQL statement or expression inside a function body, with the facts of an expression.

    `kind` is the lower-case command: select, insert, update, delete, merge, call, execute (dynamic SQL),
    expression (a PL/pgSQL condition, assignment or RETURN), or the name of a utility command.
    `line` is the line of the body, 1-based, where known. `unquoted` are the arguments and variables whose values
    reach the text that an `execute` runs as they are, directly or through variables: `note`, `list_notes.note`, `$1`.
    `writes` are the columns that an INSERT or UPDATE gives the bare value of a name, each with that name.
    """

    kind: str
    expression: Expression
    line: int | None = None
    unquoted: frozenset[str] = frozenset()
    writes: frozenset[tuple[str, str]] = frozenset()


class Body(msgspec.Struct, frozen=True):
    """The body of a function. `understood` is false where the language or the text could not be parsed."""

    text: str
    statements: tuple[BodyStatement, ...] = ()
    understood: bool = True
    dynamic: bool = False
    """Whether the body runs SQL that it builds at run time (EXECUTE)."""
    looked_up: frozenset[str] | None = None
    """The names that search_path finds outside `pg_catalog` when the function runs; None where that is not known. It is
    known only of functions that set no search_path of their own. A standard body's names are found when it is made."""
    span: Span | None = None

    @property
    def relations(self) -> frozenset[QualifiedName]:
        return frozenset(name for each in self.statements for name in each.expression.relations)


class Function(msgspec.Struct, frozen=True, dict=True):
    name: QualifiedName
    arguments: tuple[Argument, ...] = ()
    returns: TypeName | None = None
    returns_set: bool = False
    kind: FunctionKind = FunctionKind.FUNCTION
    language: str = "sql"
    volatility: Volatility = Volatility.VOLATILE
    security_definer: bool = False
    strict: bool = False
    leakproof: bool = False
    settings: tuple[tuple[str, str], ...] = ()
    """SET clauses in order: (parameter, value as written); `from current` for SET … FROM CURRENT."""
    body: Body | None = None
    owner: str | None = None
    comment: str | None = None
    defined: Span | None = None
    changes: tuple[Span, ...] = ()

    @property
    def inputs(self) -> tuple[Argument, ...]:
        return tuple(argument for argument in self.arguments if argument.is_input)

    @property
    def signature(self) -> str:
        """Name and input types without the schema: `get_chat_history(uuid, integer, integer)`."""
        return f"{self.name.name}({', '.join(_short(each.type) for each in self.inputs)})"

    @property
    def identity(self) -> str:
        """Name and input types as `regprocedure` prints them: `public.get_chat_history(uuid,integer,integer)`."""
        return f"{self.name}({','.join(each.type.identity for each in self.inputs)})"

    @cached_property
    def address(self) -> ObjectAddress:
        return ObjectAddress(ObjectType(self.kind.value), self.identity)

    @property
    def is_trigger(self) -> bool:
        return self.returns is not None and self.returns.name in ("trigger", "event_trigger")

    def setting(self, parameter: str) -> str | None:
        return dict(self.settings).get(parameter)


def _short(type_name: TypeName) -> str:
    return type_name.identity if type_name.built_in else type_name.identity.rpartition(".")[2]
