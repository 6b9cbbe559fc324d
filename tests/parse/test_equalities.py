"""What an expression holds equal, and in which sub-selects: as written, and as the server prints it."""

import pytest

from parse.test_expressions import using
from pgcordon.model import Equality, Expression, Operand, SubQuery
from pgcordon.parse import load_text
from pgcordon.parse.expression.expressions import expression_from_sql


def shown(operand: Operand) -> str:
    """`members.team_id` for a column of a sub-select, `.team_id` for one of the outer row, `auth.uid()`, `'a'`, `?`."""
    column = operand.column
    if column is not None:
        place = column.relation.name if column.relation else "?"
        return f"{place}.{column.name}" if column.in_subquery else f".{column.name}"
    if operand.calls:
        return " ".join(f"{name}()" for name in operand.calls)
    return "?" if operand.literal is None else repr(operand.literal)


def equal(found: Expression) -> list[str]:
    return [f"{shown(each.left)} = {shown(each.right)}" for each in found.equalities]


def same(found: Expression) -> list[Equality]:
    return [each for each in found.equalities if each.left.is_same_column(each.right)]


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("owner_id = auth.uid()", [".owner_id = auth.uid()"]),
        ("(select auth.uid()) = note.owner_id", ["auth.uid() = .owner_id"]),
        ("owner_id::text = (auth.uid())::text", [".owner_id = auth.uid()"]),
        ("owner_id = (auth.jwt() ->> 'sub')::uuid", [".owner_id = auth.jwt()"]),
        ("owner_id = nullif(current_setting('app.user_id', true), '')::uuid", [".owner_id = current_setting()"]),
        ("owner_id = (select nullif(auth.jwt() ->> 'sub', '')::uuid)", [".owner_id = auth.jwt()"]),
        ("status = current_user", [".status = current_user()"]),
        ("status in ('draft')", [".status = 'draft'"]),
        ("status in ('draft', 'gone')", []),
        ("status = any ('{draft}')", []),
        ("owner_id = any (array[auth.uid()])", [".owner_id = auth.uid()"]),
        ("auth.uid()::text = any (tags)", []),
        ("team_id = any (public.my_teams())", [".team_id = public.my_teams()"]),
        ("owner_id is not distinct from auth.uid()", [".owner_id = auth.uid()"]),
        ("not (owner_id is distinct from auth.uid())", [".owner_id = auth.uid()"]),
        ("owner_id is distinct from auth.uid()", []),
        ("owner_id <> auth.uid()", []),
        ("owner_id operator(pg_catalog.=) auth.uid()", [".owner_id = auth.uid()"]),
        ("coalesce(owner_id = auth.uid(), true)", [".owner_id = auth.uid()"]),
        ("(owner_id, team_id) = (auth.uid(), id)", [".owner_id = auth.uid()", ".team_id = .id"]),
        ("lower(status) = 'draft'", ["? = 'draft'"]),
        ("team_id in (select team_id from member)", [".team_id = member.team_id"]),
        ("team_id = any (select m.team_id from member m)", [".team_id = member.team_id"]),
        ("team_id = any (array(select m.team_id from member m))", [".team_id = member.team_id"]),
        ("team_id = (select team_id from member limit 1)", [".team_id = member.team_id"]),
        ("team_id in (select public.my_teams())", [".team_id = public.my_teams()"]),
        ("team_id not in (select team_id from member)", [".team_id = member.team_id"]),
        ("team_id in (select s.t from (select team_id as t from member) s)", [".team_id = ?.t"]),
        ("3 = (select count(*) from member)", ["'3' = ?"]),
        (
            "(team_id, owner_id) in (select team_id, user_id from member)",
            [".team_id = member.team_id", ".owner_id = member.user_id"],
        ),
        ("exists (select from member where team_id = note.team_id)", ["member.team_id = .team_id"]),
        ("exists (select from member where member.user_id = owner_id)", ["member.user_id = .owner_id"]),
        ("exists (select from member m join member n using (team_id))", ["member.team_id = member.team_id"]),
        ("exists (select from member m join unknown n on n.id = user_id)", ["unknown.id = member.user_id"]),
        ("exists (with m as (select * from member) select from m where m.team_id = id)", ["?.team_id = .id"]),
    ],
)
def test_what_is_held_equal(sql: str, expected: list[str]) -> None:
    assert equal(using(sql)) == expected


def test_where_it_stands() -> None:
    sql = "status = 'a' and team_id in (select m.team_id from member m where (m.user_id) = auth.uid()::uuid)"
    assert [(each.span.text if each.span else None, each.in_subquery) for each in using(sql).equalities] == [
        ("status = 'a'", False),
        ("(m.user_id) = auth.uid()::uuid", True),
        ("team_id in (select m.team_id from member m where (m.user_id) = auth.uid()::uuid)", False),
    ]


