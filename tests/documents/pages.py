"""The generated pages, and what each ought to hold."""

from collections.abc import Callable, Mapping
from pathlib import Path

from documents import defects_page, requirements_page
from documents.markdown import ROOT

PAGES: Mapping[Path, Callable[[], str]] = {
    ROOT / "docs" / "as-specified.md": defects_page.render,
    ROOT / "docs" / "requirements.md": requirements_page.render,
}
