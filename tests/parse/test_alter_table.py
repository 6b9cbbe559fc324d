"""ALTER TABLE in small stories; test_differential.py holds many more against a server."""

import pytest

from pgcordon.model import Catalog, Constraint, QualifiedName, Table
from pgcordon.parse import load_text

_T = "create table t (id int primary key, a int, b text);"


def _altered(sql: str) -> Table:
    catalog = load_text(_T + sql)
    assert [each.reason for each in catalog.opaque] == []
    table = catalog.table(QualifiedName("public", "t"))
    assert table is not None
    return table


def _reasons(sql: str) -> list[str]:
    return [each.reason for each in load_text(_T + sql).opaque]


def _constraint(table: Table, name: str) -> Constraint:
    return next(each for each in table.constraints if each.name == name)


def test_every_later_statement_is_noted_on_the_table_and_its_column() -> None:
    table = _altered("alter table t alter a set not null; alter table t enable row level security;")
    assert [span.text for span in table.changes] == [
        "alter table t alter a set not null",
        "alter table t enable row level security",
    ]
    column = table.column("a")
    assert column is not None
    assert column.not_null
    assert [span.text for span in column.changes] == ["alter table t alter a set not null"]


def test_row_security_is_switched() -> None:
    on = _altered("alter table t enable row level security, force row level security;")
    assert (on.row_security, on.force_row_security) == (True, True)
    off = _altered("alter table t enable row level security; alter table only t disable row level security;")
    assert (off.row_security, off.force_row_security) == (False, False)


def test_a_column_added_brings_its_constraints() -> None:
    table = _altered("alter table t add column c uuid not null default gen_random_uuid() references t2 (id) unique;")
    column = table.columns[-1]
    assert (column.name, column.not_null) == ("c", True)
    assert column.default is not None
    assert [str(call) for call in column.default.calls] == ["gen_random_uuid"]
    assert [each.name for each in table.constraints] == ["t_pkey", "t_c_fkey", "t_c_key"]


def test_a_constraint_not_valid_is_validated_later() -> None:
    assert not _constraint(_altered("alter table t add constraint c check (a > 0) not valid;"), "c").validated
    validated = _altered("alter table t add constraint c check (a > 0) not valid; alter table t validate constraint c;")
    assert _constraint(validated, "c").validated
    assert len(_constraint(validated, "c").changes) == 1


def test_dropping_a_column_drops_its_constraints_and_indexes() -> None:
    catalog = load_text(
        _T
        + "alter table t add check (a > 0), add unique (a, b), add check (b <> '');"
        + (
            "create index on t (a); create index on t (b) where a > 1;"
            " create index on t (b); alter table t drop column a;"
        )
    )
    assert [each.name for each in catalog.tables[0].constraints] == ["t_pkey", "t_b_check"]
    assert [index.name.name for index in catalog.indexes] == ["t_b_idx1"]
    assert catalog.opaque == ()


def test_a_column_that_a_policy_needs_goes_only_with_cascade() -> None:
    policy = "create policy p on t using (a = 1);"
    assert _reasons(policy + "alter table t drop column a;") == [
        "drops table column public.t.a without CASCADE, though policy p on public.t depends on it"
    ]
    catalog = load_text(_T + policy + "alter table t drop column a cascade;")
    assert catalog.policies == ()
    assert [column.name for column in catalog.columns] == ["id", "b"]


@pytest.mark.parametrize(
    ("sql", "reason"),
    [
        ("alter table never add column x int;", "speaks of table public.never, which no file creates"),
        ("alter table t alter never set not null;", "speaks of column public.t.never, which no file creates"),
        ("alter table t drop constraint never;", "speaks of constraint never on public.t, which no file creates"),
        ("alter table t add column a int;", "creates column public.t.a, which exists already"),
        ("alter table t disable trigger never;", "speaks of trigger never on public.t, which no file creates"),
        (
            "alter table t add constraint c unique using index never;",
            "speaks of index public.never, which no file creates",
        ),
    ],
)
def test_what_is_unknown_makes_the_statement_opaque(sql: str, reason: str) -> None:
    assert _reasons(sql) == [reason]


def test_one_subcommand_that_is_not_understood_does_not_stop_the_others() -> None:
    catalog = load_text(_T + "alter table t drop column never, alter a set not null;")
    assert [column.not_null for column in catalog.columns] == [True, True, False]
    assert len(catalog.opaque) == 1


def test_if_exists_asks_for_no_table_and_no_column() -> None:
    assert _reasons("alter table if exists never add x int; alter table t drop column if exists never;") == []
    assert (
        _reasons("alter table t drop constraint if exists never; alter table t add column if not exists a text;") == []
    )


def test_the_owner_and_triggers() -> None:
    catalog: Catalog = load_text(
        _T
        + "create function f() returns trigger language plpgsql as $$ begin return new; end $$;"
        + "create trigger one before update on t for each row execute function f();"
        + "create trigger two before update on t for each row execute function f();"
        + "alter table t owner to keeper, disable trigger one; alter table t disable trigger all;"
        + "alter table t enable trigger two;"
    )
    assert catalog.tables[0].owner == "keeper"
    assert [trigger.enabled for trigger in catalog.triggers] == [False, True]


def test_only_keeps_a_constraint_from_the_partitions() -> None:
    sql = "create table p (a int) partition by list (a); create table c partition of p default;"
    everywhere = load_text(sql + "alter table p add constraint k check (a > 0), add unique (a);")
    assert [[each.name for each in table.constraints] for table in everywhere.tables] == [
        ["k", "p_a_key"],
        ["k", "c_a_key"],
    ]
    only = load_text(sql + "alter table only p add unique (a);")
    assert [[each.name for each in table.constraints] for table in only.tables] == [["p_a_key"], []]
