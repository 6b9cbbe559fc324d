"""One change to a sound schema, and what verifying it must report.

A system's changes live in `tests/power/<system>/`, named as its folder in schema/: a package whose modules each hold a
tuple `HOLES` or, in `harmless.py`, `EDITS`. The modules are found by walking; what goes where:

- `reading.py`, `writing.py`: rows that somebody gets to see or to write. A hole for reading must shrink to as many
  rows as it states, one unless it says so.
- `calling.py`: what functions and views let their callers do.
- `strict.py`: what the contract allows and the schema refuses, or cannot decide.
- `timing.py`: rules about time that no longer hold; they expect `untimely(...)`.
- `harmless.py`: edits that look like mistakes and are none.

To add one: think of a mistake that somebody might make (a policy for the wrong role, a forgotten revoke, a trigger
that is gone), and write it down as a `Hole` with a name that tells the mistake.

- `edits` replace a text that stands exactly once in one of the schema's files, so that none can silently do nothing.
- `extra_sql` runs after all files, as the owner. It is the cheaper one: the sound schema is loaded only once, and the
  files before the first edited one are too. Prefer it where both say the same, but edit where that is the mistake.
- `expects` names the verdict, the object's identity and the command, and as closely as it goes actor and attack.
  `violated`, `too_strict`, `broken` and `untimely` make one. Only the cells that it concerns are attacked, in one
  world, which takes a core about a second; to name no actor is to attack all actors' cells. A rule about time is held
  to all of its properties, which takes three: a handful of those for a system will do.

    Hole(
        "everybody's notes: USING true",
        violated("public.note", Command.SELECT, "user", "read-foreign-rows"),
        [Edit(NOTES, "using (owner_id = (select auth.uid()))", "using (true)")],
    )

Run it with `pytest tests/power -k "everybody's notes"`. Where it is not found, the test shows what was reported:
a wrong expectation, a mistake that the schema withstands (good: it is harmless then), or a blind spot of the tool.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pgcordon.model import Command
from pgcordon.verify.verdicts import Cell, Report, Verdict


@dataclass(frozen=True, slots=True)
class Edit:
    """One text in one file, replaced."""

    file: str
    old: str
    new: str = ""

    def applied(self, text: str) -> str:
        """The file's text with the edit. Raises AssertionError where the old text is missing or ambiguous."""
        assert text.count(self.old) == 1, f"{self.file} holds this {text.count(self.old)} times:\n{self.old}"
        return text.replace(self.old, self.new)


@dataclass(frozen=True, slots=True)
class Expected:
    """The report that a hole must lead to. What is None may be anything."""

    verdict: Verdict
    identity: str
    command: Command
    actor: str | None = None
    attack: str | None = None
    sqlstate: str | None = None
    of_time: bool = False
    """Whether a rule about time is broken: then `attack` is the property that no longer holds."""

    def concerns(self, cell: Cell) -> bool:
        at_object = cell.address.identity == self.identity and cell.command is self.command
        return at_object and self.actor in (None, cell.actor)

    def among(self, reports: Iterable[Report]) -> Iterator[Report]:
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
    rows: int = 1
    """How many rows of the object it takes to show that they are read; none where the schema inserts one itself."""

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


def untimely(identity: str, holds_no_longer: str, actor: str | None = None) -> Expected:
    """A rule about time of the table with this identity, and the property of it that is lost."""
    return Expected(Verdict.VIOLATED, identity, Command.EXECUTE, actor, holds_no_longer, of_time=True)