@pytest.mark.parametrize(
    "sql",
    [
        "exists (select 1 from member m where m.team_id = m.team_id)",
        "exists (select 1 from member m where m.team_id = team_id)",
        "exists (select 1 from member where team_id = member.team_id)",
        "exists (select 1 from member m where m.team_id::text = team_id::text)",
        "owner_id = note.owner_id",
        "exists (select 1 from member m where note.team_id = note.team_id)",
        "team_id in (select note.team_id from member)",
    ],
)
def test_a_column_held_against_itself(sql: str) -> None:
    [equality] = same(using(sql))
    assert equality.span is not None


@pytest.mark.parametrize(
    "sql",
    [
        "exists (select 1 from member m where m.team_id = note.team_id)",
        "exists (select 1 from member m, member n where m.team_id = n.team_id)",
        "exists (select 1 from member m join member n using (team_id))",
        "exists (select 1 from member m where m.user_id = owner_id)",
        "exists (select 1 from (select team_id from member) a, member b where a.team_id = b.team_id)",
        "owner_id = team_id",
    ],
)
def test_columns_of_different_rows(sql: str) -> None:
    assert same(using(sql)) == []


def sub_query(sql: str) -> SubQuery:
    return using(sql).subqueries[0]


@pytest.mark.parametrize(
    ("sql", "kind", "relations", "correlated", "negated"),
    [
        ("exists (select 1 from member m where m.team_id = note.team_id)", "exists", ["member"], True, False),
        ("exists (select 1 from member where user_id = auth.uid())", "exists", ["member"], False, False),
        ("exists (select 1 from member m where m.team_id = team_id)", "exists", ["member"], False, False),
        ("not exists (select 1 from member where team_id = id)", "exists", ["member"], True, True),
        ("team_id in (select team_id from member)", "in", ["member"], False, False),
        ("team_id not in (select team_id from member)", "in", ["member"], False, True),
        ("team_id <> all (select team_id from member)", "in", ["member"], False, True),
        ("team_id = (select team_id from member)", "value", ["member"], False, False),
        ("team_id = any (array(select team_id from member))", "value", ["member"], False, False),
        ("exists (select from (select * from member) m, other)", "exists", ["other", "member"], False, False),
        ("exists (with m as (select * from member) select from m)", "exists", ["member"], False, False),
    ],
)
def test_sub_queries(sql: str, kind: str, relations: list[str], correlated: bool, negated: bool) -> None:
    found = sub_query(sql)
    assert (found.kind, [each.name for each in found.relations]) == (kind, relations)
    assert (found.correlated, found.negated, found.nested) == (correlated, negated, False)
    assert found.span is not None


def test_a_sub_select_that_reads_nothing_is_none() -> None:
    assert using("owner_id = (select auth.uid())").subqueries == ()


def test_a_sub_query_within_another() -> None:
    sql = """exists (select from member m where m.team_id = note.team_id
        and m.user_id in (select o.user_id from other o where o.id = m.team_id))"""
    outer, inner = using(sql).subqueries
    assert ([each.name for each in outer.relations], outer.nested) == (["member"], False)
    assert ([each.name for each in inner.relations], inner.nested) == (["other"], True)
    assert len(outer.equalities) == 3
    assert [f"{shown(each.left)} = {shown(each.right)}" for each in inner.equalities] == [
        "other.id = member.team_id",
        "member.user_id = other.user_id",
    ]


