"""Calls by those who may not make them: whatever they are answered, every session must be as it was."""

from collections.abc import Iterator

from pgcordon.clock import conditions
from pgcordon.clock.expiry.stage import ExpiryStage
from pgcordon.clock.scenario import Check, Scenario, Session
from pgcordon.clock.words import silent


def meddling(stage: ExpiryStage, statement: str, verb: str) -> Iterator[Scenario]:
    """Everyone who may not run the statement does, where sessions of every age stand."""
    for person in stage.outsiders(statement):
        for alive, ended in stage.assortments():
            sessions = [*alive, *ended]
            checks = [_untouched(stage, each, f"{person.label} may not {verb}, and did") for each in sessions]
            yield Scenario(sessions, [stage.sweep(person, statement)], checks)


def _untouched(stage: ExpiryStage, session: Session, complaint: str) -> Check:
    return Check(
        conditions.differs(session),
        f"{complaint}: it changed a session that was {silent(session.age, stage.rule)}",
        "every session as it was",
        "another row",
    )
