"""The sweep ends the stale sessions, and nothing else.

## What it does
Sessions of every age stand side by side, among them some that have ended
already, and the sweep runs. Whatever was stale must have ended, with its key,
its references and its clock as they were. Whatever was not must be as it was.

## Why is this bad?
A sweep that runs every few minutes and takes one row too many ends somebody's
conversation every few minutes. One that writes ended rows again hides when they
ended.

## Stopped by
A sweep whose WHERE names both the state and the age of what it ends.
"""

from collections.abc import Iterator

from pgcordon.clock import conditions
from pgcordon.clock.expiry.stage import ExpiryStage, sweeps
from pgcordon.clock.registry import time_property
from pgcordon.clock.scenario import Check, Scenario, Session, key_columns
from pgcordon.clock.words import silent


@time_property(ExpiryStage, sweeps)
def sweep_exact(stage: ExpiryStage) -> Iterator[Scenario]:
    """The sweep runs where sessions of all ages stand."""
    for alive, ended in stage.assortments():
        checks = [check for session in alive for check in _checks(stage, session)]
        checks += [_untouched(session, "an ended session") for session in ended]
        yield Scenario([*alive, *ended], [stage.sweep(stage.sweeper)], checks)
    for session in stage.made_long_ago():
        yield Scenario([session], [stage.sweep(stage.sweeper)], [*_checks(stage, session)])


def _checks(stage: ExpiryStage, session: Session) -> Iterator[Check]:
    rule = stage.rule
    subject = f"a session that was {silent(session.age, rule)}"
    yield Check(conditions.refused(), "the sweep failed", "every stale session is ended", "an error")
    if session.age < rule.after:
        yield Check(
            f"not {conditions.alive(session, rule.alive)}", f"the sweep ended {subject}", "it stays alive", "it ended"
        )
        yield _untouched(session, subject)
        return
    yield Check(
        conditions.alive(session, rule.alive), f"the sweep left {subject} alive", "it is ended", "it is still alive"
    )
    kept = _kept_columns(stage)
    yield Check(
        conditions.differs_in(session, kept),
        f"the sweep changed more of {subject} than that it ended",
        f"{', '.join(kept)} as before",
        "another value",
    )


def _untouched(session: Session, subject: str) -> Check:
    return Check(conditions.differs(session), f"the sweep changed {subject}", "the row as it was", "another row")


def _kept_columns(stage: ExpiryStage) -> list[str]:
    """The columns that say which session it is, and when it was last active."""
    references = [name for each in stage.table.foreign_keys for name in each.columns]
    return list(dict.fromkeys([*key_columns(stage.table), *references, *stage.contexts, stage.rule.clock]))
