"""What the body of a function does."""

import pytest

from pgcordon.model import Body, QualifiedName
from pgcordon.parse import load_text
from pgcordon.parse.bodies import body

PLPGSQL = """create function visit(p_note uuid, p_limit int default 10) returns setof note language plpgsql as $body$
declare
  counted int := (select count(*) from declared);
  each record;
  opened cursor for select 1 from in_cursor;
begin
  if p_limit > 1 and auth.uid() is null then
    raise exception 'not % here', p_limit using errcode = 'P0001', hint = lower('X');
  end if;
  counted := counted + (select max(n) from assigned);
  select count(*) into strict counted from into_variable where id = p_note;
  for each in select * from looped loop
    perform audit(each.id) from performed;
  end loop;
  return query select * from returned;
  begin
    insert into inserted values (1) returning id into counted;
  exception when unique_violation then
    update updated set n = 1;
  end;
  case p_limit when 1, 2 then null; else delete from deleted; end case;
  while exists (select 1 from awaited) loop
    exit when now() > '2020-01-01';
  end loop;
  call tidy(counted);
  return;
end $body$;"""


def of(sql: str, before: str = "") -> Body:
    catalog = load_text(before + sql)
    assert not catalog.opaque
    assert not catalog.syntax_faults
    found = catalog.functions[-1].body
    assert found is not None
    return found


def kinds(found: Body) -> list[tuple[str, int | None]]:
    return [(statement.kind, statement.line) for statement in found.statements]


def relation_names(found: Body) -> set[str]:
    return {str(name) for name in found.relations}


def test_every_statement_of_a_plpgsql_body_is_visited() -> None:
    found = of(PLPGSQL)
    assert (found.understood, found.dynamic) == (True, False)
    assert relation_names(found) == {
        "public.declared", "public.in_cursor", "public.assigned", "public.into_variable", "public.looped",
        "public.performed", "public.returned", "public.inserted", "public.updated", "public.deleted", "public.awaited",
    }  # fmt: skip
    assert {str(call) for each in found.statements for call in each.expression.calls} == {
        "count", "auth.uid", "lower", "max", "audit", "now", "tidy",
    }  # fmt: skip


def test_statements_know_their_kind_and_line() -> None:
    found = of(PLPGSQL)
    assert [each for each in kinds(found) if each[0] != "expression"] == [
        ("select", 5),
        ("select", 11),
        ("select", 13),
        ("select", 12),
        ("select", 15),
        ("insert", 17),
        ("update", 19),
        ("delete", 21),
        ("call", 25),
    ]


def test_what_stands_in_a_body_can_be_shown_in_the_file() -> None:
    found = of(PLPGSQL, before="-- é\ncreate table note (id uuid);\n")
    shown = {each.expression.span.text for each in found.statements if each.expression.span}
    assert "select count(*) into strict counted from into_variable where id = p_note" in shown
    assert "audit(each.id) from performed" in shown
    assert "counted + (select max(n) from assigned)" in shown
    (uid,) = [call for each in found.statements for call in each.expression.calls_to("auth.uid")]
    assert uid.span is not None
    assert (uid.span.text, uid.span.begins.line) == ("auth.uid()", 9)


def test_a_statement_written_twice_stands_in_two_places() -> None:
    found = plpgsql("\n  delete from note;\n  delete from note;")
    assert [each.expression.span and each.expression.span.begins.line for each in found.statements] == [2, 3]
    assert kinds(found) == [("delete", 2), ("delete", 3)]


def test_a_condition_keeps_its_facts() -> None:
    condition = next(each for each in of(PLPGSQL).statements if each.kind == "expression" and each.line == 7)
    assert [part.text for part in condition.expression.conjuncts] == ["p_limit > 1", "auth.uid() is null"]


def plpgsql(statement: str) -> Body:
    return of(
        f"create function f(t text) returns void language plpgsql as $$ declare r record; begin {statement} end $$;"
    )


def test_execute_is_dynamic_and_a_constant_text_is_read() -> None:
    found = plpgsql("execute 'delete from note where id = $1' using t;")
    assert found.dynamic
    assert [each.kind for each in found.statements] == ["execute", "delete", "expression"]
    assert relation_names(found) == {"public.note"}


