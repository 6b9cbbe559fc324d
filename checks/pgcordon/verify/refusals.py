"""What a refusal is: a fault, where the contract allows what was refused or where it was no decision at all."""

from collections.abc import Sequence

from pgcordon.attacks.staging import Attempt
from pgcordon.database.sqlstate import Refusal, condition, meaning
from pgcordon.model import Command
from pgcordon.verify import evidence
from pgcordon.verify.outcome import Outcome
from pgcordon.verify.verdicts import Fault, Verdict


def refused(attempt: Attempt, outcome: Outcome) -> Fault:
    """The fault of refusing an attempt that the contract allows and that works for the owner."""
    what = attempt.function.signature if attempt.function else f"a row of {attempt.target.name}"
    verb = "call" if attempt.function else attempt.command.lower()
    columns = f" ({', '.join(attempt.columns)})" if attempt.command is Command.UPDATE else ""
    return broken(attempt, outcome) or Fault(
        Verdict.TOO_STRICT,
        attempt,
        f"{attempt.person.label} cannot {verb} {what}{columns}, which access.toml lets {attempt.person.actor.name} do",
        expected="it works",
        got=reply(outcome),
        evidence=evidence.REFUSED if outcome.sqlstate else evidence.NOTHING_CHANGED,
    )


def broken(attempt: Attempt, outcome: Outcome) -> Fault | None:
    """The fault of a policy, trigger or function that fails itself."""
    if outcome.sqlstate is None or meaning(outcome.sqlstate) is not Refusal.BROKEN:
        return None
    return Fault(
        Verdict.BROKEN,
        attempt,
        f"{attempt.command} on {attempt.target.name} fails for {attempt.person.label}: {reply(outcome)}",
        expected="an answer, or permission denied",
        got=reply(outcome),
        evidence=evidence.failed_with(outcome.sqlstate),
    )


def reply(outcome: Outcome) -> str:
    """What the server said."""
    if outcome.sqlstate is None:
        return "no row"
    first = outcome.message.splitlines()[0] if outcome.message else "an error"
    return f"{first} ({condition(outcome.sqlstate) or outcome.sqlstate})"


def rows_phrase(number: int) -> str:
    return "1 row" if number == 1 else f"{number} rows"


def only(actors: Sequence[str]) -> str:
    """`only a`, `only a, b and c`, `nobody`."""
    if not actors:
        return "nobody"
    *others, last = actors
    return f"only {', '.join(others)} and {last}" if others else f"only {last}"
