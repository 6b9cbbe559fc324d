"""What the README and docs/testing.md show works, and nothing that there is goes unsaid."""

import re
from pathlib import Path

import pytest

from pgcordon import platforms, testing
from pgcordon.contract import read
from pgcordon.parse import load_text
from pgcordon.settings import load

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
TESTING = (ROOT / "docs/testing.md").read_text("utf-8")
CONTRACT, SETTINGS = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)
NOTES = "create table notes (id uuid primary key, owner_id uuid, created_at timestamptz);"


def test_its_access_toml_is_a_contract(tmp_path: Path) -> None:
    path = tmp_path / "access.toml"
    path.write_text(CONTRACT, "utf-8")
    contract = read(path, load_text(NOTES), platforms.get("supabase").actors)
    assert "admin" in contract.actors
    assert len(contract.tables) == 1


def test_its_settings_are_settings(tmp_path: Path) -> None:
    (tmp_path / "pgcordon.toml").write_text(SETTINGS, "utf-8")
    assert load(tmp_path).rule("policy-name").options is not None


@pytest.mark.parametrize("path", sorted(set(re.findall(r"\]\(([\w./-]+)\)", README + TESTING))))
def test_its_links_lead_somewhere(path: str) -> None:
    assert (ROOT / path).exists()


def test_every_fixture_and_option_of_the_plugin_is_described() -> None:
    source = Path(testing.__file__).read_text("utf-8")
    fixtures = re.findall(r"@pytest\.fixture(?:\(.*?\))?\ndef (\w+)", source)
    options = re.findall(r'"(--pgcordon-\w+)"', source)
    undocumented = {"callers", "pgcordon_server", "pgcordon_system"}  # what the others are made of
    assert set(fixtures) - undocumented
    for name in (*(set(fixtures) - undocumented), *options):
        assert f"`{name}" in TESTING, name
