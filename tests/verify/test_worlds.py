"""Drawn worlds satisfy whatever a schema demands of its rows, and what cannot be drawn is reported."""

from collections import Counter

from holding import COVERING_WORLD, READ, SOUND, Holding
from pgcordon.actors.strategies import covering_world
from pgcordon.actors.world import World
from pgcordon.model import QualifiedName
from pgcordon.verify.examples import Effort, random_examples
from pgcordon.verify.verdicts import Verdict

NASTY = """
create type public.mood as enum ('calm', 'cross');
create domain public.email as text check (value ~ '^[^@]+@[^@]+$');
create domain public.percentage as integer not null check (value between 0 and 100);

create table public.profile (
  id uuid primary key references auth.users (id) on delete cascade,
  role text not null default 'member' check (role in ('member', 'boss'))
);
create table public.team (
  region text not null check (region in ('eu', 'us')),
  number integer not null,
  name varchar(6) not null check (length(name) >= 3),
  primary key (region, number)
);
create table public.task (
  id bigint generated always as identity primary key,
  owner_id uuid references public.profile (id) on delete set null,
  parent_id bigint references public.task (id) on delete cascade,
  team_region text not null,
  team_number integer not null,
  mood public.mood not null,
  contact public.email,
  done public.percentage,
  code char(3) not null check (code ~ '^[a-z]'),
  phone text not null check (phone ~ '^[+][0-9]{10,15}$'),
  state text not null check (state in ('open', 'closed')),
  closed_at timestamptz,
  starts date not null default current_date,
  ends date not null default current_date,
  tags text[] not null,
  settings jsonb not null check (jsonb_typeof(settings) = 'object'),
  price numeric(5, 2) not null check (price > 0),
  slug text generated always as (lower(state) || code) stored,
  foreign key (team_region, team_number) references public.team (region, number),
  check ((state = 'closed') = (closed_at is not null)),
  check (ends >= starts),
  unique (id, team_region)
);
create unique index task_one_open on public.task (owner_id) where state = 'open';
create table public.event (
  id uuid not null default gen_random_uuid(),
  happened_at timestamptz not null default now(),
  task_id bigint references public.task (id) on delete cascade,
  primary key (id, happened_at)
) partition by range (happened_at);
create table public.event_ever partition of public.event default;
"""
TABLES = ("profile", "team", "task", "event")
ACCESS = """
[tables.task]
own    = "owner_id = :uid"
select = { user = "own" }
"""


def counted(world: World) -> Counter[QualifiedName]:
    return Counter(row.table for row in world.rows)


def test_the_covering_world_of_a_demanding_schema_stands(hold: Holding) -> None:
    """Every table has rows, and the server takes most of them: only keys may refuse one."""
    with hold.verifier(NASTY, ACCESS) as verifier:
        assert verifier.blueprints.undrawable == {}
        drawn = covering_world(verifier.blueprints, verifier.people)
        with verifier.arenas[0].staged(drawn) as scene:
            stands = counted(scene.world)
            for table in TABLES:
                assert stands[QualifiedName("public", table)] >= 2, table
            for name, rows in scene.rows.items():
                assert len(rows) == stands[name]


def test_random_worlds_stand_too(hold: Holding) -> None:
    with hold.verifier(NASTY, ACCESS) as verifier:
        worlds = list(random_examples(verifier.blueprints, verifier.people, Effort(examples=20)))
        stands: Counter[QualifiedName] = Counter()
        for world in worlds:
            with verifier.arenas[0].staged(world) as scene:
                stands += counted(scene.world)
        assert len(worlds) == 20
        drawn = sum((counted(world) for world in worlds), Counter[QualifiedName]())
        assert all(stands[QualifiedName("public", table)] > 0 for table in TABLES)
        assert stands.total() > drawn.total() * 3 / 4  # only keys refuse rows


def test_the_covering_world_has_the_adversarial_shapes(hold: Holding) -> None:
    with hold.verifier(NASTY, ACCESS) as verifier:
        tasks = covering_world(verifier.blueprints, verifier.people).rows_of(QualifiedName("public", "task"))
        owners = {row.values["owner_id"] for row in tasks}
        assert {str(person.uid) for person in verifier.people if person.label in ("user", "another user")} <= owners
        assert None in owners
        assert {row.values["state"] for row in tasks} == {"open", "closed"}
        assert {row.values["mood"] for row in tasks} == {"calm", "cross"}


def test_the_same_seed_draws_the_same_worlds_and_another_seed_others(hold: Holding) -> None:
    with hold.verifier(NASTY, ACCESS) as verifier:
        first, again, other = (
            list(random_examples(verifier.blueprints, verifier.people, Effort(examples=5, seed=seed)))
            for seed in (1, 1, 2)
        )
        assert first == again
        assert first != other


UNDRAWABLE = """
create table public.puzzle (id uuid primary key, answer text not null check (md5(answer) like '0000000%'));
alter table public.puzzle enable row level security;
revoke all on public.puzzle from anon, authenticated;
"""


def test_a_table_whose_rows_cannot_be_drawn_is_reported(hold: Holding) -> None:
    with hold.verifier(UNDRAWABLE, "[tables.puzzle]\n") as verifier:
        name = QualifiedName("public", "puzzle")
        assert (
            "no value of public.puzzle.answer was found that its checks accept" in verifier.blueprints.undrawable[name]
        )
        reports = verifier.run(COVERING_WORLD).reports
    vacuous = {report.cell.address.identity for report in reports if report.verdict is Verdict.VACUOUS}
    assert vacuous == {"public.puzzle"}


def test_runs_of_one_verifier_know_nothing_of_each_other(hold: Holding) -> None:
    with hold.verifier(NASTY, ACCESS) as verifier:
        once = verifier.run(COVERING_WORLD)
        twice = verifier.run(COVERING_WORLD)
    assert (once.attempts, once.worlds, once.tallies) == (twice.attempts, twice.worlds, twice.tallies)
    assert {(report.cell, report.message) for report in once.reports} == {
        (report.cell, report.message) for report in twice.reports
    }


def test_one_cell_by_itself_is_judged_as_among_all(hold: Holding) -> None:
    """What the plugin's items find one by one is what `pgcordon verify` finds."""
    leaky = SOUND.replace(READ, "create policy note_select on public.note for select to authenticated using (true);")
    with hold.verifier(leaky + "grant truncate on public.note to anon;") as verifier:
        everything = {(report.cell, report.verdict) for report in verifier.run(COVERING_WORLD).reports}
        by_itself = {
            (report.cell, report.verdict)
            for cell in verifier.matrix
            for report in verifier.run(COVERING_WORLD, only=[cell]).reports
        }
    assert by_itself == everything
    assert len(everything) == 2
