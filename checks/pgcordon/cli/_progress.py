"""How far the work is, on a terminal and nowhere else."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Tell = Callable[[str, str, int, int], None]
"""Told the system, what is being done with it, how much of that is done, and how much there is; 0 if not known."""

_OF = {"attacking": "worlds", "shrinking": "faults"}


@contextmanager
def progress() -> Iterator[Tell]:
    """A line on standard error where that is a terminal; it goes when the block ends."""
    if not sys.stderr.isatty():
        yield lambda _system, _doing, _done, _of: None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(20), TextColumn("{task.fields[how_far]}"))
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task("reading", total=None, how_far="")

        def tell(system: str, doing: str, done: int, of: int) -> None:
            how_far = f"{done} of {of} {_OF.get(doing, '')}".rstrip() if of else ""
            bars.update(
                task, description=escape(f"{system}  {doing}"), completed=done, total=of or None, how_far=how_far
            )

        yield tell
