"""The documentation of every rule, held to what it says."""

import re
import tomllib
from functools import cache
from pathlib import Path

import msgspec
import pytest

from pgcordon.lint import lint
from pgcordon.model import Finding
from pgcordon.parse import load_text
from pgcordon.rules import Documentation, Rule, all_rules
from pgcordon.settings import RuleSettings, Settings

RULES = all_rules()
CONVENTIONS = {name for name, rule in RULES.items() if not rule.default}
ATTACKS = {
    "read-foreign-rows",
    "insert-as-other",
    "insert-under-foreign-parent",
    "update-foreign-rows",
    "delete-foreign-rows",
    "reassign-owner",
    "move-to-foreign-parent",
    "write-frozen-column",
    "call-forbidden-function",
    "read-through-function",
    "write-through-function",
    "truncate-table",
}
OPTION = re.compile(r"^- `(?P<name>\w+)`:(?P<text>(?:.(?!\n- ))*.)", re.MULTILINE | re.DOTALL)
SUGGESTED = re.compile(r"such as `(?P<value>.+?)`")
LARGEST_SCREEN = 120

MESSAGES = {
    "constraint-name": 'the name of table constraint mood_ok on public.note does not match "{table}_(.+_)?check"',
    "definer-function-mutable-search-path": (
        "function count_notes() runs as its owner but with its caller's search_path; "
        "add `set search_path = ''` and qualify its names"
    ),
    "index-name": 'the name of index public.notes_by_user does not match "idx_{table}_{columns}"',
    "policy-for-public": (
        "policy note_select on public.note has no TO clause, so it also holds for visitors who are not signed in"
    ),
    "policy-name": (
        'the name of policy "Users can view note" on public.note does not match '
        '"{role} can {action} (own |all )?{table}", where DELETE is called delete or remove'
    ),
    "policy-without-rls": "row security of public.note is off, so its policy does not apply",
    "rls-disabled": "table public.note has no row security, so every privilege on it covers every row",
    "snake-case": 'the name of table column public.note."ownerId" is not in snake_case',
    "syntax-error": 'syntax error at or near "polcy"',
    "timestamp-without-time-zone": "public.note.created_at is a timestamp without time zone; use timestamptz",
    "timestamps-not-null-default": "public.note.created_at is not declared not null",
    "trigger-name": 'the name of trigger touch on public.note does not match "update_{table}_{column}"',
    "unused-suppression": "nothing here breaks using-always-true; remove the comment",
    "updated-at-without-trigger": ("no trigger sets public.note.updated_at on every update by public.set_updated_at()"),
    "user-reference-on-delete": ("public.note (owner_id) references auth.users on delete no action, not cascade"),
    "using-always-true": (
        "every row of public.note can be read by authenticated; if that is meant, allow it with the reason"
    ),
    "uuid-default": "public.note.id defaults to gen_random_uuid(), not to extensions.gen_random_uuid()",
    "uuid-primary-key": "the primary key of public.note is (id bigint), without a uuid",
    "with-check-always-true": "INSERT check of note_insert on public.note passes every row for authenticated",
}


def documented_options(rule: Rule) -> dict[str, object]:
    """Each option by name, with the value that its documentation suggests; without those that it suggests none for."""
    options = OPTION.finditer(rule.documentation.sections.get("Options", ""))
    suggested = {option["name"]: SUGGESTED.search(option["text"]) for option in options}
    return {name: tomllib.loads(f"value = {value['value']}")["value"] for name, value in suggested.items() if value}


@cache
def findings(rule_name: str, heading: str) -> tuple[Finding, ...]:
    """What is found in a rule's example or advice with its options set as suggested, beside the default rules."""
    rule = RULES[rule_name]
    sql = rule.documentation.example if heading == "Example" else rule.documentation.advice
    options = msgspec.convert(documented_options(rule), rule.options) if rule.options else None
    settings = Settings(rules={rule_name: RuleSettings(options=options)})
    return lint(load_text(sql, heading), settings).findings


@pytest.mark.parametrize("rule_name", RULES)
def test_the_example_breaks_the_rule(rule_name: str) -> None:
    own = [finding for finding in findings(rule_name, "Example") if finding.rule == rule_name]
    assert own
    assert own[0].span is not None
    assert own[0].span.path == "Example"
    assert own[0].message == MESSAGES[rule_name]


@pytest.mark.parametrize("rule_name", RULES)
def test_the_example_breaks_no_other_rule(rule_name: str) -> None:
    assert {finding.rule for finding in findings(rule_name, "Example")} == {rule_name}


@pytest.mark.parametrize("rule_name", RULES)
def test_the_advice_breaks_no_rule(rule_name: str) -> None:
    assert findings(rule_name, "Use instead") == ()


@pytest.mark.parametrize("rule_name", RULES)
def test_example_and_advice_are_wholly_understood(rule_name: str) -> None:
    documentation = RULES[rule_name].documentation
    assert load_text(documentation.example).opaque == ()
    assert load_text(documentation.advice).opaque == ()


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
def test_every_rule_has_a_case_file(rule_name: str) -> None:
    assert (Path(__file__).parent / "rules" / f"{rule_name}.sql").is_file()


@pytest.mark.parametrize("rule_name", RULES)
def test_exploits_are_attacks_that_there_are(rule_name: str) -> None:
    assert set(RULES[rule_name].documentation.exploited_by) <= ATTACKS


def test_what_rules_by_default_is_security_or_about_files() -> None:
    about_files = {"syntax-error", "unused-suppression"}
    # What exploits a mutable search_path is an object of the attacker's own, which no attack on a table or call makes.
    by_other_means = {"definer-function-mutable-search-path"}
    exploitable = {name for name, rule in RULES.items() if rule.documentation.exploited_by}
    assert RULES.keys() - CONVENTIONS == exploitable | about_files | by_other_means


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
