"""What follows in the wake of an attempt: audit triggers, and functions that write what nobody reads."""

from holding import ACCESS, SOUND, Holding
from pgcordon.verify.verdicts import Verdict

LOG = """
create table public.log (id bigint generated always as identity primary key, note_id uuid);
alter table public.log enable row level security;
revoke all on public.log from anon, authenticated;
"""
AUDIT = """
create function public.audit() returns trigger language plpgsql security definer set search_path = '' as $$
begin insert into public.log (note_id) values (new.id); return new; end; $$;
revoke execute on function public.audit() from public, anon, authenticated;
create trigger audit_note after insert or update on public.note for each row execute function public.audit();
"""
WRITE = """
create function public.tell() returns void language sql security definer set search_path = '' as $$
  insert into public.log (note_id) values (gen_random_uuid());
$$;
revoke execute on function public.tell() from public, anon;
grant execute on function public.tell() to authenticated;
"""
CALL = ACCESS + '[functions."tell()"]\nexecute = ["user"]\n'
MEANT = 'writes = ["public.log"]\nreason = "everyone may add to the log, and nobody reads it"\n'


def test_a_trigger_may_write_a_log_that_nobody_reads(hold: Holding) -> None:
    assert hold(SOUND + LOG + AUDIT, ACCESS).found == set()


def test_a_function_that_is_meant_to_may_write_it_as_well(hold: Holding) -> None:
    assert hold(SOUND + LOG + WRITE, CALL + MEANT).found == set()


def test_one_that_is_not_meant_to_is_found(hold: Holding) -> None:
    assert {report.attack for report in hold(SOUND + LOG + WRITE, CALL).reports} == {"write-through-function"}


def test_a_call_that_can_never_work_is_told_with_what_is_missing(hold: Holding) -> None:
    """The body of a PL/pgSQL function is not looked at before it runs, so that nothing else would show it."""
    rotten = "create function public.tell() returns void language plpgsql as $$ begin delete from public.gone; end; $$;"
    only_for_users = (
        "revoke execute on function public.tell() from public, anon;"
        "grant execute on function public.tell() to authenticated;"
    )
    reports = hold(f"{SOUND}{rotten}{only_for_users}", CALL).reports
    (told,) = (report.message for report in reports if report.verdict is Verdict.BROKEN)
    assert 'relation "public.gone" does not exist' in told
