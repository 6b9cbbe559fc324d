"""Rules, and how they are found."""

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar, overload

import msgspec

from pgcordon.model import Catalog, Flaw, Severity
from pgcordon.rules._documentation import Documentation

Options = TypeVar("Options", bound=msgspec.Struct)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule. `options` is the type of its options, None where it has none.

    `default` says whether the rule runs where no settings speak of it: rules that hold for everyone do,
    conventions do not.
    """

    name: str
    severity: Severity
    check: Callable[..., Iterable[Flaw]]
    options: type[msgspec.Struct] | None
    default: bool
    docstring: str

    def flaws(self, catalog: Catalog, options: object | None = None) -> Iterable[Flaw]:
        """What is wrong with the catalog. `options` is a value of the options type; None stands for its defaults."""
        if self.options is None:
            return self.check(catalog)
        return self.check(catalog, self.options() if options is None else options)

    @property
    def documentation(self) -> Documentation:
        return Documentation.parse(self.docstring)


@overload
def rule(
    severity: Severity, *, options: None = None, default: bool = True
) -> Callable[[Callable[[Catalog], Iterable[Flaw]]], Rule]: ...
@overload
def rule(
    severity: Severity, *, options: type[Options], default: bool = True
) -> Callable[[Callable[[Catalog, Options], Iterable[Flaw]]], Rule]: ...
def rule(
    severity: Severity, *, options: type[msgspec.Struct] | None = None, default: bool = True
) -> Callable[[Callable[..., Iterable[Flaw]]], Rule]:
    """Make a function into the rule of its module. With `default=False` it runs only where the settings name it."""

    def register(check: Callable[..., Iterable[Flaw]]) -> Rule:
        name = check.__module__.rpartition(".")[2].replace("_", "-")
        return Rule(name, severity, check, options, default, sys.modules[check.__module__].__doc__ or "")

    return register


@cache
def all_rules() -> Mapping[str, Rule]:
    """Every rule by name, in alphabetical order. Raises TypeError for a module without the rule it is named after."""
    modules = sorted(path.stem for path in Path(__file__).parent.glob("[!_]*.py"))
    return MappingProxyType({found.name: found for found in map(_rule_of, modules)})


def _rule_of(module_name: str) -> Rule:
    module = import_module(f"{__package__}.{module_name}")
    found: Any = getattr(module, module_name, None)
    if not isinstance(found, Rule):
        raise TypeError(f"{module.__file__} defines no rule named {module_name}")
    return found
