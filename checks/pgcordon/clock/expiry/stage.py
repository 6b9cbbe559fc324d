"""Everything a property may look at: the rule, who may call what, and who can open which session."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from pgcordon.actors.actor import Person
from pgcordon.actors.world import Row
from pgcordon.clock.scenario import Call, Placed, Session
from pgcordon.clock.stage import Stage
from pgcordon.clock.statements import bound, may_run, parameters
from pgcordon.clock.travel import moment
from pgcordon.contract.time_rules import ExpiryRule
from pgcordon.model import Constraint

MICROSECOND = timedelta(microseconds=1)

Context = Mapping[str, str | None]
"""Values for the parameters of `open`, by column: what tells a user's sessions apart."""


@dataclass(frozen=True, slots=True)
class Case:
    """Somebody's session in one context: a row that `open` was seen to make, or one of the world."""

    person: Person | None
    context: Context
    values: Mapping[str, str | None]
    ended: Mapping[str, str | None] | None = None
    """The values of another row of the same user and context that is not alive, where one is known."""
    lags: Mapping[str, timedelta] = field(default_factory=dict)
    """Columns that hold other moments, and by how much each lies before the clock."""
    earlier: Mapping[str, timedelta] = field(default_factory=dict)
    """The same for a row of which all that has a default, such as when it was made, is stale long before the clock."""


