"""Finds the properties by walking their package."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from pgcordon.clock.scenario import Scenario
from pgcordon.clock.stage import Stage

Scenarios = Callable[[Stage], Iterator[Scenario]]
Applies = Callable[[Stage], bool]


@dataclass(frozen=True, slots=True)
class Property:
    """Something that must hold of an expiry rule, and the scenarios in which it would be seen not to."""

    name: str
    scenarios: Scenarios
    applies: Applies
    """Whether the rule promises it at all: without a sweep, nothing is asked of one."""
    documentation: str


_REGISTERED: dict[str, Property] = {}


def expiry_property(applies: Applies) -> Callable[[Scenarios], Scenarios]:
    """Register a function as the property that its file is named after."""

    def register(scenarios: Scenarios) -> Scenarios:
        module = importlib.import_module(scenarios.__module__)
        name = scenarios.__module__.rpartition(".")[2].replace("_", "-")
        _REGISTERED[name] = Property(name, scenarios, applies, module.__doc__ or "")
        return scenarios

    return register


def opens(stage: Stage) -> bool:
    return stage.rule.open is not None


def sweeps(stage: Stage) -> bool:
    return stage.rule.sweep is not None


def denies(stage: Stage) -> bool:
    return bool(stage.rule.denies)


@cache
def all_properties() -> Mapping[str, Property]:
    """Every property by its name, in alphabetical order."""
    import pgcordon.clock.properties

    for module in pkgutil.iter_modules(pgcordon.clock.properties.__path__):
        importlib.import_module(f"pgcordon.clock.properties.{module.name}")
    return dict(sorted(_REGISTERED.items()))
