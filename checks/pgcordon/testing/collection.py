"""An access.toml as test items: its schema's lint findings, every cell of its matrix, and its rules about time."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pgcordon.contract import Contract
from pgcordon.lint import Judge
from pgcordon.model import Command, ObjectAddress, ObjectType, QualifiedName, Span
from pgcordon.model.errors import CouldNotCheck
from pgcordon.report.lint import as_text as lint_as_text
from pgcordon.report.style import COLOURED, PLAIN, Style
from pgcordon.report.verify.as_text import render_report
from pgcordon.systems import System
from pgcordon.testing.running import contract_of, running
from pgcordon.verify.cells import matrix
from pgcordon.verify.reach import callable_functions, reachable_tables, reachable_views
from pgcordon.verify.verdicts import Cell

if TYPE_CHECKING:
    from pgcordon.verify.verdicts import Report


_DOORS = (Command.SELECT, Command.UPDATE, Command.DELETE)
"""The commands that a view passes on to the tables behind it."""


class NotUnderstoodWarning(pytest.PytestWarning):
    """A statement of the schema that was not understood, so that nothing is known of what it makes."""


class SchemaError(Exception):
    """What an item found, as text."""


class AccessFile(pytest.File):
    """One access.toml, and with it the schema beside it."""

    def collect(self) -> "Iterator[pytest.Item | pytest.Collector]":
        try:
            contract = contract_of(self.system)
        except CouldNotCheck as error:
            raise self.CollectError(str(error)) from error
        for span in self._not_understood():
            self.warn(NotUnderstoodWarning(f"{span}: not understood, so neither linted nor attacked"))
        yield LintItem.from_parent(self, name="lint")
        for address, of_object in groupby(cells_of(self.system, contract), key=lambda cell: cell.address):
            yield ObjectCells.from_parent(self, name=_short(address), cells=list(of_object))
        for kind, rules in groupby(contract.time_rules, key=lambda rule: rule.kind):
            tables = dict.fromkeys(rule.table for rule in rules)
            yield TimeRules.from_parent(self, name=kind, tables=list(tables))

    def _not_understood(self) -> Iterator[Span]:
        yield from (statement.span for statement in self.system.catalog.opaque)
        yield from (fault.span for fault in self.system.catalog.syntax_faults)

    @cached_property
    def system(self) -> System:
        return running(self.config).read(self.path.parent)


class Cells(pytest.Collector):
    """Some cells that stand together."""

    def __init__(self, *, cells: list[Cell], **node: Any) -> None:
        super().__init__(**node)
        self.cells = cells


class ObjectCells(Cells):
    """The cells of one table, view or function."""

    def collect(self) -> "Iterator[pytest.Collector]":
        for actor, of_actor in groupby(self.cells, key=lambda cell: cell.actor):
            yield ActorCells.from_parent(self, name=actor, cells=list(of_actor))


class ActorCells(Cells):
    """The cells of one object and one kind of user."""

    def collect(self) -> "Iterator[pytest.Item]":
        for cell in self.cells:
            yield CellItem.from_parent(self, name=str(cell.command), cell=cell)


class TimeRules(pytest.Collector):
    """The tables that have rules of one kind: `expiry`, `reset`, `touch` or `lifecycle`."""

    def __init__(self, *, tables: list[QualifiedName], **node: Any) -> None:
        super().__init__(**node)
        self.tables = tables

    def collect(self) -> "Iterator[pytest.Item]":
        for table in self.tables:
            name = _short(ObjectAddress(ObjectType.TABLE, str(table)))
            yield TimeRuleItem.from_parent(self, name=name, kind=self.name, table=table)


class SchemaItem(pytest.Item):
    """Something that is checked of the schema beside an access.toml."""

    def __init__(self, **node: Any) -> None:
        super().__init__(**node)
        self.add_marker("pgcordon")
        self.headline = self.nodeid.partition(f"{self.path.name}::")[2]
        self.extra_keyword_matches.add(self.headline)

    @property
    def style(self) -> Style:
        return COLOURED if self.config.get_terminal_writer().hasmarkup else PLAIN

    def reportinfo(self) -> tuple[Path, int | None, str]:
        return self.path, None, self.headline

    def fail(self, reports: "Sequence[Report]") -> None:
        """Fail with these reports, if there are any; their scripts are saved first."""
        if reports:
            raise SchemaError("\n".join(render_report(self._saved(report), self.style) for report in reports))

    def _saved(self, report: "Report") -> "Report":
        from pgcordon.verify.reproduction import FOLDER, save

        if report.reproduction is None:
            return report
        started_in = self.config.invocation_params.dir
        path = save(report.reproduction, started_in / FOLDER)
        return replace(report, reproduction=replace(report.reproduction, path=os.path.relpath(path, started_in)))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, SchemaError | CouldNotCheck):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)


class LintItem(SchemaItem):
    """The schema breaks no rule by more than its settings let pass."""

    def runtest(self) -> None:
        system = running(self.config).read(self.path.parent)
        result = Judge.of(system.settings)(system.catalog)
        if result.failing:
            raise SchemaError(lint_as_text.render(result, self.style))


class CellItem(SchemaItem):
    """The database does with one cell of the matrix as access.toml says."""

    def __init__(self, *, cell: Cell, **node: Any) -> None:
        super().__init__(**node)
        self.cell = cell
        if self.config.pluginmanager.hasplugin("xdist"):
            self.add_marker(pytest.mark.xdist_group(f"{self.path.parent.name}::{cell.address.identity}"))

    def runtest(self) -> None:
        from pgcordon.verify.examples import PROFILES

        effort = replace(
            PROFILES[self.config.getoption("--pgcordon-profile")], seed=self.config.getoption("--pgcordon-seed")
        )
        system = running(self.config).system(self.path.parent)
        self.fail(system.reports(self.cell, self._together(), effort))

    def _together(self) -> Iterable[Cell]:
        """The cells of the same object that this session asks for: they are exercised in the same worlds."""
        for item in self.session.items:
            if isinstance(item, CellItem) and (item.path, item.cell.address) == (self.path, self.cell.address):
                yield item.cell


class TimeRuleItem(SchemaItem):
    """The rules of one kind about one table hold."""

    def __init__(self, *, kind: str, table: QualifiedName, **node: Any) -> None:
        super().__init__(**node)
        self.kind = kind
        self.table = table

    def runtest(self) -> None:
        lines = running(self.config).system(self.path.parent).time_rules
        mine = [line for line in lines if (line.rule.kind, line.rule.table) == (self.kind, self.table)]
        self.fail([report for line in mine for report in line.found])


def cells_of(system: System, contract: Contract) -> Iterator[Cell]:
    """The cells of the contract, and those of views, which are held against the tables behind them.

    All of one object stand together, and in them all of one actor.
    """
    tables = reachable_tables(system.catalog, system.platform, contract)
    yield from matrix(contract, tables, callable_functions(system.catalog, system.platform))
    for view in reachable_views(system.catalog, system.platform):
        for actor in contract.actors.values():
            if not actor.trusted:
                yield from (Cell(view.address, actor.name, door) for door in _DOORS)


def _short(address: ObjectAddress) -> str:
    return address.identity.removeprefix("public.")
