"""RENAME, SET SCHEMA, OWNER and COMMENT: what else speaks of the object follows."""

from pgcordon.model import Catalog, QualifiedName
from pgcordon.parse import load_text

_SCHEMA = """
create type mood as enum ('sad');
create table t (id serial primary key, a int check (a > 0), m mood default 'sad');
create table u (t_id int references t (id), other int);
create index t_a on t (a) where a > 1;
create policy p on t using (a = 1 and exists (select 1 from u where u.other = a));
create view v as select a from t;
create function f() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger g before update of a on t for each row execute function f();
grant select on t to someone;
grant update (a) on t to someone;
"""


def _load(sql: str) -> Catalog:
    catalog = load_text(_SCHEMA + sql)
    assert [each.reason for each in catalog.opaque] == []
    return catalog


def test_a_renamed_table_is_followed_by_all_that_speaks_of_it() -> None:
    catalog = _load("alter table t rename to tt;")
    new = QualifiedName("public", "tt")
    table = catalog.table(new)
    assert table is not None
    assert {column.table for column in table.columns} == {new}
    assert {constraint.table for constraint in table.constraints} == {new}
    assert [constraint.name for constraint in table.constraints] == ["t_a_check", "t_pkey"]
    assert catalog.tables[1].foreign_keys[0].references == new
    assert (catalog.indexes[0].table, catalog.policies[0].table, catalog.triggers[0].table) == (new, new, new)
    assert catalog.views[0].query.relations == {new}
    assert catalog.sequences[0].owned_by == (new, "id")
    assert {grant.target.identity for grant in catalog.grants if grant.grantee == "someone"} == {"public.tt"}
    assert [table.name.name for table in catalog.tables] == ["tt", "u"]
    assert [span.text for span in table.changes] == ["alter table t rename to tt"]


def test_a_table_moved_to_another_schema_takes_its_indexes_and_sequences_along() -> None:
    catalog = _load("create schema app; alter table t set schema app;")
    assert catalog.table(QualifiedName("app", "t")) is not None
    assert [str(index.name) for index in catalog.indexes] == ["app.t_a"]
    assert [str(sequence.name) for sequence in catalog.sequences] == ["app.t_id_seq"]
    assert str(catalog.functions[0].name) == "public.f"


def test_a_renamed_column_is_followed_by_keys_indexes_policies_triggers_and_grants() -> None:
    catalog = _load("alter table t rename column a to aa; alter table t rename id to key;")
    table = catalog.tables[0]
    assert [column.name for column in table.columns] == ["key", "aa", "m"]
    assert {each.name: each.columns for each in table.constraints} == {"t_a_check": ("aa",), "t_pkey": ("key",)}
    check = table.checks[0].expression
    assert check is not None
    assert check.column_names == {"aa"}
    assert catalog.tables[1].foreign_keys[0].referenced_columns == ("key",)
    assert catalog.indexes[0].columns == ("aa",)
    predicate, using = catalog.indexes[0].predicate, catalog.policies[0].using
    assert predicate is not None
    assert using is not None
    assert predicate.column_names == {"aa"}
    assert using.column_names == {"aa"}
    assert using.conjuncts[0].column_names == {"aa"}
    assert catalog.triggers[0].columns == ("aa",)
    assert [grant.columns for grant in catalog.grants if grant.columns] == [("aa",)]
    assert catalog.sequences[0].owned_by == (table.name, "key")


def test_a_renamed_type_is_followed_by_its_columns() -> None:
    catalog = _load("alter type mood rename to spirits;")
    assert str(catalog.tables[0].columns[2].type) == "public.spirits"
    assert [str(enum.name) for enum in catalog.enums] == ["public.spirits"]


def test_a_renamed_function_is_followed_by_its_triggers() -> None:
    catalog = _load("alter function f() rename to ff;")
    assert catalog.triggers[0].function == QualifiedName("public", "ff")
    assert [grant.target.identity for grant in catalog.grants if grant.privilege == "EXECUTE"] == ["public.ff()"]


def test_a_renamed_schema_is_followed_by_everything_in_it() -> None:
    catalog = load_text(
        "create schema s; create table s.x (id int primary key); create table y (x int references s.x);"
        "create function s.f() returns int language sql as 'select 1'; alter schema s rename to r;"
    )
    assert [schema.name for schema in catalog.schemas if schema.name in ("r", "s")] == ["r"]
    assert [str(table.name) for table in catalog.tables] == ["r.x", "public.y"]
    assert catalog.tables[1].foreign_keys[0].references == QualifiedName("r", "x")
    assert str(catalog.functions[0].name) == "r.f"


def test_policies_triggers_constraints_and_indexes_of_keys_are_renamed() -> None:
    catalog = _load(
        "alter policy p on t rename to pp; alter trigger g on t rename to gg;"
        "alter table t rename constraint t_a_check to positive; alter index t_pkey rename to key;"
    )
    assert (catalog.policies[0].name, catalog.triggers[0].name) == ("pp", "gg")
    assert [(each.name, each.named) for each in catalog.tables[0].constraints] == [("positive", True), ("key", True)]


def test_owners() -> None:
    catalog = _load("alter table t owner to a; alter function f() owner to b; alter view v owner to c;")
    assert (catalog.tables[0].owner, catalog.functions[0].owner, catalog.views[0].owner) == ("a", "b", "c")


def test_comments_on_every_kind() -> None:
    catalog = _load(
        "comment on table t is 'a table'; comment on column t.a is 'a column'; comment on policy p on t is 'a policy';"
        "comment on function f() is 'a function';"
        " comment on trigger g on t is 'a trigger'; comment on type mood is 'a type';"
        "comment on view v is 'a view'; comment on index t_a is 'an index'; comment on index t_pkey is 'a key';"
        "comment on constraint t_pkey on t is 'a constraint';"
        " comment on column v.a is 'of a view'; comment on role x is 'a role';"
        "comment on sequence t_id_seq is 'a sequence'; comment on column t.id is 'gone';"
        " comment on column t.id is null;"
    )
    table = catalog.tables[0]
    assert (table.comment, table.columns[1].comment, table.columns[0].comment) == ("a table", "a column", None)
    assert (catalog.policies[0].comment, catalog.functions[0].comment) == ("a policy", "a function")
    assert (catalog.triggers[0].comment, catalog.enums[0].comment) == ("a trigger", "a type")
    assert (catalog.views[0].comment, catalog.indexes[0].comment) == ("a view", "an index")
    assert catalog.sequences[0].comment == "a sequence"


def test_comments_on_what_is_unknown_are_opaque() -> None:
    catalog = load_text("create table t (a int); comment on table never is ''; comment on column t.never is '';")
    assert [each.reason for each in catalog.opaque] == [
        "comments on table public.never, which no file creates",
        "speaks of column public.t.never, which no file creates",
    ]
