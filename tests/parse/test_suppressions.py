"""Comments that allow a finding, and what they cover."""

from pgcordon.model import Suppression
from pgcordon.parse import load_text


def _read(text: str) -> list[Suppression]:
    return list(load_text(text).suppressions)


def _brief(text: str) -> list[tuple[str, str, str]]:
    return [(each.rule, each.reason, each.covers.text) for each in _read(text)]


def test_other_comments_and_strings_suppress_nothing() -> None:
    assert _read("-- pgcordon is fine\nselect '-- pgcordon: allow x: y', $$ -- pgcordon: allow x: y $$;") == []


def test_alone_on_its_line_it_covers_the_statement_that_follows() -> None:
    text = "select 0;\n-- pgcordon: allow rls-disabled: a lookup table\n\ncreate table t (\n  a int\n);\nselect 1;"
    assert _brief(text) == [("rls-disabled", "a lookup table", "create table t (\n  a int\n)")]


def test_several_lines_cover_the_same_statement() -> None:
    text = "-- pgcordon: allow one: first\n-- why\n-- pgcordon: allow two: second\nselect 1;"
    assert _brief(text) == [("one", "first", "select 1"), ("two", "second", "select 1")]


def test_beside_code_it_covers_its_line() -> None:
    text = "create table t (\n  a int, -- pgcordon: allow x: y\n  b int\n);"
    assert _brief(text) == [("x", "y", "  a int, -- pgcordon: allow x: y")]


def test_alone_inside_a_statement_it_covers_the_next_line() -> None:
    text = "create table t (\n  -- pgcordon: allow x: y\n  -- and so on\n  a int,\n  b int\n);"
    assert _brief(text) == [("x", "y", "  a int,")]


def test_block_comments_do_as_well() -> None:
    assert _brief("/* pgcordon: allow x: some\n   reason */\nselect 1;") == [("x", "some\n   reason", "select 1")]


def test_a_missing_reason_is_empty() -> None:
    assert _brief("-- pgcordon: allow x\nselect 1;") == [("x", "", "select 1")]


def test_with_nothing_behind_it_it_covers_nothing() -> None:
    assert _brief("select 1;\n-- pgcordon: allow x: y") == [("x", "y", "")]


def test_it_counts_in_a_file_that_is_not_all_sql() -> None:
    text = "select from where;\n-- pgcordon: allow x: y\nselect 1;\nselect 'open"
    assert _brief(text) == [("x", "y", "select 1")]


def test_a_statement_at_fault_is_covered_too() -> None:
    [suppression] = _read("-- pgcordon: allow syntax-error: a template\nselect from where;")
    assert suppression.covers.text == "select from where"
