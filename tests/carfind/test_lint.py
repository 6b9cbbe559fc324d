"""The schema is clean under its document's own conventions, and they are in force."""

from pathlib import Path

import pytest

from carfind.chat import SCHEMA
from pgcordon.lint import lint
from pgcordon.systems import System

ROOT = Path(__file__).parents[2]
PLANTED = """
create table public."Test Drives" (
  id uuid primary key default gen_random_uuid(),
  at timestamp constraint in_our_time check (at > '2025-01-01'),
  updated_at timestamp
);
create index drives on public."Test Drives" (at);
create policy "everyone" on public.chat_sessions for select to authenticated using (true);
create trigger touch before update on public.chat_messages
  for each row execute function public.update_updated_at_column();
"""


@pytest.mark.requirement("004-assess-practices")
def test_the_schema_is_clean_and_wholly_understood() -> None:
    system = System.read(ROOT / SCHEMA)
    result = lint(system.catalog, system.settings)
    assert result.findings == ()
    assert result.not_understood == ()
    assert len(system.catalog.policies) == 8


def test_the_conventions_are_in_force(tmp_path: Path) -> None:
    for file in sorted((ROOT / SCHEMA).glob("*")):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "60_planted.sql").write_text(PLANTED)
    system = System.read(tmp_path)
    assert {finding.rule for finding in lint(system.catalog, system.settings).findings} == {
        "constraint-name",
        "index-name",
        "multiple-permissive-policies",
        "policy-name",
        "rls-disabled",
        "snake-case",
        "timestamp-without-time-zone",
        "timestamps-not-null-default",
        "trigger-name",
        "updated-at-without-trigger",
        "using-always-true",
        "uuid-default",
    }
