"""The settings that hold for one system."""

import os
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

import msgspec

from pgcordon.model import Finding, QualifiedName, Severity
from pgcordon.settings.globs import matches


class FailOn(StrEnum):
    """How severe a finding must be to fail the run; NEVER for none."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NEVER = "never"


class RuleSettings(msgspec.Struct, frozen=True):
    """What `[rules.<name>]` says of one rule; None where it says nothing."""

    enabled: bool = True
    severity: Severity | None = None
    options: object | None = None
    """The rule's own options, as its options type."""


class PathSettings(msgspec.Struct, frozen=True):
    """What a `[[paths]]` table says of the files it names; None where it says nothing."""

    files: tuple[str, ...]
    """Patterns, relative to the settings file."""
    ignore: frozenset[str] = frozenset()
    severity: Severity | None = None
    fail_on: FailOn | None = None


class Settings(msgspec.Struct, frozen=True):
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
    severity: Severity = Severity.INFO
    """The least severe findings to show."""
    fail_on: FailOn = FailOn.WARNING
    baseline: Path | None = None
    """The file of the findings that are there already."""
    rules: Mapping[str, RuleSettings] = msgspec.field(default_factory=dict)
    paths: tuple[PathSettings, ...] = ()
    """What holds for some files only; of several that say something about a file the last one counts."""
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

    def judges(self, name: str, path: str | None) -> bool:
        """Whether findings of the rule count in this file; None is no file."""
        return not any(name in each.ignore for each in self.about(path))

    def shows(self, finding: Finding) -> bool:
        stated = (each.severity for each in reversed(self.about(_path_of(finding))) if each.severity)
        return finding.severity.reaches(next(stated, self.severity))

    def fails(self, finding: Finding) -> bool:
        stated = (each.fail_on for each in reversed(self.about(_path_of(finding))) if each.fail_on)
        threshold = next(stated, self.fail_on)
        return threshold is not FailOn.NEVER and finding.severity.reaches(Severity(threshold))

    def about(self, path: str | None) -> tuple[PathSettings, ...]:
        """What `[[paths]]` says about a file, in the order of the settings file."""
        if path is None or self.path is None or not self.paths:
            return ()
        relative = Path(os.path.relpath(path, self.path.parent)).as_posix()
        return tuple(each for each in self.paths if any(matches(relative, pattern) for pattern in each.files))


def _path_of(finding: Finding) -> str | None:
    return finding.span.path if finding.span else None
