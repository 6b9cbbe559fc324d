"""What single statements did to single objects."""

from collections.abc import Iterable

from pgcordon.model import Catalog, Change, FileStatement, QualifiedName, Source, Table
from pgcordon.parse import load_sources, load_text

NOTE = "create table public.note (id uuid primary key, title text not null, body text);"


def files(*texts: str) -> Catalog:
    return load_sources([Source(f"{number}.sql", text) for number, text in enumerate(texts)])


def changes_of(catalog: Catalog, path: str = "1.sql") -> list[Change]:
    return [each for each in catalog.changes if each.statement.span.path == path]


def told(changes: Iterable[Change]) -> list[str]:
    """Each change as `+ address`, `- address` or `~ address`, or `before > after` for a new address."""
    return [_told(each) for each in changes]


def _told(change: Change) -> str:
    if change.before is None or change.after is None:
        thing = change.after or change.before
        return f"{'-+'[change.before is None]} {thing.address if thing else None}"
    before, after = change.before.address, change.after.address
    return f"~ {after}" if before == after else f"{before} > {after}"


def last_statement(text: str) -> FileStatement:
    return load_text(text).statements[-1]


def test_a_statement_makes_one_change_of_each_object() -> None:
    (change,) = load_text("create table public.note (id serial primary key, n int unique check (n > 0));").changes[1:]
    assert change.before is None
    assert isinstance(change.after, Table)
    assert len(change.after.constraints) == 3
    assert change.statement.kind == "Create"


def test_what_changes_nothing_is_no_change() -> None:
    catalog = files(
        NOTE, "create table if not exists public.note (id int); select 1; grant select on public.note to x;"
    )
    assert changes_of(catalog) == []


def test_alter_table_is_one_change_before_and_after() -> None:
    catalog = files(NOTE, "alter table public.note add column n int, alter body set not null, drop column title;")
    (change,) = changes_of(catalog)
    names = [(old and old.name, new and new.name) for old, new in change.columns]
    assert names == [("title", None), ("body", "body"), (None, "n")]
    assert {"AddColumn", "SetNotNull", "DropColumn"} == change.statement.words


def test_a_renamed_column_is_one_column_before_and_after() -> None:
    catalog = files(NOTE, "alter table public.note rename title to heading;")
    (change,) = changes_of(catalog)
    assert [(old and old.name, new and new.name) for old, new in change.columns] == [("title", "heading")]
    assert change.statement.kind == "Rename"


def test_a_renamed_table_is_the_same_table() -> None:
    first = NOTE + "create policy own on public.note using (true); create index i on public.note (title);"
    catalog = files(first, "alter table public.note rename to memo;")
    renamed, *followers = told(changes_of(catalog))
    assert renamed == "table public.note > table public.memo"
    assert sorted(followers) == ["policy own on public.note > policy own on public.memo", "~ index public.i"]


def test_what_goes_with_a_table_is_dropped_after_it() -> None:
    first = NOTE + "create policy own on public.note using (true);"
    assert told(changes_of(files(first, "drop table public.note;"))) == [
        "- table public.note",
        "- policy own on public.note",
    ]


def test_an_index_that_becomes_a_constraint_is_dropped() -> None:
    catalog = files(
        NOTE + "create unique index i on public.note (title);",
        "alter table public.note add constraint title_key unique using index i;",
    )
    assert told(changes_of(catalog)) == ["- index public.i", "~ table public.note"]
    assert "USING INDEX" in catalog.statements[-1].words


def test_what_is_rolled_back_never_happened() -> None:
    catalog = files(
        NOTE,
        "begin; alter table public.note add a int;"
        "savepoint s; alter table public.note add b int; rollback to s; commit;"
        "begin; drop table public.note; rollback; create table public.other ();",
    )
    assert told(changes_of(catalog)) == ["~ table public.note", "+ table public.other"]
    table = catalog.table(QualifiedName("public", "note"))
    assert table is not None
    assert table.column("b") is None


