"""Explain a lint rule, an attack or a check of time."""

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import click

import pgcordon
from pgcordon.cli._modules import docstring, modules
from pgcordon.cli._options import format_option, report_formats
from pgcordon.model.errors import CouldNotCheck
from pgcordon.report.explain import Topic
from pgcordon.report.style import style_for
from pgcordon.rules import all_rules
from pgcordon.settings.errors import nearest


@click.command("explain")
@click.argument("name", required=False)
@format_option(*report_formats("explain"))
def command(name: str | None, format_name: str) -> None:
    """Explain a lint rule, an attack or a check of time: what it does, why it matters, what to do instead.

    Without NAME, list them all.
    """
    report = import_module(f"pgcordon.report.explain.as_{format_name}")
    topics = {topic.name: topic for topic in (*_rules(), *_attacks(), *_expiry_checks())}
    style = style_for(sys.stdout)
    if name is None:
        sys.stdout.write(report.render_list(list(topics.values()), style))
        return
    if name not in topics:
        raise CouldNotCheck(
            f"no rule and no attack is named {name}; {nearest(name, topics, '`pgcordon explain` lists them all')}"
        )
    sys.stdout.write(report.render(topics[name], style))


def _rules() -> Iterator[Topic]:
    for rule in all_rules().values():
        yield Topic("rule", rule.name, rule.docstring, rule.severity, rule.when)


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
