"""What an entry `[[lifecycle]]` says, what can be wrong with it, and the key of the file that is told."""

from collections.abc import Callable

import pytest

from pgcordon.contract import Contract

CYCLE = '[[lifecycle]]\ntable = "chat_sessions"\ncolumn = "status"\n'
STEPS = 'steps = { open = ["closed"], closed = [] }\n'


def test_rows_begin_in_any_state_unless_stated(contract: Callable[[str], Contract]) -> None:
    (rule,) = contract(CYCLE + STEPS).lifecycles
    assert rule.states == rule.starts == ("open", "closed")
    assert rule.steps == {"open": ("closed",), "closed": ()}
    assert rule.stamps == {}


def test_starts_and_stamps_are_of_some_states(contract: Callable[[str], Contract]) -> None:
    (rule,) = contract(CYCLE + STEPS + 'starts = ["open"]\nstamps = { created_at = ["closed"] }\n').lifecycles
    assert (rule.starts, rule.stamps) == (("open",), {"created_at": frozenset({"closed"})})


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ("steps = {}", "4: lifecycle.steps: names no state; write for instance { open = ['closed'], closed = [] }"),
        ("", '1: lifecycle: steps is missing; write for instance steps = { open = ["closed"], closed = [] }'),
        (
            'steps = { open = ["closd"], closed = [] }',
            "4: lifecycle.steps.open: no such state: closd; did you mean closed?",
        ),
        (
            'steps = { open = ["done"] }',
            "4: lifecycle.steps.open: no such state: done; give it an entry in steps, [] where it is final",
        ),
        (
            'steps = { open = ["open"] }',
            "4: lifecycle.steps.open: open leads to itself; staying in a state is no step",
        ),
        (STEPS + "starts = []", "5: lifecycle.starts: names no state; leave it out where rows begin in any"),
        (STEPS + 'starts = ["opn"]', "5: lifecycle.starts: no such state: opn; did you mean open?"),
        (
            STEPS + 'stamps = { created_at = ["close"] }',
            "5: lifecycle.stamps.created_at: no such state: close; did you mean closed?",
        ),
        (
            STEPS + 'stamps = { closd_at = ["closed"] }',
            "5: lifecycle.stamps.closd_at: public.chat_sessions has no column closd_at; did you mean closed_at?",
        ),
        (
            STEPS + 'stamps = { user_id = ["closed"] }',
            "5: lifecycle.stamps.user_id: user_id is of type uuid; a clock is a timestamp or a date",
        ),
    ],
)
def test_a_fault_is_told_at_its_key(faults: Callable[[str], list[str]], lines: str, fault: str) -> None:
    assert fault in faults(f"{CYCLE}{lines}\n")


@pytest.mark.parametrize(
    ("head", "fault"),
    [
        ('table = "chat_sesions"\ncolumn = "status"', "2: lifecycle.table: no such table or view; "),
        ('table = "open_sessions"\ncolumn = "id"', "2: lifecycle.table: public.open_sessions is a view; "),
        ('table = "copies"\ncolumn = "id"', "2: lifecycle.table: public.copies has no primary key "),
        ('table = "chat_sessions"\ncolumn = "stat"', "3: lifecycle.column: public.chat_sessions has no column stat"),
        (
            'table = "profiles"\ncolumn = "role"',
            "4: lifecycle.steps.open: no such label of public.user_role: open; there are guest, member, admin",
        ),
        (
            'table = "quotas"\ncolumn = "used"\nstamps = { reset_on = ["closed"] }',
            "4: lifecycle.stamps.reset_on: reset_on is a date, which shows no moment; a stamp is a timestamp",
        ),
    ],
)
def test_a_fault_of_what_it_is_about(faults: Callable[[str], list[str]], head: str, fault: str) -> None:
    assert any(each.startswith(fault) for each in faults(f"[[lifecycle]]\n{head}\n{STEPS}"))


def test_the_states_of_an_enum_are_among_its_labels(faults: Callable[[str], list[str]]) -> None:
    cycle = '[[lifecycle]]\ntable = "profiles"\ncolumn = "role"\n'
    assert faults(cycle + 'steps = { guest = ["member"], member = [] }\n') == []
    assert faults(cycle + 'steps = { guest = ["membr"], membr = [] }\n') == [
        "4: lifecycle.steps.membr: no such label of public.user_role: membr; did you mean member?"
    ]
