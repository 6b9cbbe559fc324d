"""Write the generated pages: `make docs`."""

from documents.pages import PAGES

for path, render in PAGES.items():
    path.write_text(render(), "utf-8")
