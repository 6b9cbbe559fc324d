"""An SQL expression and what is known of it without running it."""

from dataclasses import dataclass

from pgcordon.model.names import QualifiedName
from pgcordon.model.spans import Span


@dataclass(frozen=True, slots=True)
class ColumnReference:
    """A column as the expression names it; `qualifier` is a table or alias, or None."""

    qualifier: str | None
    name: str
    in_subquery: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """A function call. `schema` is None where the text does not qualify the name.

    `in_subquery` is true where the call stands alone in a sub-select, such as `(select auth.uid())`,
    so that the planner evaluates it once a statement and not once a row.
    """

    schema: str | None
    name: str
    in_subquery: bool
    span: Span | None
    arguments: int = 0

    def __str__(self) -> str:
        return f"{self.schema}.{self.name}" if self.schema else self.name


@dataclass(frozen=True, slots=True)
class Comparison:
    """A column held against literals: `status in ('a', 'b')` is (status, =, ('a', 'b')).

    The operator is the SQL operator, `=` for IN; a measured column (`length(name) <= 80`)
    names the measuring function in `measure`.
    """

    column: str
    operator: str
    literals: tuple[str, ...]
    measure: str | None = None


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression, with the facts that rules and worlds ask for; texts are never compared.

    `text` is the source text where there is one, else what the server prints.
    """

    text: str
    span: Span | None = None
    always_true: bool = False
    always_false: bool = False
    calls: tuple[Call, ...] = ()
    columns: frozenset[ColumnReference] = frozenset()
    relations: frozenset[QualifiedName] = frozenset()
    conjuncts: tuple["Expression", ...] = ()
    disjuncts: tuple["Expression", ...] = ()
    comparisons: tuple[Comparison, ...] = ()

    @property
    def column_names(self) -> frozenset[str]:
        """The names of the columns outside sub-queries."""
        return frozenset(column.name for column in self.columns if not column.in_subquery)

    def calls_to(self, *names: str) -> tuple[Call, ...]:
        """The calls of functions with one of these names, written `schema.name` or `name` (in any schema)."""
        return tuple(call for call in self.calls if call.name in names or str(call) in names)
