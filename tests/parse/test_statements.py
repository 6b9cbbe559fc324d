"""Files are cut into statements; what is no SQL spoils no more than itself."""

from pathlib import Path

from pgcordon.model import Catalog
from pgcordon.parse import load_text


def _statements(catalog: Catalog) -> list[tuple[str, str]]:
    return [(statement.kind, statement.span.text) for statement in catalog.statements]


def _faults(catalog: Catalog) -> list[tuple[str, str, str]]:
    return [(str(fault.span), fault.span.text, fault.message) for fault in catalog.syntax_faults]


def test_nothing_is_no_statement() -> None:
    for empty in ("", "  \n", "-- only a comment", "/* one */ ; ;"):
        assert load_text(empty) == load_text(empty)
        assert load_text(empty).statements == ()
        assert load_text(empty).syntax_faults == ()


def test_a_statement_reaches_from_its_first_token_to_its_last() -> None:
    catalog = load_text(
        "-- héllo\n  select 'ü' -- behind\n ;/* ö */ vacuum /* inside */ plain /* ä */;\nselect 2 -- end"
    )
    assert _statements(catalog) == [
        ("Select", "select 'ü'"),
        ("Vacuum", "vacuum /* inside */ plain"),
        ("Select", "select 2"),
    ]


def test_spans_count_code_points_though_the_parser_counts_bytes() -> None:
    catalog = load_text("-- 😀é\ncreate table t (\n  \"größe\" int, -- ß\n  b text check (b <> 'ü')\n);")
    table = catalog.tables[0]
    assert [column.defined and column.defined.text for column in table.columns] == [
        '"größe" int',
        "b text check (b <> 'ü')",
    ]
    check = table.checks[0]
    assert check.defined is not None
    assert (check.defined.text, check.defined.begins) == ("check (b <> 'ü')", (4, 10))


def test_a_syntax_error_is_placed_and_the_rest_is_read() -> None:
    catalog = load_text(
        "create table é (a int);\ncreate table broken (a int,);\ncreate table c (a int);\nselect from where;"
    )
    assert [table.name.name for table in catalog.tables] == ["é", "c"]
    assert _faults(catalog) == [
        ("<stdin>:2:28", ")", 'syntax error at or near ")"'),
        ("<stdin>:4:13", "where", 'syntax error at or near "where"'),
    ]


def test_a_statement_that_ends_too_soon_is_placed_at_its_last_token() -> None:
    assert _faults(load_text("select 1;\nselect (2")) == [("<stdin>:2:9", "2", "syntax error at end of input")]


def test_a_missing_parenthesis_spoils_its_own_statement_only() -> None:
    catalog = load_text("create table a (x int;\ncreate table b (x int);")
    assert [table.name.name for table in catalog.tables] == ["b"]
    assert len(catalog.syntax_faults) == 1


def test_an_open_quote_spoils_what_it_swallows_up_to_the_next_statement() -> None:
    catalog = load_text("create table a ();\nselect 'open;\ncreate table b ();\ncreate table c ();")
    assert [table.name.name for table in catalog.tables] == ["a", "b", "c"]
    [(place, text, message)] = _faults(catalog)
    assert (place, text) == ("<stdin>:2:8", "'open;")
    assert message.startswith("unterminated quoted string")


def test_semicolons_inside_a_body_or_a_rule_end_no_statement() -> None:
    catalog = load_text(
        "create function one() returns int language sql begin atomic select 1; select case when true then 2 end; end;\n"
        "create rule r as on insert to t do instead (select 1; select 2);\n"
        "select broken from where;\n"
    )
    assert [kind for kind, _ in _statements(catalog)] == ["CreateFunction", "Rule"]
    assert len(catalog.syntax_faults) == 1


def test_what_only_psql_understands_is_set_aside() -> None:
    catalog = load_text(
        "\\set name 'it''s\n"
        "create table a (x text default '\\d');\n"
        "copy a from stdin;\n"
        "don't; create table never ();\n"
        "\\.\n"
        "\\i other.sql\n"
        "select 'create table b ()' \\gexec\n"
        "create table c ();\n"
    )
    assert [table.name.name for table in catalog.tables] == ["a", "c"]
    assert [kind for kind, _ in _statements(catalog)] == ["Create", "Copy", "Select", "Create"]
    assert catalog.syntax_faults == ()
    assert [(str(each.span), each.reason.split(":")[0]) for each in catalog.opaque] == [
        ("<stdin>:1:1", "psql meta-command \\set"),
        ("<stdin>:6:1", "psql meta-command \\i"),
        ("<stdin>:7:28", "psql meta-command \\gexec"),
    ]


def test_what_runs_only_at_run_time_is_opaque() -> None:
    catalog = load_text("do $$ begin execute f(); end $$; call p(); select 1; set role x;")
    assert [each.reason for each in catalog.opaque] == [
        "DO block: the text of EXECUTE depends on f()",
        "CALL: what it runs is only known at run time",
    ]


def test_deep_nesting_is_no_crash() -> None:
    catalog = load_text(f"create table t (a int check ({'(' * 3000}a > 1{')' * 3000})); create table u ();")
    assert "u" in [table.name.name for table in catalog.tables]


def test_a_file_cut_off_anywhere_still_gives_a_catalog() -> None:
    text = "".join(Path(__file__).with_name("differential.sql").read_text().splitlines(keepends=True)[:200])
    encoded = text.encode()
    whole = len(load_text(text).tables)
    counts = [len(load_text(encoded[:end].decode(errors="ignore")).tables) for end in range(0, len(encoded), 7 * 43)]
    assert max(counts) <= whole
    assert counts[0] == 0
    assert counts[-1] > whole // 2
