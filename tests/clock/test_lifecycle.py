"""Life cycles on a small schema: what a trigger gets wrong is found under its name, and psql shows it again."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from psycopg import Connection

from holding import Holding
from pgcordon.actors.strategies import covering_world
from pgcordon.clock.lifecycle.setting import lifecycle_stage
from pgcordon.clock.lifecycle.stage import LifecycleStage
from pgcordon.clock.performance import perform_in_turn
from pgcordon.clock.registry import all_properties
from pgcordon.clock.setting import Setting
from pgcordon.database import Server
from pgcordon.systems import System
from pgcordon.verify.time_rules import verify_time_rules
from pgcordon.verify.verdicts import RuleLine, Verdict
from pgcordon.verify.verifier import Verifier

SCHEMA = """
create table public.task (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references auth.users (id) on delete cascade,
  title text not null default 'New',
  state text not null default 'draft',
  created_at timestamptz not null default now(),
  closed_at timestamptz,
  check (state in ('draft', 'open', 'done', 'dropped')),
  check (closed_at >= created_at)
);
create function public.guard_task() returns trigger language plpgsql set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'draft' then
      raise check_violation using message = 'a task begins as a draft';
    end if;
    new.closed_at := null;
    return new;
  end if;
  if new.state <> old.state and (old.state, new.state) not in (
    ('draft', 'open'), ('draft', 'dropped'), ('open', 'done'), ('open', 'dropped'), ('done', 'open')
  ) then
    raise check_violation using message = 'no such step';
  end if;
  new.closed_at := case
    when new.state = old.state then old.closed_at
    when new.state in ('done', 'dropped') then now()
  end;
  return new;
end $$;
create trigger guard_task before insert or update on public.task
  for each row execute function public.guard_task();

alter table public.task enable row level security;
grant select, insert, update, delete on public.task to authenticated, service_role;
create policy mine on public.task to authenticated using (owner_id = (select auth.uid()));
"""
ACCESS = """
[tables.task]
own    = "owner_id = :uid"
select = { user = "own" }
insert = { user = "own and state = 'draft'", service_role = "all" }
update = { user = "own", service_role = "all" }
frozen = ["closed_at"]

[[lifecycle]]
table  = "task"
column = "state"
starts = ["draft"]
stamps = { closed_at = ["done", "dropped"] }

