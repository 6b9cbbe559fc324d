"""Which tests claim which requirements, read from their source without importing it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TESTS = Path(__file__).parents[1]
_MARK = "requirement"
_EVERY_TEST = "pytestmark"


class UnclearClaimError(Exception):
    """A mark from which it cannot be read who claims what."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A test says that it holds the schema to a requirement."""

    requirement: str
    test: str
    file: Path


@cache
def claims() -> tuple[Claim, ...]:
    """Every claim of the project's tests. Raises UnclearClaimError."""
    here = Path(__file__).parent  # speaks of the mark without using it
    files = (file for file in sorted(TESTS.rglob("*.py")) if file.parent != here)
    return tuple(claim for file in files for claim in claims_in(file.read_text("utf-8"), file))


def claims_in(source: str, file: Path) -> Iterator[Claim]:
    """The claims of one module, in its order. Raises UnclearClaimError."""
    if f".{_MARK}(" not in source:
        return
    module = ast.parse(source)
    for statement in module.body:
        for mark in _marks(statement):
            tests = list(_claimants(statement, mark, module))
            if not tests:
                raise UnclearClaimError(
                    f"{file}:{mark.lineno}: no test has this mark. Do: put it on a test or its parameters."
                )
            yield from (Claim(name, test, file) for test in tests for name in _names(mark, file))


def _marks(statement: ast.stmt) -> Iterator[ast.Call]:
    marks = (node for node in ast.walk(statement) if isinstance(node, ast.Call) and _is_mark(node.func))
    yield from sorted(marks, key=lambda mark: (mark.lineno, mark.col_offset))


def _is_mark(function: ast.expr) -> bool:
    return isinstance(function, ast.Attribute) and function.attr == _MARK


def _claimants(statement: ast.stmt, mark: ast.Call, module: ast.Module) -> Iterator[str]:
    """The tests that bear the mark which stands in this statement of the module."""
    if isinstance(statement, ast.FunctionDef):
        if any(mark in ast.walk(decorator) for decorator in statement.decorator_list):
            yield statement.name
        return
    assigned = {
        node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    for function in module.body:
        if isinstance(function, ast.FunctionDef):
            used = {
                node.id for each in function.decorator_list for node in ast.walk(each) if isinstance(node, ast.Name)
            }
            if assigned & used or (_EVERY_TEST in assigned and function.name.startswith("test_")):
                yield function.name


def _names(mark: ast.Call, file: Path) -> Iterator[str]:
    for argument in mark.args:
        if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str)):
            raise UnclearClaimError(
                f"{file}:{mark.lineno}: {ast.unparse(argument)} is no literal. Do: write the id itself."
            )
        yield argument.value
