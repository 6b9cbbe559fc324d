"""Finds rows that can be put there with used counters, by putting them there."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product

import psycopg
from psycopg import Rollback

from pgcordon.actors.actor import Person
from pgcordon.actors.blueprints import numbered
from pgcordon.actors.values import UndrawableError, candidates
from pgcordon.actors.world import Row
from pgcordon.clock.reset.outcomes import differs_from
from pgcordon.clock.reset.stage import ResetStage, Values
from pgcordon.clock.scenario import Placed
from pgcordon.clock.setting import Setting
from pgcordon.clock.travel import as_owner
from pgcordon.model import quote_identifier

_MOST_ROWS = 4
_MOST_TRIES = 40
"""Combinations of used counters to ask the server about."""
_LONG_AGO = "2001-01-01 00:00:00+00"
_FEW = ("1", "2", "3")
_MOMENTS = frozenset({"timestamptz", "timestamp", "date"})


@dataclass(frozen=True)
class Search:
    """Looks for rows in the stage's world, which stands in an open transaction."""

    setting: Setting
    stage: ResetStage

    def side_by_side(self) -> tuple[Values, ...]:
        """Rows that can stand there together, whenever they were last reset."""
        found: list[Values] = []
        with self.setting.connection.transaction(force_rollback=True):
            for row in _everybody_first(self.setting.world.rows_of(self.stage.table.name), self.stage.world.people):
                values = next((each for each in self._used(row) if self._fits(each)), None)
                found += [values] if values is not None else []
                if len(found) == _MOST_ROWS:
                    break
        return tuple(found)

    def can_be_null(self, values: Values) -> bool:
        """Whether such a row may say that it was never reset."""
        connection = self.setting.connection
        try:
            with connection.transaction(force_rollback=True), as_owner(connection):
                connection.execute(
                    "; ".join(Placed(self.stage.table, values, {self.stage.rule.since: "null"}).placement())
                )
        except psycopg.Error:
            return False
        return True

    def _used(self, row: Row) -> Iterator[Values]:
        """The row with used counters, made long ago if its checks let it be."""
        choices = [self._used_values(column, row.number) for column in self.stage.rule.sets]
        for chosen in islice(product(*choices), _MOST_TRIES):
            counters = dict(zip(self.stage.rule.sets, chosen, strict=True))
            yield {**row.values, **self._long_ago(), **counters}
            yield {**row.values, **counters}

    def _used_values(self, name: str, number: int) -> Sequence[str]:
        column = self.stage.table.column(name)
        assert column is not None, "the contract was checked against the catalog"
        try:
            drawn = candidates(column, self.stage.table, self.setting.catalog, varied=True)
        except UndrawableError:
            drawn = ()
        values = (numbered({name: each}, number)[name] for each in (*drawn, *_FEW))
        return [each for each in dict.fromkeys(values) if each is not None and each != "now"]

    def _long_ago(self) -> Values:
        """The moments that a row would take from its defaults, long ago: so it shows where they are set to now()."""
        return {
            each.name: _LONG_AGO
            for each in self.stage.table.columns
            if each.default is not None and each.type.name in _MOMENTS and each.name not in self.stage.counters
        }

    def _fits(self, values: Values) -> bool:
        """Whether the row can stand there whenever it was last reset, with all its counters in use. Then it stays."""
        stage, connection = self.stage, self.setting.connection
        row = Placed(stage.table, values, {})
        used = " and ".join(differs_from(stage, column, value) for column, value in stage.rule.sets.items())
        try:
            with connection.transaction() as attempt, as_owner(connection):
                connection.execute("; ".join([*row.placement(), *(_moved(row, stage, each) for each in stage.moments)]))
                if connection.execute(f"select from {stage.table.name} where {row.where()} and {used}").rowcount != 1:
                    raise Rollback(attempt)
                return True
        except psycopg.Error:
            pass
        return False


def _moved(row: Placed, stage: ResetStage, moment: str) -> str:
    since = quote_identifier(stage.rule.since)
    return f"update {stage.table.name} set {since} = {stage.calendar.stored(moment)} where {row.where()}"


def _everybody_first(rows: Iterable[Row], people: Iterable[Person]) -> list[Row]:
    """The rows in an order in which nobody's second one comes before somebody's first."""
    uids = {str(each.uid) for each in people if each.uid is not None}
    seen: Counter[str | None] = Counter()
    ranked = []
    for row in rows:
        owner = next((value for value in row.values.values() if value in uids), None)
        ranked.append((seen[owner], row))
        seen[owner] += 1
    return [row for _, row in sorted(ranked, key=lambda each: each[0])]
