"""What an expression refers to, and where it stands."""

import pytest

from pgcordon.model import Comparison, Expression, QualifiedName
from pgcordon.parse import load_text
from pgcordon.parse.expression.expressions import expression_from_sql, statement_from_sql

NOTE = "create table note (id uuid, owner_id uuid, team_id uuid, status text, tags text[]);\n"
MEMBER = "create table member (team_id uuid, user_id uuid);\n"


def using(expression: str, before: str = NOTE + MEMBER) -> Expression:
    catalog = load_text(f"{before}create policy p on note using ({expression});")
    assert not catalog.opaque
    assert not catalog.syntax_faults
    found = catalog.policies[0].using
    assert found is not None
    return found


def call_facts(found: Expression) -> list[tuple[str, bool]]:
    return [(str(call), call.in_subquery) for call in found.calls]


def column_facts(found: Expression) -> set[tuple[str | None, str, bool]]:
    return {(column.qualifier, column.name, column.in_subquery) for column in found.columns}


def test_a_bare_call_is_evaluated_per_row() -> None:
    assert call_facts(using("owner_id = auth.uid()")) == [("auth.uid", False)]


@pytest.mark.parametrize(
    "sql",
    [
        "owner_id = (select auth.uid())",
        "exists (select 1 from member m where m.team_id = note.team_id and m.user_id = (select auth.uid()))",
    ],
)
def test_a_call_alone_in_a_sub_select_is_evaluated_once(sql: str) -> None:
    assert call_facts(using(sql)) == [("auth.uid", True)]


def test_a_call_in_a_sub_select_that_reads_a_table_is_evaluated_for_each_of_its_rows() -> None:
    assert call_facts(using("team_id in (select m.team_id from member m where m.user_id = auth.uid())")) == [
        ("auth.uid", False)
    ]


@pytest.mark.parametrize(
    "sql",
    [
        "exists (select 1 from member m where m.team_id = note.team_id and m.user_id = auth.uid())",
        "exists (select 1 from member m where m.team_id = id and m.user_id = auth.uid())",
        "exists (select 1 from unnest(tags) tag where tag = auth.uid()::text)",
        "exists (select 1 from member m, lateral (select m.team_id = note.team_id as same) s where auth.uid() is null)",
        "exists (with mine as (select 1 from member where team_id = note.team_id) select auth.uid() from mine)",
        "exists (select auth.uid() union select owner_id)",
        "(select auth.uid() where owner_id is not null) is null",
    ],
)
def test_a_call_in_a_correlated_sub_select_is_evaluated_per_row(sql: str) -> None:
    assert [call.in_subquery for call in using(sql).calls_to("auth.uid")] == [False]


@pytest.mark.parametrize(
    "sql",
    [
        "exists (select 1 from member where team_id is null and user_id = auth.uid())",
        "exists (select 1 from (select team_id as t from member) m where t is null and auth.uid() is null)",
        "exists (with m (a) as (select team_id from member) select 1 from m where a is null and auth.uid() is null)",
        "exists (select team_id as t from member where auth.uid() is null order by t)",
        "exists (select 1 from member as m (a, b) where a = b and auth.uid() is null)",
        "exists (select 1 from unknown_table where unknown_column = auth.uid())",
        "exists (select 1 from generate_series(1, 2) as n where n = 1 and auth.uid() is null)",
    ],
)
def test_names_that_the_sub_select_itself_provides_do_not_correlate_it(sql: str) -> None:
    assert [each.correlated for each in using(sql).subqueries] == [False]


def test_value_functions_are_calls() -> None:
    assert call_facts(using("status = current_user or (select session_user) = status")) == [
        ("current_user", False),
        ("session_user", True),
    ]


def test_calls_know_their_arguments_and_their_place() -> None:
    found = using("owner_id = nullif(current_setting('app.uid', true), '')::uuid")
    (call,) = found.calls
    assert (call.arguments, call.span and call.span.text) == (2, "current_setting('app.uid', true)")


def test_columns_are_the_outer_rows_unless_the_sub_select_has_them() -> None:
    found = using(
        "status = 'a' and exists (select 1 from member m where m.team_id = note.team_id and user_id = owner_id)"
    )
    assert column_facts(found) == {
        (None, "status", False),
        ("m", "team_id", True),
        ("note", "team_id", False),
        (None, "user_id", True),
        (None, "owner_id", False),
    }
    assert found.column_names == {"status", "team_id", "owner_id"}


