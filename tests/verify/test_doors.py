"""Doors that are not tables: functions, triggers, foreign keys, error messages and notices, and what is meant to be."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from holding import ACCESS, DELETE, READ, SOUND, UPDATE, Holding
from pgcordon.model import Command
from pgcordon.verify.verdicts import Verdict

READER = "read-through-function"
WRITER = "write-through-function"


def function(body: str, security: str = "definer", arguments: str = "", returns: str = "void") -> str:
    """A function called `door` that every user may call."""
    return f"""
create function public.door({arguments}) returns {returns}
language plpgsql security {security} set search_path = '' as $$ begin {body} end; $$;
revoke execute on function public.door from public, anon;
grant execute on function public.door to authenticated;
"""


def with_door(arguments: str = "", more: str = "") -> str:
    return ACCESS + f'\n[functions."door({arguments})"]\nexecute = ["user"]\n{more}'


ERROR = function("raise exception 'the first note says %', (select min(body) from public.note);")
NOTICE = function("raise notice 'the first note says %', (select min(body) from public.note);")
RESULT = function("return (select min(body) from public.note);", returns="text")


@pytest.mark.parametrize("sql", [ERROR, NOTICE, RESULT], ids=["error message", "notice", "result"])
def test_whatever_a_function_says_can_leak(hold: Holding, sql: str) -> None:
    """Only with rights beyond its caller's: the same function as an invoker tells people what they know."""
    assert READER in {report.attack for report in hold(SOUND + sql, with_door()).reports}
    invoker = sql.replace("security definer", "security invoker")
    assert READER not in {report.attack for report in hold(SOUND + invoker, with_door()).reports}


def test_what_a_function_is_meant_to_expose_is_no_leak(hold: Holding) -> None:
    meant = with_door(more='exposes = ["public.note"]\nreason = "the first line greets everybody"\n')
    assert hold(SOUND + RESULT, meant).found == set()


CLEAR = function("update public.note set body = 'gone';")


def test_what_a_function_writes_beyond_its_callers_rights_is_found(hold: Holding) -> None:
    assert WRITER in {report.attack for report in hold(SOUND + CLEAR, with_door()).reports}


def test_writes_are_excused_in_rows_that_the_caller_sees_and_in_no_others(hold: Holding) -> None:
    meant = with_door(more='writes = ["public.note"]\nreason = "it tidies up"\n')
    own = CLEAR.replace("'gone';", "'gone' where owner_id = auth.uid();")
    assert hold(SOUND + own, meant).found == set()
    assert WRITER in {report.attack for report in hold(SOUND + CLEAR, meant).reports}


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that the server could write to."""
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    folder.chmod(0o777)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.parametrize("security", ["invoker", "definer"])
def test_no_function_reaches_the_machine(hold: Holding, open_folder: Path, security: str) -> None:
    """The owner is no superuser, in whose rights a function could start programs."""
    trace = open_folder / "trace"
    statement = f"copy (select 1) to program 'touch {trace}'"
    held = hold(SOUND + function(f"{statement};", security), with_door())
    assert not trace.exists()
    with held.verifier.server.connect() as superuser:
        superuser.execute(statement.encode())
    assert trace.exists()


CHILD = """
create table public.mark (
  id uuid primary key default gen_random_uuid(),
  note_id uuid not null references public.note (id) on delete cascade,
  label text
);
alter table public.mark enable row level security;
revoke all on public.mark from anon, authenticated;
"""


def test_what_a_foreign_key_deletes_in_the_wake_is_no_fault_of_its_own(hold: Holding) -> None:
    """Nobody may delete marks, but they go with their note."""
    assert Verdict.VIOLATED not in hold(SOUND + CHILD, ACCESS + "[tables.mark]\n").verdicts


TOUCHED = """
alter table public.note add column version integer not null default 0;
create function public.count_version() returns trigger language plpgsql set search_path = '' as $$
begin new.version := old.version + 1; return new; end; $$;
revoke execute on function public.count_version() from public, anon, authenticated;
create trigger update_note before update on public.note for each row execute function public.count_version();
revoke update on public.note from authenticated;
grant update (owner_id, body) on public.note to authenticated;
"""


def test_what_a_trigger_does_to_a_frozen_column_is_not_the_users_doing(hold: Holding) -> None:
    frozen = ACCESS.replace('["id"]', '["id", "version"]')
    assert hold(SOUND + TOUCHED, frozen).found == set()


def test_a_frozen_column_that_can_be_written_is_found_for_whom_it_is_frozen(hold: Holding) -> None:
    sql = SOUND.replace("  body text not null\n", "  body text not null,\n  is_admin boolean not null default false\n")
    frozen = ACCESS.replace('["id"]', '["id", "is_admin"]')
    held = hold(sql, frozen)
    assert held.found == {"VIOLATED write-frozen-column: user UPDATE public.note"}
    assert "is_admin" in held.reports[0].message


def test_a_hidden_column_is_hidden_only_while_it_cannot_be_read(hold: Holding) -> None:
    access = ACCESS.replace('update = { user = "own" }\n', "").replace('delete = { user = "own" }\n', "")
    hidden = access.replace('frozen = ["id"]', 'hidden = ["body"]')
    sql = SOUND.replace(UPDATE, "").replace(DELETE, "")
    assert hold(sql, hidden).at("user", Command.SELECT) == {Verdict.VIOLATED}
    grants = (
        "revoke select on public.note from authenticated; grant select (id, owner_id) on public.note to authenticated;"
    )
    assert hold(sql + grants, hidden).found == set()


def test_a_policy_for_the_wrong_role_is_too_strict(hold: Holding) -> None:
    assert hold(SOUND.replace(READ, READ.replace("to authenticated", "to anon"))).at("user", Command.SELECT) == {
        Verdict.TOO_STRICT
    }


FROZEN_BODY = ACCESS.replace('frozen = ["id"]', 'frozen = ["id", "body"]')
KEPT_BODY = """
revoke update on public.note from authenticated;
grant update (owner_id) on public.note to authenticated;
create view public.mine {options} as select id, body from public.note where owner_id = (select auth.uid());
grant select, update, delete on public.mine to authenticated;
"""


def test_a_view_of_ones_own_rows_does_not_open_what_is_frozen_to_whoever_asks_with_their_own_rights(
    hold: Holding,
) -> None:
    held = hold(SOUND + KEPT_BODY.format(options="with (security_invoker)"), FROZEN_BODY)
    assert "write-through-view" not in {report.attack for report in held.reports}


def test_a_view_of_ones_own_rows_opens_what_is_frozen_with_its_owners_rights(hold: Holding) -> None:
    """The column privileges are the reader's to lack, and the view's owner has them all."""
    report = hold(SOUND + KEPT_BODY.format(options=""), FROZEN_BODY).of("write-through-view")
    assert "access.toml freezes for user" in report.message
    assert "body" in report.message
    assert report.reproduction is not None and report.reproduction.confirmed
