"""What can be wrong with settings and with the paths to check."""

from collections.abc import Iterable

from pgcordon.model.errors import CouldNotCheck


class SettingsError(CouldNotCheck):
    """A settings file cannot be followed; the message names the file, the line where it is known, and the key."""


class NoSystem(CouldNotCheck):
    """A path leads to no SQL."""


def nearest(name: str, known: Iterable[str], otherwise: str | None = None) -> str:
    """How an error about an unknown name ends: with the nearest known one, else `otherwise`, else with all of them."""
    from difflib import get_close_matches

    names = sorted(known)
    close = get_close_matches(name, names, n=1, cutoff=0.5)
    return f"did you mean `{close[0]}`?" if close else otherwise or f"known are {', '.join(names) or 'none'}"
