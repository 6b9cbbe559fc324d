"""Where a schema lives: its roles, its users, its functions, and how a request's claims reach a session."""

from importlib import import_module
from inspect import signature
from pathlib import Path
from pkgutil import iter_modules

from pgcordon.model.errors import CouldNotCheck
from pgcordon.platforms.definition import Platform

STAND_INS = Path(__file__).with_name("stand_ins")
"""Control files and scripts of extensions, for servers that do not bring the real ones."""

_PARTS = frozenset({"claims", "definition"})


class UnknownPlatform(CouldNotCheck):
    """There is no platform of that name, or it has no such option."""


def names() -> tuple[str, ...]:
    """The platforms: the modules and packages beside this one that make one."""
    found = (module.name for module in iter_modules(__path__))
    return tuple(sorted(name for name in found if name not in _PARTS))


def get(name: str, **options: bool) -> Platform:
    """The platform of that name, made with its own options, such as `expose_new_tables` of supabase.

    Raises UnknownPlatform for a name or an option that does not exist.
    """
    if name not in names():
        raise UnknownPlatform(f"no such platform: {name}{_nearest(name, names())}")
    make = import_module(f"{__name__}.{name}").platform
    known = tuple(signature(make).parameters)
    for option in options:
        if option not in known:
            raise UnknownPlatform(f"platform {name} has no option {option}{_nearest(option, known)}")
    platform: Platform = make(**options)
    return platform


def _nearest(wrong: str, known: tuple[str, ...]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(wrong, known, n=1)
    if close:
        return f"; did you mean {close[0]}?"
    return f"; there is {', '.join(known)}" if known else ""
