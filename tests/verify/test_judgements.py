"""New rows are judged by plans that the server keeps, and never by what such a plan remembers of other rows."""

from holding import ACCESS, SOUND, Holding
from pgcordon.actors.strategies import covering_world

BOSSES = """
create table public.boss (id uuid primary key);
create function public.is_boss(who uuid) returns boolean language plpgsql immutable as $$
begin return exists (select from public.boss where id = who); end;
$$;
"""
BY_BOSSES = ACCESS.replace('update = { user = "own" }', 'update = { user = "public.is_boss(:uid)" }')
JUDGE = "select pgcordon.judge('user', 'public.note', (select jsonb_agg(to_jsonb(note)) from public.note))"
ENOUGH = 10
"""How often it takes until PL/pgSQL keeps a plan: six times. Source: PostgreSQL, `choose_custom_plan`."""


def test_a_function_that_is_immutable_in_name_alone_is_asked_again(hold: Holding) -> None:
    with hold.verifier(SOUND + BOSSES, BY_BOSSES) as verifier:
        world = covering_world(verifier.blueprints, verifier.people)
        with verifier.arenas[0].staged(world) as scene:
            asked = [scene.connection.execute(JUDGE).fetchall() for _ in range(ENOUGH)]
            uid = next(each.uid for each in world.people if each.label == "user")
            scene.connection.execute("insert into public.boss values (%s)", (uid,))
            ((then,),) = scene.connection.execute(JUDGE).fetchall()
    assert all("UPDATE" not in commands for ((judged,),) in asked for commands in judged)
    assert all("UPDATE" in commands for commands in then)


def test_a_column_named_as_a_variable_of_the_language_is_a_column(hold: Holding) -> None:
    found = "alter table public.note add found boolean not null default true;"
    access = ACCESS.replace('select = { user = "own" }', 'select = { user = "own and found is not null" }')
    assert hold(SOUND + found, access).found == set()
