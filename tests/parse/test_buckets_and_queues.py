"""Rows that a catalog keeps: storage buckets, and the tables of queues."""

import pytest

from pgcordon.model.storage import Bucket
from pgcordon.parse import load_text

MADE = "insert into storage.buckets (id, name, public) values ('docs', 'docs', false), ('faces', 'faces', true);\n"


def buckets(sql: str) -> list[tuple[str, bool]]:
    catalog = load_text(sql)
    assert catalog.opaque == ()
    return [(bucket.name, bucket.public) for bucket in catalog.buckets]


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        (MADE, [("docs", False), ("faces", True)]),
        ("insert into storage.buckets (public, id) values ('true', 'a');", [("a", True)]),
        ("insert into storage.buckets (id, name) values ('a', 'a');", [("a", False)]),
        ("insert into storage.buckets (id, name, public) values ('a', 'a', default);", [("a", False)]),
        ("insert into storage.buckets (id, name, public) select 'a', 'a', true;", [("a", True)]),
        ("insert into storage.buckets (id, public) select 'a'::text, true where not exists (select 1);", [("a", True)]),
        ("insert into storage.buckets values ('a', 'a', null, null, null, true);", [("a", True)]),
        (MADE + "insert into storage.buckets (id) values ('faces') on conflict do nothing;", "faces is public"),
        (
            MADE + "insert into storage.buckets (id, public) values ('docs', true) "
            "on conflict (id) do update set public = excluded.public;",
            [("docs", True), ("faces", True)],
        ),
        (
            MADE + "insert into storage.buckets (id) values ('faces') on conflict (id) do update set name = 'x';",
            "faces is public",
        ),
        (MADE + "update storage.buckets set public = false where id = 'faces';", [("docs", False), ("faces", False)]),
        (
            MADE + "update storage.buckets set public = true where id in ('docs', 'x');",
            [("docs", True), ("faces", True)],
        ),
        (MADE + "update storage.buckets set public = true;", [("docs", True), ("faces", True)]),
        (MADE + "update storage.buckets set file_size_limit = 1 where name like 'f%';", "faces is public"),
        (MADE + "delete from storage.buckets where id = 'docs';", [("faces", True)]),
        (MADE + "insert into public.note (id) select id from public.draft;", "faces is public"),
        ("begin; " + MADE + "rollback;", []),
        ("do $$ begin " + MADE + "end $$;", [("docs", False), ("faces", True)]),
    ],
)
def test_buckets_as_they_stand_after_the_last_statement(sql: str, expected: object) -> None:
    assert buckets(sql) == ([("docs", False), ("faces", True)] if expected == "faces is public" else expected)


def test_a_bucket_is_defined_where_it_last_became_what_it_is() -> None:
    [bucket] = load_text(
        "insert into storage.buckets (id) values ('a'); update storage.buckets set public = true;"
    ).buckets
    assert bucket.defined is not None
    assert bucket.defined.text == "update storage.buckets set public = true"


@pytest.mark.parametrize(
    ("sql", "reason"),
    [
        ("insert into storage.buckets (id) select id from public.tenant;", "makes buckets whose ids are only known"),
        ("insert into storage.buckets (id) values ('a' || 'b');", "speaks of a bucket whose id is only known"),
        ("insert into storage.buckets (name) values ('a');", "makes a bucket without saying its id"),
        ("insert into storage.buckets (id, public) values ('a', 1 = 1);", "makes a bucket public, or not"),
        (MADE + "insert into storage.buckets (id) values ('docs');", "creates bucket docs, which exists already"),
        (MADE + "update storage.buckets set public = true where id like 'd%';", "changes buckets that are only known"),
        (MADE + "update storage.buckets set id = 'x' where id = 'docs';", "renames a bucket"),
        (MADE + "delete from storage.buckets where public;", "changes buckets that are only known"),
        ("create extension pgmq; select pgmq.create(current_user::text);", "makes a queue whose name is only known"),
    ],
)
def test_what_is_only_known_at_run_time_is_opaque(sql: str, reason: str) -> None:
    [opaque] = load_text(sql).opaque
    assert opaque.reason.startswith(reason)


def test_the_model_needs_no_file() -> None:
    assert Bucket("a", True) == Bucket("a", public=True, defined=None)


def test_a_queue_is_a_table_and_its_archive() -> None:
    catalog = load_text("""
        create extension pgmq;
        select pgmq.create('Jobs'), pgmq.create_unlogged('fast');
        alter table pgmq.q_jobs enable row level security;
        select pgmq.drop_queue('fast');
        select public.create('x');
    """)
    assert catalog.opaque == ()
    assert [(str(table.name), table.row_security) for table in catalog.tables] == [
        ("pgmq.q_jobs", True),
        ("pgmq.a_jobs", False),
    ]
