"""Ways to reset quotas, each a function and a rule of its own over one table: some are sound, and some are not."""

from collections.abc import Mapping
from dataclasses import dataclass

ZONE = "Europe/Stockholm"
TODAY = f"(_now at time zone '{ZONE}')::date"
MONTH = f"date_trunc('month', {TODAY})"
MIDNIGHT = f"date_trunc('day', _now at time zone '{ZONE}') at time zone '{ZONE}'"

TABLE = """
create table public.quota (
  user_id    uuid primary key references auth.users (id) on delete cascade,
  plan       text not null default 'free',
  used       int not null default 0 check (used between 0 and 10),
  reset_on   date not null default current_date,
  reset_once date,
  reset_at   timestamptz not null default now(),
  reset_utc  timestamp not null default (now() at time zone 'UTC'),
  updated_at timestamptz not null default now(),
  left_over  int generated always as (10 - used) stored,
  check (reset_on <= '2999-01-01')
);
alter table public.quota enable row level security;
grant select, update on public.quota to service_role;
"""


@dataclass(frozen=True)
class Way:
    """A function's UPDATE, and the rule that it should keep."""

    where: str
    sets: str = f"used = 0, reset_on = {TODAY}"
    every: str = "day"
    since: str = "reset_on"
    argument: str = ":now"
    """Empty where the rule does not choose the moment."""


def last_before(moment: str, every: str = "day", argument: str = "") -> Way:
    """Resets what was last reset before this moment."""
    return Way(f"reset_at < {moment}", "used = 0, reset_at = _now", every, "reset_at", argument)


def by_start_of(every: str, argument: str = "") -> Way:
    return last_before(f"date_trunc('{every}', _now at time zone '{ZONE}') at time zone '{ZONE}'", every, argument)


SOUND: Mapping[str, Way] = {
    "by_date": Way(f"reset_on < {TODAY}"),
    "by_date_now": Way(f"reset_on < {TODAY}", argument=""),
    "by_date_once": Way(
        f"reset_once is null or reset_once < {TODAY}",
        f"used = 0, reset_once = {TODAY}",
        since="reset_once",
        argument="",
    ),
    "by_month": Way(f"reset_on < {MONTH}", every="month"),
    "by_month_now": Way(f"reset_on < {MONTH}", every="month", argument=""),
    "by_first_of_month": Way(f"reset_on < {MONTH}", f"used = 0, reset_on = {MONTH}", every="month", argument=""),
    "by_hour": by_start_of("hour", ":now"),
    "by_midnight": by_start_of("day"),
    "by_week": by_start_of("week"),
    "by_year": by_start_of("year"),
    "by_utc_timestamp": Way(
        f"reset_utc at time zone 'UTC' < {MIDNIGHT}", "used = 0, reset_utc = _now at time zone 'UTC'", since="reset_utc"
    ),
}

SESSION = "in a session with TimeZone"
NOT_BACK = "was left with its used as it was"
NOT_NOTED = "was left with a reset_{} that does not lie in the current {}"