def test_a_format_tells_the_command_but_not_the_table() -> None:
    found = plpgsql(
        "execute format('truncate %I.note, app.%I', t, t); execute format('delete from app.x where a = %L', t);"
    )
    assert [each.kind for each in found.statements] == ["execute", "truncate", "execute", "delete"]
    assert relation_names(found) == {"app.x"}


def test_a_text_put_together_at_run_time_stays_unknown() -> None:
    found = plpgsql("execute 'delete from ' || quote_ident(t); for r in execute t loop null; end loop;")
    assert (found.dynamic, [each.kind for each in found.statements]) == (True, ["execute", "execute"])
    assert relation_names(found) == set()


def test_executing_nonsense_is_still_dynamic() -> None:
    found = plpgsql("execute 'no sql at all';")
    assert (found.understood, found.dynamic) == (True, True)


def test_sql_bodies() -> None:
    found = of(
        "create function f() returns int language sql as $$\n"
        "  insert into log values (1);\n"
        "  -- and\n"
        "  with gone as (delete from note returning *) select count(*) from gone\n$$;"
    )
    assert kinds(found) == [("insert", 2), ("select", 4), ("delete", 4)]
    assert [each.expression.text for each in found.statements] == [
        "insert into log values (1)",
        "with gone as (delete from note returning *) select count(*) from gone",
        "delete from note returning *",
    ]
    assert relation_names(found) == {"public.log", "public.note"}


def test_a_quoted_body_has_places_unless_quotes_are_doubled() -> None:
    plain = of("create function f() returns int language sql as 'select 1 from note'")
    doubled = of("create function f() returns text language sql as 'select ''a'' from note'")
    assert plain.span is not None
    assert plain.span.text == plain.text == "select 1 from note"
    assert plain.statements[0].expression.span == plain.span
    assert (doubled.span, doubled.text, doubled.statements[0].expression.span) == (None, "select 'a' from note", None)


def test_standard_bodies() -> None:
    atomic = of(
        "create procedure p(i int) begin atomic\n"
        "  select case when true then 1 end from note; ;\n"
        "  delete from log where id = i;\n"
        "end"
    )
    assert [(each.kind, each.line, each.expression.text) for each in atomic.statements] == [
        ("select", 2, "select case when true then 1 end from note"),
        ("delete", 3, "delete from log where id = i"),
    ]
    single = of("create function f(i int default 1) returns int return i + (select max(id) from note)")
    assert [(each.kind, each.expression.text) for each in single.statements] == [
        ("select", "i + (select max(id) from note)")
    ]
    assert single.text == "return i + (select max(id) from note)"


def test_an_empty_standard_body() -> None:
    assert of("create procedure p() begin atomic end").statements == ()


def test_a_body_is_read_under_its_own_search_path() -> None:
    before = "create schema app; create table app.note (id int); create table public.note (id int);\n"
    own = of("create function f() returns int language sql set search_path = app as 'select 1 from note'", before)
    session = of("create function f() returns int language sql as 'select 1 from note'", before)
    assert own.relations == {QualifiedName("app", "note")}
    assert session.relations == {QualifiedName("public", "note")}


@pytest.mark.parametrize(
    ("language", "text"),
    [("plpython3u", "return 1"), ("sql", "selec 1"), ("plpgsql", "begin if; end"), ("plpgsql", "")],
)
def test_what_cannot_be_parsed_is_not_understood(language: str, text: str) -> None:
    found = of(f"create function f() returns int language {language} as $${text}$$;")
    assert (found.understood, found.statements, found.text) == (False, (), text)


def test_one_bad_expression_does_not_hide_the_rest() -> None:
    found = plpgsql("if 1 = = 1 then null; end if; delete from note;")
    assert not found.understood
    assert relation_names(found) <= {"public.note"}


def test_a_body_from_a_server_has_no_places() -> None:
    definition = "create function public.f() returns int language plpgsql as $$begin return (select 1 from note); end$$"
    found = body("plpgsql", "begin return (select 1 from note); end", definition)
    assert [(each.kind, each.expression.span) for each in found.statements] == [("expression", None)]
    assert found.relations == {QualifiedName("public", "note")}
