"""expected.toml: the defects of a schema, each with the reports that show it, and what is kept."""

from collections.abc import Sequence
from pathlib import Path
from typing import Self

import msgspec

from pgcordon.model import Command, Finding
from pgcordon.verify.verdicts import Report, Verdict

FOLDER = Path(__file__).parent
NAME = "expected.toml"


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A report, as far as it is stated."""

    def covers(self, report: Self) -> bool:
        """Whether the report is one of those that this entry means."""
        return all(getattr(self, name) in (None, getattr(report, name)) for name in self.__struct_fields__)

    def __str__(self) -> str:
        """The line for expected.toml."""
        stated = ((name, getattr(self, name)) for name in self.__struct_fields__)
        return f"{{ {', '.join(f'{name} = {_toml(value)}' for name, value in stated if value is not None)} }},"


class ListedFinding(_Entry, frozen=True):
    """What lint reports."""

    rule: str
    object: str

    @classmethod
    def of(cls, finding: Finding) -> Self:
        return cls(finding.rule, str(finding.address))


class ListedVerdict(_Entry, frozen=True):
    """What verify reports."""

    verdict: Verdict
    object: str
    attack: str | None = None
    command: str | None = None
    actor: str | None = None

    def __post_init__(self) -> None:
        if self.command is not None and self.command not in map(str.lower, Command):
            raise ValueError(f"no such command: {self.command}")

    @classmethod
    def of(cls, report: Report) -> Self:
        cell = report.cell
        return cls(report.verdict, cell.address.identity, report.attack, cell.command.lower(), cell.actor)


class Defect(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something that is wrong with the document's schema."""

    letter: str
    """The deviation in the hardened schema's README.md that mends it."""
    says: str
    """The document's words."""
    wrong: str
    findings: tuple[ListedFinding, ...] = ()
    verdicts: tuple[ListedVerdict, ...] = ()
    unseen: str | None = None
    """Why no rule and no attack can see it."""

    def __post_init__(self) -> None:
        if bool(self.findings or self.verdicts) == (self.unseen is not None):
            raise ValueError(f"defect {self.letter}: list its findings and verdicts, or else say why it is unseen")


class Kept(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What lint reports and the hardened schema has too: its README.md says so under "What stays"."""

    why: str
    findings: tuple[ListedFinding, ...]

    def __post_init__(self) -> None:
        if not self.findings:
            raise ValueError("kept: list the findings")


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    defect: tuple[Defect, ...] = ()
    kept: tuple[Kept, ...] = ()


def systems() -> list[str]:
    """The systems whose defects are listed."""
    return sorted(path.parent.name for path in FOLDER.glob(f"*/{NAME}"))


def defects(system: str) -> Sequence[Defect]:
    """The defects of a system. Raises msgspec.ValidationError, which names the entry."""
    return _read(system).defect


def kept(system: str) -> Sequence[Kept]:
    """What of a system's findings is no defect by its README.md. Raises msgspec.ValidationError, too."""
    return _read(system).kept


def _read(system: str) -> _File:
    return msgspec.toml.decode((FOLDER / system / NAME).read_bytes(), type=_File)


def _toml(value: str) -> str:
    """A literal string where there are quotes in it: PostgreSQL's names have no single ones."""
    return f"'{value}'" if '"' in value else f'"{value}"'
