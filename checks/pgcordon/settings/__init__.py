"""What a project asks of pgcordon: `[tool.pgcordon]` of pyproject.toml, or pgcordon.toml; the one nearest the SQL."""

from pgcordon.settings.errors import NoSystem, SettingsError
from pgcordon.settings.load import load
from pgcordon.settings.settings import FailOn, PathSettings, RuleSettings, Settings
from pgcordon.settings.systems import systems

__all__ = ["FailOn", "NoSystem", "PathSettings", "RuleSettings", "Settings", "SettingsError", "load", "systems"]
