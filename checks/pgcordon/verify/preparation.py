"""Everything that must be known before the first attack: who acts, what can be reached, what rows look like."""

from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from uuid import UUID

from pgcordon.actors.actor import Actor, Person
from pgcordon.actors.blueprints import Blueprints, draw_blueprints, mentioned_columns
from pgcordon.actors.strategies import covering_world
from pgcordon.contract.contract import Contract
from pgcordon.database.server import Server
from pgcordon.database.templates import Loaded
from pgcordon.model import Catalog, Table
from pgcordon.platforms.definition import Platform
from pgcordon.verify.arena import Arena, open_arena
from pgcordon.verify.reach import callable_functions, reachable_tables, reachable_views
from pgcordon.verify.verifier import Verifier

_ARENAS = 2
"""The server works in one while we judge what it did in the other."""
_NEWCOMER = "new user"


@contextmanager
def prepared(system: str, server: Server, loaded: Loaded, catalog: Catalog, contract: Contract) -> Iterator[Verifier]:
    """A verifier for a loaded schema; `system` is its path as reports show it."""
    platform = loaded.platform
    people = cast(contract.actors.values())
    with ExitStack() as stack:
        arenas = tuple(stack.enter_context(open_arena(server, loaded, catalog, contract)) for _ in range(_ARENAS))
        arena = arenas[0]
        tables = reachable_tables(catalog, platform, contract)
        blueprints = _blueprints(arena, catalog, contract, platform, people, tables)
        yield Verifier(
            system=system,
            server=server,
            loaded=loaded,
            catalog=catalog,
            contract=contract,
            arenas=arenas,
            blueprints=blueprints,
            people=people,
            tables=tables,
            views=reachable_views(catalog, platform),
            functions=callable_functions(catalog, platform),
        )


def cast(actors: Collection[Actor]) -> tuple[Person, ...]:
    """The persons of every world: one of each kind, and of ordinary users a second one and a newcomer."""
    labels = [(actor, label) for actor in actors for label in _labels(actor)]
    return tuple(
        Person(actor, _uid(number) if actor.signed_in else None, label, newcomer=label == _NEWCOMER)
        for number, (actor, label) in enumerate(labels, start=1)
    )


def _labels(actor: Actor) -> tuple[str, ...]:
    return ("user", "another user", _NEWCOMER) if actor.name == "user" else (actor.name,)


def _uid(number: int) -> UUID:
    return UUID(f"a0000000-0000-4000-8000-{number:012d}")


def _blueprints(
    arena: Arena,
    catalog: Catalog,
    contract: Contract,
    platform: Platform,
    people: tuple[Person, ...],
    tables: tuple[Table, ...],
) -> Blueprints:
    """Blueprints in which no row makes an ordinary user special: that is left to the actors' setups.

    What the setups write is found by running them once in a world that does not know yet.
    """
    names = [table.name for table in tables]
    expiring = (f"{rule.clock} {rule.alive}" for rule in contract.expiry)
    looked_at = mentioned_columns([*contract.predicates(), *expiring])
    naive = draw_blueprints(catalog, names, platform.users, looked_at, (), arena.accepts)
    settled = arena.settled_columns(covering_world(naive, people))
    return draw_blueprints(catalog, names, platform.users, looked_at, settled, arena.accepts)
