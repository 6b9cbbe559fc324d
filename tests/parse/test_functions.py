"""Functions, procedures and aggregates."""

import pytest

from pgcordon.model import ArgumentMode, Function, FunctionKind, QualifiedName, TypeName, Volatility
from pgcordon.parse import load_text

INTEGER = TypeName("pg_catalog", "int4")


def function(sql: str) -> Function:
    catalog = load_text(sql)
    assert not catalog.opaque
    assert not catalog.syntax_faults
    return catalog.functions[-1]


def test_a_plain_function_has_postgres_defaults() -> None:
    found = function("create function f() returns int language sql as 'select 1'")
    assert (found.name, found.kind, found.language) == (QualifiedName("public", "f"), FunctionKind.FUNCTION, "sql")
    assert (found.volatility, found.security_definer, found.strict, found.leakproof) == (
        Volatility.VOLATILE,
        False,
        False,
        False,
    )
    assert (found.returns, found.returns_set, found.settings, found.arguments) == (INTEGER, False, (), ())


def test_arguments_with_modes_and_defaults() -> None:
    found = function(
        "create function app.f(a int, out b text, inout c numeric(5,2), d text default 'x', variadic e int[] = '{}')"
        " returns record language sql stable strict security definer leakproof as ''"
    )
    assert [(each.name, each.mode, str(each.type), each.default and each.default.text) for each in found.arguments] == [
        ("a", ArgumentMode.IN, "integer", None),
        ("b", ArgumentMode.OUT, "text", None),
        ("c", ArgumentMode.INOUT, "numeric(5,2)", None),
        ("d", ArgumentMode.IN, "text", "'x'"),
        ("e", ArgumentMode.VARIADIC, "integer[]", "'{}'"),
    ]
    assert found.identity == "app.f(integer,numeric,text,integer[])"
    assert found.signature == "f(integer, numeric, text, integer[])"
    assert (found.volatility, found.strict, found.security_definer, found.leakproof) == (
        Volatility.STABLE,
        True,
        True,
        True,
    )


def test_returns_table_and_setof() -> None:
    table = function("create function f() returns table (a int, b text) language sql as ''")
    assert [(each.name, each.mode) for each in table.arguments] == [
        ("a", ArgumentMode.TABLE),
        ("b", ArgumentMode.TABLE),
    ]
    assert (table.returns_set, table.identity) == (True, "public.f()")
    rows = function("create table note (id int); create function f() returns setof note language sql as ''")
    assert (rows.returns, rows.returns_set) == (TypeName("public", "note"), True)


@pytest.mark.parametrize(
    ("clause", "settings"),
    [
        ("set search_path = ''", (("search_path", ""),)),
        ("set search_path to public, pg_temp", (("search_path", "public, pg_temp"),)),
        ("set search_path = '$user', \"Mixed\"", (("search_path", "$user, Mixed"),)),
        ("set search_path from current", (("search_path", "from current"),)),
        ("set a.b = 1 set row_security to off", (("a.b", "1"), ("row_security", "off"))),
    ],
)
def test_set_clauses(clause: str, settings: tuple[tuple[str, str], ...]) -> None:
    assert function(f"create function f() returns int language sql {clause} as 'select 1'").settings == settings


CREATED = "create function f(a int) returns int language sql as 'select 1';\n"


@pytest.mark.parametrize(
    ("alteration", "field", "value"),
    [
        ("security definer", "security_definer", True),
        ("set search_path = ''", "settings", (("search_path", ""),)),
        ("set a.b = '1' set c.d = '2' reset a.b", "settings", (("c.d", "2"),)),
        ("set a.b = '1' reset all", "settings", ()),
        ("set a.b to default", "settings", ()),
        ("immutable strict", "volatility", Volatility.IMMUTABLE),
        ("called on null input", "strict", False),
        ("owner to boss", "owner", "boss"),
    ],
)
def test_alter_function(alteration: str, field: str, value: object) -> None:
    for name in ("f(int)", "f", "public.f(integer)"):
        found = function(f"{CREATED}alter function {name} {alteration};")
        assert getattr(found, field) == value
        assert [change.begins.line for change in found.changes] == [2]


def test_renamed_and_moved() -> None:
    sql = f"{CREATED}create schema app; alter function f(int) rename to g; alter function g set schema app;"
    assert function(sql).identity == "app.g(integer)"


def test_overloads_are_told_apart() -> None:
    catalog = load_text(
        f"{CREATED}create function f(a text) returns int language sql as 'select 2';\n"
        "alter function f(text) security definer; alter function f stable;"
    )
    assert [(each.identity, each.security_definer) for each in catalog.functions] == [
        ("public.f(integer)", False),
        ("public.f(text)", True),
    ]
    assert [each.reason for each in catalog.opaque] == ["speaks of function f, which no file creates"]


def test_or_replace_keeps_owner_and_grants_but_not_settings() -> None:
    catalog = load_text(
        f"{CREATED}alter function f owner to boss; revoke execute on function f from public;\n"
        "alter function f set search_path = '';\n"
        "create or replace function f(b int) returns int language plpgsql stable as 'begin return 1; end';"
    )
    (found,) = catalog.functions
    assert (found.language, found.owner, found.settings) == ("plpgsql", "boss", ())
    assert found.defined is not None
    assert (found.defined.begins.line, [each.begins.line for each in found.changes]) == (1, [2, 3, 4])
    assert catalog.grants == ()


def test_creating_it_twice_is_opaque() -> None:
    catalog = load_text(CREATED + CREATED)
    assert [each.reason for each in catalog.opaque] == ["creates function public.f(integer), which exists already"]


def test_altering_an_unknown_function_is_opaque() -> None:
    catalog = load_text(f"{CREATED}alter function f(text) stable;")
    assert [each.reason for each in catalog.opaque] == ["speaks of function f, which no file creates"]


def test_procedures_and_aggregates() -> None:
    procedure = function("create procedure p(a int) language sql as 'select 1'")
    assert (procedure.kind, procedure.returns, str(procedure.address)) == (
        FunctionKind.PROCEDURE,
        None,
        "procedure public.p(integer)",
    )
    aggregate = function("create aggregate total(int, text) (sfunc = f, stype = int8)")
    assert (aggregate.kind, str(aggregate.address)) == (FunctionKind.AGGREGATE, "aggregate public.total(integer,text)")
    assert aggregate.returns == TypeName("pg_catalog", "int8")
    assert function("create aggregate every_row(*) (sfunc = f, stype = int8)").identity == "public.every_row()"


def test_a_function_in_c_has_no_body() -> None:
    assert function("create function f() returns int language c as 'library', 'symbol'").body is None


def test_the_language_may_be_quoted_and_come_last() -> None:
    found = function("create function f() returns int as 'begin return 1; end' language 'PLpgSQL'")
    assert (found.language, found.body and found.body.understood) == ("plpgsql", True)


def test_an_operator_is_opaque() -> None:
    catalog = load_text("create operator === (leftarg = int, rightarg = int, function = int4eq);")
    assert [each.reason for each in catalog.opaque] == ["creates operator ===: such objects are not looked at"]