def test_relations_follow_the_search_path_and_leave_ctes_out() -> None:
    before = NOTE + "create schema app; create table app.member (user_id uuid); set search_path = public, app;"
    found = using("owner_id in (with m as (select * from member) select user_id from m, other.x)", before)
    assert found.relations == {QualifiedName("app", "member"), QualifiedName("other", "x")}


def test_a_cte_of_the_same_name_reads_the_table() -> None:
    found = expression_from_sql("exists (with note as (select * from note) select 1 from note)")
    assert found.relations == {QualifiedName("public", "note")}


def test_system_catalogs_need_no_schema() -> None:
    assert expression_from_sql("exists (select 1 from pg_class)").relations == {QualifiedName("pg_catalog", "pg_class")}


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("status = 'a'", [("status", "=", ("a",), None)]),
        ("'a' = n.status", [("status", "=", ("a",), None)]),
        ("5 < x", [("x", ">", ("5",), None)]),
        ("x >= -1.5", [("x", ">=", ("-1.5",), None)]),
        ("active <> false", [("active", "<>", ("false",), None)]),
        ("status in ('a', 'b')", [("status", "=", ("a", "b"), None)]),
        ("status not in ('a', 'b')", [("status", "<>", ("a", "b"), None)]),
        ("status = any (array['a', 'b']::text[])", [("status", "=", ("a", "b"), None)]),
        ("(status)::text = any ((array['a'::varchar, 'b'::varchar])::text[])", [("status", "=", ("a", "b"), None)]),
        ("status = any ('{a,b}')", [("status", "=", ("a", "b"), None)]),
        ("""status = any ('{"a,b"}')""", []),
        ("status <> all (array['a'])", [("status", "<>", ("a",), None)]),
        ("x between 1 and 9", [("x", ">=", ("1",), None), ("x", "<=", ("9",), None)]),
        ("x not between 1 and 9", [("x", "<", ("1",), None), ("x", ">", ("9",), None)]),
        ("x is null", [("x", "IS NULL", (), None)]),
        ("x is not null", [("x", "IS NOT NULL", (), None)]),
        ("x is not true", [("x", "IS NOT TRUE", (), None)]),
        ("name like 'a%'", [("name", "LIKE", ("a%",), None)]),
        ("name ~~ 'a%'", [("name", "LIKE", ("a%",), None)]),
        ("name not ilike 'a%'", [("name", "NOT ILIKE", ("a%",), None)]),
        ("name similar to 'a%'", [("name", "SIMILAR TO", ("a%",), None)]),
        ("name ~* '^a'", [("name", "~*", ("^a",), None)]),
        ("name !~ '^a'", [("name", "!~", ("^a",), None)]),
        ("length(name) <= 80", [("name", "<=", ("80",), "length")]),
        ("char_length(trim(name)) between 1 and 80", [
            ("name", ">=", ("1",), "char_length"),
            ("name", "<=", ("80",), "char_length"),
        ]),
        ("btrim(name) <> ''", [("name", "<>", ("",), "btrim")]),
        ("array_length(tags, 1) < 5", [("tags", "<", ("5",), "array_length")]),
        ("jsonb_typeof(data) = 'object'", [("data", "=", ("object",), "jsonb_typeof")]),
        ("mine.length(name) = 1", []),
        ("status = 'a'::public.mood", [("status", "=", ("a",), None)]),
        ("not (status = 'a' or x > 1)", [("status", "=", ("a",), None), ("x", ">", ("1",), None)]),
        ("x = y", []),
        ("x = null", []),
        ("x + 1 = 2", []),
        ("exists (select 1 from t where t.status = 'a')", []),
    ],
)  # fmt: skip
def test_comparisons(sql: str, expected: list[tuple[str, str, tuple[str, ...], str | None]]) -> None:
    assert expression_from_sql(sql).comparisons == tuple(Comparison(*each) for each in expected)


