"""What an entry `[[reset]]` says, what can be wrong with it, and the key of the file that is told."""

from collections.abc import Callable

import pytest

from pgcordon.contract import Contract

SETS = "sets = { used = 0 }\n"
DAILY = 'every = "day"\n'
SINCE = 'since = "reset_on"\n'
RUN = 'run = "select public.reset_quotas(:now)"\n'


def test_the_calendar_is_that_of_utc_unless_stated(contract: Callable[[str], Contract]) -> None:
    (rule,) = contract(f'[[reset]]\ntable = "quotas"\n{SETS}{DAILY}{SINCE}{RUN}').resets
    assert (str(rule.table), rule.every, rule.zone) == ("public.quotas", "day", "UTC")
    assert (rule.since, rule.run) == ("reset_on", "select public.reset_quotas(:now)")


def test_values_become_what_their_types_read(contract: Callable[[str], Contract]) -> None:
    sets = 'sets = { used = 0, reset_at = "-infinity", id = true }\n'
    (rule,) = contract(f'[[reset]]\ntable = "quotas"\n{sets}{DAILY}{SINCE}{RUN}').resets
    assert rule.sets == {"used": "0", "reset_at": "-infinity", "id": "true"}


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ("sets = {}\n" + DAILY + SINCE + RUN, "3: reset.sets: sets nothing; write for instance { daily_usage = 0 }"),
        (
            "sets = { usd = 0 }\n" + DAILY + SINCE + RUN,
            "3: reset.sets.usd: public.quotas has no column usd; did you mean used?",
        ),
        (
            "sets = { used = [0], reset_at = 'now' }\n" + DAILY + SINCE + RUN,
            "3: reset.sets.used: cannot be [0]; Expected `bool | int | float | str`, got `array`",
        ),
        (
            SETS + 'every = "fortnight"\n' + SINCE + RUN,
            '4: reset.every: cannot be "fortnight"; there are hour, day, week, month, year',
        ),
        (SETS + SINCE + RUN, '1: reset: every is missing; write for instance every = "day"'),
        (
            SETS + DAILY + 'since = "reset"\n' + RUN,
            "5: reset.since: public.quotas has no column reset; did you mean reset_on?",
        ),
        (
            SETS + DAILY + 'since = "id"\n' + RUN,
            "5: reset.since: id is of type uuid; a clock is a timestamp or a date",
        ),
        (
            'sets = { used = 0, reset_at = "now" }\n' + DAILY + 'since = "reset_at"\n' + RUN,
            "5: reset.since: reset_at is in sets too; leave it out there: the reset sets it to its own moment",
        ),
        (
            SETS + 'every = "hour"\n' + SINCE + RUN,
            "5: reset.since: reset_on is a date, which knows no hours; let it be a timestamp",
        ),
        (
            SETS + DAILY + SINCE + 'run = "select public.reset_quotas(:uid)"\n',
            "6: reset.run: no such parameter: :uid; there is :now",
        ),
        (
            SETS + DAILY + SINCE + 'run = "reset"\n',
            "6: reset.run: not SQL: syntax error at end of input",
        ),
        (
            SETS + DAILY + SINCE + RUN + 'zone = "Europe/Stokholm"\n',
            "7: reset.zone: no such time zone: Europe/Stokholm; did you mean Europe/Stockholm?",
        ),
        (
            SETS + DAILY + SINCE + RUN + 'zone = "here"\n',
            "7: reset.zone: no such time zone: here; write for instance Europe/Stockholm",
        ),
    ],
)
def test_a_fault_is_told_at_its_key(faults: Callable[[str], list[str]], lines: str, fault: str) -> None:
    assert faults(f'[[reset]]\ntable = "quotas"\n{lines}') == [fault]


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        ("quota", "2: reset.table: no such table or view; did you mean quotas?"),
        ("open_sessions", "2: reset.table: public.open_sessions is a view; name the table behind it"),
        ("copies", "2: reset.table: public.copies has no primary key to tell its rows apart"),
    ],
)
def test_rows_must_be_told_apart(faults: Callable[[str], list[str]], table: str, fault: str) -> None:
    assert fault in faults(f'[[reset]]\ntable = "{table}"\n{SETS}{DAILY}{SINCE}{RUN}')