@pytest.mark.parametrize(
    ("sql", "rendered"),
    [
        (
            "exists (select 1 from member m where m.team_id = team_id and m.user_id = auth.uid())",
            "(EXISTS ( SELECT 1\n   FROM public.member m\n"
            "  WHERE ((m.team_id = m.team_id) AND (m.user_id = auth.uid()))))",
        ),
        (
            "team_id in (select team_id from member where user_id = (select auth.uid()))",
            "(team_id IN ( SELECT member.team_id\n   FROM public.member\n"
            "  WHERE (member.user_id = ( SELECT auth.uid() AS uid))))",
        ),
        (
            "(owner_id)::text = (auth.jwt() ->> 'sub') and status in ('a')",
            "(((owner_id)::text = (auth.jwt() ->> 'sub'::text)) AND (status = 'a'::text))",
        ),
        (
            "owner_id is not distinct from auth.uid() or owner_id is null",
            "((NOT (owner_id IS DISTINCT FROM auth.uid())) OR (owner_id IS NULL))",
        ),
    ],
)
def test_the_server_s_rendering_says_the_same(sql: str, rendered: str) -> None:
    written, printed = using(sql), expression_from_sql(rendered)
    assert equal(printed) == equal(written)
    assert len(same(printed)) == len(same(written))
    assert printed.passes_if_null == written.passes_if_null
    assert [(each.kind, each.correlated, each.relations) for each in printed.subqueries] == [
        (each.kind, each.correlated, each.relations) for each in written.subqueries
    ]
    assert all(each.span is None for each in printed.equalities)
    assert all(each.span is None for each in printed.subqueries)


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("owner_id is null or owner_id = auth.uid()", {"owner_id"}),
        ("auth.uid() is null or owner_id = auth.uid()", {"auth.uid"}),
        ("(select auth.uid()) is null or owner_id = (select auth.uid())", {"auth.uid"}),
        ("coalesce(owner_id = auth.uid(), true)", {"owner_id", "auth.uid"}),
        ("(owner_id = auth.uid()) is not false", {"owner_id", "auth.uid"}),
        ("owner_id = auth.uid() is unknown", {"owner_id", "auth.uid"}),
        ("coalesce(auth.uid(), owner_id) = owner_id", set()),
        ("(auth.jwt() ->> 'sub')::uuid is null or owner_id = auth.uid()", {"auth.jwt"}),
        ("nullif(current_setting('app.user_id', true), '')::uuid is null", {"current_setting"}),
        ("lower(status) is null", {"status"}),
        ("case when owner_id is null then true else owner_id = auth.uid() end", {"owner_id"}),
        ("not (owner_id is not null)", {"owner_id"}),
        ("not (owner_id is not null and owner_id <> auth.uid())", {"owner_id"}),
        # Whatever else holds: here team_id decides too.
        ("owner_id is null and team_id = id", set()),
        ("owner_id is distinct from auth.uid()", {"owner_id", "auth.uid"}),
        ("not (owner_id is not distinct from auth.uid())", {"owner_id", "auth.uid"}),
        ("owner_id is not distinct from auth.uid()", set()),
        ("owner_id is distinct from '7'", {"owner_id"}),
        ("owner_id is null and true", {"owner_id"}),
        ("(owner_id is null or team_id is null) and (owner_id is null or id is null)", {"owner_id"}),
        ("owner_id is not null", set()),
        ("coalesce(owner_id = auth.uid(), false)", set()),
        ("owner_id = auth.uid()", set()),
        ("exists (select from member m where m.user_id is null)", set()),
        ("owner_id is null or owner_id is not null", set()),
        ("public.same(owner_id) is null", {"public.same"}),
        ("coalesce(tags || status, '{}') = '{}'", set()),
    ],
)
def test_what_passes_if_it_is_null(sql: str, expected: set[str]) -> None:
    assert using(sql).passes_if_null == expected


def test_equalities_follow_a_renamed_column() -> None:
    catalog = load_text("""
        create table note (id uuid, owner_id uuid);
        create policy p on note using (owner_id is null or owner_id in (select n.owner_id from note n));
        alter table note rename owner_id to author_id;
    """)
    found = catalog.policies[0].using
    assert found is not None
    assert equal(found) == [".author_id = note.author_id"]
    assert found.passes_if_null == {"author_id"}


def test_equalities_follow_a_renamed_table() -> None:
    catalog = load_text("""
        create table note (id uuid, team_id uuid);
        create table member (team_id uuid);
        create policy p on note using (team_id in (select team_id from member));
        alter table member rename to team_member;
    """)
    found = catalog.policies[0].using
    assert found is not None
    assert equal(found) == [".team_id = team_member.team_id"]
    assert [each.name for each in found.subqueries[0].relations] == ["team_member"]


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("auth.jwt() -> 'user_metadata' ->> 'role' = 'admin'", {"user_metadata", "role"}),
        ("(auth.jwt() #>> '{user_metadata,role}') = 'admin'", {"user_metadata", "role"}),
        ("((auth.jwt() -> 'user_metadata'::text) ->> 'role'::text) = 'admin'::text", {"user_metadata", "role"}),
        ("auth.jwt() ->> status = 'user_metadata'", set()),
    ],
)
def test_what_is_taken_out_of_json(sql: str, expected: set[str]) -> None:
    assert using(sql).json_keys == expected


def test_arguments_that_the_server_prints_as_an_array_are_those_that_were_written() -> None:
    written = using("jsonb_extract_path_text(auth.jwt(), 'user_metadata', 'role') = 'a'")
    printed = expression_from_sql(
        "(jsonb_extract_path_text(auth.jwt(), VARIADIC ARRAY['user_metadata'::text, 'role'::text]) = 'a'::text)"
    )
    assert [(call.arguments, call.literals) for call in written.calls] == [
        (3, (None, "user_metadata", "role")),
        (0, ()),
    ]
    assert [(call.arguments, call.literals) for call in printed.calls] == [
        (call.arguments, call.literals) for call in written.calls
    ]
