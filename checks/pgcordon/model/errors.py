"""The errors that a user can mend."""


class CouldNotCheck(Exception):  # noqa: N818
    """Base of every expected error: nothing was judged, because of what the message says.

    The message names what was seen, where, and what to do about it. The command line prints it, without a
    traceback, and exits with 2; so it is not for faults of pgcordon itself.
    """
