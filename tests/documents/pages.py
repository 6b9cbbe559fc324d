"""The generated pages, and what each ought to hold."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from documents import defects_page, requirements_page, rules_pages
from documents.markdown import ROOT


@cache
def pages() -> Mapping[Path, str]:
    """The text of every page by its path."""
    return {
        ROOT / "docs" / "as-specified.md": defects_page.render(),
        ROOT / "docs" / "requirements.md": requirements_page.render(),
        **rules_pages.pages(),
    }


def orphans() -> list[Path]:
    """The pages about rules that there are no longer."""
    return sorted(set(rules_pages.FOLDER.glob("*.md")) - pages().keys())