def test_a_do_block_makes_the_changes_of_its_statements() -> None:
    guarded = "do $$ begin create type public.mood as enum ('a'); exception when duplicate_object then null; end $$;"
    catalog = files(NOTE, "do $$ begin drop table public.note; end $$;" + guarded)
    assert told(changes_of(catalog))[0] == "- table public.note"
    assert changes_of(catalog)[0].statement.kind == "Drop"
    assert told(changes_of(files("create type public.mood as enum ('a');" + NOTE, guarded)))[1:] == []


def test_what_a_loop_executes_is_as_many_changes_at_the_place_of_its_text() -> None:
    body = "for t in select unnest(array['note', 'memo']) loop execute format('create index on public.%I (id)', t);"
    catalog = files(NOTE + NOTE.replace("note", "memo"), f"do $$ declare t text; begin {body} end loop; end $$;")
    made = changes_of(catalog)
    assert told(made) == ["+ index public.note_id_idx", "+ index public.memo_id_idx"]
    assert {each.statement.span.text for each in made} == {"format('create index on public.%I (id)', t)"}
    assert [(each.statement.kind, each.on_earlier) for each in made] == [("Index", True)] * 2
    assert {each.after.defined.text for each in made if each.after and each.after.defined} == {
        "format('create index on public.%I (id)', t)"
    }


def test_objects_that_exist_before_the_file() -> None:
    catalog = files(
        NOTE,
        "create table public.young (id int);"
        "create index young_id on public.young (id);"
        "alter table public.young add column n int;"
        "create index note_title on public.note (title);"
        "alter table public.note add column n int;"
        "drop index public.note_title;"
        "create policy own on public.note using (true);",
    )
    assert [(each.on_earlier, _told(each)) for each in changes_of(catalog)] == [
        (False, "+ table public.young"),
        (False, "+ index public.young_id"),
        (False, "~ table public.young"),
        (True, "+ index public.note_title"),
        (True, "~ table public.note"),
        (False, "- index public.note_title"),
        (True, "+ policy own on public.note"),
    ]


def test_parts_that_were_there_before_the_file() -> None:
    catalog = files(NOTE, "alter table public.note add n int; alter table public.note drop n, drop title;")
    change = changes_of(catalog)[1]
    assert {old.name: change.found(old) for old, _ in change.columns if old} == {"title": True, "n": False}


def test_statements_know_whether_a_transaction_is_open() -> None:
    statements = load_text("select 1; begin; select 2; commit; select 3; start transaction; rollback;").statements
    assert [each.in_transaction for each in statements] == [False, False, True, True, False, False, True]
    assert [set(each.words) for each in statements if each.kind == "Transaction"] == [
        {"BEGIN"},
        {"COMMIT"},
        {"BEGIN"},
        {"ROLLBACK"},
    ]


def test_words() -> None:
    assert last_statement("create index concurrently if not exists i on t (a);").words == {
        "CONCURRENTLY",
        "IF NOT EXISTS",
    }
    assert last_statement("drop index concurrently if exists public.i;").words == {"CONCURRENTLY", "IF EXISTS"}
    assert last_statement("drop table t cascade;").words == {"CASCADE"}
    assert last_statement("reindex (concurrently) table t;").words == {"CONCURRENTLY"}
    assert last_statement("reindex index concurrently i;").words == {"CONCURRENTLY"}
    assert last_statement("reindex (concurrently false) index i;").words == set()
    assert last_statement("vacuum full t;").words == {"FULL"}
    assert last_statement("alter table t detach partition p concurrently;").words == {"DetachPartition", "CONCURRENTLY"}


def test_parameters_and_relations() -> None:
    assert last_statement("set local lock_timeout = '2s';").parameter == "lock_timeout"
    assert last_statement("reset lock_timeout;").parameter is None
    expected = (QualifiedName("public", "a"), QualifiedName("other", "b"))
    for statement in ("truncate a, other.b;", "vacuum a, other.b;", "lock a, other.b;", "drop index a, other.b;"):
        assert last_statement(statement).relations == expected
    assert last_statement("vacuum;").relations == ()
    assert last_statement("cluster;").relations == ()
    assert last_statement("reindex schema public;").relations == ()
    assert last_statement("refresh materialized view concurrently a;").relations == expected[:1]
