"""A running server to the same Catalog that its files would make."""

from pgcordon.introspect.errors import (
    CannotConnect,
    DriverMissing,
    IntrospectionError,
    ServerTooOld,
    TookTooLong,
)
from pgcordon.model import Catalog

__all__ = ["CannotConnect", "DriverMissing", "IntrospectionError", "ServerTooOld", "TookTooLong", "load"]

TIMEOUT = 10.0
"""Seconds that a statement may take."""


def load(dsn: str, base: Catalog | None = None, timeout: float = TIMEOUT) -> Catalog:
    """The catalog of the database that a connection string or URI names.

    Everything is read in one read-only transaction, as of one moment. `base` is the platform's catalog: what it holds
    is `given`, and so is what lies in its schemas, apart from policies and triggers, and what extensions brought.
    `timeout` is in seconds: no statement may take longer, nor wait for a lock half as long.

    What only files know is missing: places and texts as they were written, which names were chosen, suppressions.
    Raises IntrospectionError where the server cannot be read; the message says why.
    """
    try:
        import psycopg as psycopg
    except ModuleNotFoundError as error:
        raise DriverMissing("reading a server needs psycopg. Do: pip install 'pgcordon[verify]'") from error
    from pgcordon.introspect.assembly import catalog
    from pgcordon.introspect.session import read

    return catalog(read(dsn, timeout), base)
