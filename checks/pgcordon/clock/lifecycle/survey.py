"""What is looked at to find out who writes rows of a life cycle."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, islice

from pgcordon.actors.actor import Person
from pgcordon.actors.blueprints import numbered
from pgcordon.actors.values import UndrawableError, candidates
from pgcordon.actors.world import World
from pgcordon.clock.insertable import Values
from pgcordon.clock.lifecycle.forms import Forms
from pgcordon.clock.setting import Setting
from pgcordon.contract.contract import TableContract, bind_uid
from pgcordon.contract.time_rules import LifecycleRule
from pgcordon.model import Command, Table

_MOST_ROWS = 8
_MOST_STRANGERS = 6
_ANY_NUMBER = 7998
"""Marks values that come from no row of the world."""


@dataclass(frozen=True)
class Survey:
    """A world that stands in the setting's open transaction, without any row of the table."""

    setting: Setting
    rule: LifecycleRule
    table: Table
    world: World

    @cached_property
    def forms(self) -> Forms:
        return Forms(self.setting, self.rule, self.table)

    @cached_property
    def rows(self) -> list[Mapping[str, Values]]:
        """Rows of the setting's world in every state; those that cannot be in every state are left out."""
        found = (self.forms.of(values, self.rule.states) for values in self._drawn)
        return [forms for forms in found if len(forms) == len(self.rule.states)]

    @property
    def obstacle(self) -> str:
        """Why no row can be in every state; empty where one can."""
        if self.rows:
            return ""
        if not self._drawn:
            return f"no row of {self.table.name} was drawn"
        forms = self.forms.of(self._drawn[0], self.rule.states)
        missing = next(state for state in self.rule.states if state not in forms)
        refusal = self.forms.refusal(self._drawn[0], missing)
        return f"no row of {self.table.name} was found that can be in the state {missing}: {refusal}"

    @property
    def contract(self) -> TableContract:
        return self.setting.contract.table(self.table.name)

    def kinds(self, command: Command) -> Iterator[list[Person]]:
        """Those whom the contract lets run the command on some row, kind by kind, then those who are trusted."""
        permitted = [
            each
            for each in self.world.people
            if not each.newcomer and (each.actor.trusted or self.contract.predicate(command, each.actor) is not None)
        ]
        for _, alike in groupby(sorted(permitted, key=_kind), key=_kind):
            yield list(alike)

    def holds(self, predicate: str, person: Person) -> bool:
        """Whether the predicate holds for the row that stands there."""
        query = f"select from {self.table.name} where ({bind_uid(predicate, person)})"
        return self.setting.connection.execute(query).rowcount == 1

    def strangers(self) -> tuple[str | None, ...]:
        """Values that are no state of the rule, and that the column's type and the table's checks let stand.

        Where there are none, one that they refuse.
        """
        tempting = [each for each in dict.fromkeys(self._tempting) if each not in self.rule.states]
        row = next(iter(self._drawn), {})
        standing = (each for each in tempting if not self.forms.refusal(row, each))
        return tuple(islice(standing, _MOST_STRANGERS)) or tuple(tempting[:1])

    @property
    def _tempting(self) -> Iterator[str | None]:
        """Null, values that are drawn for the column, and what is nearly its first state."""
        column = self.table.column(self.rule.column)
        assert column is not None, "the contract was checked against the catalog"
        first = self.rule.states[0]
        yield None
        with suppress(UndrawableError):
            drawn = candidates(column, self.table, self.setting.catalog, varied=True)
            yield from (numbered({first: each}, _ANY_NUMBER)[first] for each in drawn)
        if column.type.name != "citext":
            yield first.upper()
        yield f"{first} "
        yield ""

    @cached_property
    def _drawn(self) -> list[Values]:
        """Rows of the setting's world that could stand here, for what they point to does."""
        standing = {row.id for row in self.world.rows}
        rows = self.setting.world.rows_of(self.table.name)
        return [row.values for row in rows if standing.issuperset(row.parents)][:_MOST_ROWS]


def _kind(person: Person) -> tuple[bool, str]:
    return person.actor.trusted, person.actor.name
