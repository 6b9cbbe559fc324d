"""Shapes that schemas of strangers have: whatever their rows demand is drawn, and nobody's own rows are missing."""

import pytest

from holding import ACCESS, SOUND, Holding
from pgcordon.actors.strategies import covering_world
from pgcordon.model import Command
from pgcordon.verify.verdicts import Verdict

OWN = """
alter table public.thing enable row level security;
revoke all on public.thing from anon, authenticated;
grant select, insert, update, delete on public.thing to authenticated;
create policy thing_all on public.thing to authenticated using ({mine}) with check ({mine});
"""
HOLDER = "holder_id = (select auth.uid())"
EVERYTHING_OWN = """
[tables.thing]
own = "{own}"
select = {{ user = "own" }}
insert = {{ user = "own" }}
update = {{ user = "own" }}
delete = {{ user = "own" }}
"""
ROWS = {
    "no foreign key": "id bigint generated always as identity primary key, holder_id uuid not null, body text",
    "serial key": "id bigserial primary key, holder_id uuid not null, body text",
    "moment in the key": (
        "at timestamptz default now(), holder_id uuid, kind text, body text, primary key (at, holder_id, kind)"
    ),
    "check on an array": (
        "slug text primary key, holder_id uuid not null, tags text[] not null check (cardinality(tags) > 0), body text"
    ),
    "check that fails for most": (
        "slug text primary key, holder_id uuid not null, body text,"
        " parts jsonb not null check (jsonb_array_length(parts) > 0)"
    ),
}


@pytest.mark.parametrize("columns", ROWS.values(), ids=ROWS.keys())
def test_everybody_has_rows_of_their_own(hold: Holding, columns: str) -> None:
    """So that what is forbidden is refused for its owner's sake, and what is allowed is seen to work."""
    sql = f"create table public.thing ({columns});{OWN.format(mine=HOLDER)}"
    with hold.verifier(sql, EVERYTHING_OWN.format(own="holder_id = :uid")) as verifier:
        assert not verifier.blueprints.undrawable
    held = hold(sql, EVERYTHING_OWN.format(own="holder_id = :uid"))
    assert {report.verdict for report in held.reports} == set()


HOMES = f"""
create table public.thing (
  id uuid primary key default gen_random_uuid(), holder_id uuid not null, body text,
  kind text not null check (kind in ({", ".join(f"'{number}'" for number in range(20))})),
  a boolean not null, b boolean not null, c boolean not null, d boolean not null, e boolean not null,
  is_home boolean not null
);
create unique index thing_home on public.thing (holder_id) where is_home;
"""


def test_of_many_columns_the_last_one_varies_as_early_as_the_first(hold: Holding) -> None:
    """Were everything a home, each user could have but one row."""
    with hold.verifier(HOMES + OWN.format(mine=HOLDER), EVERYTHING_OWN.format(own="holder_id = :uid")) as verifier:
        world = covering_world(verifier.blueprints, verifier.people)
        with verifier.arenas[0].staged(world) as scene:
            (things,) = (rows for name, rows in scene.rows.items() if name.name == "thing")
    homes = [row.values["is_home"] for row in things.values()]
    assert homes.count(True) == 3
    assert homes.count(False) > 3


def test_a_key_that_is_the_users_id_without_saying_so_is_drawn_as_such(hold: Holding) -> None:
    """As where a trigger on the users makes a profile of the same id."""
    sql = f"create table public.thing (id uuid primary key, body text);{OWN.format(mine='id = (select auth.uid())')}"
    held = hold(sql, EVERYTHING_OWN.format(own="id = :uid"))
    assert held.at("user", Command.SELECT) | held.at("user", Command.UPDATE) == set()


SEARCH = """
create function public.find_users(term text) returns setof text
language sql stable security definer set search_path = '' as $$
  select email from auth.users where email ilike '%' || term || '%'
$$;
revoke execute on function public.find_users(text) from public, anon;
grant execute on function public.find_users(text) to authenticated;
"""


def test_a_search_among_users_finds_some(hold: Holding) -> None:
    held = hold(SOUND + SEARCH, ACCESS + '[functions."find_users(text)"]\nexecute = ["user"]\n')
    assert [(each.verdict, each.attack) for each in held.reports] == [(Verdict.VIOLATED, "read-through-function")]


BUCKET = """
insert into storage.buckets (id, name) values ('portrait', 'portrait');
create policy portrait on storage.objects to authenticated
  using (bucket_id = 'portrait' and owner_id = (select auth.uid())::text)
  with check (bucket_id = 'portrait' and owner_id = (select auth.uid())::text);
"""
OBJECTS = """
[tables."storage.objects"]
own = "bucket_id = 'portrait' and owner_id = :uid::text"
select = { user = "own" }
insert = { user = "own" }
update = { user = "own" }
delete = { user = "own" }
"""


def test_objects_lie_in_the_bucket_that_the_policy_speaks_of(hold: Holding) -> None:
    """The bucket's row is the schema's own, so that the world's does not come to be."""
    held = hold(BUCKET, OBJECTS)
    assert held.at("user", Command.SELECT) == set()
    leaky = BUCKET.replace("using (bucket_id = 'portrait' and owner_id = (select auth.uid())::text)", "using (true)")
    report = hold(leaky, OBJECTS).of("read-foreign-rows")
    assert report.reproduction is not None
    assert report.reproduction.confirmed