@dataclass(frozen=True)
class ExpiryStage(Stage[ExpiryRule]):
    """An expiry rule, set on a world in which none of its rows is left."""

    cases: tuple[Case, ...]
    names_row: bool
    """Whether the output of `open` names the row that it opened."""
    belongings: tuple[Row, ...] = ()
    """Rows of other tables that can be hung below the rule's rows."""

    @property
    def statement(self) -> str:
        return self.rule.open or self.rule.sweep or self.rule.purge or ""

    @property
    def untried(self) -> str:
        return "nobody was found for whom this could be tried: in no drawn world did a session open, or stand alive"

    def session(self, case: Case, age: timedelta) -> Session:
        """The case's session, its clock still for this long."""
        return Session(self.table, case.values, self._moments(case, age), age)

    def made_long_ago(self) -> Iterator[Session]:
        """For each person a session that is not stale yet, however long ago it was made, where one can be so."""
        age = self.ages["live"]
        for case in self.firsts:
            if case.earlier:
                yield self.session(replace(case, lags=case.earlier), age)

    def ended(self, case: Case, age: timedelta) -> Session:
        """An ended session of the same user and context. The case must know one."""
        assert case.ended is not None
        return Session(self.table, case.ended, self._moments(case, age), age)

    def belonging(self, sessions: Sequence[Session]) -> list[Placed]:
        """Rows that point to these sessions, one of each table for each session as far as they go."""
        placed = []
        for key in self._pointing:
            rows = [row for row in self.belongings if row.table == key.table]
            for session, row in zip(sessions, rows, strict=False):
                held = dict(
                    zip(key.columns, (session.values.get(each) for each in key.referenced_columns), strict=True)
                )
                table = self.catalog.table(key.table)
                assert table is not None, "the key is of the catalog"
                placed.append(Placed(table, {**row.values, **held}, {}))
        return placed

    @property
    def _pointing(self) -> list[Constraint]:
        keys = [key for table in self.catalog.tables for key in table.foreign_keys]
        return [key for key in keys if key.references == self.table.name != key.table]

    def _moments(self, case: Case, age: timedelta) -> dict[str, str]:
        ages = {self.rule.clock: age} | {column: age + lag for column, lag in case.lags.items()}
        return {column: moment(each) for column, each in ages.items()}

    def open(self, case: Case, caller: Person | None = None) -> Call:
        """The case's user opens a session in its context, or somebody else does in the user's name."""
        assert self.rule.open is not None and case.person is not None
        return Call(caller or case.person, bound(self.rule.open, case.person, case.context, self.table))

    def sweep(self, caller: Person, statement: str | None = None) -> Call:
        """Somebody runs the sweep, or another statement in its place."""
        text = statement or self.rule.sweep
        assert text is not None
        context = self.cases[0].context if self.cases else {}
        return Call(caller, bound(text, caller, context, self.table))

    def purge(self, caller: Person) -> Call:
        """Somebody runs the purge."""
        assert self.rule.purge is not None
        return self.sweep(caller, self.rule.purge)

    def openers(self, case: Case) -> Iterator[Person]:
        """Who may open the case's session: its user, and once a user the backend for them."""
        if case.person is not None:
            yield case.person
        if case in self.firsts:
            yield from (each for each in self.world.people if each.actor.trusted and self.may_open(each))

    def outsiders(self, statement: str) -> list[Person]:
        """Who may not run the statement: clients whom access.toml does not let call its functions."""
        clients = [each for each in self.world.people if not each.actor.trusted]
        return [each for each in clients if not may_run(statement, each.actor, self.catalog, self.contract)]

    @property
    def sweeper(self) -> Person:
        assert self.rule.sweep is not None
        return self.runner(self.rule.sweep)

    @property
    def firsts(self) -> list[Case]:
        """One case of each person."""
        by_label: dict[str, Case] = {}
        for case in self.cases:
            by_label.setdefault(case.person.label if case.person else "", case)
        return list(by_label.values())

    def kinds_apart_from(self, person: Person | None) -> list[Person]:
        """One person of each kind who is not this one."""
        by_kind: dict[str, Person] = {}
        for each in self.world.people:
            if each != person:
                by_kind.setdefault(each.actor.name, each)
        return list(by_kind.values())

    def may_open(self, person: Person) -> bool:
        return self.rule.open is not None and may_run(self.rule.open, person.actor, self.catalog, self.contract)

    def other_contexts(self, case: Case) -> list[Case]:
        """The same user's cases in other contexts, those that differ in the fewest columns first."""
        others = [each for each in self.cases if each.person == case.person and each.context != case.context]
        return sorted(others, key=lambda each: _differences(each.context, case.context))

    def others(self, case: Case) -> list[Case]:
        """Other users' cases, those in the same context first."""
        others = [each for each in self.cases if each.person != case.person]
        return sorted(others, key=lambda each: _differences(each.context, case.context))

    def assortments(self) -> Iterator[tuple[list[Session], list[Session]]]:
        """Alive sessions of every telling age, one a case, and ended ones beside them; in several worlds if need be."""
        if not self.cases:
            return
        ages = [self.ages[name] for name in ("live", "stale", "fresh", "old")]
        for start in range(0, len(ages), len(self.cases)):
            chosen = list(zip(self.cases, ages[start:], strict=False))
            ended = [self.ended(case, age) for case, age in chosen if case.ended is not None]
            yield [self.session(case, age) for case, age in chosen], ended

    @property
    def contexts(self) -> tuple[str, ...]:
        """The columns that tell one user's sessions from another of theirs."""
        return parameters(self.rule.open) if self.rule.open else ()

    @property
    def ages(self) -> dict[str, timedelta]:
        """Telling ages by name: `fresh` and `live` are below the rule's, `stale` and `old` above."""
        after = self.rule.after
        return {
            "fresh": min(timedelta(0), after - timedelta(hours=1)),
            "live": after - MICROSECOND,
            "stale": after + MICROSECOND,
            "old": 2 * after + timedelta(days=1),
        }


def opens(stage: ExpiryStage) -> bool:
    return stage.rule.open is not None


def sweeps(stage: ExpiryStage) -> bool:
    return stage.rule.sweep is not None


def purges(stage: ExpiryStage) -> bool:
    return stage.rule.purge is not None


def denies(stage: ExpiryStage) -> bool:
    return bool(stage.rule.denies)


def _differences(one: Context, other: Context) -> int:
    return sum(value != other.get(column) for column, value in one.items())
