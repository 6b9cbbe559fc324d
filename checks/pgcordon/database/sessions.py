"""Become somebody for a while, leaving nothing behind."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from psycopg import Connection

from pgcordon.actors.actor import Person
from pgcordon.platforms.definition import Platform


@contextmanager
def acting(connection: Connection[Any], person: Person, platform: Platform) -> Iterator[None]:
    """Run the block with the role and the claims of a person, then undo it: rows, role, claims and all.

    The settings are local to the transaction and made inside a savepoint, so that rolling back to it restores them,
    even where the block changed them itself or failed. On a connection in autocommit mode the transaction is ours
    and ends with the block.
    """
    with connection.transaction(force_rollback=True):
        settings = {**platform.session_settings(person), "role": person.actor.role}
        for name, value in settings.items():
            connection.execute("select pg_catalog.set_config(%s, %s, true)", (name, value))
        yield
