"""Every rule finds the same on a server as in the files that made it: the same rule, the same object."""

import pytest

from introspect.loading import BothWays, Project
from pgcordon.lint import lint
from pgcordon.model import Catalog
from pgcordon.rules import When, all_rules
from pgcordon.settings import Settings
from rules.cases import CASES, Case
from rules.test_exploits import blocks_of

ONLY_IN_FILES = frozenset({"files", "migrations"})
"""The families that judge texts, and what statements do to what was there before."""
RULES = {
    name: rule for name, rule in all_rules().items() if rule.family not in ONLY_IN_FILES and rule.when is not When.SINCE
}
HEADINGS = ("Example", "Use instead")

NOT_ON_THIS_SERVER = {
    "language c ": "there is no such library",
    "language plpython3u ": "this PostgreSQL is built without Python",
    "server elsewhere": "the case does not create the foreign server",
    "extensions.moddatetime ": "the case does not create the extension",
    "alter extension ": "the stand-ins for extensions stay in the schema in which they were created",
    "to stranger ": "the case does not create the role",
    "from public.kept": "the case speaks of a table before it makes it",
}
"""Statements that cannot run here, by a piece of them, and why. They are left out of the files too."""

REFUSED_ANYWHERE = {
    "foreign-key-type-mismatch": "types that have no common operator",
    "identifier-too-long": "two names that are one when they are cut",
    "policy-unknown-column": "a column that does not exist",
}
"""The rules that find what PostgreSQL refuses, and what that is; the statements are left out of the files too."""

DIFFERENT: dict[tuple[str, str | None], str] = {
    ("identifier-too-long", None): "a server knows but the names that it has cut",
    (
        "constraint-name",
        "table constraint person_chief_fkey on public.person",
    ): "a server cannot tell a default name from the same one that was chosen",
    (
        "duplicate-index",
        "index public.whispered_two",
    ): "files lose what an index computes when a column in it is renamed",
    ("duplicate-policy", "policy b on public.note"): "where all names are qualified, two policies turn out to be one",
    **dict.fromkeys(
        [
            ("grant-to-public", "materialized view app.counted"),
            ("grant-to-public", 'table app."Note"'),
            ("truncate-granted", "table public.open"),
            ("truncate-granted", "table public.withdrawn"),
        ],
        "a server cannot tell what was granted from what default privileges gave",
    ),
}
"""Findings of one loader alone: rule and object, or any object, and why."""


def assert_same_findings(loaded: BothWays, settings: Settings) -> None:
    files, server = fingerprints(loaded.files, settings), fingerprints(loaded.server, settings)
    unexpected = {each for each in files ^ server if each not in DIFFERENT and (each[0], None) not in DIFFERENT}
    assert {each: "only from files" if each in files else "only from the server" for each in unexpected} == {}


def unexplained(loaded: BothWays, rule_name: str) -> list[str]:
    """The statements that were refused for no known reason."""
    if rule_name in REFUSED_ANYWHERE:
        return []
    return [each for each in loaded.refused if not any(piece in each for piece in NOT_ON_THIS_SERVER)]


def fingerprints(catalog: Catalog, settings: Settings) -> set[tuple[str, str]]:
    return {(each.rule, str(each.address)) for each in lint(catalog, settings).findings if each.rule in RULES}


def settings_of(rule_name: str) -> Settings:
    case = next((case for case in CASES if case.rule == rule_name), None)
    return case.settings if case else Settings()


@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize("rule_name", sorted(RULES))
def test_an_example_breaks_the_same_rules_on_a_server(project: Project, rule_name: str, heading: str) -> None:
    loaded = project.load(*blocks_of(rule_name, heading))
    assert unexplained(loaded, rule_name) == []
    assert_same_findings(loaded, settings_of(rule_name))


@pytest.mark.parametrize("case", [case for case in CASES if case.rule in RULES], ids=lambda case: case.rule)
def test_a_case_file_breaks_the_same_rules_on_a_server(project: Project, case: Case) -> None:
    loaded = project.load(*(source.text for source in case.sources))
    assert unexplained(loaded, case.rule) == []
    assert_same_findings(loaded, case.settings)
