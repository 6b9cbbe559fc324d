"""A baseline: the findings that a project has and means to keep for now, in a file that people review.

A TOML table a rule, a line an object, with the number of findings. Lines do not move when the SQL does.
"""

import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import msgspec

from pgcordon.lint.fingerprints import without_counted
from pgcordon.model import Finding, ObjectType
from pgcordon.model.errors import CouldNotCheck
from pgcordon.settings.file import SettingsFile
from pgcordon.settings.names import NoSuchRule, one_rule

Entry = tuple[str, str]
"""A rule and an object."""

_HEADER = """\
# Findings that `pgcordon lint` leaves out, by rule and object: what was there when the baseline was written.
# What is mended can be deleted here; `pgcordon lint --write-baseline` writes the file anew.
"""


class Baseline(msgspec.Struct, frozen=True, dict=True):
    """The findings that a file lists; `path` is the file."""

    path: Path
    counts: Counter[Entry] = msgspec.field(default_factory=Counter)

    @classmethod
    def read(cls, path: Path) -> "Baseline":
        """Raises CouldNotCheck where the file cannot be read, is no TOML, names an unknown rule or has another form."""
        if not path.exists():
            raise CouldNotCheck(f"{path}: no such file. Do: pgcordon lint --baseline {path} --write-baseline")
        file = SettingsFile.read(path)
        counts: Counter[Entry] = Counter()
        for written, objects in file.table.items():
            try:
                rule = one_rule(written)
            except NoSuchRule as error:
                raise file.error((written,), str(error)) from None
            if not isinstance(objects, dict):
                raise file.error((written,), f"expected a table of objects, such as [{rule}]")
            for identity, number in objects.items():
                if type(number) is not int or number < 1:
                    raise file.error((written, identity), f"expected the number of findings, not {number!r}")
                counts[rule, identity] += number
        return cls(path, counts)

    def taken_off(self, findings: Iterable[Finding]) -> tuple[list[Finding], list[Finding], "Baseline"]:
        """The findings that are not listed, those that are, and the baseline with what these leave of it."""
        remaining = self.counts.copy()
        left, listed = without_counted(findings, remaining, self._entry)
        return left, listed, Baseline(self.path, +remaining)

    def unmatched(self, rules: Iterable[str]) -> int:
        """How many findings of these rules are listed."""
        return sum(self.counts[entry] for entry in self.counts if entry[0] in rules)

    def without(self, rules: Iterable[str]) -> "Baseline":
        """What it lists of other rules than these."""
        return Baseline(self.path, Counter({entry: n for entry, n in self.counts.items() if entry[0] not in rules}))

    def with_findings(self, findings: Iterable[Finding]) -> "Baseline":
        return Baseline(self.path, self.counts + Counter(map(self._entry, findings)))

    @property
    def total(self) -> int:
        """How many findings it lists."""
        return self.counts.total()

    @property
    def text(self) -> str:
        """The file, sorted; the same findings give the same text."""
        lines: list[str] = []
        rule = None
        for (name, identity), number in sorted(self.counts.items()):
            if name != rule:
                lines += ["", f"[{name}]"]
                rule = name
            lines.append(f"{_quoted(identity)} = {number}")
        return "\n".join([_HEADER.rstrip("\n"), *lines]) + "\n"

    def _entry(self, finding: Finding) -> Entry:
        """A file is named as it lies from the baseline, wherever the linter was started."""
        address = finding.address
        if address.type is ObjectType.FILE and not address.identity.startswith("<"):
            path = Path(os.path.relpath(address.identity, self.path.parent)).as_posix()
            return finding.rule, f"{address.type} {path}"
        return finding.rule, str(address)


def _quoted(text: str) -> str:
    """As a basic string of TOML, whose escapes are those of JSON."""
    return msgspec.json.encode(text).decode().replace("\x7f", "\\u007f")
