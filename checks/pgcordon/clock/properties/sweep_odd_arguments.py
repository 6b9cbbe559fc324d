"""No argument makes the sweep end a live session.

## What it does
Whoever may sweep does so with each optional number or interval below zero, at
zero and null, where live sessions stand.

## Why is this bad?
`now() - interval '-1 hour'` lies in the future, so that every session is older:
a slip in one call ends all conversations at once.

## Stopped by
Refusing an age that is null, zero or below, or not taking one at all.
"""

from collections.abc import Iterator

from pgcordon.actors.world import literal
from pgcordon.clock import conditions
from pgcordon.clock.expiry.stage import ExpiryStage
from pgcordon.clock.registry import time_property
from pgcordon.clock.scenario import Check, Scenario, Session
from pgcordon.clock.statements import called_functions
from pgcordon.clock.words import silent
from pgcordon.model import Argument, Function, FunctionKind, quote_identifier

_ODD_VALUES: dict[str, tuple[str | None, ...]] = {
    **dict.fromkeys(("int2", "int4", "int8", "numeric", "float4", "float8"), ("-1", "0", None)),
    "interval": ("-1 hour", "0", None),
}


def _takes_any(stage: ExpiryStage) -> bool:
    return any(True for _ in _odd_calls(stage))


@time_property(ExpiryStage, _takes_any)
def sweep_odd_arguments(stage: ExpiryStage) -> Iterator[Scenario]:
    """The sweep runs with each odd argument."""
    for statement, given in _odd_calls(stage):
        for alive, _ended in stage.assortments():
            live = [each for each in alive if each.age < stage.rule.after]
            yield Scenario(
                live, [stage.sweep(stage.sweeper, statement)], [_unharmed(stage, each, given) for each in live]
            )


def _odd_calls(stage: ExpiryStage) -> Iterator[tuple[str, str]]:
    """Each call of the sweep's function with one odd argument, and that argument as it is written."""
    for function in called_functions(stage.rule.sweep or "", stage.catalog):
        if function.kind is FunctionKind.FUNCTION and all(each.default is not None for each in function.inputs):
            for argument in function.inputs:
                yield from _odd_values(function, argument)


def _odd_values(function: Function, argument: Argument) -> Iterator[tuple[str, str]]:
    if argument.name is None:
        return
    for value in _ODD_VALUES.get(argument.type.name, ()):
        name = quote_identifier(argument.name)
        call = f"select {function.name}({name} => {literal(value)}::{argument.type})"
        yield call, f"{name} => {'null' if value is None else value}"


def _unharmed(stage: ExpiryStage, session: Session, given: str) -> Check:
    return Check(
        f"not {conditions.alive(session, stage.rule.alive)}",
        f"with {given} the sweep ended a session that was {silent(session.age, stage.rule)}",
        "an error, or live sessions left alive",
        "it ended",
    )
