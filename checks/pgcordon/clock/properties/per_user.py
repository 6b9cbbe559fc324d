"""Nobody is given, or ends, the session of another user.

## What it does
A user opens where another one has a live session in the same context. Then a
user opens in the other one's name, where the other one has a live session, a
stale one and none: it may be refused, or do something for the caller, but what is
the other one's must stay as it was, and must not be returned.

## Why is this bad?
Whoever holds a session's key reads and writes the conversation. Ending or opening
sessions for others locks them out, or plants a conversation on them.

## Stopped by
Taking the user from the session's own claims, `auth.uid()`, or refusing every
other; and comparing the owner's column wherever a session is looked for.
"""

from collections.abc import Iterator

from pgcordon.actors.actor import Person
from pgcordon.clock import conditions
from pgcordon.clock.expiry.stage import Case, ExpiryStage, opens
from pgcordon.clock.registry import time_property
from pgcordon.clock.scenario import BEFORE, Check, Scenario, Session, key_columns
from pgcordon.contract.contract import bind_uid
from pgcordon.model import Command, quote_identifier


@time_property(ExpiryStage, opens)
def per_user(stage: ExpiryStage) -> Iterator[Scenario]:
    """Everybody opens beside a session of somebody else, and in the name of each."""
    for case in stage.cases:
        for other in stage.others(case)[:2]:
            session = stage.session(other, stage.ages["fresh"])
            yield Scenario([session], [stage.open(case)], list(_theirs(stage, session, other)))
    for victim in stage.firsts:
        for caller in _trespassers(stage, victim):
            yield from _in_their_name(stage, victim, caller)


def _trespassers(stage: ExpiryStage, victim: Case) -> Iterator[Person]:
    """Who may open for themselves, and change nothing of the victim's directly."""
    for person in stage.kinds_apart_from(victim.person):
        everything = stage.contract.table(stage.table.name).predicate(Command.UPDATE, person.actor) == "true"
        if stage.may_open(person) and not person.actor.trusted and not everything:
            yield person


def _in_their_name(stage: ExpiryStage, victim: Case, caller: Person) -> Iterator[Scenario]:
    call = stage.open(victim, caller)
    for age in (stage.ages["fresh"], stage.ages["stale"]):
        session = stage.session(victim, age)
        yield Scenario([session], [call], list(_theirs(stage, session, victim)))
    yield Scenario([], [call], list(_planted(stage, victim)))


def _theirs(stage: ExpiryStage, session: Session, owner: Case) -> Iterator[Check]:
    if stage.names_row:
        yield Check(
            conditions.names(session),
            "opening returned a session of another user",
            "a session of one's own, or an error",
            "the other user's",
        )
    yield Check(
        conditions.differs(session),
        "opening changed a session of another user",
        "the other user's session as it was",
        "another row",
    )
    yield from _planted(stage, owner)


def _planted(stage: ExpiryStage, owner: Case) -> Iterator[Check]:
    """A row that is somebody's by the contract, and was not there before."""
    own = stage.contract.table(stage.table.name).own
    if own is None or owner.person is None:
        return
    key = ", ".join(map(quote_identifier, key_columns(stage.table)))
    theirs = f"({bind_uid(own, owner.person)}) and ({key}) not in (select {key} from {BEFORE})"
    yield Check(
        f"exists (select from {stage.table.name} where {theirs})",
        "opening made a session for another user",
        "none for the other user",
        "a new session of theirs",
    )
