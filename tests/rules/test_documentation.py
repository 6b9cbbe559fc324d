"""The documentation of every rule, held to what it says."""

import re
import tomllib
from functools import cache

import msgspec
import pytest
from msgspec.structs import replace

from pgcordon.lint import lint
from pgcordon.model import Catalog, Finding, Severity, Source
from pgcordon.parse import load_sources
from pgcordon.rules import Documentation, Rule, all_rules
from pgcordon.settings import RuleSettings, Settings
from pgcordon.systems import platform_catalog
from rules.cases import CASES

RULES = all_rules()
BY_RULE = {case.rule: case for case in CASES}
OPTION = re.compile(r"^- `(?P<name>\w+)`:(?P<text>(?:.(?!\n- ))*.)", re.MULTILINE | re.DOTALL)
SUGGESTED = re.compile(r"such as `(?P<value>.+?)`")
NAMED = re.compile(r"-- (file|base): (.+)\n")
LARGEST_SCREEN = 120


def documented_options(rule: Rule) -> dict[str, object]:
    """Each option by name, with the value that its documentation suggests; without those that it suggests none for."""
    options = OPTION.finditer(rule.documentation.sections.get("Options", ""))
    suggested = {option["name"]: SUGGESTED.search(option["text"]) for option in options}
    return {name: tomllib.loads(f"value = {value['value']}")["value"] for name, value in suggested.items() if value}


def catalog_of(blocks: tuple[str, ...]) -> Catalog:
    """Each block of an example is a file. It may begin with its name, and be one as it was at the base revision."""
    sources: dict[str, list[Source]] = {"file": [], "base": []}
    for number, block in enumerate(blocks, 1):
        named = NAMED.match(block)
        kind, path = named.groups() if named else ("file", f"{number}0_example.sql")
        sources[kind].append(Source(path, block))
    catalog = load_sources(sources["file"], platform_catalog("supabase"))
    return replace(catalog, base_sources=tuple(sources["base"]) or None)


@cache
def findings(rule_name: str, heading: str) -> tuple[Finding, ...]:
    """What is found in a rule's example or advice with its options set as suggested, beside the default rules.

    What is only for information may stand in any example.
    """
    rule = RULES[rule_name]
    blocks = rule.documentation.example if heading == "Example" else rule.documentation.advice
    options = msgspec.convert(documented_options(rule), rule.options) if rule.options else None
    settings = Settings(rules={rule_name: RuleSettings(options=options)})
    found = lint(catalog_of(blocks), settings).findings
    return tuple(each for each in found if each.rule == rule_name or each.severity is not Severity.INFO)


@pytest.mark.parametrize("rule_name", RULES)
def test_the_example_breaks_the_rule(rule_name: str) -> None:
    own = [finding for finding in findings(rule_name, "Example") if finding.rule == rule_name]
    assert own
    assert own[0].span is not None
    assert own[0].message == BY_RULE[rule_name].message


@pytest.mark.parametrize("rule_name", RULES)
def test_the_example_breaks_no_other_rule(rule_name: str) -> None:
    assert {finding.rule for finding in findings(rule_name, "Example")} == {rule_name}


@pytest.mark.parametrize("rule_name", RULES)
def test_the_advice_breaks_no_rule(rule_name: str) -> None:
    assert findings(rule_name, "Use instead") == ()


@pytest.mark.parametrize("rule_name", RULES)
def test_example_and_advice_are_wholly_understood(rule_name: str) -> None:
    documentation = RULES[rule_name].documentation
    opaque = {
        statement.reason
        for blocks in (documentation.example, documentation.advice)
        for statement in catalog_of(blocks).opaque
    }
    assert opaque == set() or RULES[rule_name].family == "files"


@pytest.mark.parametrize("rule_name", RULES)
def test_the_documentation_is_complete(rule_name: str) -> None:
    rule = RULES[rule_name]
    documentation = rule.documentation
    assert documentation.summary.endswith(".")
    assert "\n" not in documentation.summary
    assert {"What it does", "Why is this bad?", "Example", "Use instead"} <= documentation.sections.keys()
    assert all(documentation.sections.values())
    assert max(map(len, rule.docstring.splitlines())) <= LARGEST_SCREEN


@pytest.mark.parametrize("rule_name", RULES)
def test_every_option_is_documented_and_no_other(rule_name: str) -> None:
    rule = RULES[rule_name]
    fields = rule.options.__struct_fields__ if rule.options else ()
    section = rule.documentation.sections.get("Options", "")
    assert tuple(option["name"] for option in OPTION.finditer(section)) == fields


@pytest.mark.parametrize("rule_name", RULES)
def test_every_rule_has_a_case_file_in_its_family(rule_name: str) -> None:
    assert BY_RULE[rule_name].path.parent.name == RULES[rule_name].family


def test_every_case_file_has_its_rule() -> None:
    assert BY_RULE.keys() == RULES.keys()


def test_headings_are_read_in_order() -> None:
    documentation = Documentation.parse("Sum.\n\n## What it does\nFlags.\n\nMore.\n\n## Exploited by\n`a-b`\n`c`\n")
    assert documentation.summary == "Sum."
    assert dict(documentation.sections) == {"What it does": "Flags.\n\nMore.", "Exploited by": "`a-b`\n`c`"}
    assert documentation.exploited_by == ("a-b", "c")


@pytest.mark.parametrize(
    "docstring",
    [
        "Sum.\n\n## What it dose\nFlags.\n",
        "Sum.\n\n## Why is this bad?\nSo.\n\n## What it does\nFlags.\n",
        "Sum.\n\n## Example\n1\n\n## Example\n2\n",
    ],
    ids=["misspelt", "out of order", "twice"],
)
def test_wrong_headings_are_refused(docstring: str) -> None:
    with pytest.raises(ValueError, match="once each and in this order"):
        Documentation.parse(docstring)


def test_a_missing_example_is_refused() -> None:
    with pytest.raises(ValueError, match="no ```sql block under 'Example'"):
        _ = Documentation.parse("Sum.\n\n## Example\nNone yet.\n").example
