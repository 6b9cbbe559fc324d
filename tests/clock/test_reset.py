"""Resets of quotas: what they miss or take too soon is found as what it is, and psql shows it again."""

import pytest

from clock import quotas
from clock.quotas import BROKEN, SOUND, TODAY, Way
from holding import Holding
from pgcordon.database import Server
from pgcordon.model.errors import CouldNotCheck
from pgcordon.verify.time_rules import verify_time_rules
from pgcordon.verify.verdicts import Report, RuleLine, Verdict

Lines = dict[str, RuleLine]

POSITIVE = {"reset-due", "reset-late"}
LEFT_ALONE = {"reset-early", "reset-only", "reset-twice", "reset-zone"}
"""What nothing can be said of where no row is reset at all."""


def held(hold: Holding, ways: dict[str, Way], further_sql: str = "", further_access: str = "") -> Lines:
    """What became of each way."""
    with hold.verifier(quotas.sql(ways) + further_sql, quotas.access(ways) + further_access) as verifier:
        lines = verify_time_rules(verifier, lambda _doing, _done, _of: None)
    return dict(zip(ways, lines, strict=False))


@pytest.fixture(scope="module")
def lines(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Lines:
    """What became of the ways that other tests here share: they stand in one schema, and none minds the others."""
    ways = {**SOUND, **{name: way for name, (way, _) in BROKEN.items()}}
    return held(Holding(server, tmp_path_factory.mktemp("quotas")), ways)


def of(line: RuleLine, verdict: Verdict) -> dict[str, str]:
    """The properties with this verdict, and what is said of them."""
    return {str(each.attack): each.message for each in line.found if each.verdict is verdict}


def confirmed(report: Report) -> bool:
    return report.reproduction is not None and report.reproduction.confirmed


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_way_holds(lines: Lines, name: str) -> None:
    way = SOUND[name]
    assert lines[name].found == ()
    expected = POSITIVE | LEFT_ALONE
    expected |= {"reset-calendar"} if way.argument else set()
    expected |= {"reset-null"} if way.since == "reset_once" else set()
    assert lines[name].verdicts.keys() == expected


@pytest.mark.parametrize("name", BROKEN)
def test_a_slip_is_found_as_what_it_is(lines: Lines, name: str) -> None:
    found, messages = of(lines[name], Verdict.VIOLATED), BROKEN[name][1]
    assert found.keys() == messages.keys()
    assert [found[each] for each in found if messages[each] not in found[each]] == []
    violated = [each for each in lines[name].found if each.verdict is Verdict.VIOLATED]
    assert [each.message for each in violated if not confirmed(each)] == []


def test_scripts_of_several_rules_have_names_of_their_own(lines: Lines) -> None:
    scripts = [each.reproduction.id for line in lines.values() for each in line.found if each.reproduction]
    assert len(scripts) == len(set(scripts)) > len(BROKEN)


def test_a_reset_that_resets_nothing_proves_nothing_about_what_it_leaves_alone(lines: Lines) -> None:
    untried = of(lines["that_fails"], Verdict.VACUOUS)
    assert untried.keys() == LEFT_ALONE
    assert untried["reset-early"] == (
        "reset-early was not tried: nothing can be told from what the reset leaves alone, "
        "for it did not reset a row that was due"
    )


def test_a_monthly_reset_on_the_first_alone_is_found_on_any_day_of_the_month(hold: Holding) -> None:
    """The document's function is one of these two, according to the day: it takes every row on the 1st, else none.

    The tool cannot move now(), so both stand here, and the same must be reported of both.
    """
    ways = {
        day: Way(when, "used = 0", every="month", argument="")
        for day, when in {"on_the_first": "true", "on_another_day": "false"}.items()
    }
    lines = held(hold, ways)
    first, other = (of(lines[day], Verdict.VIOLATED) for day in ways)
    assert first == other
    assert first.keys() == POSITIVE
    assert lines["on_the_first"].verdicts == lines["on_another_day"].verdicts


def test_the_date_of_the_session_is_found_at_any_hour_of_the_day(hold: Holding) -> None:
    """One moment is every hour of the day, in one zone or another; of the two sessions one has another date in each."""
    zones = ["Etc/GMT+12", "Etc/GMT+6", "UTC", "Etc/GMT-7", "Etc/GMT-14"]
    ways = {"by_date": BROKEN["by_the_date_of_the_session"][0]}
    rules = [quotas.rule("by_date", ways["by_date"], zone) for zone in zones]
    with hold.verifier(quotas.sql(ways), "".join(rules)) as verifier:
        lines = verify_time_rules(verifier, lambda _doing, _done, _of: None)
    first, *others = (of(line, Verdict.VIOLATED) for line in lines)
    assert first.keys() == {"reset-zone"}
    assert others == [first] * (len(zones) - 1)
    assert all(confirmed(report) for line in lines for report in line.found)


TOUCH = """
[[touch]]
table = "quota"
on    = ["update"]
moves = "updated_at"
"""
TRIGGER = """
create function public.touch() returns trigger language plpgsql set search_path = '' as $$
begin new.updated_at := now(); return new; end $$;
create trigger touch before update on public.quota for each row execute function public.touch();
"""


@pytest.mark.parametrize(
    ("access", "found"),
    [("", {"reset-only": "a row that was last reset on the day before did not keep its updated_at"}), (TOUCH, {})],
    ids=["nobody said so", "a touch rule"],
)
def test_a_timestamp_that_every_update_moves_is_for_a_touch_rule_to_tell(
    hold: Holding, access: str, found: dict[str, str]
) -> None:
    ways = {"by_date": Way(f"reset_on < {TODAY}", argument="")}
    assert of(held(hold, ways, TRIGGER, access)["by_date"], Verdict.VIOLATED) == found


BOTH = """
alter table public.quota add month_used int not null default 0, add month_reset_on date not null default current_date;
create function public.by_both(_now timestamptz default now()) returns void language plpgsql
set search_path = '' as $$
begin
  update public.quota set used = 0, reset_on = _now::date where reset_on < _now::date;
  update public.quota set month_used = 0, month_reset_on = _now::date
    where month_reset_on < date_trunc('month', _now::date);
end $$;
"""
OF_BOTH = """
[[reset]]
table = "quota"
sets  = { used = 0 }
every = "day"
since = "reset_on"
run   = "select public.by_both()"

[[reset]]
table = "quota"
sets  = { month_used = 0 }
every = "month"
since = "month_reset_on"
run   = "select public.by_both()"
"""


def test_one_function_may_keep_two_rules(hold: Holding) -> None:
    with hold.verifier(quotas.sql({}) + BOTH, OF_BOTH) as verifier:
        lines = verify_time_rules(verifier, lambda _doing, _done, _of: None)
    assert [set(of(line, Verdict.VIOLATED)) for line in lines] == [{"reset-zone"}, {"reset-zone"}]


@pytest.mark.parametrize(
    ("further", "found"),
    [
        ("insert into public.quota (user_id) select gen_random_uuid()", "the reset made a row"),
        (f"delete from public.quota where reset_on = {TODAY} and used > 0", "the reset deleted a row"),
    ],
    ids=["made", "deleted"],
)
def test_rows_neither_come_nor_go(hold: Holding, further: str, found: str) -> None:
    free = """
        alter table public.quota drop constraint quota_user_id_fkey;
        grant insert, delete on public.quota to service_role;
    """
    ways = {"by_date": Way(f"reset_on < {TODAY}; {further}", argument="")}
    line = held(hold, ways, free)["by_date"]
    assert of(line, Verdict.VIOLATED)["reset-only"] == found


def test_counters_that_cannot_be_in_use_leave_the_rule_untried(hold: Holding) -> None:
    line = held(hold, {"by_date": SOUND["by_date"]}, "alter table public.quota add check (used = 0);")["by_date"]
    assert set(line.verdicts.values()) == {Verdict.VACUOUS}
    assert "no row of public.quota was found that can hold counters in use and any reset_on" in line.found[0].message


def test_a_value_that_the_counter_cannot_hold_is_told_with_its_rule(hold: Holding) -> None:
    access = quotas.access({"by_date": SOUND["by_date"]}).replace("used = 0", 'used = "none"')
    told = r"access\.toml: used = none, in the reset of public\.quota: invalid input syntax for type integer"
    with (
        hold.verifier(quotas.sql({"by_date": SOUND["by_date"]}), access) as verifier,
        pytest.raises(CouldNotCheck, match=told),
    ):
        verify_time_rules(verifier, lambda _doing, _done, _of: None)
