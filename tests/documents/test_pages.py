"""The generated pages say what there is."""

import pytest

from documents.markdown import anchor, plain, table
from documents.pages import orphans, pages


def test_every_page_is_up_to_date() -> None:
    stale = [path.name for path, text in pages().items() if not path.exists() or path.read_text("utf-8") != text]
    stale += [path.name for path in orphans()]
    if stale:
        pytest.fail(f"out of date: {', '.join(stale)}. Do: make docs", pytrace=False)


def test_an_anchor_is_what_a_heading_is_found_by() -> None:
    assert anchor("(t) TRUNCATE, `anon`, and other_privileges") == "t-truncate-anon-and-other_privileges"


def test_no_text_ends_a_cell_or_becomes_markup() -> None:
    assert table(["a"], [[plain("'active' | `closed` *")]]) == "| a |\n| --- |\n| 'active' \\| \\`closed\\` \\* |\n"
