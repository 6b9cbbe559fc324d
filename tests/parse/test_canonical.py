"""Facts of expressions that are worded differently and stored by PostgreSQL as the same."""

import pytest
from msgspec.structs import replace

from pgcordon.model import Expression
from pgcordon.parse import load_text
from pgcordon.parse.expression.expressions import expression_from_sql, without_spans


def facts(sql: str) -> Expression:
    return _without_texts(expression_from_sql(sql))


def _without_texts(found: Expression) -> Expression:
    return replace(
        found,
        text="",
        meaning="",
        conjuncts=tuple(map(_without_texts, found.conjuncts)),
        disjuncts=tuple(map(_without_texts, found.disjuncts)),
    )


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("a between 1 and 9", "a >= 1 and a <= 9"),
        ("a not between 1 and 9", "a < 1 or a > 9"),
        ("a between symmetric 9 and 1", "(a >= 9 and a <= 1) or (a >= 1 and a <= 9)"),
        ("a not between symmetric 9 and 1", "(a < 9 or a > 1) and (a < 1 or a > 9)"),
        ("a and b between 1 and 9 and c", "a and (b >= 1 and b <= 9) and c"),
        ("a in (1)", "a = 1"),
        ("a in (1, b, 2)", "a in (1, 2) or a = b"),
        ("a in (1, b)", "a = 1 or a = b"),
        ("a not in (1, b)", "a <> 1 and a <> b"),
        ("a in (1, (select b))", "a = any (array[1, (select b)])"),
        ("(a, b) = (c, 1)", "a = c and b = 1"),
        ("(a, b) <> (c, 1)", "a <> c or b <> 1"),
        ("(a, b) in ((1, 2), (3, 4))", "(a = 1 and b = 2) or (a = 3 and b = 4)"),
        ("(a, b) is distinct from (c, d)", "a is distinct from c or b is distinct from d"),
        ("a is not distinct from b", "not a is distinct from b"),
        ("a is distinct from null", "a is not null"),
        ("null is not distinct from a", "a is null"),
        ("pg_catalog.now() > a", "now() > a"),
        ("a not in ('x', 'y')", "a::text <> all (array['x'::varchar, 'y'::varchar]::text[])"),
    ],
)
def test_one_thing_worded_twice(written: str, stored: str) -> None:
    assert facts(written) == facts(stored)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a in (1, 2)", "a = 1 or a = 2"),
        ("(a, b) < (1, 2)", "a < 1 and b < 2"),
        ("a is distinct from b", "a <> b"),
        ("public.now() > a", "now() > a"),
    ],
)
def test_two_things_that_look_alike(one: str, other: str) -> None:
    assert facts(one) != facts(other)


def test_what_becomes_two_conditions_keeps_its_text_and_place() -> None:
    [check] = load_text("create table t (a int check (a > 0 and a between 1 and 9));").tables[0].checks
    assert check.expression is not None
    assert [part.text for part in check.expression.conjuncts] == ["a > 0", "a between 1 and 9", "a between 1 and 9"]


def test_a_call_goes_by_the_schema_of_its_function() -> None:
    catalog = load_text("""
        create function may() returns boolean language sql as 'select true';
        create table note (id int, at timestamptz default now());
        create policy p on note using (may() and unknown());
        create function asks() returns boolean language sql as 'select may()';
    """)
    using = catalog.policies[0].using
    assert using is not None
    assert [str(call) for call in using.calls] == ["public.may", "unknown"]
    body = catalog.functions[1].body
    assert body is not None
    assert [str(call) for call in body.statements[0].expression.calls] == ["may"]


def test_a_star_stands_for_the_columns() -> None:
    catalog = load_text("""
        create table note (id int, body text);
        create view all_of_it as select * from note;
        create view more as select n.*, o.at from note n, somewhere.else o;
        create view unknown as select * from somewhere.else;
    """)
    named = [sorted(column.name for column in view.query.columns) for view in catalog.views]
    assert named == [["body", "id"], ["at", "body", "id"], ["*"]]
    assert without_spans(catalog.views[0].query).relations == {catalog.tables[0].name}


def test_a_condition_and_its_negation_are_seen_across_what_one_operator_stands_for() -> None:
    written = "(a, b) is distinct from (b, a) or b is not distinct from a"
    stored = "((a is distinct from b) or (b is distinct from a)) or (not (b is distinct from a))"
    assert facts(written) == facts(stored)
    assert facts(written).always_true
