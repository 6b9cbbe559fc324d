"""The generated pages say what there is."""

from pathlib import Path

import pytest

from documents.markdown import anchor, plain, table
from documents.pages import PAGES


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_page_is_up_to_date(path: Path) -> None:
    written = path.read_text("utf-8") if path.exists() else ""
    if written != PAGES[path]():
        pytest.fail(f"docs/{path.name} is out of date. Do: make docs", pytrace=False)


def test_an_anchor_is_what_a_heading_is_found_by() -> None:
    assert anchor("(t) TRUNCATE, `anon`, and other_privileges") == "t-truncate-anon-and-other_privileges"


def test_no_text_ends_a_cell_or_becomes_markup() -> None:
    assert table(["a"], [[plain("'active' | `closed` *")]]) == "| a |\n| --- |\n| 'active' \\| \\`closed\\` \\* |\n"
