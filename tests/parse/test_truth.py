"""Which expressions are always true or always false: told apart by hand, and held against a server."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import Connection

from pgcordon.database import Server
from pgcordon.parse.expression.expressions import expression_from_sql

TAUTOLOGIES = """
    true
    not false
    not (false)
    'a' = 'a'
    1 = 1
    1 < 2
    1.0 = 1
    x or true
    true or x
    x and false or true
    true and true
    (true)
    'yes'::bool
    't'::boolean
    1::boolean
    true::boolean
    coalesce(true, x)
    coalesce(null, true)
    coalesce(x, true) or true
    coalesce(n = n, true)
    case when true then true end
    case when x then true else true end
    case 1 when 1 then true else false end
    (select true)
    (select (select true))
    exists (select 1)
    x is null or x is not null
    x is not null or y or x is null
    x is true or x is not true
    not (x is null and x is not null)
    x is not distinct from x
    not (n is distinct from n)
    null is null
    (null = 1) is null
    x = null is null
    1 in (2, 1)
    1 not in (2, 3)
    1 = any (array[1, 2])
    1 <> all (array[2, 3])
    n <> all (array[]::int[])
    2 between 1 and 3
    0 not between 1 and 3
    (x is null) is not null
    true is not unknown
    (true or x) = true
    'a'::text = 'a'
"""
CONTRADICTIONS = """
    false
    not true
    'a' = 'b'
    1 = 2
    x and false
    x is null and x is not null
    x is distinct from x
    1 in (2, 3)
    n = any (array[]::int[])
    not (x or true)
    coalesce(null, false)
    case when false then true else false end
    (select false)
    null is not null
"""
NEITHER = """
    x
    x = x
    x or not x
    null
    null = null
    n = 1
    n <> n
    n in (1, 2)
    random() is not distinct from random()
    random() < 0.5 or not random() < 0.5
    'a' < 'b'
    'x'::int = 'x'::int
    1 in (2, null)
    1 not in (2, null)
    (select true where x)
    (select true from note)
    (select true limit 0)
    exists (select 1 where x)
    (select count(*) is null)
    (select unnest(array[true])) is not null
    coalesce(x, y)
    case when x then true end
    case when true then 'f' end = 'false'
    row(x, y) is null or row(x, y) is not null
    true operator(mine.=) true
    auth.uid() = owner_id
"""


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines()]


@pytest.mark.parametrize("sql", lines(TAUTOLOGIES))
def test_always_true(sql: str) -> None:
    found = expression_from_sql(sql)
    assert (found.always_true, found.always_false) == (True, False)


@pytest.mark.parametrize("sql", lines(CONTRADICTIONS))
def test_always_false(sql: str) -> None:
    found = expression_from_sql(sql)
    assert (found.always_true, found.always_false) == (False, True)


@pytest.mark.parametrize("sql", lines(NEITHER))
def test_neither(sql: str) -> None:
    found = expression_from_sql(sql)
    assert (found.always_true, found.always_false) == (False, False)


def test_a_thousand_nested_negations_are_neither_right_nor_a_crash() -> None:
    assert not expression_from_sql("x is " + "not null is " * 400 + "null").always_false


NUMBERS = st.sampled_from(["n", "0", "1", "2", "null::int", "coalesce(n, 1)", "(select 1)", "1::int8", "'1'::int"])
ATOMS = st.sampled_from(["x", "y", "true", "false", "null::boolean", "'t'::bool", "(select true)", "exists (select 1)"])


def conditions(depth: int) -> st.SearchStrategy[str]:
    """Boolean expressions over `x boolean, y boolean, n int` that never fail."""
    comparison = st.builds(
        "({} {} {})".format, NUMBERS, st.sampled_from(["=", "<>", "<", "<=", ">", ">=", "is distinct from"]), NUMBERS
    )
    membership = st.builds(
        "({} {} ({}, {}))".format, NUMBERS, st.sampled_from(["in", "not in"]), NUMBERS, NUMBERS
    ) | st.builds(
        "({} {} (array[{}, {}]::int[]))".format,
        st.sampled_from(["n", "1", "null::int"]),
        st.sampled_from(["= any", "<> all", "= all", "<> any", "< any"]),
        NUMBERS,
        NUMBERS,
    )
    between = st.builds(
        "({} {} {} and {})".format, NUMBERS, st.sampled_from(["between", "not between"]), NUMBERS, NUMBERS
    )
    leaves = ATOMS | comparison | membership | between
    if depth == 0:
        return leaves
    inner = st.deferred(lambda: conditions(depth - 1))
    tests = st.sampled_from(
        ["is null", "is not null", "is true", "is not true", "is false", "is not false", "is unknown", "is not unknown"]
    )
    return leaves | st.one_of(
        st.builds("(not {})".format, inner),
        st.builds("({} {} {})".format, inner, st.sampled_from(["and", "or"]), inner),
        st.builds("({} {} {} {} {})".format, inner, st.just("or"), inner, st.just("or"), inner),
        st.builds("({} {})".format, inner, tests),
        st.builds("({0} {1} or {0} {2})".format, inner, tests, tests),
        st.builds("({0} and not {0})".format, inner),
        st.builds("({} {} {})".format, inner, st.sampled_from(["=", "<>", "is distinct from", "<"]), inner),
        st.builds("({0} {1} {0})".format, inner, st.sampled_from(["=", "is not distinct from"])),
        st.builds("coalesce({}, {})".format, inner, inner),
        st.builds("(case when {} then {} else {} end)".format, inner, inner, inner),
        st.builds("(case when {} then {} end)".format, inner, inner),
        st.builds("(case {} when {} then {} else {} end)".format, inner, inner, inner, inner),
        st.builds("(select {})".format, inner),
    )


@pytest.fixture(scope="module")
def grid(server: Server) -> Iterator[Connection[Any]]:
    """A table with every combination of two nullable booleans and a nullable number."""
    with server.connect() as connection:
        connection.execute(
            "create temp table grid as select x, y, n from unnest(array[true, false, null]) x,"
            " unnest(array[true, false, null]) y, unnest(array[0, 1, 2, null]) n"
        )
        yield connection


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(conditions(3), min_size=8, max_size=8))
def test_what_is_always_true_is_true_on_every_row_of_a_server(grid: Connection[Any], drawn: list[str]) -> None:
    """Eight conditions a round trip; a verdict on any of them that a row contradicts is wrong."""
    verdicts = ", ".join(f"({each}) is true, ({each}) is false" for each in drawn)
    rows = grid.execute(f"select distinct {verdicts} from grid").fetchall()
    for place, sql in enumerate(drawn):
        found = expression_from_sql(sql)
        if found.always_true:
            assert all(row[2 * place] for row in rows), sql
        if found.always_false:
            assert all(row[2 * place + 1] for row in rows), sql
