"""How far the work is, on a terminal and nowhere else."""

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

Tell = Callable[[str, int, int], None]
"""Told what is being done, how much of that is done, and how much there is; 0 if not known."""

Line = Callable[[str], AbstractContextManager[Tell]]
"""A line for a system, from any thread; it goes when its block ends."""

_OF = {"attacking": "worlds", "shrinking": "faults"}


@contextmanager
def progress() -> Iterator[Line]:
    """Lines on standard error where that is a terminal; they go when the block ends."""
    if not sys.stderr.isatty():
        yield _unseen
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(20), TextColumn("{task.fields[how_far]}"))
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True) as bars:

        @contextmanager
        def line(system: str) -> Iterator[Tell]:
            task = bars.add_task(escape(system), total=None, how_far="")

            def tell(doing: str, done: int, of: int) -> None:
                how_far = f"{done} of {of} {_OF.get(doing, '')}".rstrip() if of else ""
                bars.update(
                    task, description=escape(f"{system}  {doing}"), completed=done, total=of or None, how_far=how_far
                )

            yield tell
            bars.remove_task(task)

        yield line


@contextmanager
def _unseen(_system: str) -> Iterator[Tell]:
    yield lambda _doing, _done, _of: None
