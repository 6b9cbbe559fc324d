"""Views with their columns and options, and triggers."""

import pytest

from pgcordon.model import QualifiedName, Trigger, TriggerTiming, View
from pgcordon.parse import load_text

TABLES = "create table team (id uuid, name text);\ncreate table note (id uuid, body text, team_id uuid);\n"


def view(sql: str) -> View:
    catalog = load_text(TABLES + sql)
    assert not catalog.opaque
    return catalog.views[-1]


def trigger(sql: str) -> Trigger:
    catalog = load_text(TABLES + "create function touch() returns trigger language plpgsql as '';" + sql)
    assert not catalog.opaque
    (found,) = catalog.triggers
    return found


@pytest.mark.parametrize(
    ("query", "columns"),
    [
        ("select * from note", ("id", "body", "team_id")),
        ("select n.*, t.name from note n, team t", ("id", "body", "team_id", "name")),
        ("select t.* from note n join team t on true", ("id", "name")),
        ("select id, body as text, 1, count(*), now()::date, 'a'::text, upper(body) from note", (
            "id", "text", "?column?", "count", "now", "text", "upper",
        )),
        ("select coalesce(id), case when true then 1 end, (select name from team), exists (select), array[1]", (
            "coalesce", "case", "name", "exists", "array",
        )),
        ("select current_user, greatest(1, 2), nullif(1, 2), (row(1)).f1, -1", (
            "current_user", "greatest", "nullif", "f1", "?column?",
        )),
        ("with t as (select name from team) select * from t", ("name",)),
        ("with t (a, b) as (select * from team) select * from t", ("a", "b")),
        ("select * from (select id as x from note) s", ("x",)),
        ("select * from team as t (a)", ("a", "name")),
        ("values (1, 2)", ("column1", "column2")),
        ("select name from team union all select body from note", ("name",)),
        ("select * from unknown_table", ()),
        ("select * from team natural join note", ()),
    ],
)  # fmt: skip
def test_columns_of_a_view(query: str, columns: tuple[str, ...]) -> None:
    assert view(f"create view v as {query};").columns == columns


def test_names_given_to_a_view_go_before_those_of_its_query() -> None:
    assert view("create view v (a, b) as select * from note;").columns == ("a", "b", "team_id")
    assert view("create view v (a) as select * from unknown_table;").columns == ("a",)


def test_a_view_over_a_view() -> None:
    assert view("create view a as select id as x from note; create view b as select * from a;").columns == ("x",)


def test_the_query_is_an_expression_with_its_own_place() -> None:
    found = view("create view v (a) as (select id from app.x where id = auth.uid()) with check option;")
    assert found.query.text == "(select id from app.x where id = auth.uid())"
    assert found.query.span is not None
    assert found.query.span.text == found.query.text
    assert found.query.relations == {QualifiedName("app", "x")}
    assert [str(call) for call in found.query.calls] == ["auth.uid"]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("", False),
        ("with (security_barrier)", False),
        ("with (security_invoker)", True),
        ("with (security_invoker = true)", True),
        ("with (security_invoker = on)", True),
        ("with (security_invoker = 'off')", False),
        ("with (security_invoker = 1)", True),
    ],
)
def test_security_invoker(options: str, expected: bool) -> None:
    assert view(f"create view v {options} as select 1 as x;").security_invoker is expected


def test_options_are_set_and_reset() -> None:
    created = "create view v with (security_barrier) as select 1 as x with local check option;\n"
    assert view(created).options == (("security_barrier", "true"), ("check_option", "local"))
    altered = view(f"{created}alter view v set (security_invoker = true); alter view v reset (security_barrier);")
    assert altered.options == (("check_option", "local"), ("security_invoker", "true"))
    assert [change.begins.line for change in altered.changes] == [4, 4]


def test_or_replace_takes_the_new_query_and_options() -> None:
    catalog = load_text(
        TABLES + "create view v with (security_invoker) as select id from note; grant select on v to anon;\n"
        "create or replace view v as select id, body from note;"
    )
    (found,) = catalog.views
    assert (found.columns, found.options) == (("id", "body"), ())
    assert [(each.privilege, each.grantee) for each in catalog.grants] == [("SELECT", "anon")]


