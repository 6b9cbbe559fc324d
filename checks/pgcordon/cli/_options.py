"""Arguments and options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

import pgcordon

Command = TypeVar("Command", bound=Callable[..., Any])

DEFAULT_PATH = Path("schema")


def paths_argument(command: Command) -> Command:
    """`[PATHS]...` as a non-empty tuple: without any, `schema` if there is such a folder, else the current folder."""
    return click.argument("paths", nargs=-1, type=click.Path(path_type=Path), callback=_default_path)(command)


def _default_path(_context: click.Context, _parameter: click.Parameter, paths: tuple[Path, ...]) -> tuple[Path, ...]:
    if paths:
        return paths
    return (DEFAULT_PATH,) if DEFAULT_PATH.is_dir() else (Path(),)


def format_option(*formats: str) -> Callable[[Command], Command]:
    """`--format`, one of these; the first is what it is without."""
    choice = click.Choice(formats)
    return click.option(
        "--format", "format_name", type=choice, default=formats[0], show_default=True, help="Report as."
    )


def report_formats(command: str) -> list[str]:
    """The formats that a command's reports come in, `text` first: `as_<format>.py` in its package of reports."""
    folder = Path(pgcordon.__path__[0], "report", command)
    formats = (file.stem.removeprefix("as_") for file in folder.glob("as_*.py"))
    return sorted(formats, key=lambda name: (name != "text", name))
