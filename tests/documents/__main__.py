"""Write the generated pages: `make docs`."""

from documents.pages import orphans, pages

for path, text in pages().items():
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
for path in orphans():
    path.unlink()
