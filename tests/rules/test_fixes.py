"""The fixes that rules offer for their own examples: the fault goes, and nothing else does."""

from collections.abc import Iterator, Sequence

import msgspec
import pytest
from msgspec.structs import replace
from psycopg import Connection
from psycopg.rows import TupleRow

from pgcordon.database import Server
from pgcordon.database.templates import Loaded
from pgcordon.lint import Judge, lint
from pgcordon.lint.fixing.edits import compatible, edited
from pgcordon.lint.fixing.migration import migration
from pgcordon.lint.fixing.passes import mend
from pgcordon.model import Catalog, Finding, Severity, Source
from pgcordon.parse import load_sources
from pgcordon.parse.statements import Statement, read_statements
from pgcordon.platforms.definition import Platform
from pgcordon.settings import RuleSettings, Settings
from pgcordon.systems import platform_catalog
from rules.cases import CASES, Case
from rules.differences import strays
from rules.test_documentation import RULES, catalog_of, documented_options, findings
from rules.test_exploits import DO_NOT_LOAD, NEED_A_SUPERUSER
from rules.test_exploits import database as database
from rules.test_exploits import superuser as superuser

MOST_PASSES = 10
REPAIRS = "99_repairs.sql"


def settings_for(rule_name: str) -> Settings:
    """Those under which a rule judges its example: the default rules, and it with the options that it suggests."""
    rule = RULES[rule_name]
    options = msgspec.convert(documented_options(rule), rule.options) if rule.options else None
    return Settings(rules={rule_name: RuleSettings(options=options)})


def alone(rule_name: str) -> Settings:
    return replace(settings_for(rule_name), select=frozenset({rule_name}))


def example_of(rule_name: str) -> Catalog:
    return catalog_of(RULES[rule_name].documentation.example)


def reread(sources: Sequence[Source]) -> Catalog:
    return load_sources(sources, platform_catalog("supabase"))


def own(rule_name: str, catalog: Catalog) -> list[Finding]:
    return list(lint(catalog, alone(rule_name)).findings)


def others(rule_name: str, catalog: Catalog) -> set[tuple[str, str]]:
    """What other rules find that is more than a hint."""
    found = lint(catalog, settings_for(rule_name)).findings
    return {
        (each.rule, each.message) for each in found if each.rule != rule_name and each.severity is not Severity.INFO
    }


def mended(rule_name: str) -> Catalog:
    """The example with all edits made that the rule offers."""
    catalog = example_of(rule_name)
    for _ in range(MOST_PASSES):
        fixable = [finding for finding in own(rule_name, catalog) if finding.fix and finding.fix.edits]
        if not fixable:
            return catalog
        catalog = reread(edited(catalog.sources, compatible(fixable)))
    raise AssertionError(f"after {MOST_PASSES} passes {rule_name} still finds {own(rule_name, catalog)}")


def migrated(rule_name: str) -> Source | None:
    """What is to run behind the example, None where nothing is."""
    written = migration(example_of(rule_name), Judge(alone(rule_name)), reread, unsafe=True, path=REPAIRS)
    assert written.notes == ()
    return Source(REPAIRS, written.text) if written.text else None


FIXABLE = [name for name in RULES if any(each.fix and each.fix.edits for each in findings(name, "Example"))]
MIGRATED = [
    name for name in RULES if any(each.fix and each.fix.migration.strip() for each in findings(name, "Example"))
]


@pytest.mark.parametrize("rule_name", FIXABLE)
def test_an_edit_mends_the_fault_and_brings_no_other(rule_name: str) -> None:
    catalog = mended(rule_name)
    assert catalog.syntax_faults == ()
    assert {each.fix for each in own(rule_name, catalog)} <= {None}
    assert others(rule_name, catalog) == set()


@pytest.mark.parametrize("rule_name", FIXABLE)
def test_an_edit_changes_nothing_else(rule_name: str) -> None:
    before = example_of(rule_name)
    faulty = next(each for each in own(rule_name, before) if each.fix and each.fix.edits)
    after = reread(edited(before.sources, [faulty]))
    assert strays(before, after, faulty) == set()


@pytest.mark.parametrize("rule_name", MIGRATED)
def test_a_migration_mends_the_fault_brings_no_other_and_changes_nothing_else(rule_name: str) -> None:
    before = example_of(rule_name)
    repairs = migrated(rule_name)
    assert repairs is not None
    after = reread([*before.sources, repairs])
    assert after.opaque == before.opaque
    assert not any(each.fix and each.fix.migration for each in own(rule_name, after))
    assert others(rule_name, after) == set()
    for faulty in own(rule_name, before)[:1]:
        assert strays(before, after, faulty) == set()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_an_edit_of_whatever_a_case_file_holds_leaves_sql_that_is_understood(case: Case) -> None:
    before = case.catalog
    settings = replace(case.settings, select=frozenset({case.rule}))
    paths = [source.path for source in before.sources]
    result = mend(before, Judge(settings), reread, unsafe=True, editable=paths)
    assert [note for note in result.notes if "cannot be parsed" in note or "passes" in note] == []
    after = reread(result.sources)
    assert len(after.syntax_faults) <= len(before.syntax_faults)
    assert len(after.opaque) <= len(before.opaque)


@pytest.mark.parametrize("rule_name", [*FIXABLE, *(name for name in MIGRATED if name not in FIXABLE)])
def test_a_title_is_one_line_in_the_imperative(rule_name: str) -> None:
    for finding in findings(rule_name, "Example"):
        if finding.fix:
            title = finding.fix.title
            assert title
            assert title == title.strip().rstrip(".")
            assert "\n" not in title
            assert not title[0].isupper() or title.split()[0].isupper()


def after_repair(rule_name: str) -> Iterator[list[str]]:
    """The texts that a server is to load: the mended example, and the example with its migration."""
    if rule_name in FIXABLE:
        yield [source.text for source in mended(rule_name).sources]
    if rule_name in MIGRATED and (repairs := migrated(rule_name)):
        yield [*RULES[rule_name].documentation.example, repairs.text]


def statements(text: str) -> list[str]:
    return [each.span.text for each in read_statements(Source("", text)) if isinstance(each, Statement)]


@pytest.fixture(scope="module")
def platform_template(server: Server, supabase: Platform, tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """The platform without a schema, to be copied."""
    empty = tmp_path_factory.mktemp("schema") / "empty.sql"
    empty.touch()
    return server.load(supabase, [empty])


@pytest.mark.parametrize("rule_name", sorted({*FIXABLE, *MIGRATED} - DO_NOT_LOAD))
def test_what_is_mended_loads(
    server: Server,
    supabase: Platform,
    platform_template: Loaded,
    database: Connection[TupleRow],
    superuser: Connection[TupleRow],
    rule_name: str,
) -> None:
    connection = superuser if rule_name in NEED_A_SUPERUSER else database
    for texts in after_repair(rule_name):
        if "concurrently" in "".join(texts).lower():  # which no transaction can take back
            with platform_template.copy() as name, server.connect(name, user=supabase.owner) as own_connection:
                own_connection.autocommit = True
                for statement in (each for text in texts for each in statements(text)):
                    own_connection.execute(statement.encode())
            continue
        with connection.transaction(force_rollback=True):
            for text in texts:
                connection.execute(text.encode())
