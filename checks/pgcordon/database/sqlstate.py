"""What an SQLSTATE says about an attempt.

Source of codes and names: PostgreSQL documentation, appendix A, "PostgreSQL Error Codes".
"""

import re
from enum import StrEnum

from psycopg import errors

_REFUSED = {"42501"}  # insufficient_privilege, which row security raises too

_STOPPED = {
    "22001",  # string_data_right_truncation: the value does not fit the column
    "22003",  # numeric_value_out_of_range
    "428C9",  # generated_always
    "44000",  # with_check_option_violation
    "P0001",  # raise_exception
    "P0002",  # no_data_found, by SELECT INTO STRICT
    "P0003",  # too_many_rows, likewise
    "P0004",  # assert_failure
}
_STOPPED_CLASSES = {
    "23",  # integrity constraint violation
    "27",  # triggered data change violation
}

_BROKEN = {"54001"}  # statement_too_complex: a function that calls itself without end
_BROKEN_CLASSES = {
    "22",  # data exception: a cast or a computation that fails
    "42",  # syntax error or access rule violation: a missing object, a recursion among policies
}


class Refusal(StrEnum):
    """Why a statement did not happen."""

    REFUSED = "refused"
    """A privilege or a policy forbids it."""
    STOPPED = "stopped"
    """A constraint or a trigger of the schema objects to it."""
    BROKEN = "broken"
    """What was to decide about it failed itself."""
    FAILED = "failed"
    """Anything else: a conflict, a timeout, a lost connection."""


def meaning(sqlstate: str) -> Refusal:
    """What the five characters mean for an attempt that is itself well formed.

    A code that PostgreSQL does not define was raised by the schema, so it counts as an objection (PostgREST's
    `PT403`, for one).
    """
    if sqlstate in _REFUSED:
        return Refusal.REFUSED
    if sqlstate in _STOPPED or sqlstate[:2] in _STOPPED_CLASSES:
        return Refusal.STOPPED
    if sqlstate in _BROKEN or sqlstate[:2] in _BROKEN_CLASSES:
        return Refusal.BROKEN
    return Refusal.FAILED if condition(sqlstate) else Refusal.STOPPED


def condition(sqlstate: str) -> str | None:
    """The condition's PL/pgSQL name, such as `insufficient_privilege`; None for a code of the schema's own."""
    try:
        exception = errors.lookup(sqlstate)
    except KeyError:
        return None
    return re.sub(r"(?<!^)(?=[A-Z])", "_", exception.__name__.removesuffix("_")).lower()
