"""Small schemas, held against their contracts on a real server."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pgcordon.contract import read
from pgcordon.database import Loaded, Server
from pgcordon.model import Command
from pgcordon.systems import System
from pgcordon.verify import psql
from pgcordon.verify.examples import Effort
from pgcordon.verify.preparation import prepared
from pgcordon.verify.verdicts import Report, Verdict
from pgcordon.verify.verifier import Run, Verifier

COVERING_WORLD = Effort(examples=0)

NOTE = """
create table public.note (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references auth.users (id) on delete cascade,
  body text not null
);
alter table public.note enable row level security;
revoke all on public.note from anon, authenticated;
grant select, insert, update, delete on public.note to authenticated;
"""
MINE = "owner_id = (select auth.uid())"
READ = f"create policy note_select on public.note for select to authenticated using ({MINE});\n"
INSERT = f"create policy note_insert on public.note for insert to authenticated with check ({MINE});\n"
UPDATE = f"create policy note_update on public.note for update to authenticated using ({MINE});\n"
DELETE = f"create policy note_delete on public.note for delete to authenticated using ({MINE});\n"
SOUND = NOTE + READ + INSERT + UPDATE + DELETE
"""Everybody does with their own notes what they like."""

ACCESS = """
[tables.note]
own    = "owner_id = :uid"
select = { user = "own" }
insert = { user = "own" }
update = { user = "own" }
delete = { user = "own" }
frozen = ["id"]
"""
"""What `SOUND` keeps; `id` cannot be changed to anything that would fit."""


@dataclass(frozen=True)
class Held:
    """What holding a schema against its contract came to."""

    run: Run
    verifier: Verifier

    @property
    def reports(self) -> tuple[Report, ...]:
        return self.run.reports

    @property
    def verdicts(self) -> set[Verdict]:
        return {report.verdict for report in self.reports}

    @property
    def found(self) -> set[str]:
        """Everything that was found, a line each."""
        return {f"{report.verdict} {report.attack or 'nothing'}: {report.cell}" for report in self.reports}

    def of(self, attack: str) -> Report:
        """The first report of an attack."""
        return next(report for report in self.reports if report.attack == attack)

    def at(self, actor: str, command: Command) -> set[Verdict]:
        """The verdicts about what an actor may do."""
        return {each.verdict for each in self.reports if (each.cell.actor, each.cell.command) == (actor, command)}

    def replays(self, report: Report) -> bool:
        """Whether psql, run on the report's script once more, shows it."""
        assert report.reproduction is not None
        return psql.run(self.verifier.server, self.verifier.loaded, report.reproduction.script).shown


@dataclass(frozen=True)
class Holding:
    """Loads schemas into a server and holds them against contracts."""

    server: Server
    folder: Path

    def __call__(self, sql: str, access: str = ACCESS, effort: Effort = COVERING_WORLD) -> Held:
        with self.verifier(sql, access) as verifier:
            return Held(verifier.run(effort), verifier)

    @contextmanager
    def verifier(self, sql: str, access: str = ACCESS) -> Iterator[Verifier]:
        (self.folder / "10_schema.sql").write_text(sql)
        (self.folder / "access.toml").write_text(access)
        system = System.read(self.folder)
        loaded: Loaded = self.server.load(system.platform, system.files)
        contract = read(self.folder / "access.toml", system.catalog, system.platform.actors)
        with prepared("held", self.server, loaded, system.catalog, contract) as verifier:
            yield verifier
