"""An SQL expression and what is known of it without running it."""

from enum import StrEnum

import msgspec

from pgcordon.model.names import QualifiedName
from pgcordon.model.spans import Span


class ColumnReference(msgspec.Struct, frozen=True):
    """A column as the expression names it; `qualifier` is a table or alias, or None.

    `in_subquery` is false for the row outside, such as a policy's own. `relation` is the one of a FROM clause that the
    column belongs to: None for the row outside, for columns of sub-selects and functions, and where it is not known.
    """

    qualifier: str | None
    name: str
    in_subquery: bool = False
    relation: QualifiedName | None = None


class Call(msgspec.Struct, frozen=True):
    """A function call. `schema` is None where the text does not qualify the name.

    `in_subquery` is true where the call stands in a sub-select that reads nothing, such as `(select auth.uid())`,
    so that the planner evaluates it once a statement and not once a row.
    """

    schema: str | None
    name: str
    in_subquery: bool
    span: Span | None
    arguments: int = 0
    literals: tuple[str | None, ...] = ()
    """The arguments that are literals, perhaps cast; None for each other one, and for NULL."""
    in_output: bool = False
    """Whether it stands in the select list of a query, where it tells something and chooses no rows."""

    def __str__(self) -> str:
        return f"{self.schema}.{self.name}" if self.schema else self.name


class Comparison(msgspec.Struct, frozen=True):
    """A column held against literals: `status in ('a', 'b')` is (status, =, ('a', 'b')).

    The operator is the SQL operator, `=` for IN; a measured column (`length(name) <= 80`)
    names the measuring function in `measure`.
    """

    column: str
    operator: str
    literals: tuple[str, ...]
    measure: str | None = None


class Operand(msgspec.Struct, frozen=True):
    """One side of an equality, seen through casts, collations and `(select …)`.

    It is a column, a `literal`, or something computed from `calls` without any column, such as
    `(auth.jwt() ->> 'sub')::uuid`. It is nothing of the three where more is mixed in. Calls are named as
    `str(Call)` names them. `alias` is the name under which the column's relation stands in the FROM clause.
    """

    column: ColumnReference | None = None
    calls: tuple[str, ...] = ()
    literal: str | None = None
    alias: str | None = None

    def is_same_column(self, other: "Operand") -> bool:
        """Whether both are one column of one and the same row."""
        mine, its = self.column, other.column
        if mine is None or its is None or (mine.name, mine.in_subquery) != (its.name, its.in_subquery):
            return False
        if not mine.in_subquery:
            return True
        return self.alias is not None and (self.alias, mine.relation) == (other.alias, its.relation)


class Equality(msgspec.Struct, frozen=True):
    """Two operands that are held equal: by `=`, IN, IS NOT DISTINCT FROM, USING, or membership in a sub-select.

    Of a membership the right side is the sub-select's output column. It may stand under NOT and OR.
    `in_subquery` is true where it is stated inside a sub-select of the expression.
    """

    left: Operand
    right: Operand
    in_subquery: bool = False
    span: Span | None = None

    @property
    def operands(self) -> tuple[Operand, Operand]:
        return self.left, self.right

    @property
    def sides(self) -> tuple[tuple[Operand, Operand], tuple[Operand, Operand]]:
        """Each operand with the one that it is held against."""
        return (self.left, self.right), (self.right, self.left)


class SubQueryKind(StrEnum):
    EXISTS = "exists"
    IN = "in"
    """Held against by IN, `= any` or another operator with ANY or ALL."""
    VALUE = "value"
    """A scalar, or an array."""


class SubQuery(msgspec.Struct, frozen=True):
    """A sub-select in an expression. `(select auth.uid())`, which reads nothing, is none.

    `relations` are those that it reads itself, in order; sub-selects in its own conditions count for themselves,
    and are `nested`. It is `correlated` if it refers to a row outside it. `equalities` are those stated in it,
    at any depth, and those in which its result is an operand.
    """

    kind: SubQueryKind
    relations: tuple[QualifiedName, ...] = ()
    correlated: bool = False
    negated: bool = False
    nested: bool = False
    equalities: tuple[Equality, ...] = ()
    span: Span | None = None


class Expression(msgspec.Struct, frozen=True):
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
    equalities: tuple[Equality, ...] = ()
    """Every one, those in sub-selects among them."""
    subqueries: tuple[SubQuery, ...] = ()
    passes_if_null: frozenset[str] = frozenset()
    """The columns outside sub-selects (`owner_id`) and calls (`auth.uid`) that make the whole expression true
    whenever they are null, whatever else holds; what IS DISTINCT FROM compares them with is not null. An expression
    that is always true names none."""
    json_keys: frozenset[str] = frozenset()
    """The keys by which it takes something out of JSON: `user_metadata` in `auth.jwt() -> 'user_metadata'`."""
    meaning: str = ""
    """A digest that expressions share which mean the same: those of policies and indexes, until a column of theirs is
    renamed. Empty for others."""

    @property
    def column_names(self) -> frozenset[str]:
        """The names of the columns outside sub-queries."""
        return frozenset(column.name for column in self.columns if not column.in_subquery)

    def calls_to(self, *names: str) -> tuple[Call, ...]:
        """The calls of functions with one of these names, written `schema.name` or `name` (in any schema)."""
        return tuple(call for call in self.calls if call.name in names or str(call) in names)
