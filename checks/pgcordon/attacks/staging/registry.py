"""Finds the attacks by walking the package."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from pgcordon.attacks.staging.attempt import Attempt
from pgcordon.attacks.staging.stage import Stage

Attempts = Callable[[Stage], Iterator[Attempt]]


@dataclass(frozen=True, slots=True)
class Attack:
    """A named way to try what should not work, and what should."""

    name: str
    make: Attempts
    documentation: str

    def attempts(self, stage: Stage) -> Iterator[Attempt]:
        """What it tries on this stage."""
        return (replace(attempt, attack=self.name) for attempt in self.make(stage))


_REGISTERED: dict[str, Attack] = {}


def attack(attempts: Attempts) -> Attempts:
    """Register a function as the attack that its file is named after."""
    module = importlib.import_module(attempts.__module__)
    name = attempts.__module__.rpartition(".")[2].replace("_", "-")
    _REGISTERED[name] = Attack(name, attempts, module.__doc__ or "")
    return attempts


@cache
def all_attacks() -> Mapping[str, Attack]:
    """Every attack by its name, in alphabetical order."""
    import pgcordon.attacks

    for module in pkgutil.iter_modules(pgcordon.attacks.__path__):
        if not module.ispkg:
            importlib.import_module(f"pgcordon.attacks.{module.name}")
    return dict(sorted(_REGISTERED.items()))
