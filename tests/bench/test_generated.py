"""The generated schema is what it claims to be, and lint finds nothing in it."""

from pathlib import Path

from bench.generated import TABLES, write_schema
from pgcordon.lint import lint
from pgcordon.systems import System


def test_generated_schema_is_large_and_sound(tmp_path: Path) -> None:
    write_schema(tmp_path)
    system = System.read(tmp_path)
    own = [table for table in system.catalog.tables if table.address not in system.catalog.given]
    policies = [policy for policy in system.catalog.policies if policy.address not in system.catalog.given]
    result = lint(system.catalog, system.settings)
    assert (len(system.files), len(own), len(policies)) == (TABLES, TABLES, 4 * TABLES)
    assert [(each.rule, each.message) for each in result.findings] == []
    assert list(result.not_understood) == []
