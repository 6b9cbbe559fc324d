"""Which names of a function's body its search_path decides on."""

import pytest

from pgcordon.parse import load_text
from pgcordon.parse.looked_up import looked_up


def of_sql(text: str) -> frozenset[str] | None:
    return looked_up("sql", text, "")


def of_plpgsql(text: str, header: str = "create function public.f(p uuid) returns void") -> frozenset[str] | None:
    return looked_up("plpgsql", text, f"{header} language plpgsql as $body$ {text} $body$")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("select count(*) from note", {"note"}),
        ("insert into note select * from public.old where id in (select id from other)", {"note", "other"}),
        ("with recent as (select * from public.note) select * from recent", set()),
        ("select helper(), public.helper(), lower('X'), coalesce(null, now())", {"helper"}),
        ("select 'good'::mood, 'good'::public.mood, '1'::int, null::timestamptz", {"mood"}),
        ("select '[1]'::extensions.vector <=> '[1]'", {"<=>"}),
        ("select 1 operator(extensions.<=>) 2, 'a' like 'b', 1 between 0 and 2, 1 in (1)", set()),
        ("select * from pg_class", set()),
        ("delete from public.note where owner_id = auth.uid()", set()),
    ],
)
def test_names_of_sql(text: str, names: set[str]) -> None:
    assert of_sql(text) == frozenset(names)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("begin if exists (select from note) then perform helper(); end if; end", {"note", "helper"}),
        ("declare n int := count_notes(); v text[]; begin n := n + 1; end", {"count_notes"}),
        ("declare v public.mood; begin null; end", None),
        ("declare v mood; begin null; end", None),
        ("declare v public.note.id%type; begin null; end", set()),
        ("declare v note.id%type; begin null; end", None),
        ("begin execute 'select 1'; end", None),
        ("begin selec; end", None),
    ],
)
def test_names_of_plpgsql(text: str, names: set[str] | None) -> None:
    assert of_plpgsql(text) == (None if names is None else frozenset(names))


def test_a_trigger_function_has_its_rows_without_declaring_them() -> None:
    found = of_plpgsql("begin new.updated_at = now(); return new; end", "create function public.f() returns trigger")
    assert found == frozenset()


def test_other_languages_are_not_known() -> None:
    assert looked_up("plpython3u", "return 1", "") is None


def test_names_are_looked_up_only_where_a_function_sets_no_path() -> None:
    catalog = load_text("""
        create function public.open() returns bigint language sql as 'select count(*) from note';
        create function public.own() returns bigint language sql set search_path = '' as 'select count(*) from note';
        create table public.note (id uuid);
        create function public.standard() returns bigint return (select count(*) from note);
    """)
    found = {function.name.name: function.body.looked_up for function in catalog.functions if function.body}
    assert found == {"open": {"note"}, "own": None, "standard": set()}
