"""What a report says happened is what happened: who wrote the value, and whose row it was."""

from holding import ACCESS, SOUND, Holding

DATED = SOUND + "alter table public.note add column updated_at timestamptz not null default '2020-01-01';\n"
TRIGGER = """
create function public.date_update() returns trigger language plpgsql as $$
begin
  new.updated_at := now();
  return new;
end $$;
create trigger date_note before update on public.note for each row execute function public.date_update();
"""
FROZEN = ACCESS.replace('frozen = ["id"]', 'frozen = ["id", "updated_at"]')


def test_a_date_that_a_trigger_writes_over_was_not_written_by_the_client(hold: Holding) -> None:
    assert hold(DATED + TRIGGER, FROZEN).found == set()


def test_a_date_that_stays_was(hold: Holding) -> None:
    (report,) = hold(DATED, FROZEN).reports
    assert (report.attack, report.cell.actor) == ("write-frozen-column", "user")


def test_a_view_shows_rows_of_the_table_that_it_reads(hold: Holding) -> None:
    """The owner's id stands in auth.users as well, which the view never looks at."""
    view = (
        "create view public.owners as select owner_id from public.note; grant select on public.owners to authenticated;"
    )
    report = hold(SOUND + view).of("read-through-view")
    assert "read a row of note through owners" in report.message
