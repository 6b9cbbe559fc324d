"""What became of a row that was due, or was not: conditions and checks."""

from collections.abc import Iterator, Mapping

from pgcordon.actors.world import literal
from pgcordon.clock import conditions
from pgcordon.clock.reset.stage import ResetStage
from pgcordon.clock.scenario import Check, Placed
from pgcordon.model import quote_identifier

_WITHOUT_EQUALITY = frozenset({"json", "xml", "point"})


def not_reset(stage: ResetStage, row: Placed, subject: str, moment: str | None = None) -> Iterator[Check]:
    """What shows that a row was not reset, although it was due. The reset ran at this moment, or else the stage's."""
    rule = stage.rule
    yield Check(conditions.refused(), "the reset failed", "every row that is due is reset", "an error")
    # This comes first, for that a reset forgets it shows on every day, even where it resets on some days alone.
    yield Check(
        f"not {_is(row, stage.calendar.same_period(rule.since, moment or stage.moment))}",
        f"{subject} was left with a {rule.since} that does not lie in the current {rule.every}",
        f"a {rule.since} of the {rule.every} in which the reset ran",
        "another one",
    )
    for column, value in rule.sets.items():
        yield Check(
            _is(row, differs_from(stage, column, value)),
            f"{subject} was left with its {column} as it was",
            f"{column} = {value}",
            "another value",
        )


def changed(row: Placed, columns: tuple[str, ...], subject: str) -> Iterator[Check]:
    """What shows that one of the columns of a row is not what it was."""
    for column in columns:
        yield Check(
            conditions.differs_in(row, [column]),
            f"{subject} did not keep its {column}",
            f"{column} as it was",
            "another value",
        )


def went_back(stage: ResetStage, row: Placed, source: str | None = None) -> str:
    """The row's counters are what the rule sets, as SQL; in the stage's table, or in this copy of it."""
    return _is(row, _all_are(stage, stage.rule.sets), source)


def was_reset(stage: ResetStage, row: Placed, moment: str, source: str) -> str:
    """The row was reset and says so, as SQL."""
    noted = stage.calendar.same_period(stage.rule.since, moment)
    return _is(row, f"{noted} and {_all_are(stage, stage.rule.sets)}", source)


def was_left(stage: ResetStage, row: Placed, source: str) -> str:
    """The row has its counters and says that it was last reset when it was, as SQL."""
    used = {column: row.values[column] or "" for column in stage.rule.sets}
    since = quote_identifier(stage.rule.since)
    return _is(row, f"{since} = {row.sets[stage.rule.since]} and {_all_are(stage, used)}", source)


def _all_are(stage: ResetStage, values: Mapping[str, str]) -> str:
    return " and ".join(f"not ({differs_from(stage, *each)})" for each in values.items())


def differs_from(stage: ResetStage, column: str, value: str) -> str:
    """The column holds anything but this value, as SQL."""
    known = stage.table.column(column)
    name = quote_identifier(column)
    if known is not None and known.type.name in _WITHOUT_EQUALITY:
        return f"{name}::text is distinct from {literal(value)}::{known.type}::text"
    return f"{name} is distinct from {literal(value)}"


def _is(row: Placed, predicate: str, source: str | None = None) -> str:
    return f"exists (select from {source or row.table.name} where {row.where()} and {predicate})"
