"""Each verdict of the table in the design: what happened, against what the contract says."""

import pytest

from holding import ACCESS, DELETE, INSERT, MINE, NOTE, READ, SOUND, UPDATE, Holding
from pgcordon.model import Command
from pgcordon.verify.verdicts import Verdict

TRIGGER = """
create function public.refuse() returns trigger language plpgsql as $$ begin raise exception 'no'; end; $$;
revoke execute on function public.refuse() from public, anon, authenticated;
"""


def test_what_the_contract_allows_and_forbids_is_enforced(hold: Holding) -> None:
    held = hold(SOUND)
    assert held.found == set()
    tallies = {(cell.actor, cell.command): tally for cell, tally in held.run.tallies.items()}
    for command in (Command.SELECT, Command.INSERT, Command.UPDATE, Command.DELETE):
        assert tallies["user", command].done > 0
        assert tallies["user", command].refused > 0
        assert tallies["anon", command].refused > 0


def test_happened_although_forbidden_is_violated(hold: Holding) -> None:
    held = hold(
        SOUND.replace(DELETE, "create policy note_delete on public.note for delete to authenticated using (true);")
    )
    assert held.at("user", Command.DELETE) == {Verdict.VIOLATED}
    assert held.verdicts == {Verdict.VIOLATED}


@pytest.mark.parametrize(
    ("sql", "command"),
    [
        (SOUND.replace(READ, ""), Command.SELECT),
        (SOUND.replace(INSERT, ""), Command.INSERT),
        (SOUND.replace(UPDATE, ""), Command.UPDATE),
        (SOUND.replace(DELETE, ""), Command.DELETE),
        (SOUND + "revoke insert on public.note from authenticated;", Command.INSERT),
    ],
    ids=["no row to read", "no INSERT policy", "no row to change", "no row to delete", "no privilege"],
)
def test_did_not_happen_although_allowed_is_too_strict(hold: Holding, sql: str, command: Command) -> None:
    assert hold(sql).at("user", command) == {Verdict.TOO_STRICT}


def test_one_column_that_cannot_be_changed_is_too_strict(hold: Holding) -> None:
    access = ACCESS.replace('["id"]', '["id", "owner_id"]')
    columns = "revoke update on public.note from authenticated; grant update (body) on public.note to authenticated;"
    assert hold(SOUND + columns, access).found == set()
    locked = "revoke update on public.note from authenticated; grant update (owner_id) on public.note to authenticated;"
    assert Verdict.TOO_STRICT in hold(SOUND + locked, access).at("user", Command.UPDATE)


@pytest.mark.parametrize(
    ("policy", "sqlstate"),
    [
        ("using (exists (select from public.note as other where other.owner_id = note.owner_id))", "42P17"),
        ("using (owner_id = body::uuid)", "22P02"),
    ],
    ids=["recursion", "a cast"],
)
def test_a_policy_that_fails_itself_is_broken(hold: Holding, policy: str, sqlstate: str) -> None:
    held = hold(SOUND.replace(READ, f"create policy note_select on public.note for select to authenticated {policy};"))
    assert held.at("user", Command.SELECT) == {Verdict.BROKEN}
    broken = next(report for report in held.reports if report.cell.command is Command.SELECT)
    assert broken.fault is not None
    assert sqlstate in broken.fault.evidence.condition


def test_a_trigger_that_fails_for_everybody_is_broken_too(hold: Holding) -> None:
    """The owner cannot do it either, so that nothing else tells it from an attempt that never made sense."""
    body = "begin new.touched := 1; return new; end"
    touch = f"create function public.touch() returns trigger language plpgsql as $$ {body} $$;"
    trigger = "create trigger touch before update on public.note for each row execute function public.touch();"
    assert hold(SOUND + touch + trigger, ACCESS).at("user", Command.UPDATE) == {Verdict.BROKEN}


def test_a_refusal_that_nobody_could_escape_is_vacuous(hold: Holding) -> None:
    """Nothing can be deleted by anybody: that a stranger cannot proves nothing."""
    trigger = TRIGGER + (
        "create trigger guard_note_delete before delete on public.note for each row execute function public.refuse();"
    )
    access = ACCESS.replace('delete = { user = "own" }\n', "")
    held = hold(SOUND + trigger, access)
    assert held.at("anon", Command.DELETE) == {Verdict.VACUOUS}
    assert held.verdicts == {Verdict.VACUOUS}


def test_a_vacuous_cell_can_be_accepted_with_a_reason(hold: Holding) -> None:
    trigger = TRIGGER + (
        "create trigger guard_note_delete before delete on public.note for each row execute function public.refuse();"
    )
    accepted = "".join(
        f'[[accept]]\ntable = "note"\nactor = "{actor}"\ncommand = "delete"\nreason = "nothing is ever deleted"\n'
        for actor in ("anon", "user")
    )
    access = ACCESS.replace('delete = { user = "own" }\n', "") + accepted
    assert hold(SOUND + trigger, access).found == set()


@pytest.mark.parametrize(
    "guard",
    [
        TRIGGER + "create trigger guard_note before delete on public.note for each row"
        " when (current_user <> 'postgres') execute function public.refuse();",
        "create table public.kept (note_id uuid primary key references public.note (id));"
        " alter table public.kept enable row level security;"
        " revoke all on public.kept from anon, authenticated;",
    ],
    ids=["a trigger", "a foreign key"],
)
def test_a_forbidden_attempt_may_be_stopped_by_anything(hold: Holding, guard: str) -> None:
    access = ACCESS.replace('delete = { user = "own" }\n', "")
    sql = SOUND.replace(DELETE, "") + guard
    assert hold(sql, access).at("user", Command.DELETE) <= {Verdict.VACUOUS}


def test_an_allowed_attempt_that_a_trigger_stops_for_users_alone_is_too_strict(hold: Holding) -> None:
    guard = TRIGGER + (
        "create trigger guard_note before update on public.note for each row"
        " when (current_user <> 'postgres') execute function public.refuse();"
    )
    assert hold(SOUND + guard).at("user", Command.UPDATE) == {Verdict.TOO_STRICT}


def test_an_allowed_attempt_that_a_constraint_stops_for_everybody_was_none(hold: Holding) -> None:
    """The second note of a user is refused by the key, whoever writes it: nothing is too strict."""
    sql = SOUND + "create unique index note_one_a_user on public.note (owner_id);"
    assert Verdict.TOO_STRICT not in hold(sql).verdicts


def test_unlisted_tables_are_refused_to_everybody(hold: Holding) -> None:
    open_door = """
    create table public.forgotten (id uuid primary key default gen_random_uuid(), body text not null);
    grant select on public.forgotten to anon;
    """
    held = hold(SOUND + open_door)
    assert "VIOLATED read-foreign-rows: anon SELECT public.forgotten" in held.found


def test_what_only_the_where_clause_hides_is_found_without_it(hold: Holding) -> None:
    """A strict SELECT policy hides the hole from every statement that names the row."""
    hole = f"create policy note_update on public.note for update to authenticated using (true) with check ({MINE});"
    held = hold(NOTE + READ + INSERT + DELETE + hole)
    assert Verdict.VIOLATED in held.at("user", Command.UPDATE)
