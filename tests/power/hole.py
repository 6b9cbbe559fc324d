"""One change to a sound schema, and what verifying it must report."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pgcordon.model import Command
from pgcordon.verify.verdicts import Cell, Report, Verdict

PREREQUISITES = "00_prerequisites.sql"
PROMPTS = "10_ai_prompts.sql"
SESSIONS = "20_chat_sessions.sql"
MESSAGES = "30_chat_messages.sql"
FUNCTIONS = "40_functions.sql"
ADDED = "90_added.sql"

SIGNED_IN = "(select auth.uid())"
ADMINS = "((select public.has_role((select auth.uid()), 'admin')))"


@dataclass(frozen=True, slots=True)
class Edit:
    """One text in one file, replaced. It must stand there exactly once, so that no edit can silently do nothing."""

    file: str
    old: str
    new: str = ""

    def apply(self, folder: Path) -> None:
        """Raises AssertionError where the text is missing or ambiguous."""
        path = folder / self.file
        text = path.read_text("utf-8")
        assert text.count(self.old) == 1, f"{self.file} holds this {text.count(self.old)} times:\n{self.old}"
        path.write_text(text.replace(self.old, self.new), "utf-8")


@dataclass(frozen=True, slots=True)
class Expected:
    """The report that a hole must lead to. What is None may be anything."""

    verdict: Verdict
    identity: str
    command: Command
    actor: str | None = None
    attack: str | None = None
    sqlstate: str | None = None

    def concerns(self, cell: Cell) -> bool:
        at_object = cell.address.identity == self.identity and cell.command is self.command
        return at_object and self.actor in (None, cell.actor)

    def among(self, reports: tuple[Report, ...]) -> Iterator[Report]:
        """The reports that say it."""
        for report in reports:
            if (
                report.verdict is self.verdict
                and self.concerns(report.cell)
                and self.attack in (None, report.attack)
                and (self.sqlstate is None or (report.fault is not None and self._failed_so(report)))
            ):
                yield report

    def _failed_so(self, report: Report) -> bool:
        assert report.fault is not None
        return f"'{self.sqlstate}'" in report.fault.evidence.condition


@dataclass(frozen=True, slots=True)
class Hole:
    """A mistake that somebody might make, planted in the schema."""

    name: str
    expects: Expected
    edits: Sequence[Edit] = ()
    extra_sql: str = ""

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Harmless:
    """A change that looks like a mistake and is none: it must not be reported."""

    name: str
    touches: str
    """The identity of the object whose access might have changed."""
    edits: Sequence[Edit] = ()
    extra_sql: str = ""

    def __str__(self) -> str:
        return self.name


def violated(identity: str, command: Command, actor: str | None = None, attack: str | None = None) -> Expected:
    return Expected(Verdict.VIOLATED, identity, command, actor, attack)


def too_strict(identity: str, command: Command, actor: str | None = None) -> Expected:
    return Expected(Verdict.TOO_STRICT, identity, command, actor)


def broken(identity: str, command: Command, sqlstate: str, actor: str | None = "user") -> Expected:
    return Expected(Verdict.BROKEN, identity, command, actor, sqlstate=sqlstate)