def test_a_view_in_the_place_of_a_table_is_opaque() -> None:
    catalog = load_text(TABLES + "create or replace view note as select 1 as x;")
    assert [each.reason for each in catalog.opaque] == ["creates relation public.note, which exists already"]


def test_materialized_views() -> None:
    sql = "create materialized view if not exists m (a) with (fillfactor = 70) as select * from team with no data;"
    found = view(sql + sql)
    assert (found.materialized, found.columns, found.options) == (True, ("a", "name"), (("fillfactor", "70"),))
    assert (found.query.text, str(found.address)) == ("select * from team", "materialized view public.m")


def test_recursive_views_do_not_read_themselves() -> None:
    found = view("create recursive view v (n) as select 1 union all select n + 1 from v;")
    assert (found.columns, found.query.relations) == (("n",), frozenset())


def test_a_row_trigger() -> None:
    found = trigger(
        "create trigger touched before insert or update of body, team_id on note for each row"
        " when (new.body is distinct from 'x') execute function touch();"
    )
    assert (found.name, found.table) == ("touched", QualifiedName("public", "note"))
    assert (found.function, found.timing) == (QualifiedName("public", "touch"), TriggerTiming.BEFORE)
    assert found.events == {"INSERT", "UPDATE"}
    assert found.columns == ("body", "team_id")
    assert (found.for_each_row, found.constraint, found.enabled) == (True, False, True)
    assert found.when is not None
    assert found.when.text == "new.body is distinct from 'x'"


def test_a_statement_trigger() -> None:
    found = trigger("create trigger t after delete or truncate on note execute procedure touch();")
    assert found.events == {"DELETE", "TRUNCATE"}
    assert (found.timing, found.for_each_row, found.when) == (TriggerTiming.AFTER, False, None)


def test_a_constraint_trigger_and_one_on_a_view() -> None:
    found = trigger(
        "create constraint trigger t after insert on note deferrable for each row execute function other.check_it();"
    )
    assert (found.constraint, found.function) == (True, QualifiedName("other", "check_it"))
    found = trigger(
        "create view v as select 1 as x; create trigger t instead of insert on v for each row execute function touch();"
    )
    assert (found.timing, found.table) == (TriggerTiming.INSTEAD_OF, QualifiedName("public", "v"))


def test_replaced_and_renamed() -> None:
    found = trigger(
        "create trigger t before insert on note execute function touch();\n"
        "create or replace trigger t after insert on note execute function touch();\n"
        "alter trigger t on note rename to u;"
    )
    assert (found.name, found.timing, len(found.changes)) == ("u", TriggerTiming.AFTER, 2)


def test_a_trigger_twice_or_on_nothing_is_opaque() -> None:
    sql = "create trigger t before insert on note execute function touch();"
    catalog = load_text(TABLES + sql + sql + sql.replace("on note", "on nowhere"))
    assert [each.reason for each in catalog.opaque] == [
        "creates trigger t on public.note, which exists already",
        "speaks of table public.nowhere, which no file creates",
    ]


def test_event_triggers_are_opaque() -> None:
    catalog = load_text("create event trigger e on ddl_command_end execute function f();")
    assert [each.reason for each in catalog.opaque] == ["event trigger e: event triggers are not looked at"]


@pytest.mark.parametrize(
    ("query", "in_output"),
    [
        ("select auth.uid() from public.note", True),
        ("select owner_id = (select auth.uid()) as mine from public.note", True),
        ("select 1 union all select count(*) filter (where owner_id = auth.uid()) from public.note", True),
        ("select id from public.note where owner_id = auth.uid()", False),
        ("select id from public.note where owner_id = (select auth.uid())", False),
        ("with me as (select auth.uid() as id) select note.id from public.note join me using (id)", False),
        ("select n.id from public.note as n, (select auth.uid() as id) as me where me.id = n.owner_id", False),
        ("select id from public.note order by owner_id = auth.uid()", False),
    ],
)
def test_a_call_that_tells_is_known_from_one_that_chooses(query: str, in_output: bool) -> None:
    [view] = load_text(f"create view public.v as {query}").views
    assert [call.in_output for call in view.query.calls_to("auth.uid")] == [in_output]
