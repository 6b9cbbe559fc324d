"""The purge deletes the stale rows, with what hangs below them, and nothing else.

## What it does
Rows of every age stand side by side, one microsecond before the rule's age, at it
and past it, some of them such as never expire, and all with rows of other tables
below them. The purge runs. What was stale must be gone, and nothing else may have
changed, a row that was made long ago and has only just ended included.

## Why is this bad?
A purge that takes one row too many destroys what somebody still needs. One that
leaves some, or fails because something still points to them, keeps what was
promised to be deleted, for years and unnoticed.

## Stopped by
A WHERE that names both the state and the age of what goes, and foreign keys that
say `on delete cascade`.
"""

from collections.abc import Iterator

from pgcordon.clock import conditions
from pgcordon.clock.expiry.stage import ExpiryStage, purges
from pgcordon.clock.registry import time_property
from pgcordon.clock.scenario import Check, Placed, Scenario, Session
from pgcordon.clock.words import silent


@time_property(ExpiryStage, purges)
def purge_exact(stage: ExpiryStage) -> Iterator[Scenario]:
    """The purge runs where rows of all ages stand, and once more where one is exactly of the rule's age."""
    purge = stage.purge(stage.runner(stage.rule.purge or ""))
    for alive, ended in stage.assortments():
        belonging = stage.belonging([*alive, *ended])
        checks = [Check(conditions.refused(), "the purge failed", "every stale row is deleted", "an error")]
        checks += [_check(stage, each) for each in alive]
        checks += [_kept(each, "a row that cannot expire") for each in ended]
        checks += [check for row in belonging for check in _orphaned(row, alive, stage)]
        yield Scenario([*belonging, *alive, *ended], [purge], checks)
    for case in stage.firsts:
        session = stage.session(case, stage.rule.after)
        yield Scenario([session], [purge], [_check(stage, session)])
    for session in stage.made_long_ago():
        yield Scenario([session], [purge], [_kept(session, "a row that was made long ago, and is not stale yet")])


def _check(stage: ExpiryStage, session: Session) -> Check:
    subject = f"a row that was {silent(session.age, stage.rule)}"
    if session.age < stage.rule.after:
        return _kept(session, subject)
    return Check(conditions.there(session), f"the purge left {subject}", "it is deleted", "it is still there")


def _kept(session: Session, subject: str) -> Check:
    return Check(conditions.differs(session), f"the purge changed or deleted {subject}", "the row as it was", "not so")


def _orphaned(row: Placed, alive: list[Session], stage: ExpiryStage) -> Iterator[Check]:
    """What belongs to a stale row goes with it; what belongs to any other stays."""
    values = set(row.values.values())
    stale = any(each.name in values and each.age >= stage.rule.after for each in alive)
    name = row.table.name.name
    if stale:
        yield Check(
            conditions.there(row), f"the purge left a row of {name} whose own row is gone", "it is deleted", "the row"
        )
    else:
        yield Check(
            f"not {conditions.there(row)}",
            f"the purge took a row of {name} of one that stays",
            "the row",
            "no such row",
        )
