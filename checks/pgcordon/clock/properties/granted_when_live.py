"""What a rule denies once a row is stale works until then.

## What it does
Everyone tries each command that the rule denies on a row whose clock stands one
microsecond below the rule's age, if the contract gives them that row.

## Why is this bad?
A link that ends before its time is a support case, and a check that refuses
everything would pass for one that refuses what is stale.

## Stopped by
Comparing the clock with now() as the contract says, and nothing sooner.
"""

from collections.abc import Iterator

from pgcordon.clock import conditions
from pgcordon.clock.expiry.stage import ExpiryStage, denies
from pgcordon.clock.expiry.uses import DONE, uses
from pgcordon.clock.registry import time_property
from pgcordon.clock.scenario import Call, Check, Scenario, Session
from pgcordon.clock.words import silent
from pgcordon.contract.contract import bind_uid
from pgcordon.model import Command


@time_property(ExpiryStage, denies)
def granted_when_live(stage: ExpiryStage) -> Iterator[Scenario]:
    """Everyone uses a row that is about to end."""
    for case in stage.cases:
        session = stage.session(case, stage.ages["live"])
        for command in sorted(stage.rule.denies & DONE.keys()):
            for call in uses(stage, session, command):
                yield Scenario([session], [call], [_unused(stage, session, command, call)])


def _unused(stage: ExpiryStage, session: Session, command: Command, call: Call) -> Check:
    predicate = stage.contract.table(stage.table.name).predicate(command, call.person.actor) or "false"
    given = conditions.was_given(session, bind_uid(predicate, call.person))
    subject = f"a row that was {silent(session.age, stage.rule)}"
    return Check(
        f"{given} and not ({conditions.used()})",
        f"{call.person.label} could not {command.lower()} {subject}",
        f"it is {DONE[command]}",
        "no row, or an error",
    )
