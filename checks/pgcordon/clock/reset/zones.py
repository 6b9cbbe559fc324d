"""Runs of a reset by sessions with one TimeZone or another."""

from collections.abc import Iterator, Sequence

from pgcordon.clock.reset.outcomes import was_left, was_reset, went_back
from pgcordon.clock.reset.stage import ResetStage
from pgcordon.clock.scenario import Check, Meanwhile, Placed, Scenario
from pgcordon.model import quote_identifier

Zones = tuple[str, str]

_AROUND = ("- interval '1 minute'", "+ interval '1 minute'")
_SPARE_SECONDS = 60
"""A row may say to the microsecond when it was reset."""
_FIRST = "pg_temp.pgcordon_first"
_KEEP = f"create temp table {_FIRST.partition('.')[2]} as select * from {{}}"


def telling_moments(stage: ResetStage) -> list[str]:
    """When sessions of different zones are sure to differ, if they ever do.

    Zones disagree about the date at any moment, and about the first moment of a period in any case: a `timestamptz`
    tells them apart. About which week, month or year a date lies in they disagree only where one begins, so that what
    is seen would depend on the day.
    """
    if stage.chooses_moment:
        first = stage.calendar.first(stage.moment)
        return [f"({first} {each})" for each in _AROUND]
    sharp = stage.calendar.type == "timestamptz" or stage.rule.every in ("hour", "day")
    return [stage.moment] if sharp else []


def one_after_the_other(stage: ResetStage, zones: Zones, moment: str) -> Iterator[Scenario]:
    """Sessions of two zones run the reset, each where a row that is due stands beside one that is not.

    They share a scenario because it depends on the hour which of them is wrong, and its script shows at any hour that
    one is.
    """
    due, current = next(stage.calendar.previous(moment)), next(stage.calendar.current(moment))
    told = (
        f"in a session with TimeZone {' or '.join(dict.fromkeys(zones))}, a row that was last reset {due.words} was not"
        f" reset, or one that was last reset {current.words} was"
    )
    for marked in stage.assorted([due, current]):
        rows = [row for _, row in marked]
        again = Meanwhile("What came of it, and the rows as they were", [_KEEP.format(stage.table.name), *_anew(rows)])
        right = [
            was_reset(stage, row, moment, source) if mark is due else was_left(stage, row, source)
            for source in (_FIRST, str(stage.table.name))
            for mark, row in marked
        ]
        wrong = f"not ({' and '.join(right)})"
        check = Check(wrong, told, f"what {stage.rule.zone} has as the current {stage.rule.every}", "another one")
        yield Scenario(rows, [stage.reset(moment, zones[0]), again, stage.reset(moment, zones[1])], [check])


def _anew(rows: Sequence[Placed]) -> Iterator[str]:
    for row in rows:
        yield f"delete from {row.table.name} where {row.where()}"
        yield from row.placement()


def note_apart(stage: ResetStage, zones: Zones) -> Iterator[Scenario]:
    """Two rows are long due, and at the same moment sessions of both zones reset one each."""
    if stage.calendar.type == "timestamptz" or len(stage.rows) < 2:
        return
    long_ago = next(stage.calendar.long_before(stage.moment))
    one, other = stage.row(0, long_ago), stage.row(1, long_ago)
    later = Meanwhile("Another row is due", list(other.placement()))
    since = quote_identifier(stage.rule.since)
    noted = (f"(select {since}::timestamp from {stage.table.name} where {row.where()})" for row in (one, other))
    apart = f"abs(extract(epoch from {' - '.join(noted)})) > {_SPARE_SECONDS}"
    differs = Check(
        f"{went_back(stage, one)} and {went_back(stage, other)} and {apart}",
        f"sessions with TimeZone {' and '.join(zones)} note a different {stage.rule.since} at the same moment",
        f"the same {stage.rule.since}",
        "another one",
    )
    yield Scenario([one], [stage.reset(zone=zones[0]), later, stage.reset(zone=zones[1])], [differs])
