"""Rules, and how they are found."""

import sys
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar, overload

import msgspec

from pgcordon.model import Catalog, Flaw, Severity
from pgcordon.rules._documentation import Documentation

Options = TypeVar("Options", bound=msgspec.Struct)


class When(StrEnum):
    """When a rule runs where the settings say nothing of it."""

    ALWAYS = "always"
    """It holds for everyone."""
    SINCE = "since"
    """It judges changes, and so only what `--since` says is one: what is applied already cannot be done otherwise."""
    NAMED = "named"
    """It is a convention: it runs where the settings or the command line name it."""


class Rule(msgspec.Struct, frozen=True):
    """A rule. `options` is the type of its options, None where it has none.

    `family` is the package it stands in. `aliases` are the names that splinter and squawk have for it. Several rules
    may share one, which then means all of them.
    """

    name: str
    family: str
    severity: Severity
    check: Callable[..., Iterable[Flaw]]
    options: type[msgspec.Struct] | None
    when: When
    aliases: tuple[str, ...]
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
    severity: Severity, *, options: None = None, when: When = When.ALWAYS, aliases: tuple[str, ...] = ()
) -> Callable[[Callable[[Catalog], Iterable[Flaw]]], Rule]: ...
@overload
def rule(
    severity: Severity, *, options: type[Options], when: When = When.ALWAYS, aliases: tuple[str, ...] = ()
) -> Callable[[Callable[[Catalog, Options], Iterable[Flaw]]], Rule]: ...
def rule(
    severity: Severity,
    *,
    options: type[msgspec.Struct] | None = None,
    when: When = When.ALWAYS,
    aliases: tuple[str, ...] = (),
) -> Callable[[Callable[..., Iterable[Flaw]]], Rule]:
    """Make a function into the rule of its module."""

    def register(check: Callable[..., Iterable[Flaw]]) -> Rule:
        *_, family, module = check.__module__.split(".")
        docstring = sys.modules[check.__module__].__doc__ or ""
        return Rule(module.replace("_", "-"), family, severity, check, options, when, aliases, docstring)

    return register


@cache
def all_rules() -> Mapping[str, Rule]:
    """Every rule by name, in alphabetical order. Raises TypeError for a module without the rule it is named after."""
    files = Path(__file__).parent.glob("[!_]*/[!_]*.py")
    found = sorted((_rule_of(file.parent.name, file.stem) for file in files), key=lambda rule: rule.name)
    return MappingProxyType({rule.name: rule for rule in found})


@cache
def _by_alias() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for rule in all_rules().values():
        for alias in rule.aliases:
            found[alias] = (*found.get(alias, ()), rule.name)
    return found


def rule_names(name: str) -> tuple[str, ...]:
    """The names of the rules that go by this name or alias; empty where there is none."""
    return (name,) if name in all_rules() else _by_alias().get(name, ())


def _rule_of(family: str, module_name: str) -> Rule:
    module = import_module(f"{__package__}.{family}.{module_name}")
    found: Any = getattr(module, module_name, None)
    if not isinstance(found, Rule):
        raise TypeError(f"{module.__file__} defines no rule named {module_name}")
    return found
