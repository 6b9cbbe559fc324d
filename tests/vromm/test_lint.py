"""The linter has nothing to say of the schema, with the conventions of the document, and would have."""

import shutil
from pathlib import Path

import pytest

from pgcordon.lint import lint
from pgcordon.systems import System
from vromm.learners import SCHEMA

FOLDER = Path(__file__).parents[2] / SCHEMA
PLANTED = {
    "uuid-default": "create table public.note (id uuid primary key default gen_random_uuid());"
    "alter table public.note enable row level security;",
    "policy-name": 'create policy "Own" on public.ai_usage_logs for select to authenticated using (user_id is null);',
    "index-name": "create index logs_by_cost on public.ai_usage_logs (cost_usd);",
    "timestamps-not-null-default": "alter table public.ai_usage_logs add column updated_at timestamptz;",
    "updated-at-without-trigger": "drop trigger set_ai_conversations_updated_at on public.ai_conversations;",
    "user-reference-on-delete": "alter table public.ai_usage_logs add column payer uuid references auth.users (id);",
    "trigger-name": "create trigger dated before update on public.ai_usage_logs"
    " for each row execute function public.set_updated_at();",
}


@pytest.mark.requirement("003-checklist-migration")
def test_the_schema_is_clean_and_wholly_understood() -> None:
    system = System.read(FOLDER)
    result = lint(system.catalog, system.settings)
    assert result.findings == ()
    assert result.not_understood == ()


@pytest.mark.parametrize("rule", PLANTED)
def test_the_conventions_are_in_force(tmp_path: Path, rule: str) -> None:
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    (tmp_path / "70_planted.sql").write_text(PLANTED[rule])
    system = System.read(tmp_path)
    assert rule in {finding.rule for finding in lint(system.catalog, system.settings).findings}
