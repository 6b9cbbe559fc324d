"""Sessions and messages under everybody's hands at once, against a model of what should come of it."""

from contextlib import ExitStack
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from uuid import UUID

import psycopg
import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from psycopg import errors

from brand_infinity.studio import BACKEND, FINAL_STATES, NOBODY, SAY, USER_ONE, USER_TWO, USERS, Studio, brand_of
from pgcordon.actors.actor import Person

ORDER = ("initial", "gathering", "clarifying", "planning", "confirming", "processing", "verifying", "delivered")
STATES = (*ORDER, "cancelled")
SKIPS = {("gathering", "planning")}
STEPS_BACK = {
    ("clarifying", "gathering"),
    ("planning", "clarifying"),
    ("confirming", "planning"),
    ("processing", "planning"),
    ("verifying", "processing"),
}
STEPS = {
    *pairwise(ORDER),
    *SKIPS,
    *STEPS_BACK,
    *((state, final) for state in STATES for final in FINAL_STATES if state not in FINAL_STATES),
}

REFUSALS = (errors.InsufficientPrivilege, errors.CheckViolation, errors.NoDataFound)
INSERT = "insert into public.conversation_sessions (brand_id, user_id, state) values (%s, %s, %s) returning id"
STEP = "update public.conversation_sessions set state = %s where id = %s returning id"
REWORD = "update public.conversation_messages set content = 'otherwise' where session_id = %s and role = 'user'"
FINISH = {"delivered": "complete_conversation_session", "cancelled": "cancel_conversation_session"}
BACKDATE = """
    update public.conversation_sessions
    set last_activity_at = now() - interval '1 hour',
        completed_at = case when completed_at is not null then now() - interval '1 hour' end
"""
LOOK = """
    select s.id, s.state, s.last_activity_at = now(), s.completed_at = now(),
           (select count(*) from public.conversation_messages as m where m.session_id = s.id)
    from public.conversation_sessions as s
"""

persons = st.sampled_from((USER_ONE, USER_TWO, BACKEND, NOBODY))
states = st.sampled_from(STATES)
places = st.integers(0, 3)


@dataclass
class Session:
    """What the model knows of a session."""

    owner: Person
    state: str = "initial"
    touched: bool = True
    ended: bool | None = None
    """Whether it ended in the last step; None as long as it has not."""
    messages: int = 0
    user_messages: int = 0

    @property
    def final(self) -> bool:
        return self.state in FINAL_STATES

    def belongs_to(self, person: Person) -> bool:
        return person in (self.owner, BACKEND)

    def may_become(self, state: str) -> bool:
        return state == self.state or (self.state, state) in STEPS

    def become(self, state: str) -> None:
        if state != self.state:
            self.state = state
            self.ended = True if self.final else None
        self.touched = True


class Conversations(RuleBasedStateMachine):
    """Every rule lets an hour go by, acts, and says what it expects; then the database is looked at."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.studio = studio
        self.sessions: dict[UUID, Session] = {}
        self.scene = ExitStack()
        self.scene.enter_context(studio.connection.transaction(force_rollback=True))

    def teardown(self) -> None:
        self.scene.close()

    @initialize()
    def everybody_begins(self) -> None:
        for owner in USERS:
            self.sessions[self.studio.open_session(owner)] = Session(owner)

    @rule(person=persons, owner=st.sampled_from(USERS), state=states)
    def insert(self, person: Person, owner: Person, state: str) -> None:
        self.let_time_pass()
        done = self.attempt(person, INSERT, brand_of(owner), owner.uid, state)
        assert (done is not None) == (state == "initial" and person in (owner, BACKEND))
        for (session,) in done or ():
            self.sessions[session] = Session(owner)

    @rule(person=persons, place=places, state=states)
    def step(self, person: Person, place: int, state: str) -> None:
        self.let_time_pass()
        name, session = self.session_at(place)
        done = self.attempt(person, STEP, state, name)
        assert bool(done) == (session.belongs_to(person) and session.may_become(state))
        if done:
            session.become(state)

    @rule(person=persons, place=places, state=st.sampled_from(FINAL_STATES))
    def finish(self, person: Person, place: int, state: str) -> None:
        self.let_time_pass()
        name, session = self.session_at(place)
        done = self.attempt(person, f"select public.{FINISH[state]}(%s)", name)
        assert (done is not None) == (session.belongs_to(person) and session.may_become(state))
        if done is not None:
            session.become(state)

    @rule(person=persons, place=places, role=st.sampled_from(("user", "assistant", "system")))
    def say(self, person: Person, place: int, role: str) -> None:
        self.let_time_pass()
        name, session = self.session_at(place)
        done = self.attempt(person, SAY, name, brand_of(session.owner), session.owner.uid, role)
        in_own_voice = person is session.owner and role == "user" and not session.final
        assert (done is not None) == (person is BACKEND or in_own_voice)
        if done is not None:
            session.touched = True
            session.messages += 1
            session.user_messages += role == "user"

    @rule(person=persons, place=places)
    def reword(self, person: Person, place: int) -> None:
        self.let_time_pass()
        name, session = self.session_at(place)
        self.attempt(person, REWORD, name)
        own_and_open = person is session.owner and not session.final
        if session.user_messages and (person is BACKEND or own_and_open):
            session.touched = True

    @invariant()
    def database_is_as_the_model_says(self) -> None:
        found = {name: rest for name, *rest in self.studio.run(None, LOOK)}
        expected = {name: [each.state, each.touched, each.ended, each.messages] for name, each in self.sessions.items()}
        assert found == expected

    def let_time_pass(self) -> None:
        self.studio.untriggered(BACKDATE)
        for session in self.sessions.values():
            session.touched = False
            session.ended = None if session.ended is None else False

    def session_at(self, place: int) -> tuple[UUID, Session]:
        names = list(self.sessions)
        name = names[place % len(names)]
        return name, self.sessions[name]

    def attempt(self, person: Person, statement: str, *parameters: object) -> list[tuple[Any, ...]] | None:
        """The rows that it gives, or None where it is refused."""
        try:
            return self.studio.run(person, statement, *parameters)
        except REFUSALS:
            return None


@pytest.mark.requirement("001-states", "001-message-touches", "001-update_session_activity")
def test_whatever_anybody_does_sessions_keep_to_their_order(studio: Studio) -> None:
    class InThisStudio(Conversations):
        def __init__(self) -> None:
            super().__init__(studio)

    run_state_machine_as_test(
        InThisStudio,
        settings=settings(
            max_examples=25,
            stateful_step_count=20,
            derandomize=True,
            database=None,
            deadline=None,
            phases=[Phase.generate, Phase.shrink],
        ),
    )


@pytest.mark.requirement("001-states")
@pytest.mark.parametrize("before", STATES)
@pytest.mark.parametrize("person", [USER_ONE, BACKEND, None], ids=["user", "service_role", "owner"])
def test_every_step_is_taken_or_refused_as_the_table_says(studio: Studio, person: Person | None, before: str) -> None:
    session = studio.open_session(USER_ONE)
    for after in STATES:
        studio.untriggered("update public.conversation_sessions set state = %s where id = %s", before, session)
        possible = after == before or (before, after) in STEPS
        try:
            studio.step(person, session, after)
        except psycopg.errors.CheckViolation as refusal:
            assert not possible, refusal
            assert f"cannot go from {before} to {after}" in str(refusal) or "stays as it is" in str(refusal)
        else:
            assert possible, f"{before} to {after} was not refused"