[lifecycle.steps]
draft   = ["open", "dropped"]
open    = ["done", "dropped"]
done    = ["open"]
dropped = []
"""
PROPERTIES = {
    "final-state",
    "stamp-forged",
    "stamp-kept",
    "stamp-set",
    "start-state",
    "step-allowed",
    "step-refused",
    "unknown-state",
}
EVERYBODY = {"the owner", "service_role", "user"}

Edit = tuple[str, str]


def edited(*edits: Edit) -> str:
    """The schema with pieces of it replaced."""
    sql = SCHEMA
    for piece, replacement in edits:
        assert sql.count(piece) == 1, piece
        sql = sql.replace(piece, replacement)
    return sql


@dataclass(frozen=True)
class Lives:
    """The schema, loaded once; it is put in place with edits in a transaction that is rolled back."""

    connection: Connection[Any]
    verifier: Verifier
    setting: Setting
    folder: Path

    @contextmanager
    def stage(self, *edits: Edit) -> Iterator[LifecycleStage]:
        with self.connection.transaction(force_rollback=True):
            self.connection.execute("drop table public.task; drop function public.guard_task()")
            self.connection.execute(edited(*edits))
            (self.folder / "10_schema.sql").write_text(edited(*edits))
            setting = replace(self.setting, catalog=System.read(self.folder).catalog)
            (rule,) = self.verifier.contract.lifecycles
            with lifecycle_stage(setting, rule) as stage:
                yield stage

    def faults(self, *edits: Edit) -> dict[str, dict[str, list[str]]]:
        """For each property that does not hold what is said of whom."""
        found: dict[str, dict[str, list[str]]] = {}
        with self.stage(*edits) as stage:
            for name in sorted(PROPERTIES):
                scenarios = list(all_properties()[name].scenarios(stage))
                assert scenarios, f"{name}: {stage.untried}"
                for scenario, shown in perform_in_turn(self.connection, self.setting.settings, stage.table, scenarios):
                    if shown is not None:
                        who = scenario.calls[-1].person.label
                        found.setdefault(name, {}).setdefault(who, []).append(shown.message)
        return found


@pytest.fixture(scope="module")
def lives(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lives]:
    folder = tmp_path_factory.mktemp("lives")
    with (
        Holding(server, folder).verifier(SCHEMA, ACCESS) as verifier,
        verifier.loaded.copy() as name,
        server.connect(name, user=verifier.loaded.platform.owner) as connection,
    ):
        with verifier.arenas[0].staged(covering_world(verifier.blueprints, verifier.people)) as scene:
            world = scene.world
        settings = verifier.loaded.platform.session_settings
        yield Lives(
            connection,
            verifier,
            Setting(connection, settings, verifier.catalog, verifier.contract, verifier.blueprints, world),
            folder,
        )


def verified(server: Server, folder: Path, sql: str, access: str = ACCESS) -> RuleLine:
    with Holding(server, folder).verifier(sql, access) as verifier:
        (line,) = verify_time_rules(verifier, lambda _doing, _done, _of: None)
    return line


def test_a_guarded_life_holds(server: Server, tmp_path: Path) -> None:
    line = verified(server, tmp_path, SCHEMA)
    assert line.found == ()
    assert line.verdicts.keys() == PROPERTIES


def test_a_life_without_a_guard_is_reported_once_for_everybody_and_psql_shows_it(
    server: Server, tmp_path: Path
) -> None:
    line = verified(server, tmp_path, edited(("trigger guard_task before insert or update", "trigger t before delete")))
    broken = {"final-state", "stamp-forged", "stamp-set", "start-state", "step-refused"}
    assert {name for name, verdict in line.verdicts.items() if verdict is Verdict.VIOLATED} == broken
    assert len(line.found) == len(broken) * len(EVERYBODY)
    assert all(report.reproduction is not None and report.reproduction.confirmed for report in line.found)
    assert "user took a row of task from draft to done, which is no step (likewise 6 other writes)" in {
        report.message for report in line.found
    }


def test_a_state_that_no_row_can_be_in_leaves_the_rule_untried(server: Server, tmp_path: Path) -> None:
    line = verified(server, tmp_path, SCHEMA, ACCESS.replace("dropped", "discarded"))
    assert set(line.verdicts.values()) == {Verdict.VACUOUS}
    (reason,) = {report.message.partition(": ")[2] for report in line.found}
    assert reason == (
        "no row of public.task was found that can be in the state discarded: "
        'new row for relation "task" violates check constraint "task_state_check"'
    )


MORE = "('done', 'open')\n"
SLIPS: dict[str, tuple[Edit, set[str]]] = {
    "a step too many": ((MORE, f"('draft', 'done'), {MORE}"), {"step-refused"}),
    "a way out": ((MORE, f"('dropped', 'draft'), {MORE}"), {"step-refused", "final-state"}),
    "a step missing": (("('draft', 'dropped'), ", ""), {"step-allowed"}),
    "any start": (("if new.state <> 'draft' then", "if false then"), {"start-state"}),
    "null": (("not null default 'draft'", "default 'draft'"), {"unknown-state"}),
    "a state unstamped": (("'dropped') then now()", "'never') then now()"), {"stamp-set"}),
    "left with its stamp": (("then now()\n", "then now()\n    else old.closed_at\n"), {"stamp-set"}),
    "stamped again": (("when new.state = old.state then old", "when false then old"), {"stamp-kept"}),
    "stamped by hand": (
        ("when new.state = old.state then old", "when new.state = old.state then new"),
        {"stamp-forged"},
    ),
    "stamped by hand on the way": (("then now()\n", "then coalesce(new.closed_at, now())\n"), {"stamp-forged"}),
    "stamped by hand at the start": (("new.closed_at := null;", ""), {"stamp-forged"}),
}


@pytest.mark.parametrize(("edit", "found"), SLIPS.values(), ids=SLIPS.keys())
def test_each_slip_is_found_as_what_it_is_by_everybody(lives: Lives, edit: Edit, found: set[str]) -> None:
    faults = lives.faults(edit)
    assert faults.keys() == found
    assert all(who.keys() == EVERYBODY for who in faults.values())


def test_where_nobody_inserts_anything_nothing_is_known_of_starts(lives: Lives) -> None:
    with lives.stage(("if new.state <> 'draft' then", "if true then")) as stage:
        assert list(all_properties()["start-state"].scenarios(stage)) == []
        assert stage.untried == "nobody was seen to write a row of public.task as it would take"


def test_who_is_let_off_is_named(lives: Lives) -> None:
    faults = lives.faults(("if new.state <> old.state and", "if current_user <> 'service_role' and"))
    assert faults.keys() == {"step-refused", "final-state"}
    assert {who for each in faults.values() for who in each} == {"service_role"}


def test_a_policy_that_keeps_a_state_from_users_locks_them_out(lives: Lives) -> None:
    mine = "(owner_id = (select auth.uid()))"
    assert lives.faults((mine, f"{mine} with check (state <> 'dropped' and {mine})")) == {
        "step-allowed": {
            "user": [
                "user cannot take a row of task from draft to dropped",
                "user cannot take a row of task from open to dropped",
            ]
        }
    }


def test_states_beside_the_listed_ones_are_found(lives: Lives) -> None:
    faults = lives.faults(
        ("check (state in ('draft',", "check (state in ('DRAFT', 'draft',"),
        (MORE, f"('open', 'DRAFT'), {MORE}"),
    )
    assert faults.keys() == {"unknown-state"}
    assert faults["unknown-state"]["user"] == [
        "user put a row of task into a state that access.toml does not list: 'DRAFT'"
    ]


GUARD = "if new.state <> old.state and (old.state, new.state) not in ("
STEPS = "('done', 'open')\n  ) then"


@pytest.mark.parametrize(
    ("edits", "way"),
    [
        (
            [
                (GUARD, GUARD.replace("and ", "and (old.state = 'dropped' and new.closed_at is not null or ", 1)),
                (STEPS, "('done', 'open'), ('dropped', 'draft'))) then"),
            ],
            "clearing its stamps in the same statement",
        ),
        (
            [
                (GUARD, GUARD.replace("and ", "and (old.state = 'dropped' and old.closed_at is not null or ", 1)),
                (STEPS, "('done', 'open'), ('dropped', 'draft'))) then"),
                ("then old.closed_at", "then new.closed_at"),
            ],
            "in two statements of one transaction",
        ),
        (
            [
                ("new.closed_at := null;", "new.closed_at := null; perform set_config('task.is_new', 'yes', true);"),
                (GUARD, f"if current_setting('task.is_new', true) is distinct from 'yes' and {GUARD[3:]}"),
            ],
            "with an INSERT … ON CONFLICT DO UPDATE",
        ),
    ],
    ids=["asks for the new stamp", "asks for the old stamp", "looks away after an INSERT"],
)
def test_a_guard_that_a_plain_update_does_not_pass_lets_out_what_is_final(
    lives: Lives, edits: list[Edit], way: str
) -> None:
    faults = lives.faults(*edits)
    assert "step-refused" not in faults
    assert f"user took a row of task out of dropped, which is final, {way}" in faults["final-state"]["user"]


LATE = """create function public.guard_late() returns trigger language plpgsql set search_path = '' as $$
begin
  if old.state = 'dropped' and new.state <> 'dropped' then
    raise check_violation using message = 'dropped is final';
  end if;
  return null;
