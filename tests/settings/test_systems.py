"""Which folders are schemas of their own."""

from pathlib import Path

import pytest

from pgcordon.settings import NoSystem, systems


def _touch(*files: Path) -> None:
    for file in files:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()


def test_a_folder_that_holds_sql_is_one_system_with_all_below_it(tmp_path: Path) -> None:
    _touch(tmp_path / "10_tables.sql", tmp_path / "later" / "20_more.sql")
    assert systems(tmp_path) == [tmp_path]


def test_a_folder_of_folders_stands_for_the_systems_below_it_in_alphabetical_order(tmp_path: Path) -> None:
    _touch(tmp_path / "shop" / "1.sql", tmp_path / "blog" / "deep" / "1.sql", tmp_path / "notes" / "README.md")
    assert systems(tmp_path) == [tmp_path / "blog" / "deep", tmp_path / "shop"]


def test_a_folder_with_a_contract_is_a_system_even_where_its_sql_lies_deeper(tmp_path: Path) -> None:
    _touch(
        tmp_path / "shop" / "access.toml",
        tmp_path / "shop" / "migrations" / "1.sql",
        tmp_path / "shop" / "seed" / "1.sql",
    )
    assert systems(tmp_path) == [tmp_path / "shop"]


def test_a_file_is_a_system_by_itself_whatever_its_name(tmp_path: Path) -> None:
    _touch(tmp_path / "dump.txt")
    assert systems(tmp_path / "dump.txt") == [tmp_path / "dump.txt"]


def test_hidden_folders_and_links_that_lead_in_circles_are_passed_over(tmp_path: Path) -> None:
    _touch(tmp_path / ".venv" / "1.sql", tmp_path / "shop" / "1.sql")
    (tmp_path / "circle").symlink_to(tmp_path, target_is_directory=True)
    assert systems(tmp_path) == [tmp_path / "shop"]


def test_a_path_that_leads_to_no_sql_says_so(tmp_path: Path) -> None:
    _touch(tmp_path / "docs" / "README.md")
    (tmp_path / "empty").mkdir()
    with pytest.raises(NoSystem, match=r"gone: no such file or folder"):
        systems(tmp_path / "gone")
    with pytest.raises(NoSystem, match=r"empty: the folder is empty"):
        systems(tmp_path / "empty")
    with pytest.raises(NoSystem, match=r"docs: no \.sql file in this folder or below it"):
        systems(tmp_path / "docs")
