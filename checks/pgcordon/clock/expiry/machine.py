"""Drives sessions through their lives at random, and compares the database with a model of the rule in Python."""

from collections.abc import Collection, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from psycopg import Connection

from pgcordon.actors.world import literal
from pgcordon.clock.acting import WORKED, Settings, run
from pgcordon.clock.expiry.stage import MICROSECOND, Case, ExpiryStage
from pgcordon.clock.scenario import Call, key_columns
from pgcordon.clock.travel import Clock, as_owner
from pgcordon.model import quote_identifier

_MOST_CASES = 4
"""Enough for one user in several contexts and another user beside them, and few enough for them to meet."""
_CASE = st.integers(0, _MOST_CASES - 1)
_WAIT = st.sampled_from(["all", "half", "less a microsecond", "a microsecond"])


@dataclass
class _Session:
    """A session as the model has it, in the order of their opening: keys may be different in every run."""

    case: int
    age: timedelta
    alive: bool = True


class SessionMachine(RuleBasedStateMachine):
    """Open, talk, wait, sweep and close, by several users and in several contexts.

    Run what `session_machine` makes of it inside the stage's transaction: each example is rolled back. now() stands
    still in it, so that ages are exact.
    """

    def __init__(self, connection: Connection[Any], settings: Settings, stage: ExpiryStage) -> None:
        super().__init__()
        self._connection = connection
        self._settings = settings
        self._stage = stage
        self._cases = stage.cases[:_MOST_CASES]
        self._clock = Clock(connection, (stage.table.name,))
        self._model: dict[str, _Session] = {}
        self._example: AbstractContextManager[object] = connection.transaction(force_rollback=True)
        self._example.__enter__()

    def teardown(self) -> None:
        self._example.__exit__(None, None, None)

    @rule(number=_CASE)
    def open(self, number: int) -> None:
        """A live session is resumed and touched; else what is stale ends, and a new one begins."""
        index = number % len(self._cases)
        theirs = {key: each for key, each in self._model.items() if each.case == index and each.alive}
        live = [key for key, each in theirs.items() if each.age < self._stage.rule.after]
        output = self._call(self._stage.open(self._cases[index]), theirs)
        for each in theirs.values():
            each.alive = each.age < self._stage.rule.after
        key = live[0] if live else self._newcomer()
        self._model[key] = _Session(index, timedelta(0))
        assert not self._stage.names_row or key in output, f"open returned {output} instead of {key}"

    @precondition(lambda self: self._living())
    @rule(number=_CASE)
    def talk(self, number: int) -> None:
        """Somebody says something: the session's clock is set to now()."""
        key = self._pick(number)
        self._clock.set_age(self._stage.table.name, self._stage.rule.clock, self._where(key), timedelta(0))
        self._model[key].age = timedelta(0)

    @precondition(lambda self: self._model)
    @rule(wait=_WAIT)
    def wait(self, wait: str) -> None:
        """Time passes for every session."""
        after = self._stage.rule.after
        span = {
            "a microsecond": MICROSECOND,
            "half": after / 2,
            "less a microsecond": after - MICROSECOND,
            "all": after,
        }
        self._clock.advance(span[wait])
        for each in self._model.values():
            each.age += span[wait]

    @precondition(lambda self: self._model and self._stage.rule.sweep is not None)
    @rule()
    def sweep(self) -> None:
        """Every stale session ends, and no other."""
        due = [key for key, each in self._model.items() if each.alive and each.age >= self._stage.rule.after]
        self._call(self._stage.sweep(self._stage.sweeper), due)
        for key in due:
            self._model[key].alive = False

    @precondition(lambda self: self._living() and all(case.ended is not None for case in self._cases))
    @rule(number=_CASE)
    def close(self, number: int) -> None:
        """A session is ended by hand."""
        key = self._pick(number)
        ending = _ending(self._cases[self._model[key].case], key_columns(self._stage.table))
        pairs = ", ".join(f"{quote_identifier(column)} = {literal(value)}" for column, value in ending.items())
        with as_owner(self._connection):
            self._connection.execute(f"update {self._stage.table.name} set {pairs} where {self._where(key)}")
        self._model[key].alive = False

    @invariant()
    def database_is_as_the_model(self) -> None:
        """The same sessions are there, the same are alive, and the living are as old."""
        modelled = {key: each.age if each.alive else None for key, each in self._model.items()}
        assert self._sessions() == modelled

    def _call(self, call: Call, concerned: Collection[str]) -> str:
        """The call's output. No session may change that is not concerned."""
        before = self._rows()
        output, sqlstate = run(self._connection, self._settings, call)
        assert sqlstate == WORKED, f"{call.statement} failed with SQLSTATE {sqlstate}"
        after = self._rows()
        changed = sorted(key for key, row in before.items() if key not in concerned and after.get(key) != row)
        assert not changed, f"{call.statement} changed {', '.join(changed)}"
        return output

    def _rows(self) -> dict[str, object]:
        query = f"select {self._key}, to_jsonb(t) from {self._stage.table.name} as t"
        return dict(self._connection.execute(query).fetchall())

    def _living(self) -> list[str]:
        return [key for key, each in self._model.items() if each.alive]

    def _pick(self, number: int) -> str:
        living = self._living()
        return living[number % len(living)]

    def _newcomer(self) -> str:
        """The session that the model does not know yet."""
        strangers = self._sessions().keys() - self._model.keys()
        assert len(strangers) == 1, f"open made {len(strangers)} new sessions instead of one"
        return strangers.pop()

    def _sessions(self) -> Mapping[str, timedelta | None]:
        """Every session's age by its key; None for those that are not alive."""
        rule = self._stage.rule
        clock = quote_identifier(rule.clock)
        age = f"(extract(epoch from now() - {clock}::timestamptz) * 1000000)::bigint"
        query = f"select {self._key}, case when ({rule.alive}) then {age} end from {self._stage.table.name}"
        found = self._connection.execute(query).fetchall()
        return {key: None if age is None else age * MICROSECOND for key, age in found}

    def _where(self, key: str) -> str:
        return f"{self._key} = {literal(key)}"

    @property
    def _key(self) -> str:
        columns = (f"{quote_identifier(each)}::text" for each in key_columns(self._stage.table))
        return " || ',' || ".join(columns)


def session_machine(connection: Connection[Any], settings: Settings, stage: ExpiryStage) -> type[SessionMachine]:
    """The machine for one stage, for Hypothesis's `run_state_machine_as_test`."""

    class StagedMachine(SessionMachine):
        def __init__(self) -> None:
            super().__init__(connection, settings, stage)

    return StagedMachine


def _ending(case: Case, key: tuple[str, ...]) -> Mapping[str, str | None]:
    """What an ended session of the case has that an alive one has not."""
    assert case.ended is not None
    return {column: value for column, value in case.ended.items() if column not in key and value != case.values[column]}
