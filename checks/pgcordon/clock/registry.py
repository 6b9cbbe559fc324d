"""Finds the properties by walking their package."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from pgcordon.clock.scenario import Scenario
from pgcordon.clock.stage import Stage

AnyStage = Stage[Any]
StageType = TypeVar("StageType", bound=AnyStage)


@dataclass(frozen=True, slots=True)
class Property:
    """Something that must hold of a rule about time, and the scenarios in which it would be seen not to."""

    name: str
    scenarios: Callable[[Any], Iterator[Scenario]]
    promised: Callable[[AnyStage], bool]
    """Whether the rule on this stage promises it at all: without a sweep, nothing is asked of one."""
    documentation: str


_REGISTERED: dict[str, Property] = {}


def _always(_: object) -> bool:
    return True


def time_property(
    kind: type[StageType], promised: Callable[[StageType], bool] = _always
) -> Callable[[Callable[[StageType], Iterator[Scenario]]], Callable[[StageType], Iterator[Scenario]]]:
    """Register a function as the property that its file is named after, of rules that are set on this kind of stage."""

    def register(scenarios: Callable[[StageType], Iterator[Scenario]]) -> Callable[[StageType], Iterator[Scenario]]:
        module = importlib.import_module(scenarios.__module__)
        name = scenarios.__module__.rpartition(".")[2].replace("_", "-")

        def concerns(stage: AnyStage) -> bool:
            return isinstance(stage, kind) and promised(stage)

        _REGISTERED[name] = Property(name, scenarios, concerns, module.__doc__ or "")
        return scenarios

    return register


@cache
def all_properties() -> Mapping[str, Property]:
    """Every property by its name, in alphabetical order."""
    import pgcordon.clock.properties

    for module in pkgutil.iter_modules(pgcordon.clock.properties.__path__):
        importlib.import_module(f"pgcordon.clock.properties.{module.name}")
    return dict(sorted(_REGISTERED.items()))
