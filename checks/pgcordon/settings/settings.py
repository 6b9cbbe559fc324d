"""The settings that hold for one system."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pgcordon.model import QualifiedName, Severity


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """What `[rules.<name>]` says of one rule; None where it says nothing."""

    enabled: bool = True
    severity: Severity | None = None
    options: object | None = None
    """The rule's own options, as its options type."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting; without a file, the defaults."""

    platform: str = "supabase"
    expose_new_tables: bool = False
    """Whether the platform grants new tables to the API roles, as Supabase did until 2026-10-30."""
    exposed_schemas: frozenset[str] = frozenset()
    """The schemas that clients reach; empty for those of the platform."""
    users: QualifiedName | None = None
    """The table whose primary key is the user id, where the platform brings none."""
    postgres: str | None = None
    """Which Postgres to run: `embedded`, `system`, a version, or a folder, relative to the settings file."""
    select: frozenset[str] = frozenset()
    """The only rules to run; empty for those that run by default and those enabled here."""
    ignore: frozenset[str] = frozenset()
    enable: frozenset[str] = frozenset()
    rules: Mapping[str, RuleSettings] = field(default_factory=dict)
    path: Path | None = None
    """The file that says so."""

    def rule(self, name: str) -> RuleSettings:
        return self.rules.get(name) or RuleSettings()

    def runs(self, name: str, *, by_default: bool) -> bool:
        """Whether the rule runs. Ignoring wins over selecting, selecting over enabling.

        A `[rules.<name>]` table enables its rule unless it says `enabled = false`.
        """
        if name in self.ignore or not self.rule(name).enabled:
            return False
        if self.select:
            return name in self.select
        return by_default or name in self.enable or name in self.rules
