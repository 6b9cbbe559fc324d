"""What `pgcordon lint` is asked to do."""

from pathlib import Path

import msgspec
from msgspec.structs import replace

from pgcordon.model import Severity
from pgcordon.model.errors import CouldNotCheck
from pgcordon.settings import FailOn, Settings
from pgcordon.settings.names import NoSuchRule, rules_named

STDIN = Path("-")


class Request(msgspec.Struct, frozen=True):
    """The options of the command line; `named` are the paths that were given, `paths` those that are meant."""

    paths: tuple[Path, ...]
    named: bool
    selected: tuple[str, ...]
    ignored: tuple[str, ...]
    severity: Severity | None
    fail_on: FailOn | None
    since: str | None
    baseline: Path | None
    write_baseline: bool
    fix: bool
    unsafe_fixes: bool
    diff: bool
    fix_as_migration: Path | None
    stdin_filename: Path | None
    dsn: str | None
    timeout: float

    def __post_init__(self) -> None:
        """Raises CouldNotCheck for options that contradict each other or would do nothing."""
        given = {option for option, is_given in self._given.items() if is_given}
        for option, others in _APART.items():
            for other in others:
                if {option, other} <= given:
                    raise CouldNotCheck(f"{option} cannot be combined with {other}. Do: leave one of them out")
        for option, needed in _NEEDS.items():
            if option in given and given.isdisjoint(needed):
                raise CouldNotCheck(f"{option} does nothing without {' or '.join(needed)}. Do: add that")
        if self.reads_stdin and len(self.paths) > 1:
            raise CouldNotCheck("- stands for standard input and cannot be combined with other paths")
        if self.reads_stdin and self.since is not None and self.stdin_filename is None:
            raise CouldNotCheck("--since cannot tell which file standard input is. Do: add --stdin-filename PATH")

    @property
    def _given(self) -> dict[str, object]:
        return {
            "PATHS": self.named and not self.reads_stdin,
            "-": self.reads_stdin,
            "--since": self.since is not None,
            "--baseline": self.baseline,
            "--write-baseline": self.write_baseline,
            "--fix": self.fix,
            "--unsafe-fixes": self.unsafe_fixes,
            "--diff": self.diff,
            "--fix-as-migration": self.fix_as_migration,
            "--stdin-filename": self.stdin_filename,
            "--dsn": self.dsn is not None,
        }

    @property
    def reads_stdin(self) -> bool:
        return self.named and STDIN in self.paths

    @property
    def mends(self) -> bool:
        return self.fix or self.diff

    def settings(self, stated: Settings) -> Settings:
        """The settings as the command line changes them: it selects instead of the file, and ignores beside it.

        Raises CouldNotCheck for an unknown rule.
        """
        try:
            selected, ignored = rules_named(self.selected), rules_named(self.ignored)
        except NoSuchRule as error:
            raise CouldNotCheck(str(error)) from None
        paths = tuple(
            replace(
                each,
                severity=None if self.severity else each.severity,
                fail_on=None if self.fail_on else each.fail_on,
            )
            for each in stated.paths
        )
        return replace(
            stated,
            select=selected or stated.select,
            ignore=stated.ignore | ignored,
            severity=self.severity or stated.severity,
            fail_on=self.fail_on or stated.fail_on,
            baseline=self.baseline or stated.baseline,
            paths=paths,
        )


_APART = {
    "--dsn": ("PATHS", "-", "--since", "--fix", "--diff", "--stdin-filename"),
    "--write-baseline": ("-", "--since", "--fix", "--diff", "--fix-as-migration"),
    "--fix-as-migration": ("-", "--fix", "--diff"),
}
_NEEDS = {
    "--unsafe-fixes": ("--fix", "--diff", "--fix-as-migration"),
    "--stdin-filename": ("-",),
}
