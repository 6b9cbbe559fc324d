"""Whether one condition can only hold where another does, as far as their form shows."""

from collections.abc import Iterable

from pgcordon.model import Expression


def implies(one: Expression, other: Expression) -> bool:
    """Whether the form of two conditions shows that each row that passes the first passes the second.

    Operands of AND and OR count as the same if their meanings are. False where nothing shows it.
    """
    if _same(one, other) or other.always_true or one.always_false or _narrows(one, other):
        return True
    if one.disjuncts:
        return all(implies(part, other) for part in one.disjuncts)
    if other.conjuncts:
        return all(implies(one, part) for part in other.conjuncts)
    return any(implies(part, other) for part in one.conjuncts) or any(implies(one, part) for part in other.disjuncts)


def implies_any(one: Expression, others: Iterable[Expression]) -> bool:
    """Whether each row that passes the first condition passes one of the others."""
    others = tuple(others)
    if any(implies(one, other) for other in others):
        return True
    return bool(one.disjuncts) and all(implies_any(part, others) for part in one.disjuncts)


def _same(one: Expression, other: Expression) -> bool:
    return one.meaning != "" and one.meaning == other.meaning


def _narrows(one: Expression, other: Expression) -> bool:
    """Whether both list the values that one column may have, and the first lists no others than the second."""
    if any(len(each.comparisons) != 1 or len(each.columns) != 1 or each.calls for each in (one, other)):
        return False
    if one.conjuncts or one.disjuncts or other.conjuncts or other.disjuncts:
        return False
    [mine], [its] = one.comparisons, other.comparisons
    same = (mine.column, mine.operator, mine.measure) == (its.column, its.operator, its.measure)
    return same and mine.operator == "=" and set(mine.literals) <= set(its.literals) and bool(mine.literals)
