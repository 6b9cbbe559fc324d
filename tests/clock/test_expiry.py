"""Whole systems held against their expiry rules: what is reported, and that psql shows it again."""

from pathlib import Path

import pytest

from clock.bench import Bench
from holding import Holding
from pgcordon.contract import read
from pgcordon.database import Server
from pgcordon.systems import System
from pgcordon.verify.preparation import prepared
from pgcordon.verify.time_rules import verify_time_rules
from pgcordon.verify.verdicts import Report, Verdict

AS_SPECIFIED = Path(__file__).parents[1] / "as_specified" / "alamo_prime"


def silent(_doing: str, _done: int, _of: int) -> None:
    pass


def test_alamo_prime_keeps_its_rule(bench: Bench) -> None:
    line, lifecycle = verify_time_rules(bench.verifier, silent)
    assert line.found == lifecycle.found == ()
    assert (line.address.identity, line.rule.kind) == ("public.chat_sessions", "expiry")
    assert len(line.verdicts) == 11
    assert set(line.verdicts.values()) == {Verdict.ENFORCED}


def test_the_document_as_written_does_not(server: Server) -> None:
    system = System.read(AS_SPECIFIED)
    contract = read(AS_SPECIFIED / "access.toml", system.catalog, system.platform.actors)
    loaded = server.load(system.platform, system.files)
    with prepared("as_specified", server, loaded, system.catalog, contract) as verifier:
        line, _lifecycle = verify_time_rules(verifier, silent)
    broken = {"boundary", "concurrent-open", "foreign-sweep", "per-context", "per-user", "sweep-odd-arguments"}
    assert {name for name, verdict in line.verdicts.items() if verdict is Verdict.VIOLATED} == broken
    assert {report.attack for report in line.found} == broken
    assert [report.attack for report in line.found if not _confirmed(report)] == []
    assert {len(report.world.rows) for report in line.found if report.world} == {3}, "a user, their profile and a group"


def _confirmed(report: Report) -> bool:
    return report.reproduction is not None and report.reproduction.confirmed


INVITATION = """
create table public.invitation (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references auth.users (id) on delete cascade,
  note text,
  expires_at timestamptz not null
);
alter table public.invitation enable row level security;
grant select, update, delete on public.invitation to authenticated;
create policy invitation_all on public.invitation to authenticated
  using (owner_id = (select auth.uid()) and {condition});
"""
ACCESS = """
[tables.invitation]
own    = "owner_id = :uid"
select = { user = "own" }
update = { user = "own" }
delete = { user = "own" }
frozen = ["id", "owner_id", "expires_at"]

[[expiry]]
table      = "invitation"
expires_at = "expires_at"
denies     = ["select", "update", "delete"]
"""


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ("expires_at > now()", {}),
        ("true", {"denied-when-stale": "a row that was exactly at its end"}),
        ("expires_at >= now()", {"denied-when-stale": "a row that was exactly at its end"}),
        ("expires_at > now() + interval '1 second'", {"granted-when-live": "1 microsecond before its end"}),
    ],
)
def test_an_invitation_works_until_it_ends(hold: Holding, condition: str, found: dict[str, str]) -> None:
    with hold.verifier(INVITATION.format(condition=condition), ACCESS) as verifier:
        (line,) = verify_time_rules(verifier, silent)
    assert {name for name, verdict in line.verdicts.items() if verdict is Verdict.VIOLATED} == found.keys()
    assert line.verdicts.keys() == {"denied-when-stale", "granted-when-live"}
    for report in line.found:
        assert report.attack is not None and found[report.attack] in report.message
        assert _confirmed(report)


OPENED = """
[functions."open_invitation(uuid)"]
execute = ["user"]

[[expiry]]
table      = "invitation"
expires_at = "expires_at"
open       = "select public.open_invitation(:uid)"
"""


def test_a_rule_that_nobody_can_try_is_vacuous(hold: Holding) -> None:
    refusing = """
    create function public.open_invitation(_owner uuid) returns uuid language plpgsql
      as 'begin raise exception $$not today$$; end';
    """
    access = ACCESS.partition("[[expiry]]")[0] + OPENED
    with hold.verifier(INVITATION.format(condition="true") + refusing, access) as verifier:
        (line,) = verify_time_rules(verifier, silent)
    assert set(line.verdicts.values()) == {Verdict.VACUOUS}
    assert {report.verdict for report in line.found} == {Verdict.VACUOUS}
