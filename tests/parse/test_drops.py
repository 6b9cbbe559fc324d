"""DROP, with what goes along and what stands in its way."""

import pytest

from pgcordon.model import Catalog
from pgcordon.parse import load_text

_SCHEMA = """
create table t (id int primary key, a int);
create index t_a on t (a);
create policy p on t using (true);
create function f() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger g before update on t for each row execute function f();
grant select on t to someone;
"""


def _load(sql: str) -> Catalog:
    return load_text(_SCHEMA + sql)


def _reasons(catalog: Catalog) -> list[str]:
    return [each.reason for each in catalog.opaque]


def test_a_table_takes_its_own_along() -> None:
    catalog = _load("drop table t;")
    assert (catalog.tables, catalog.indexes, catalog.policies, catalog.triggers) == ((), (), (), ())
    assert [grant.target.identity for grant in catalog.grants if "public.t" in grant.target.identity] == []
    assert _reasons(catalog) == []


def test_a_foreign_key_stands_in_the_way_without_cascade() -> None:
    reference = "create table u (t_id int references t);"
    refused = _load(reference + "drop table t;")
    assert [table.name.name for table in refused.tables] == ["t", "u"]
    assert _reasons(refused) == [
        "drops table public.t without CASCADE, though table constraint u_t_id_fkey on public.u depends on it"
    ]
    cascaded = _load(reference + "drop table t cascade;")
    assert [(table.name.name, table.constraints) for table in cascaded.tables] == [("u", ())]
    together = _load(reference + "drop table t, u;")
    assert together.tables == ()


def test_a_view_stands_in_the_way_without_cascade() -> None:
    view = "create view v as select a from t; create view w as select a from v;"
    assert len(_load(view + "drop table t;").views) == 2
    assert _load(view + "drop table t cascade;").views == ()


def test_a_partition_goes_with_its_parent() -> None:
    catalog = load_text(
        "create table p (a int) partition by list (a); create table q partition of p default; drop table p;"
    )
    assert catalog.tables == ()
    assert catalog.opaque == ()


def test_a_function_is_found_by_signature_or_by_its_bare_name() -> None:
    functions = (
        "create function h(a int) returns int language sql as 'select 1';"
        " create function h(a text, out b int) language sql as 'select 1';"
    )
    catalog = load_text(functions + "drop function h(integer);")
    assert [function.signature for function in catalog.functions] == ["h(text)"]
    ambiguous = load_text(functions + "drop function h;")
    assert len(ambiguous.functions) == 2
    assert load_text(functions + "drop function h(int); drop routine h;").functions == ()


def test_a_trigger_stands_in_the_way_of_its_function() -> None:
    assert _reasons(_load("drop function f();")) == [
        "drops function public.f() without CASCADE, though trigger g on public.t depends on it"
    ]
    catalog = _load("drop function f() cascade;")
    assert (catalog.functions, catalog.triggers) == ((), ())


def test_a_policy_that_calls_a_function_stands_in_its_way() -> None:
    sql = "create function may() returns boolean language sql as 'select true'; create policy q on t using (may());"
    assert [policy.name for policy in _load(sql + "drop function may();").policies] == ["p", "q"]
    assert [policy.name for policy in _load(sql + "drop function may() cascade;").policies] == ["p"]


def test_a_type_takes_its_columns_along_on_cascade() -> None:
    sql = "create type mood as enum ('sad'); alter table t add column m mood, add column n mood[];"
    refused = _load(sql + "drop type mood;")
    assert len(refused.tables[0].columns) == 4
    assert len(refused.opaque) == 1
    assert [column.name for column in _load(sql + "drop type mood cascade;").columns] == ["id", "a"]


def test_a_schema_takes_everything_in_it_along_on_cascade() -> None:
    sql = (
        "create schema s; create table s.x (a int);"
        " create function s.y() returns int language sql as 'select 1'; create type s.z as enum ();"
    )
    refused = load_text(sql + "drop schema s;")
    assert len(refused.schemas) == 1
    assert len(refused.opaque) == 1
    catalog = load_text(sql + "drop schema s cascade;")
    assert (catalog.schemas, catalog.tables, catalog.functions, catalog.enums) == ((), (), (), ())


def test_policies_and_triggers_are_found_on_their_table() -> None:
    catalog = _load("drop policy p on t; drop trigger g on public.t;")
    assert (catalog.policies, catalog.triggers) == ((), ())
    assert _reasons(catalog) == []


@pytest.mark.parametrize(
    ("sql", "reason"),
    [
        ("drop table never;", "drops table public.never, which no file creates"),
        ("drop view t;", "drops view public.t, which no file creates"),
        ("drop policy never on t;", "drops policy never on public.t, which no file creates"),
        ("drop function never(int);", "drops function never, which no file creates"),
        ("drop extension never;", "drops extension never, which no file creates"),
    ],
)
def test_what_is_unknown_makes_the_statement_opaque_unless_it_says_if_exists(sql: str, reason: str) -> None:
    assert _reasons(_load(sql)) == [reason]
    assert _reasons(_load(sql.replace(" never", " if exists never").replace("view t", "view if exists t"))) == []


def test_what_no_catalog_holds_is_dropped_without_a_word() -> None:
    assert _reasons(load_text("drop server s; drop cast (a as b); drop operator + (int, int);")) == []
