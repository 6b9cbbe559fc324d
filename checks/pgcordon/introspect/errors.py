"""Why a server could not be read."""

from pgcordon.model.errors import CouldNotCheck


class IntrospectionError(CouldNotCheck):
    """The server cannot be read; the message says what was tried, what it answered, and what to do."""


class DriverMissing(IntrospectionError):  # noqa: N818 - it reads as what happened
    """psycopg is not installed: it belongs to the extra `pgcordon[verify]`."""


class CannotConnect(IntrospectionError):  # noqa: N818
    """The connection string is none, or nobody answers there, or not to us."""


class ServerTooOld(IntrospectionError):  # noqa: N818
    """The server is older than what is supported."""


class TookTooLong(IntrospectionError):  # noqa: N818
    """A statement took longer than allowed, or waited too long for a lock that somebody else holds."""
