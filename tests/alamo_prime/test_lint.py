"""Supabase security advisors report no new warnings: nor does our own linter, with the document's conventions."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from alamo_prime.conftest import SCHEMA

PLANTED = """
create table public."Reservation" (id uuid primary key default gen_random_uuid(), at timestamp);
create policy "everyone" on public.groups for select to authenticated using (true);
"""


@pytest.mark.requirement(
    "000-checklist-advisors",
    "000-convention-uuid",
    "000-convention-user-fk",
    "000-convention-timestamps",
    "000-convention-trigger",
    "000-convention-policy-names",
)
def test_the_schema_is_clean_and_wholly_understood() -> None:
    report = lint(SCHEMA)
    assert report["findings"] == []
    assert report["not_understood"] == []
    assert report["summary"]["tables"] == 6


def test_the_conventions_are_in_force(tmp_path: Path) -> None:
    shutil.copytree(SCHEMA, tmp_path, dirs_exist_ok=True)
    (tmp_path / "60_planted.sql").write_text(PLANTED)
    assert {finding["rule"] for finding in lint(tmp_path)["findings"]} == {
        "policy-name",
        "rls-disabled",
        "snake-case",
        "timestamp-without-time-zone",
        "using-always-true",
        "uuid-default",
    }


def lint(folder: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "pgcordon", "lint", str(folder), "--format", "json"]
    report: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, check=False).stdout)
    return report