end $$;
create constraint trigger guard_late after update on public.task deferrable initially deferred
  for each row execute function public.guard_late();
"""
CHECK = "check (state in ('draft', 'open', 'done', 'dropped'))"
GRANT = "grant select, insert, update, delete on public.task to authenticated, service_role;"
FEW = "grant select, insert (owner_id, title), update (state) on public.task to authenticated;"
ALIKE: dict[str, list[Edit]] = {
    "puts the state back": [("raise check_violation using message = 'no such step';", "new.state := old.state;")],
    "stamps by the clock": [("then now()", "then clock_timestamp()")],
    "an enum": [
        ("\ncreate table", "\ncreate type mood as enum ('draft', 'open', 'done', 'dropped');\ncreate table"),
        ("state text not null", "state mood not null"),
        (f"{CHECK},", ""),
    ],
    "a state needs a title": [(CHECK, f"{CHECK}, check ((state = 'dropped') = (title <> 'New'))")],
    "a state needs a reason": [
        (CHECK, f"reason text, {CHECK}, check ((state = 'dropped') = (reason is not null))"),
    ],
    "a check on the stamp": [(CHECK, f"{CHECK}, check ((state in ('done', 'dropped')) = (closed_at is not null))")],
    "privileges on columns": [(GRANT, f"{FEW}\ngrant all on public.task to service_role;")],
    "refused at the end": [("\nalter table", f"\n{LATE}\nalter table"), (MORE, f"('dropped', 'open'), {MORE}")],
}


@pytest.mark.parametrize("edits", ALIKE.values(), ids=ALIKE.keys())
def test_what_only_looks_otherwise_is_fine(lives: Lives, edits: list[Edit]) -> None:
    assert lives.faults(*edits) == {}
