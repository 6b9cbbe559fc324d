"""Expressions that were read before: a schema says the same conditions and defaults over and over.

What is known of an expression depends on its text and on what its names mean where it stands. Both are remembered,
so that it is only taken for one that was read before if it would be read the same way again.
"""

from collections.abc import Callable, Sequence

import msgspec
from msgspec.structs import replace

from pgcordon.model import Equality, Expression, QualifiedName, Span, SubQuery
from pgcordon.parse.expression.scopes import Relations
from pgcordon.parse.expression.truth import Outcomes

_LONGEST = 1_000
"""Code points of an expression that is worth remembering."""

Answer = tuple[str, tuple[object, ...], object]
"""A question about relations: the name of the method, its arguments, and what it gave."""


class Watched:
    """Relations that note what they were asked."""

    def __init__(self, relations: Relations) -> None:
        self._relations = relations
        self.answers: list[Answer] = relations.functions_asked if isinstance(relations, Watched) else []
        """Of an operand also what was asked to write its functions' schemas out, which happens to the whole at once."""

    @property
    def functions_asked(self) -> list[Answer]:
        return [answer for answer in self.answers if answer[0] == "function"]

    def relation(self, schema: str | None, name: str) -> QualifiedName:
        found = self._relations.relation(schema, name)
        self.answers.append(("relation", (schema, name), found))
        return found

    def columns(self, relation: QualifiedName) -> Sequence[str] | None:
        found = self._relations.columns(relation)
        self.answers.append(("columns", (relation,), found))
        return found

    def function(self, schema: str | None, name: str) -> str | None:
        found = self._relations.function(schema, name)
        self.answers.append(("function", (schema, name), found))
        return found


Judged = tuple[Expression, Outcomes]
"""An expression, and which truth values it can have."""


class _Remembered(msgspec.Struct, frozen=True):
    judged: Judged
    answers: tuple[Answer, ...]

    def holds(self, relations: Relations) -> bool:
        """Whether every name still means what it meant."""
        return all(getattr(relations, method)(*arguments) == found for method, arguments, found in self.answers)


class Recollection:
    """The expressions of one replay by their texts."""

    def __init__(self) -> None:
        self._remembered: dict[str, _Remembered] = {}

    def judged(self, place: Span, relations: Relations, read: Callable[[Relations], Judged]) -> Judged:
        """The expression that stands at a place: `read`, or as it was read before.

        It may be an operand of another: then `relations` are those that the other watches, which so learn of all
        that is asked here, be it to read the operand or to know that its names mean what they meant.
        """
        if place.end - place.start > _LONGEST:
            return read(relations)
        text = place.text
        before = self._remembered.get(text)
        if before is not None and before.holds(relations):
            found, possible = before.judged
            return _moved(found, place), possible
        watched = Watched(relations)
        judged = read(watched)
        if judged[0].span is not None:
            self._remembered[text] = _Remembered(judged, tuple(dict.fromkeys(watched.answers)))
        return judged


def _moved(found: Expression, place: Span) -> Expression:
    assert found.span is not None
    source, distance = place.source, place.start - found.span.start

    def moved(span: Span | None) -> Span | None:
        return None if span is None else Span(source, span.start + distance, span.end + distance)

    return with_spans(found, moved)


def with_spans(found: Expression, changed: Callable[[Span | None], Span | None]) -> Expression:
    """The expression with every span in it changed."""
    return replace(
        found,
        span=changed(found.span),
        calls=found.calls and tuple([replace(call, span=changed(call.span)) for call in found.calls]),
        equalities=found.equalities and tuple([_equality(each, changed) for each in found.equalities]),
        subqueries=found.subqueries and tuple([_subquery(each, changed) for each in found.subqueries]),
        conjuncts=found.conjuncts and tuple([with_spans(part, changed) for part in found.conjuncts]),
        disjuncts=found.disjuncts and tuple([with_spans(part, changed) for part in found.disjuncts]),
    )


def _equality(found: Equality, changed: Callable[[Span | None], Span | None]) -> Equality:
    return replace(found, span=changed(found.span))


def _subquery(found: SubQuery, changed: Callable[[Span | None], Span | None]) -> SubQuery:
    equalities = tuple([_equality(each, changed) for each in found.equalities])
    return replace(found, span=changed(found.span), equalities=equalities)
