"""A command whose help lists its options under headings."""

from collections.abc import Mapping, Sequence
from typing import Any

import click


class SectionedCommand(click.Command):
    """`sections` gives the names of the options under each heading; the others stand under the last one."""

    def __init__(self, *arguments: Any, sections: Mapping[str, Sequence[str]], **attributes: Any) -> None:
        super().__init__(*arguments, **attributes)
        self._sections = sections

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [each for each in self.get_params(ctx) if isinstance(each, click.Option)]
        rows = {option.name: row for option in options if (row := option.get_help_record(ctx))}
        sections = {heading: [rows.pop(name) for name in names] for heading, names in self._sections.items()}
        sections[list(sections)[-1]].extend(rows.values())
        for heading, rows_below in sections.items():
            with formatter.section(heading):
                formatter.write_dl(rows_below)
