"""What was reported, held against what is listed."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from as_specified.expected import ListedFinding, ListedVerdict

Listed = TypeVar("Listed", ListedFinding, ListedVerdict)


def differences(listed: Mapping[str, Sequence[Listed]], reported: Sequence[Listed]) -> str:
    """What is listed, by the defect's letter, and not reported, and the reverse, as lines of expected.toml."""
    missing = (
        f"({letter}) {entry}"
        for letter, entries in listed.items()
        for entry in entries
        if not any(map(entry.covers, reported))
    )
    under = {report: list(_letters(listed, report)) for report in reported}
    extra = (str(report) for report, letters in under.items() if not letters)
    shared = (f"({', '.join(letters)}) {report}" for report, letters in under.items() if len(letters) > 1)
    return "".join(
        [
            _section("listed and not reported", missing),
            _section("reported and not listed", extra),
            _section("listed under more than one defect", shared),
        ]
    )


def _letters(listed: Mapping[str, Sequence[Listed]], report: Listed) -> Iterator[str]:
    """The defects that the report is listed under."""
    for letter, entries in listed.items():
        if any(entry.covers(report) for entry in entries):
            yield letter


def _section(title: str, lines: Iterator[str]) -> str:
    shown = "".join(f"\n  {line}" for line in lines)
    return f"\n{title}:{shown}" if shown else ""
