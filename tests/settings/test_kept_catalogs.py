"""Catalogs of platforms that are kept between runs: never one of another state, never one of somebody else."""

import os
import pickle
from importlib import import_module
from pathlib import Path

import pytest

from pgcordon.model import Catalog, Schema
from pgcordon.systems.kept import kept

FIRST, SECOND = Catalog(schemas=(Schema("first"),)), Catalog(schemas=(Schema("second"),))


@pytest.fixture
def sql(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A platform's only file; what is kept is kept beside it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    file = tmp_path / "platform.sql"
    file.write_text("create schema first;")
    return file


def keeping(sql: Path) -> Path:
    return sql.parent / "cache" / "pgcordon" / "platform.pickle"


def test_the_second_time_it_is_not_read(sql: Path) -> None:
    assert kept("platform", [sql], lambda: FIRST) == FIRST
    assert kept("platform", [sql], lambda: SECOND) == FIRST
    assert [path.name for path in keeping(sql).parent.iterdir()] == ["platform.pickle"]


def test_a_file_that_changed_is_read_again(sql: Path) -> None:
    kept("platform", [sql], lambda: FIRST)
    times = sql.stat()
    os.utime(sql, ns=(times.st_atime_ns, times.st_mtime_ns + 1))
    assert kept("platform", [sql], lambda: SECOND) == SECOND
    assert kept("platform", [sql], lambda: FIRST) == SECOND


def test_another_version_reads_for_itself(sql: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept("platform", [sql], lambda: FIRST)
    monkeypatch.setattr("pgcordon.__version__", "99")
    assert kept("platform", [sql], lambda: SECOND) == SECOND


@pytest.mark.parametrize("part", ["model", "parse", "parse/expression", "systems", "platforms"])
def test_code_that_changed_reads_for_itself(
    sql: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    package = tmp_path / "package"
    for each in ("model", "parse/expression", "systems", "platforms"):
        (package / each).mkdir(parents=True)
    monkeypatch.setattr(import_module("pgcordon.systems.kept"), "_PACKAGE", package)
    kept("platform", [sql], lambda: FIRST)
    assert kept("platform", [sql], lambda: SECOND) == FIRST
    (package / part / "new.py").touch()
    assert kept("platform", [sql], lambda: SECOND) == SECOND


@pytest.mark.parametrize("damage", [b"", b"no pickle", pickle.dumps("something else"), pickle.dumps(FIRST)[:-20]])
def test_what_is_damaged_is_read_again(sql: Path, damage: bytes) -> None:
    kept("platform", [sql], lambda: FIRST)
    keeping(sql).write_bytes(damage)
    assert kept("platform", [sql], lambda: SECOND) == SECOND
    assert kept("platform", [sql], lambda: FIRST) == SECOND


def test_what_others_may_write_to_is_not_run(sql: Path) -> None:
    kept("platform", [sql], lambda: FIRST)
    keeping(sql).chmod(0o666)
    assert kept("platform", [sql], lambda: SECOND) == SECOND


def test_what_another_user_put_there_is_not_run(sql: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept("platform", [sql], lambda: FIRST)
    monkeypatch.setattr(os, "getuid", lambda: sql.stat().st_uid + 1)
    assert kept("platform", [sql], lambda: SECOND) == SECOND


def test_it_is_for_its_user_alone(sql: Path) -> None:
    before = os.umask(0o002)
    try:
        kept("platform", [sql], lambda: FIRST)
    finally:
        os.umask(before)
    assert keeping(sql).stat().st_mode & 0o077 == 0
    assert kept("platform", [sql], lambda: SECOND) == FIRST


def test_where_nothing_can_be_kept_it_is_read_every_time(sql: Path) -> None:
    keeping(sql).parent.parent.write_text("a file where the folder should be")
    assert kept("platform", [sql], lambda: FIRST) == FIRST
    assert kept("platform", [sql], lambda: SECOND) == SECOND
