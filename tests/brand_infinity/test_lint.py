"""Our own linter has nothing to say, with the documents' conventions in force; one intent for both versions."""

import json
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

from brand_infinity.conftest import SCHEMA

AS_SPECIFIED = Path(__file__).parents[1] / "as_specified" / "brand_infinity"
PLANTED = """
create table public."Draft" (id int primary key, user_id uuid references auth.users (id), at timestamp);
create policy "everyone" on public.brands for delete to authenticated using (true);
create index brands_by_name on public.brands (name);
"""


def test_the_schema_is_clean_and_the_conventions_are_in_force(tmp_path: Path) -> None:
    assert lint(SCHEMA) == set()
    shutil.copytree(SCHEMA, tmp_path, dirs_exist_ok=True)
    (tmp_path / "50_planted.sql").write_text(PLANTED)
    assert lint(tmp_path) == {
        "index-name",
        "missing-grant",
        "policy-name",
        "rls-disabled",
        "snake-case",
        "timestamp-without-time-zone",
        "unindexed-foreign-key",
        "user-reference-on-delete",
        "using-always-true",
        "uuid-primary-key",
    }


def test_the_documents_own_schema_is_held_to_the_same_intent() -> None:
    """But for the retention, which is a function here and a query there."""
    intent, theirs = contract(SCHEMA), contract(AS_SPECIFIED)
    del intent["functions"]["apply_data_retention()"]
    for each in (intent, theirs):
        del each["expiry"][0]["purge"]
    assert theirs == intent


def contract(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "access.toml").read_text("utf-8"))


def lint(folder: Path) -> set[str]:
    """The rules that find fault with a schema; its statements must all have been understood."""
    command = [sys.executable, "-m", "pgcordon", "lint", str(folder), "--format", "json"]
    report = json.loads(subprocess.run(command, capture_output=True, check=False).stdout)
    assert report["not_understood"] == []
    return {finding["rule"] for finding in report["findings"]}
