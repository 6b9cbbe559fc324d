"""What several rules ask of one catalog, found once."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from pgcordon.model import Catalog

_Found = TypeVar("_Found")


def once_a_catalog(find: Callable[[Catalog], _Found]) -> Callable[[Catalog], _Found]:
    """Keep what is found with the catalog, as a cached property of it would; so it must never be changed."""
    key = f"{find.__module__}.{find.__qualname__}"

    @wraps(find)
    def found(catalog: Catalog) -> _Found:
        kept = vars(catalog)
        if key not in kept:
            kept[key] = find(catalog)
        result: _Found = kept[key]
        return result

    return found
