"""The modules of a package, and what they say of themselves, without importing them."""

import ast
from pathlib import Path


def modules(folder: Path) -> dict[str, Path]:
    """The public modules of a package's folder, in alphabetical order, by name with dashes for underscores."""
    files = sorted(folder.glob("*.py"))
    return {file.stem.replace("_", "-"): file for file in files if not file.stem.startswith("_")}


def docstring(file: Path) -> str:
    """A module's docstring; empty where it has none."""
    return ast.get_docstring(ast.parse(file.read_bytes())) or ""
