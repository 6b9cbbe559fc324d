"""Writing mended files."""

import os
from pathlib import Path
from stat import S_IMODE

import pytest

from pgcordon.lint.fixing.writing import inside, write
from pgcordon.model import Source
from pgcordon.model.errors import CouldNotCheck


def change(path: Path, before: str, after: str) -> tuple[Source, Source]:
    return Source(str(path), before), Source(str(path), after)


def test_all_files_are_written_or_none(tmp_path: Path) -> None:
    first, second = tmp_path / "1.sql", tmp_path / "2.sql"
    first.write_text("select 1;")
    second.write_text("select 3;")
    with pytest.raises(CouldNotCheck, match=r"2\.sql: changed while it was being mended; no file was written"):
        write([change(first, "select 1;", "select 2;"), change(second, "select 2;", "select 4;")])
    assert (first.read_text(), second.read_text()) == ("select 1;", "select 3;")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["1.sql", "2.sql"]
    write([change(first, "select 1;", "select 2;"), change(second, "select 3;", "select 4;")])
    assert (first.read_text(), second.read_text()) == ("select 2;", "select 4;")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["1.sql", "2.sql"]


def test_mode_and_owner_stay(tmp_path: Path) -> None:
    file = tmp_path / "1.sql"
    file.write_text("select 1;")
    file.chmod(0o604)
    if os.geteuid() == 0:
        os.chown(file, 12345, 12346)
    before = file.stat()
    write([change(file, "select 1;", "select 2;")])
    after = file.stat()
    assert (after.st_uid, after.st_gid, S_IMODE(after.st_mode)) == (before.st_uid, before.st_gid, 0o604)


def test_a_file_that_is_gone_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CouldNotCheck, match=r"gone\.sql: cannot be written: No such file or directory"):
        write([change(tmp_path / "gone.sql", "", "select 1;")])


def test_what_lies_inside_is_told_by_where_links_lead(tmp_path: Path) -> None:
    (tmp_path / "schema").mkdir()
    outside, inward = tmp_path / "outside.sql", tmp_path / "inward.sql"
    outside.touch()
    (tmp_path / "schema" / "1.sql").touch()
    (tmp_path / "schema" / "2.sql").symlink_to(outside)
    inward.symlink_to(tmp_path / "schema" / "1.sql")
    given = [tmp_path / "schema"]
    assert inside(tmp_path / "schema" / "1.sql", given)
    assert not inside(tmp_path / "schema" / "2.sql", given)
    assert inside(inward, given)
    assert not inside(tmp_path / "schema-old" / "1.sql", given)
    assert inside(tmp_path / "schema" / "2.sql", [*given, tmp_path / "schema" / "2.sql"])
