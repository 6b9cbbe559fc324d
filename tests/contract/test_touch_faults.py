"""What can be wrong with an entry `[[touch]]`, and the key of the file that is told."""

from collections.abc import Callable

import pytest

from pgcordon.contract import Contract
from pgcordon.model import Command

OF_SESSION = 'of = "chat_sessions"\n'
TOUCH = '[[touch]]\ntable = "chat_messages"\non = ["insert"]\nmoves = "last_active_at"\n'


def test_the_only_foreign_key_leads_to_the_other_table(contract: Callable[[str], Contract]) -> None:
    (rule,) = contract(TOUCH + OF_SESSION).touches
    assert rule.through == {"session_id": "id"}
    assert rule.commands == (Command.INSERT,)
    assert str(rule.of) == "public.chat_sessions"


def test_without_another_table_it_is_the_row_itself(contract: Callable[[str], Contract]) -> None:
    (rule,) = contract('[[touch]]\ntable = "chat_sessions"\non = ["update"]\nmoves = "created_at"\n').touches
    assert (rule.of, rule.through) == (rule.table, {})


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        (
            'table = "chat_sessions"\non = []\nmoves = "created_at"',
            '3: touch.on: names no command; write for instance ["insert", "update", "delete"]',
        ),
        (
            'table = "chat_sessions"\non = ["delete"]\nmoves = "created_at"',
            "3: touch.on: a deleted row has no clock left to move; state of, or leave delete out",
        ),
        (
            'table = "chat_sessions"\non = ["update"]\nmoves = "user_id"',
            "4: touch.moves: user_id is of type uuid; a clock is a timestamp or a date",
        ),
        (
            'table = "transfers"\non = ["update"]\nmoves = "on_day"',
            "4: touch.moves: on_day is a date, which shows no moment; a touch moves a timestamp",
        ),
        (
            'table = "chat_sessions"\non = ["update"]\nmoves = "created_at"\nthrough = "user_id"',
            "5: touch.through: leads to another table; state of as well",
        ),
        (
            'table = "invitations"\non = ["insert"]\nmoves = "created_at"\nof = "chat_sessions"',
            "5: touch.of: no foreign key leads from public.invitations to public.chat_sessions; "
            "name a column in through",
        ),
        (
            'table = "chat_messages"\non = ["insert"]\nmoves = "created_at"\nof = "chat_sessions"\nthrough = "role"',
            "6: touch.through: role is no foreign key to public.chat_sessions",
        ),
        (
            'table = "transfers"\non = ["insert"]\nmoves = "owner"\nof = "cupboards"',
            "5: touch.of: more than one foreign key leads from public.transfers to public.cupboards; "
            "name a column in through",
        ),
        (
            'table = "copies"\non = ["insert"]\nmoves = "created_at"',
            "2: touch.table: public.copies has no primary key to tell its rows apart",
        ),
        (
            'table = "open_sessions"\non = ["insert"]\nmoves = "created_at"',
            "2: touch.table: public.open_sessions is a view; name the table behind it",
        ),
    ],
)
def test_a_fault_is_told_at_its_key(faults: Callable[[str], list[str]], lines: str, fault: str) -> None:
    assert fault in faults(f"[[touch]]\n{lines}\n")
