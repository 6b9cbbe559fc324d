"""A click group whose commands are the modules of a package."""

from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from pgcordon.cli._modules import docstring, modules


class CommandPackage(click.Group):
    """The commands of a package; `folder` is where its modules lie.

    Listing them imports none, calling one imports that one.
    """

    def __init__(self, *, folder: str, package: str, **attributes: Any) -> None:
        super().__init__(**attributes)
        self._folder = Path(folder)
        self._package = package

    @cached_property
    def _modules(self) -> dict[str, Path]:
        return modules(self._folder)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        return list(self._modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 (click's signature)
        file = self._modules.get(cmd_name)
        if file is None:
            return None
        command = import_module(f"{self._package}.{file.stem}").command
        if not isinstance(command, click.Command):
            raise TypeError(f"{file}: `command` is not a click command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in self._modules and not args[0].startswith("-"):
            from difflib import get_close_matches

            nearest = get_close_matches(args[0], self._modules, n=1)
            hint = f"; did you mean {nearest[0]}?" if nearest else f"; there are {', '.join(self._modules)}"
            ctx.fail(f"no such command: {args[0]}{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        rows = [(name, docstring(file).partition("\n")[0]) for name, file in self._modules.items()]
        with formatter.section("Commands"):
            formatter.write_dl(rows)
