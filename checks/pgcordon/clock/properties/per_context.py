"""Opening in one context leaves the sessions of other contexts alone.

## What it does
A user who has a live session opens in another context: another value of one of
the columns that `open` takes. They must get a new session there, and the first
one must be as it was.

## Why is this bad?
Two conversations run together: what was said in one turns up in the other, and
the row says of itself that it belongs where it does not.

## Stopped by
Comparing every column that makes up the context, in each of the statements that
look for a session.
"""

from collections.abc import Iterator

from pgcordon.clock import conditions
from pgcordon.clock.expiry.stage import ExpiryStage, opens
from pgcordon.clock.registry import time_property
from pgcordon.clock.scenario import Check, Scenario, Session


def _has_contexts(stage: ExpiryStage) -> bool:
    return opens(stage) and bool(stage.contexts)


@time_property(ExpiryStage, _has_contexts)
def per_context(stage: ExpiryStage) -> Iterator[Scenario]:
    """Everybody opens beside a live session in another context."""
    for case in stage.cases:
        for other in stage.other_contexts(case)[:2]:
            session = stage.session(other, stage.ages["fresh"])
            apart = ", ".join(each for each in case.context if case.context[each] != other.context[each])
            yield Scenario([session], [stage.open(case)], list(_checks(stage, session, apart)))


def _checks(stage: ExpiryStage, session: Session, apart: str) -> Iterator[Check]:
    subject = f"a live session with another {apart}"
    if stage.names_row:
        yield Check(
            conditions.names(session), f"{subject} was resumed", f"a new session for this {apart}", "the other one"
        )
    yield Check(conditions.differs(session), f"opening changed {subject}", "the other session as it was", "another row")
    yield Check(
        f"{conditions.opened(session.table, stage.rule.alive)} <> 1",
        f"beside {subject} none could be opened",
        f"a new session for this {apart}",
        "none, or several",
    )
