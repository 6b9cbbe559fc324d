"""docs/rules/: a page for each lint rule, made of its docstring, and an index by family."""

import importlib
import inspect
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path

from documents.markdown import ROOT, plain, table
from pgcordon.rules import Rule, When, all_rules

FOLDER = ROOT / "docs" / "rules"
_INTRODUCTION = """\
# The lint rules

Written by `make docs` from the rules themselves; a test sees to it that these pages are up to date. `pgcordon explain
<rule>` prints the same on a terminal. A rule goes by its name in settings, in suppressions and on the command line, and
by the names that splinter and squawk have for the same thing, which its page lists.

"""
_WHEN = {
    When.ALWAYS: "always",
    When.SINCE: "with `--since`",
    When.NAMED: "where the settings name it",
}
_FAMILIES = ("row_security", "functions", "privileges", "keys_and_types", "names", "migrations", "files")


def pages() -> Mapping[Path, str]:
    """The text of every page by its path."""
    rules = all_rules().values()
    return {FOLDER / "README.md": _index()} | {FOLDER / f"{rule.name}.md": _page(rule) for rule in rules}


def _index() -> str:
    rules = sorted(all_rules().values(), key=lambda rule: (_FAMILIES.index(rule.family), rule.name))
    return _INTRODUCTION + "\n".join(
        _section(family, list(members)) for family, members in groupby(rules, key=lambda rule: rule.family)
    )


def _section(family: str, rules: list[Rule]) -> str:
    title, _, about = (inspect.getdoc(importlib.import_module(f"pgcordon.rules.{family}")) or "").partition(": ")
    rows = [[f"[{rule.name}]({rule.name}.md)", rule.severity, _WHEN[rule.when], _summary(rule)] for rule in rules]
    heading = f"## {title}\n\n{about[:1].upper()}{about[1:]}\n\n"
    return heading + table(["rule", "severity", "runs", "flags"], rows)


def _page(rule: Rule) -> str:
    documentation = rule.documentation
    facts = [f"Severity: {rule.severity}. Runs {_WHEN[rule.when]}."]
    if rule.aliases:
        facts.append(f"Also known as {', '.join(f'`{alias}`' for alias in rule.aliases)}.")
    sections = "".join(f"\n## {heading}\n\n{text}\n" for heading, text in documentation.sections.items())
    return f"# {rule.name}\n\n{documentation.summary}\n\n{' '.join(facts)}\n{sections}\n[All rules](README.md)\n"


def _summary(rule: Rule) -> str:
    return plain(rule.documentation.summary)
