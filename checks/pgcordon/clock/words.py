"""Ages in words, for messages."""

from datetime import timedelta

from pgcordon.contract.time_rules import ExpiryRule, LifecycleRule, ResetRule, TimeRule, TouchRule

_MICROSECOND = timedelta(microseconds=1)
_UNITS = (
    ("day", timedelta(days=1)),
    ("hour", timedelta(hours=1)),
    ("minute", timedelta(minutes=1)),
    ("second", timedelta(seconds=1)),
    ("microsecond", _MICROSECOND),
)


def summary(rule: TimeRule) -> str:
    """The rule on one line, without its table: `last_active_at, after 4 hours`."""
    match rule:
        case ExpiryRule():
            return f"{rule.clock}, after {words(rule.after)}"
        case ResetRule():
            return f"{', '.join(rule.sets)}, every {rule.every} in {rule.zone}"
        case TouchRule():
            return f"{rule.moves}, on {', '.join(map(str.lower, rule.commands))} of {rule.table.name}"
        case LifecycleRule():
            steps = sum(map(len, rule.steps.values()))
            return f"{rule.column}, {_number(len(rule.steps), 'state')}, {_number(steps, 'step')}"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def silent(age: timedelta, rule: ExpiryRule) -> str:
    """How old a session is by its rule: `silent for exactly 4 hours`, `past its end by 1 microsecond`."""
    if not rule.after:
        return _past_end(age)
    return f"silent for {_against(age, rule.after)}"


def _past_end(age: timedelta) -> str:
    if not age:
        return "exactly at its end"
    return f"past its end by {words(age)}" if age > timedelta(0) else f"{words(-age)} before its end"


def _against(age: timedelta, limit: timedelta) -> str:
    if age == limit:
        return f"exactly {words(limit)}"
    if age == limit - _MICROSECOND:
        return f"one microsecond less than {words(limit)}"
    if age == limit + _MICROSECOND:
        return f"one microsecond more than {words(limit)}"
    return words(age)


def words(span: timedelta) -> str:
    """`4 hours`, `1 day 2 hours`, `no time`."""
    parts = []
    for name, unit in _UNITS:
        number, span = divmod(span, unit)
        if number:
            parts.append(f"{number} {name}{'s' if number > 1 else ''}")
    return " ".join(parts) or "no time"
