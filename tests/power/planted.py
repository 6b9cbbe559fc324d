"""Every planted change, found by walking the systems' packages."""

import importlib
import pkgutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest

from power.hole import Harmless, Hole

SCHEMA = Path(__file__).parents[2] / "schema"

Change = TypeVar("Change")


@dataclass(frozen=True, slots=True)
class Planted:
    """The changes to one system, and the module that each stands in."""

    system: str
    holes: tuple[tuple[str, Hole], ...]
    harmless: tuple[Harmless, ...]


def everyday(changes: Sequence[Change], number: int) -> Iterator[tuple[Change, list[pytest.MarkDecorator]]]:
    """Each change with its marks: so many of them, spread evenly, are tested every day, the others are thorough."""
    for index, change in enumerate(changes):
        chosen = index * number // len(changes) != (index + 1) * number // len(changes) or number >= len(changes)
        yield change, [] if chosen else [pytest.mark.thorough]


def systems() -> Iterator[Planted]:
    """Each system that has changes and a schema to plant them in."""
    for module in pkgutil.iter_modules([str(Path(__file__).parent)]):
        if module.ispkg and (SCHEMA / module.name).is_dir():
            yield _of(module.name)


def _of(system: str) -> Planted:
    folder = Path(__file__).with_name(system)
    modules = {
        each.name: importlib.import_module(f"power.{system}.{each.name}")
        for each in pkgutil.iter_modules([str(folder)])
        if not each.name.startswith("test_")
    }
    return Planted(
        system,
        tuple((name, hole) for name, module in modules.items() for hole in getattr(module, "HOLES", ())),
        tuple(edit for module in modules.values() for edit in getattr(module, "EDITS", ())),
    )
