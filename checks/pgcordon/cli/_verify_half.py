"""Whether what the verifying commands stand on is installed."""

from importlib.util import find_spec

from pgcordon.model.errors import CouldNotCheck

_NEEDED = ("psycopg", "hypothesis", "testing")


def require_verify_half() -> None:
    """Raises CouldNotCheck where only the linter is installed."""
    absent = [name for name in _NEEDED if find_spec(name) is None]
    if absent:
        raise CouldNotCheck(
            f"only the linter is installed here: {', '.join(absent)} cannot be imported. "
            "Do: pip install 'pgcordon[verify]'."
        )
