"""Which function replays which statement: one module per family of statements, found by walking `handlers`."""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from pgcordon.model import Span
from pgcordon.parse.nodes import Node

if TYPE_CHECKING:
    from pgcordon.parse.replay import Replay

Handler = Callable[["Replay", Node, Span], None]
"""Takes the replay, the fields of the statement's parse node and the span of the whole statement."""

_HANDLERS: dict[str, Handler] = {}


def handles(*kinds: str) -> Callable[[Handler], Handler]:
    """Register a function for parse nodes with these names, such as `CreatePolicyStmt`.

    Where the parser makes one node of several statements, the kind of object follows the name: ALTER VIEW is
    `AlterTableStmt OBJECT_VIEW`, CREATE MATERIALIZED VIEW `CreateTableAsStmt OBJECT_MATVIEW`.

    The handler raises `NotUnderstood` where the statement's effect on the catalog cannot be known.
    """

    def register(handler: Handler) -> Handler:
        for kind in kinds:
            if kind in _HANDLERS:
                raise ValueError(f"{kind} is handled twice: by {_HANDLERS[kind].__module__} and {handler.__module__}")
            _HANDLERS[kind] = handler
        return handler

    return register


@cache
def handlers() -> dict[str, Handler]:
    """Every handler by the name of its parse node."""
    from pgcordon.parse import handlers as package

    for module in iter_modules(package.__path__):
        import_module(f"{package.__name__}.{module.name}")
    return _HANDLERS
