"""Which arguments reach the text that EXECUTE runs unquoted, and which columns are given an argument's value."""

import pytest

from pgcordon.model import Body
from pgcordon.parse.bodies import body

HEADER = (
    "create function f(p_note text, p_other text, p_id uuid, p_names text[], p_values jsonb) "
    "returns setof record language plpgsql as $body$ {} $body$"
)


def unquoted(text: str) -> set[str]:
    """Of all EXECUTE statements of a PL/pgSQL body."""
    found = body("plpgsql", text, HEADER.format(text))
    assert found.understood
    return {name for each in found.statements for name in each.unquoted}


@pytest.mark.parametrize(
    ("expression", "names"),
    [
        ("'select ' || p_note", {"p_note"}),
        ("'select ' || f.p_note", {"f.p_note"}),
        ("'select ' || $1 || ' from t'", {"$1"}),
        ("'select ' || p_id", {"p_id"}),
        ("'select ' || p_note::text || coalesce(p_other, 'x')", {"p_note", "p_other"}),
        ("concat('select ', lower(p_note), ' from ', (p_names)[1])", {"p_note", "p_names"}),
        ("'select ' || (p_values ->> p_other)", {"p_values"}),
        ("case p_other when 'x' then 'select ' || p_note else 'select 1' end", {"p_note"}),
        ("format('select %s from %I where id = %L', p_note, p_other, p_id)", {"p_note"}),
        ("format('select %2$s, %1$I', p_note, p_other)", {"p_other"}),
        ("format('select %-10s %%s', p_note)", {"p_note"}),
        ("format('select ' || p_note || ' from %I', p_other)", {"p_note"}),
        ("format('select %I, %s', variadic p_names)", {"p_names"}),
        ("(select string_agg(each, ',') from unnest(p_names) as each)", {"p_names"}),
        ("(select string_agg(quote_ident(each), ',') from unnest(p_names) as each)", set()),
        ("'select ' || quote_ident(p_note) || quote_literal(p_other) || quote_nullable(p_id)", set()),
        ("format('select %I from t where id = %L', p_note, p_id)", set()),
        ("'select ' || p_note::int || p_other::regclass", set()),
        ("'select ' || length(p_note) || (p_note = p_other) || replace(p_note, '''', '''''')", set()),
        ("case p_note when 'x' then 'select 1' else 'select 2' end", set()),
        ("'select 1'", set()),
    ],
)
def test_what_an_expression_hands_on(expression: str, names: set[str]) -> None:
    assert unquoted(f"begin execute {expression}; end") == names


@pytest.mark.parametrize(
    "text",
    [
        "declare q text; begin q := 'select 1 '; q := q || 'order by ' || p_note; execute q; end",
        "declare q text := 'select ' || p_note; begin return query execute q; end",
        "declare q text; begin select 'select ' || p_note, 1 into q, p_other; execute q; end",
        "declare r record; begin select p_note as q into r; execute r.q; end",
        "declare r record; begin r.q := p_note; execute r.q; end",
        "declare c refcursor; begin open c for execute 'select ' || p_note; end",
        "declare r record; begin for r in execute 'select ' || p_note loop null; end loop; end",
        "declare q text; c text; begin foreach c in array array[p_note] loop q := q || c; end loop; execute q; end",
    ],
)
def test_what_variables_hand_on(text: str) -> None:
    assert "p_note" in unquoted(text)
    assert "p_other" not in unquoted(text)


@pytest.mark.parametrize(
    "text",
    [
        "begin execute 'select $1' using p_note; end",
        "declare q int := p_note; begin execute 'select ' || q; end",
        "declare q text; n int; begin select 'select 1', p_note into q, n; execute q; end",
        "declare q text := quote_ident(p_note); begin execute 'select ' || q; end",
        "begin execute 'select 1' into p_note; perform p_note; end",
    ],
)
def test_what_is_quoted_or_no_text_reaches_nothing(text: str) -> None:
    assert "p_note" not in unquoted(text)


def test_which_columns_are_given_an_argument() -> None:
    found: Body = body(
        "sql",
        """insert into note (id, owner_id, body) values (gen_random_uuid(), p_owner, p_body::text);
           insert into note (owner_id) select add_note.p_owner from other on conflict do update set body = $2;
           update note set owner_id = p_owner, body = p_body || 'x' where id = p_id;
           with moved as (update note set owner_id = p_owner returning 1) select from moved;
           insert into note values (p_owner); delete from note where id = p_id;""",
        "",
    )
    assert [set(each.writes) for each in found.statements] == [
        {("owner_id", "p_owner"), ("body", "p_body")},
        {("owner_id", "add_note.p_owner"), ("body", "$2")},
        {("owner_id", "p_owner")},
        set(),
        {("owner_id", "p_owner")},
        set(),
        set(),
    ]