BROKEN: Mapping[str, tuple[Way, Mapping[str, str]]] = {
    "on_the_first_alone": (
        Way(f"extract(day from {TODAY}) = 1 and reset_on < {TODAY}", every="month"),
        {
            "reset-calendar": "2023-12-31 23:59:59.999999 in Europe/Stockholm",
            "reset-due": NOT_NOTED.format("on", "month"),
            "reset-late": NOT_NOTED.format("on", "month"),
        },
    ),
    "by_the_date_of_the_session": (
        Way("reset_on < current_date", "used = 0, reset_on = current_date", argument=""),
        {"reset-zone": SESSION},
    ),
    "by_the_month_of_the_session": (
        Way("reset_on < date_trunc('month', _now::date)", "used = 0, reset_on = _now::date", every="month"),
        {"reset-zone": f"{SESSION} Pacific/Kiritimati or Etc/GMT+12, a row that was last reset on the last day of the"},
    ),
    "by_the_month_of_the_session_now": (
        Way("reset_on < date_trunc('month', _now::date)", "used = 0, reset_on = _now::date", "month", argument=""),
        {"reset-zone": "Pacific/Kiritimati and Etc/GMT+12 note a different reset_on at the same moment"},
    ),
    "by_the_midnight_of_the_session": (
        last_before("date_trunc('month', _now)", "month"),
        {"reset-zone": SESSION},
    ),
    "by_the_clock_of_the_session": (
        Way("reset_utc < date_trunc('day', _now)", "used = 0, reset_utc = _now", since="reset_utc", argument=""),
        {"reset-early": "first microsecond of the same day", "reset-zone": "note a different reset_utc"},
    ),
    "by_utc": (
        Way("reset_on < (_now at time zone 'UTC')::date", "used = 0, reset_on = (_now at time zone 'UTC')::date"),
        {"reset-calendar": "2024-01-01 00:00:00 in Europe/Stockholm"},
    ),
    "in_summer_alone": (
        last_before(
            "date_trunc('day', _now at time zone 'UTC' + interval '2 hours') at time zone '-02:00'", argument=":now"
        ),
        {"reset-calendar": "2023-12-31 23:59:59.999999 in Europe/Stockholm"},
    ),
    "every_24_hours": (
        last_before("_now - interval '24 hours'"),
        {"reset-due": "last microsecond of the day before"},
    ),
    "of_yesterday_alone": (
        Way(f"reset_on = {TODAY} - 1", argument=""),
        {"reset-late": "last reset 2 days before"},
    ),
    "of_another_month_of_any_year": (
        Way(f"extract(month from reset_on) <> extract(month from {TODAY})", every="month", argument=""),
        {"reset-late": "last reset 1 year before"},
    ),
    "of_today_too": (
        Way(f"reset_on <= {TODAY}", argument=""),
        {
            "reset-early": "a row that was last reset on the same day did not keep its used",
            "reset-twice": "a row that the run before it had reset did not keep its used",
        },
    ),
    "without_a_note": (
        Way(f"reset_on < {TODAY}", "used = 0", argument=""),
        {"reset-due": NOT_NOTED.format("on", "day"), "reset-late": NOT_NOTED.format("on", "day")},
    ),
    "with_a_note_alone": (
        Way(f"reset_on < {TODAY}", f"reset_on = {TODAY}", argument=""),
        {"reset-due": NOT_BACK, "reset-late": NOT_BACK},
    ),
    "but_not_of_new_rows": (
        Way(f"reset_once < {TODAY}", f"used = 0, reset_once = {TODAY}", since="reset_once", argument=""),
        {"reset-null": NOT_NOTED.format("once", "day")},
    ),
    "of_plans_too": (
        Way(f"reset_on < {TODAY}", f"used = 0, plan = 'trial', reset_on = {TODAY}", argument=""),
        {"reset-only": "a row that was last reset on the day before did not keep its plan"},
    ),
    "over_all_rows": (
        Way(
            "true",
            f"used = case when reset_on < {TODAY} then 0 else used end, reset_on = greatest(reset_on, {TODAY}),"
            " plan = case when reset_on < _now::date then plan else 'idle' end",
            argument="",
        ),
        {"reset-only": "a row that was last reset on the same day did not keep its plan"},
    ),
    "that_fails": (
        Way("1 / (used - used) = 1", argument=""),
        {"reset-due": "the reset failed", "reset-late": "the reset failed"},
    ),
}
"""What is wrong with each, by the property that must show it, and a piece of the message."""


def sql(ways: Mapping[str, Way]) -> str:
    """The table, and a function for each of the ways."""
    return TABLE + "".join(
        f"""
        create function public.{name}(_now timestamptz default now()) returns void language sql
        set search_path = '' as $$ update public.quota set {way.sets} where {way.where} $$;
        revoke execute on function public.{name}(timestamptz) from public, anon, authenticated;
        grant execute on function public.{name}(timestamptz) to service_role;
        """
        for name, way in ways.items()
    )


def access(ways: Mapping[str, Way]) -> str:
    """A rule for each of the ways."""
    allowed = (f"[functions.'{name}(timestamptz)']\nexecute = ['service_role']\n" for name in ways)
    return "".join([*allowed, *(rule(name, way) for name, way in ways.items())])


def rule(name: str, way: Way, zone: str = ZONE) -> str:
    return f"""
        [[reset]]
        table = "quota"
        sets  = {{ used = 0 }}
        every = "{way.every}"
        zone  = "{zone}"
        since = "{way.since}"
        run   = "select public.{name}({way.argument})"
        """
