"""Purges on a small schema: what they take too much or leave is found, and psql shows it again."""

import pytest

from holding import Holding
from pgcordon.verify.time_rules import verify_time_rules
from pgcordon.verify.verdicts import Verdict

SCHEMA = """
create table public.ticket (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references auth.users (id) on delete cascade,
  state text not null default 'open' check (state in ('open', 'done')),
  done_at timestamptz
);
create table public.remark (
  id uuid primary key default gen_random_uuid(),
  ticket_id uuid not null references public.ticket (id) on delete cascade,
  body text not null
);
create function public.purge_tickets() returns void language sql security definer set search_path = '' as $$
  delete from public.ticket where state = 'done' and done_at <= now() - interval '90 days';
$$;
revoke execute on function public.purge_tickets() from public, anon, authenticated;
grant execute on function public.purge_tickets() to service_role;
"""
ACCESS = """
[functions."purge_tickets()"]
execute = ["service_role"]
writes  = ["public.ticket", "public.remark"]
reason  = "what is done is deleted after 90 days"

[[expiry]]
table = "ticket"
clock = "done_at"
after = "90 days"
alive = "state = 'done'"
purge = "select public.purge_tickets()"
"""


def broken(hold: Holding, piece: str, replacement: str) -> dict[str, set[str]]:
    """The messages about each property that does not hold once this was replaced; all must have been confirmed."""
    assert SCHEMA.count(piece) == 1
    with hold.verifier(SCHEMA.replace(piece, replacement), ACCESS) as verifier:
        (line,) = verify_time_rules(verifier, lambda _doing, _done, _of: None)
    assert line.verdicts.keys() == {"foreign-purge", "purge-exact", "purge-idempotent"}
    found: dict[str, set[str]] = {}
    for report in line.found:
        assert report.verdict is Verdict.VIOLATED
        assert report.reproduction is not None and report.reproduction.confirmed, report.reproduction
        found.setdefault(report.attack or "", set()).add(report.message)
    return found


def test_a_purge_that_takes_what_is_stale_holds(hold: Holding) -> None:
    assert broken(hold, "'90 days'", "'2160 hours'") == {}


@pytest.mark.parametrize(
    ("piece", "replacement", "message"),
    [
        ("<= now()", "< now()", "the purge left a row that was silent for exactly 90 days"),
        ("'90 days'", "'91 days'", "the purge left a row that was silent for one microsecond more than 90 days"),
        ("'90 days'", "'89 days'", "deleted a row that was silent for one microsecond less than 90 days"),
        ("state = 'done' and ", "", "the purge changed or deleted a row that cannot expire"),
        ("references public.ticket (id) on delete cascade", "references public.ticket (id)", "the purge failed"),
    ],
)
def test_a_slip_in_it_is_found(hold: Holding, piece: str, replacement: str, message: str) -> None:
    (found,) = broken(hold, piece, replacement)["purge-exact"]
    assert message in found


def test_a_purge_that_everybody_may_run_is_found(hold: Holding) -> None:
    found = broken(hold, "from public, anon, authenticated", "from anon")
    assert found.keys() == {"foreign-purge"}


def test_a_purge_that_takes_the_next_with_every_run_is_found(hold: Holding) -> None:
    greedy = "delete from public.ticket where id = (select id from public.ticket order by done_at limit 1)"
    found = broken(
        hold, "delete from public.ticket where state = 'done' and done_at <= now() - interval '90 days'", greedy
    )
    assert "purge-idempotent" in found


def test_rows_that_the_schema_forbids_side_by_side_are_left_out(hold: Holding) -> None:
    """Only one ticket can be done at a time; what is left of the arrangements is tried."""
    one = "create unique index one_done on public.ticket (state) where state = 'done';"
    with hold.verifier(SCHEMA + one, ACCESS) as verifier:
        (line,) = verify_time_rules(verifier, lambda _doing, _done, _of: None)
    assert set(line.verdicts.values()) == {Verdict.ENFORCED}
