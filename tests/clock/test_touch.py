"""Touch rules on a small schema: what a trigger gets wrong is found, and psql shows it again."""

import pytest

from holding import Holding
from pgcordon.verify.time_rules import verify_time_rules
from pgcordon.verify.verdicts import RuleLine, Verdict

SCHEMA = """
create table public.thread (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references auth.users (id) on delete cascade,
  title text not null default 'New',
  updated_at timestamptz not null default now()
);
create table public.post (
  id uuid primary key default gen_random_uuid(),
  thread_id uuid not null references public.thread (id) on delete cascade,
  body text not null
);
create function public.touch_thread() returns trigger language plpgsql set search_path = '' as $$
begin
  new.updated_at := now();
  return new;
end $$;
create trigger touch_thread before update on public.thread for each row execute function public.touch_thread();
create function public.touch_thread_of_post() returns trigger language plpgsql
security definer set search_path = '' as $$
begin
  update public.thread set updated_at = now() where id in (old.thread_id, new.thread_id);
  return null;
end $$;
create trigger touch_thread_of_post after insert or update or delete on public.post
  for each row execute function public.touch_thread_of_post();

alter table public.thread enable row level security;
alter table public.post enable row level security;
grant select, insert, update, delete on public.thread, public.post to authenticated;
create policy mine on public.thread to authenticated using (owner_id = (select auth.uid()));
create policy mine on public.post to authenticated
  using (thread_id in (select id from public.thread where owner_id = (select auth.uid())));
"""
ACCESS = """
[tables.thread]
own    = "owner_id = :uid"
select = { user = "own" }
insert = { user = "own" }
update = { user = "own" }
delete = { user = "own" }

[tables.post]
own    = "thread_id in (select id from public.thread where owner_id = :uid)"
select = { user = "own" }
insert = { user = "own" }
update = { user = "own" }
delete = { user = "own" }

[[touch]]
table = "thread"
on    = ["update"]
moves = "updated_at"

[[touch]]
table = "post"
on    = ["insert", "update", "delete"]
moves = "updated_at"
of    = "thread"
"""
PROPERTIES = {"touch-both", "touch-cascade", "touch-forged", "touch-moved", "touch-others"}


@pytest.fixture
def touches(hold: Holding) -> "Touches":
    return Touches(hold)


class Touches:
    """Holds the schema, with pieces of it replaced, against its touch rules."""

    def __init__(self, hold: Holding) -> None:
        self._hold = hold

    def __call__(self, *edits: tuple[str, str]) -> tuple[RuleLine, ...]:
        sql = SCHEMA
        for piece, replacement in edits:
            assert sql.count(piece) == 1, piece
            sql = sql.replace(piece, replacement)
        with self._hold.verifier(sql, ACCESS) as verifier:
            return verify_time_rules(verifier, lambda _doing, _done, _of: None)


def faults(lines: tuple[RuleLine, ...]) -> dict[str, set[str]]:
    """Who showed each property that does not hold; everything must have been confirmed."""
    found: dict[str, set[str]] = {}
    for report in (each for line in lines for each in line.found):
        assert report.verdict is Verdict.VIOLATED
        assert report.reproduction is not None and report.reproduction.confirmed, report.reproduction
        found.setdefault(report.attack or "", set()).add(report.message)
    return found


def test_what_touches_as_it_should_holds(touches: Touches) -> None:
    lines = touches()
    assert faults(lines) == {}
    own, of_post = lines
    assert own.verdicts.keys() == {"touch-forged", "touch-moved", "touch-others"}
    assert of_post.verdicts.keys() == {"touch-both", "touch-cascade", "touch-moved", "touch-others"}


def test_a_schema_without_triggers_is_found(touches: Touches) -> None:
    lines = touches(
        ("create trigger touch_thread before update", "-- create trigger touch_thread before update"),
        ("after insert or update or delete on public.post", "after truncate on public.post"),
        (
            "  for each row execute function public.touch_thread_of_post()",
            "  execute function public.touch_thread_of_post()",
        ),
    )
    assert faults(lines).keys() == {"touch-both", "touch-forged", "touch-moved"}


@pytest.mark.parametrize(
    ("edit", "found"),
    [
        (("insert or update or delete on", "insert or update on"), {"touch-moved"}),
        (("id in (old.thread_id, new.thread_id)", "id = coalesce(new.thread_id, old.thread_id)"), {"touch-both"}),
        (("where id in (old.thread_id, new.thread_id)", ""), {"touch-others"}),
        (("set updated_at = now() where", "set updated_at = clock_timestamp() where"), set()),
        (("security definer set search_path", "security invoker set search_path"), set()),
        (
            ("new.updated_at := now();", "new.updated_at := coalesce(new.updated_at, now());"),
            {"touch-forged", "touch-moved"},
        ),
        (
            ("new.updated_at := now();", "if new.updated_at = old.updated_at then new.updated_at := now(); end if;"),
            {"touch-forged"},
        ),
        (("before update on", "before update of title on"), {"touch-forged", "touch-moved"}),
        (("before update on", "before update of owner_id, title on"), {"touch-forged"}),
        (
            (
                "  return null;",
                "  if tg_op = 'DELETE' and not found then raise exception 'no thread'; end if;\n  return null;",
            ),
            {"touch-cascade"},
        ),
    ],
    ids=lambda value: value[1] if isinstance(value, tuple) else "",
)
def test_each_slip_is_found_as_what_it_is(touches: Touches, edit: tuple[str, str], found: set[str]) -> None:
    assert faults(touches(edit)).keys() == found


def test_a_trigger_with_its_callers_rights_is_found_where_these_do_not_reach(touches: Touches) -> None:
    """Row security hides the thread from the trigger's UPDATE, which then changes nothing and says nothing."""
    lines = touches(
        ("security definer set search_path", "security invoker set search_path"),
        ("create policy mine on public.thread to", "create policy mine on public.thread for select to"),
    )
    assert faults(lines).keys() == {"touch-both", "touch-moved"}
    assert faults(lines)["touch-moved"] == {
        "a row of post inserted by user did not move updated_at of the row of thread that it touches"
    }
