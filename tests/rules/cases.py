"""Annotated case files: SQL in which a comment at the end of a line says what is found there.

`-- error: rls-disabled` says that a finding of this rule and severity begins where the code of the line does.
Where it begins elsewhere, the text that it underlines on that line stands behind the name: `-- error: char-type
`char(3)``. Several are separated with commas; each may begin with a severity of its own.

Lines of their own at the top: `-- message: …` is what the rule says of its own example, `-- option: …` a line of TOML
that sets its options. `-- file: name.sql` begins another file, in the order in which they run, `-- base: name.sql` a
file as it was at the revision that changes are counted from.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from pgcordon.lint import LintResult, lint
from pgcordon.model import Catalog, Finding, Source
from pgcordon.parse import load_sources
from pgcordon.rules import all_rules
from pgcordon.settings import RuleSettings, Settings
from pgcordon.systems import platform_catalog

_ANNOTATION = re.compile(r"-- (?=(?:error|warning|info): )(?P<entries>.*)$")
_ENTRY = re.compile(r"(?:(?P<severity>error|warning|info): )?(?P<rule>[a-z-]+)(?: `(?P<text>[^`]*)`)?(?:, |$)")
_LINE_OF_ITS_OWN = r"^-- {}: (.+)$"
_FILE = re.compile(r"^-- (file|base): (.+)\n", re.MULTILINE)


class Marked(NamedTuple):
    """A finding: where it begins, what it underlines on that line, how severe it is and of which rule."""

    path: str
    line: int
    column: int
    underlined: str
    severity: str
    rule: str


@dataclass(frozen=True)
class Case:
    """A case file; its name is that of the rule it is about."""

    path: Path

    @property
    def rule(self) -> str:
        return self.path.stem

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @property
    def message(self) -> str:
        """What the rule says of its own example."""
        return str(re.findall(_LINE_OF_ITS_OWN.format("message"), self.text, re.MULTILINE)[0])

    @property
    def sources(self) -> list[Source]:
        """The files; a case without `-- file:` is one."""
        return self._sources("file") or [Source(self.path.name, self.text)]

    def _sources(self, kind: str) -> list[Source]:
        _, *rest = _FILE.split(self.text)
        parts = zip(rest[::3], rest[1::3], rest[2::3], strict=True)
        return [Source(name, text) for each, name, text in parts if each == kind]

    @property
    def catalog(self) -> Catalog:
        """The case on top of Supabase."""
        base = tuple(self._sources("base"))
        return replace(load_sources(self.sources, platform_catalog("supabase")), base_sources=base or None)

    @property
    def settings(self) -> Settings:
        """Those under which the case file's own rule runs, beside the rules that run by default."""
        options_type = all_rules()[self.rule].options
        table = tomllib.loads("\n".join(re.findall(_LINE_OF_ITS_OWN.format("option"), self.text, re.MULTILINE)))
        options = msgspec.convert(table, options_type) if options_type else None
        return Settings(rules={self.rule: RuleSettings(options=options)})

    @property
    def expected(self) -> list[Marked]:
        """What the annotations say, in order."""
        return sorted(marked for source in self.sources for marked in _annotations(source))

    def found(self) -> list[Marked]:
        """What is found, in order, of the case's own rule and of every other rule that an annotation names."""
        judged = {self.rule} | {each.rule for each in self.expected}
        return sorted(marked(each) for each in self.lint().findings if each.rule in judged)

    def lint(self) -> LintResult:
        return lint(self.catalog, self.settings)


CASES = [Case(path) for path in sorted(Path(__file__).parent.glob("*/*.sql"))]


def marked(finding: Finding) -> Marked:
    """A finding as an annotation gives it."""
    assert finding.span is not None, f"{finding.rule} says nowhere where {finding.address} is"
    line, column = finding.span.begins
    underlined = _ANNOTATION.sub("", finding.span.text.partition("\n")[0]).strip().rstrip(";,")
    return Marked(finding.span.path, line, column, underlined, finding.severity, finding.rule)


def _annotations(source: Source) -> list[Marked]:
    return [
        entry
        for number, line in enumerate(source.text.splitlines(), start=1)
        if (annotation := _ANNOTATION.search(line))
        for entry in _entries(source.path, number, line[: annotation.start()].rstrip(), annotation["entries"])
    ]


def _entries(path: str, line: int, code: str, entries: str) -> list[Marked]:
    found, severity, position = [], "", 0
    while position < len(entries):
        entry = _ENTRY.match(entries, position)
        assert entry, f"{path}:{line}: cannot read the annotation at {entries[position:]!r}"
        severity, position = entry["severity"] or severity, entry.end()
        begins = code.find(entry["text"]) if entry["text"] else len(code) - len(code.lstrip())
        assert begins >= 0, f"{path}:{line}: there is no {entry['text']!r} on this line"
        underlined = entry["text"] or code.strip().rstrip(";,")
        found.append(Marked(path, line, begins + 1, underlined, severity, entry["rule"]))
    return found
