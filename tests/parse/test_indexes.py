"""CREATE INDEX, and what ALTER and DROP do to indexes."""

from pgcordon.model import Catalog, Index, QualifiedName
from pgcordon.parse import load_text

_T = "create table t (a int, b text, c timestamptz);"


def _load(sql: str) -> Catalog:
    return load_text(_T + sql)


def _index(sql: str) -> Index:
    [index] = _load(sql).indexes
    return index


def test_keys_know_order_operator_class_and_expression() -> None:
    index = _index(
        "create unique index concurrently chosen on t using btree"
        " (a desc nulls last, b text_pattern_ops, lower(b), (c)) include (c) nulls not distinct where a > 0;"
    )
    assert (index.name, index.table) == (QualifiedName("public", "chosen"), QualifiedName("public", "t"))
    assert index.columns == ("a", "b", None, "c")
    assert (index.keys[0].descending, index.keys[0].nulls_first) == (True, False)
    assert index.keys[1].operator_class == "text_pattern_ops"
    expression = index.keys[2].expression
    assert expression is not None
    assert (expression.text, expression.column_names) == ("lower(b)", frozenset({"b"}))
    assert index.predicate is not None
    assert index.predicate.text == "a > 0"
    assert (index.unique, index.concurrently, index.nulls_not_distinct, index.named) == (True, True, True, True)
    assert index.included == ("c",)
    assert index.method == "btree"


def test_an_index_without_a_name_gets_the_servers() -> None:
    index = _index("create index on t using gin (lower(b), (a + 1));")
    assert (index.name.name, index.named, index.method) == ("t_lower_expr_idx", False, "gin")


def test_an_index_is_made_in_its_tables_schema_whatever_the_search_path() -> None:
    catalog = load_text("create table app.t (a int); create index i on app.t (a);")
    assert [index.name for index in catalog.indexes] == [QualifiedName("app", "i")]


def test_a_materialized_view_may_have_one() -> None:
    catalog = _load("create materialized view m as select a from t; create unique index on m (a);")
    assert [str(index.name) for index in catalog.indexes] == ["public.m_a_idx"]


def test_an_index_on_an_unknown_table_is_opaque() -> None:
    catalog = _load("create index on never (a); drop index never_idx; alter index never_idx rename to x;")
    assert catalog.indexes == ()
    assert [each.reason for each in catalog.opaque] == [
        "speaks of table public.never, which no file creates",
        "drops index public.never_idx, which no file creates",
        "renames index public.never_idx, which no file creates",
    ]


def test_if_not_exists_looks_at_indexes_of_constraints_too() -> None:
    catalog = load_text("create table t (a int primary key); create index if not exists t_pkey on t (a);")
    assert catalog.indexes == ()
    assert catalog.opaque == ()


def test_renamed_and_dropped() -> None:
    renamed = _load("create index i on t (a); alter index i rename to j;")
    assert [(str(index.name), len(index.changes)) for index in renamed.indexes] == [("public.j", 1)]
    assert _load("create index i on t (a); drop index if exists i, never;").indexes == ()


def test_equal_expressions_have_one_meaning_however_they_are_written() -> None:
    catalog = _load(
        "create index on t (lower(b)) where a > 0;"
        "create index on t ((lower(t.b))) where (T.a) > 0;"
        "create index on t (lower(b, 1)) where a > 1;"
    )
    first, same, other = map(_meanings, catalog.indexes)
    assert first == same
    assert first[0] != other[0]
    assert first[1] != other[1]


def test_the_meaning_is_unknown_once_a_column_was_renamed() -> None:
    catalog = _load("create index on t (lower(b), (a + 1)) where b <> ''; alter table t rename b to d;")
    [index] = catalog.indexes
    lowered, sum_of_a, predicate = _meanings(index)
    assert (lowered, predicate) == ("", "")
    assert sum_of_a


def _meanings(index: Index) -> list[str]:
    """Those of the keys that are expressions, and of the predicate."""
    found = [*(key.expression for key in index.keys), index.predicate]
    return [each.meaning for each in found if each is not None]
