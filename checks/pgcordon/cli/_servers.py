"""The throwaway servers of one command: one for all systems that run on the same PostgreSQL."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from pgcordon.database import Binaries, Server, best_for
from pgcordon.systems import System


def postgres_for(system: System, request: str | None) -> Binaries:
    """The PostgreSQL to verify a system on: what the request says, else its settings, else one that has its extensions.

    Raises NoPostgres.
    """
    catalog = system.catalog
    extensions = (each.name for each in catalog.extensions if each.address not in catalog.given)
    return best_for(extensions, request or system.settings.postgres)


@dataclass(frozen=True, slots=True)
class Servers:
    """Starts a server when the first system needs it."""

    _stack: ExitStack
    _running: dict[Binaries, Server] = field(default_factory=dict)

    def on(self, binaries: Binaries) -> Server:
        """The server of this PostgreSQL. Raises ServerFailed or NoRoom."""
        if binaries not in self._running:
            self._running[binaries] = self._stack.enter_context(Server.start(binaries))
        return self._running[binaries]


@contextmanager
def servers() -> Iterator[Servers]:
    """All of them end with the block."""
    with ExitStack() as stack:
        yield Servers(stack)
