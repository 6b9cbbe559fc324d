"""Explain a lint rule, an attack or a check of time."""

import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

import click

import pgcordon
from pgcordon.cli._modules import docstring, modules
from pgcordon.cli._options import format_option, report_formats
from pgcordon.model.errors import CouldNotCheck
from pgcordon.report.explain import Family, Topic
from pgcordon.report.style import style_for
from pgcordon.rules import all_rules
from pgcordon.settings.errors import nearest


@click.command("explain")
@click.argument("name", required=False)
@format_option(*report_formats("explain"))
def command(name: str | None, format_name: str) -> None:
    """Explain a lint rule, an attack or a check of time: what it does, why it matters, what to do instead.

    NAME may be splinter's or squawk's name for a rule; that of a family lists its rules. Without NAME, list them all.
    """
    report = import_module(f"pgcordon.report.explain.as_{format_name}")
    topics = [*_rules(), *_attacks(), *_expiry_checks()]
    found = topics if name is None else _named(name, topics)
    style = style_for(sys.stdout)
    sys.stdout.write(report.render(found[0], style) if len(found) == 1 else report.render_list(found, style))


def _named(name: str, topics: Iterable[Topic]) -> list[Topic]:
    """The topic of this name, or else those that have it for an alias, or the rules of the family.

    Raises CouldNotCheck where there is none.
    """
    by_name: dict[str, list[Topic]] = {}
    for topic in topics:
        for each in (*topic.aliases, topic.family.name if topic.family else topic.name):
            by_name.setdefault(each, []).append(topic)
    by_name |= {topic.name: [topic] for topic in topics}
    found = by_name.get(name) or by_name.get(name.replace("_", "-"))
    if not found:
        raise CouldNotCheck(
            f"no rule and no attack is named {name}; {nearest(name, by_name, '`pgcordon explain` lists them all')}"
        )
    return found


def _rules() -> Iterator[Topic]:
    """By family, as they are listed."""
    families = {rule.family: _family(rule.family) for rule in all_rules().values()}
    for rule in sorted(all_rules().values(), key=lambda rule: (rule.family, rule.name)):
        yield Topic("rule", rule.name, rule.docstring, rule.severity, rule.when, families[rule.family], rule.aliases)


def _family(package: str) -> Family:
    text = docstring(Path(pgcordon.__path__[0], "rules", package, "__init__.py"))
    return Family(package.replace("_", "-"), text.partition(": ")[2].removesuffix("."))


def _attacks() -> Iterator[Topic]:
    """The attacks that are documented, without importing them: the machinery they run on may not be installed."""
    return _documented("attack", "attacks")


def _expiry_checks() -> Iterator[Topic]:
    """What must hold of an expiry rule; not imported either."""
    return _documented("check of time", "clock/properties")


def _documented(kind: str, folder: str) -> Iterator[Topic]:
    for name, file in modules(Path(pgcordon.__path__[0], folder)).items():
        text = docstring(file)
        if "## What it does" in text:
            yield Topic(kind, name, text)
