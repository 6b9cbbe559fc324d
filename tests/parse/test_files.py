"""Which files are read, in which order, and what is said of those that cannot be."""

from pathlib import Path

import pytest

from pgcordon.model import Catalog, ObjectAddress, ObjectType, QualifiedName
from pgcordon.parse import NothingToRead, load, load_text


def _tables(catalog: Catalog) -> list[str]:
    return [table.name.name for table in catalog.tables]


def test_a_folder_means_its_sql_files_at_any_depth_by_relative_path(tmp_path: Path) -> None:
    (tmp_path / "10").mkdir()
    (tmp_path / ".hidden").mkdir()
    (tmp_path / "10" / "b.sql").write_text("create table third ();")
    (tmp_path / "10" / "a.sql").write_text("create table second ();")
    (tmp_path / "00.sql").write_text("create table first ();")
    (tmp_path / "notes.txt").write_text("create table never ();")
    (tmp_path / ".hidden" / "c.sql").write_text("create table never ();")
    assert _tables(load([tmp_path])) == ["first", "second", "third"]


def test_files_are_read_in_the_order_given_and_once(tmp_path: Path) -> None:
    one, two = tmp_path / "1.sql", tmp_path / "2.ddl"
    one.write_text("create table one ();")
    two.write_text("create table two ();")
    (tmp_path / "sub").mkdir()
    catalog = load([two, one, tmp_path / "sub" / ".." / "1.sql", tmp_path])
    assert _tables(catalog) == ["two", "one"]
    assert [Path(source.path).name for source in catalog.sources] == ["2.ddl", "1.sql"]


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "1.sql").write_bytes(b"\xef\xbb\xbfcreate table marked ();")
    assert _tables(load([tmp_path])) == ["marked"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"select '\xff'", r"1\.sql: not UTF-8: byte 0xff at offset 8; save the file as UTF-8"),
        (b"select 1\0", r"1\.sql: a zero byte at offset 8"),
    ],
)
def test_a_file_that_is_no_text_is_named_with_the_byte(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "1.sql").write_bytes(content)
    with pytest.raises(NothingToRead, match=message):
        load([tmp_path])


def test_what_is_not_there_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(NothingToRead, match=r"nowhere: no such file or folder"):
        load([tmp_path / "nowhere"])
    with pytest.raises(NothingToRead, match=r"no \.sql file in this folder"):
        load([tmp_path])


def test_the_base_is_known_and_given_but_its_statements_are_not_carried_over() -> None:
    base = load_text(
        "create schema auth; create table auth.users (id uuid primary key); do $$ begin perform 1; end $$;"
    )
    catalog = load_text("create table note (id int, owner uuid references auth.users);", base=base)
    assert _tables(catalog) == ["users", "note"]
    assert catalog.tables[1].foreign_keys[0].referenced_columns == ("id",)
    assert catalog.opaque == ()
    assert [source.path for source in catalog.sources] == ["<stdin>"]
    assert len(catalog.statements) == 1
    assert ObjectAddress(ObjectType.TABLE, "auth.users") in catalog.given
    assert ObjectAddress(ObjectType.COLUMN, "auth.users.id") in catalog.given
    assert ObjectAddress(ObjectType.CONSTRAINT, "users_pkey on auth.users") in catalog.given
    assert ObjectAddress(ObjectType.TABLE, "public.note") not in catalog.given


def test_an_object_of_the_base_may_be_altered() -> None:
    base = load_text("create schema storage; create table storage.objects (id uuid);")
    catalog = load_text("alter table storage.objects enable row level security;", base=base)
    table = catalog.table(QualifiedName("storage", "objects"))
    assert table is not None
    assert table.row_security
    assert [span.text for span in table.changes] == ["alter table storage.objects enable row level security"]
