"""A statement that a fix adds stands where a person would have written it."""

import pytest

from pgcordon.model import Edit
from pgcordon.parse import load_text
from pgcordon.rules._insertion import statement_behind

SQL = "create index on public.t (type)"


def inserted(text: str) -> str:
    """The text with an index behind the statement that makes the table."""
    catalog = load_text(text)
    [table] = catalog.tables
    assert table.defined is not None
    return applied(statement_behind(catalog, table.columns[0].defined or table.defined, SQL))


def applied(edit: Edit) -> str:
    text = edit.span.source.text
    return text[: edit.span.start] + edit.replacement + text[edit.span.end :]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("create table public.t (type int);\n", f"create table public.t (type int);\n{SQL};\n"),
        ("create table public.t (type int)", f"create table public.t (type int);\n{SQL};"),
        ("create table public.t (type int)  \n", f"create table public.t (type int);\n{SQL};\n"),
        (
            "create table public.t (type int) -- t\n;\nselect 1;",
            f"create table public.t (type int) -- t\n;\n{SQL};\nselect 1;",
        ),
        (
            "create table public.t (type int); -- t\nselect 1;",
            f"create table public.t (type int); -- t\n{SQL};\nselect 1;",
        ),
        ("create table public.t (type int); /* t */\n", f"create table public.t (type int); /* t */\n{SQL};\n"),
        ("create table public.t (type int); /* a\nb */", f"create table public.t (type int);\n{SQL};\n/* a\nb */"),
        ("create table public.t (type int); select 1;", f"create table public.t (type int);\n{SQL};\nselect 1;"),
        ("create table public.t (type int);\r\nselect 1;", f"create table public.t (type int);\r\n{SQL};\r\nselect 1;"),
        ("  create table public.t (type int);\n", f"  create table public.t (type int);\n  {SQL};\n"),
        (
            "CREATE TABLE public.t (type int);\n",
            "CREATE TABLE public.t (type int);\nCREATE INDEX ON public.t (type);\n",
        ),
        (
            "do $$ begin create table public.t (type int); end $$;\nselect 1;",
            f"do $$ begin create table public.t (type int); end $$;\n{SQL};\nselect 1;",
        ),
    ],
)
def test_the_statement_stands_on_a_line_of_its_own(before: str, after: str) -> None:
    assert inserted(before) == after