def test_conjuncts_are_flattened_and_stand_where_they_are_written() -> None:
    found = using("id is null and ((status = 'a' and tags is null)) and (id = id or (status is null and (true)))")
    assert [part.text for part in found.conjuncts] == [
        "id is null",
        "status = 'a'",
        "tags is null",
        "id = id or (status is null and (true))",
    ]
    assert [part.span and part.span.text for part in found.conjuncts] == [part.text for part in found.conjuncts]
    assert found.disjuncts == ()
    last = found.conjuncts[-1]
    assert [part.text for part in last.disjuncts] == ["id = id", "status is null and (true)"]
    assert [part.text for part in last.disjuncts[1].conjuncts] == ["status is null", "true"]


def test_the_and_of_between_and_of_a_case_divides_nothing() -> None:
    found = using("length(status) between 1 and 9 and case when id is null and true then true else false end")
    assert [part.text for part in found.conjuncts] == [
        *["length(status) between 1 and 9"] * 2,
        "case when id is null and true then true else false end",
    ]


def test_a_between_behind_conjuncts_that_the_parser_flattened() -> None:
    found = using("(id is null and tags is null) and length(status) between 1 and 9")
    between = "length(status) between 1 and 9"
    assert [part.text for part in found.conjuncts] == ["id is null", "tags is null", between, between]


def test_an_expression_that_is_no_junction_has_no_parts() -> None:
    found = using("not (id is null and status is null)")
    assert (found.conjuncts, found.disjuncts) == ((), ())


@pytest.mark.parametrize(
    "default",
    [
        "now()",
        "'a'",
        "-1",
        "-(1)",
        "'a'::character varying(3)",
        "(1 + 2) * 3",
        "timezone('utc', now())",
        "array['a', 'b']::text[]",
        "array[]::text[]",
        "case when true then 1 else 2 end",
        "current_timestamp(3)",
        "extensions.uuid_generate_v4()",
        "nextval('s'::regclass)",
        "'2020-01-01'::timestamp without time zone",
        "cast('1' as double precision)",
        "coalesce(nullif('', 'x'), 'é')",
    ],
)
@pytest.mark.parametrize(
    "behind", ["", " not null", " unique", ", b int", " check (a is not null)", " /* c */ primary key"]
)
def test_the_text_of_a_default_ends_where_the_default_ends(default: str, behind: str) -> None:
    catalog = load_text(f"create table t (a text default {default}{behind});")
    found = catalog.tables[0].columns[0].default
    assert found is not None
    assert (found.text, found.span and found.span.text) == (default, default)


@pytest.mark.parametrize("check", ["a is not null", "now() at time zone 'utc' > a", "a in ('x', 'y')", "a is not true"])
def test_parentheses_around_the_whole_are_not_part_of_it(check: str) -> None:
    catalog = load_text(f"create table t (a text check (({check})) not null);")
    condition = catalog.tables[0].checks[0].expression
    assert condition is not None
    assert condition.text == check


def test_offsets_count_code_points() -> None:
    found = using("status = 'ééé😀' and owner_id = (select auth.uid())")
    assert [call.span and call.span.text for call in found.calls] == ["auth.uid()"]
    assert found.conjuncts[0].text == "status = 'ééé😀'"


def test_an_expression_without_a_file_has_a_text_and_no_spans() -> None:
    found = expression_from_sql(" (owner_id = ( SELECT auth.uid() AS uid)) ")
    assert (found.text, found.span) == ("(owner_id = ( SELECT auth.uid() AS uid))", None)
    assert call_facts(found) == [("auth.uid", True)]
    assert found.calls[0].span is None


@pytest.mark.parametrize("sql", ["", "a b c", "1, 2", "1 from t", "1; select 2", "select"])
def test_what_is_no_expression_is_refused(sql: str) -> None:
    with pytest.raises(ValueError, match="not"):
        expression_from_sql(sql)


def test_a_statement_tells_its_relations_and_calls() -> None:
    found = statement_from_sql("select n.id, auth.uid() from note n join app.team t on t.id = n.team_id where n.x = 1")
    assert found.relations == {QualifiedName("public", "note"), QualifiedName("app", "team")}
    assert call_facts(found) == [("auth.uid", False)]
    assert found.comparisons == (Comparison("x", "=", ("1",)),)


def test_a_write_names_its_target_and_its_sources() -> None:
    found = statement_from_sql(
        "insert into log (id) select n.id from note n on conflict (id) do update set id = excluded.id returning log.id"
    )
    assert found.relations == {QualifiedName("public", "log"), QualifiedName("public", "note")}
    assert column_facts(found) == {("n", "id", False), ("excluded", "id", False), ("log", "id", False)}
