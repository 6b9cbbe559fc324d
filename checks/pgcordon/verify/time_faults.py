"""Reports of broken rules about time: shrunk, with a script, and replayed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from psycopg import Connection

from pgcordon.actors.world import World
from pgcordon.attacks.staging import Attempt
from pgcordon.clock.conditions import worked
from pgcordon.clock.performance import perform, standing
from pgcordon.clock.scenario import Check, Placed, Scenario
from pgcordon.clock.stage import Stage
from pgcordon.clock.statements import called_functions
from pgcordon.clock.words import summary
from pgcordon.model import Command, Constraint, Span
from pgcordon.verify.reproduction import reproduce
from pgcordon.verify.shrink import shrink
from pgcordon.verify.time_script import write_time_script
from pgcordon.verify.verdicts import Cell, Evidence, Fault, Report, Verdict
from pgcordon.verify.verifier import Verifier


@dataclass(frozen=True)
class Reporter:
    """Reports what was seen on one rule's stage, over a connection on which nothing else stands any more."""

    verifier: Verifier
    stage: Stage[Any]
    connection: Connection[Any]

    def reports(self, name: str, shown: Sequence[tuple[Scenario, Check]] | None) -> Iterator[Report]:
        """A report for each fault of the property; a vacuous one where it could not be tried."""
        if shown is None:
            untried = f"{name} was not tried: {self.stage.untried}"
            yield Report(Verdict.VACUOUS, self._cell("user"), name, untried, self._place(self.stage.statement))
        for scenario, check in shown or ():
            yield self._report(name, scenario, check)

    def _report(self, name: str, scenario: Scenario, check: Check) -> Report:
        verifier, stage = self.verifier, self.stage
        scenario = self._fewest_sessions(scenario, check)
        call = scenario.calls[-1]
        attempt = Attempt(call.person, Command.EXECUTE, stage.table.name, call.statement, attack=name, shows=call.shows)
        fault = Fault(Verdict.VIOLATED, attempt, check.message, check.expected, check.got, Evidence(check.condition))
        world = self._smallest(fault, scenario, check)
        cell = self._cell(call.person.actor.name)
        platform = verifier.loaded.platform
        script = write_time_script(verifier.system, cell, fault, self._apart(), scenario, stage.table, world, platform)
        reproduction = reproduce(verifier.server, verifier.loaded, script)
        place = self._place(call.statement)
        return Report(Verdict.VIOLATED, cell, name, check.message, place, fault, world, reproduction)

    def _fewest_sessions(self, scenario: Scenario, check: Check) -> Scenario:
        """The scenario with no session that the fault does not need. A race begins with as few as it is."""
        scenario = Scenario(scenario.placed, scenario.steps, [check])
        if scenario.race is not None:
            return scenario
        with standing(self.connection, self.stage.world):
            for session in scenario.placed:
                kept = [each for each in scenario.placed if each is not session]
                fewer = Scenario(kept, scenario.steps, [check])
                if not session.named_in(check.condition) and self._perform(fewer) is not None:
                    scenario = fewer
        return scenario

    def _smallest(self, fault: Fault, scenario: Scenario, check: Check) -> World:
        """The smallest world in which the check still shows; of a race, in which the first caller alone succeeds."""
        if scenario.race is not None:
            check = replace(check, condition=worked())
            scenario = Scenario(scenario.placed, [scenario.race.first], [check])
        named = [*(str(each.values) for each in scenario.placed), *(each.statement for each in scenario.calls)]

        def shows(world: World) -> Fault | None:
            if not all(self._rooted(session, world) for session in scenario.placed):
                return None
            with standing(self.connection, world):
                shown = self._perform(scenario)
            return fault if shown == check else None

        # The condition names few rows; the sessions and the calls name all that they need.
        smallest, _ = shrink(self.stage.world, replace(fault, evidence=Evidence(" ".join(named))), shows)
        return smallest

    def _rooted(self, session: Placed, world: World) -> bool:
        """Whether all that the session points to exists, for triggers are off and nothing else would notice."""
        return all(
            _points_at_some_row(session, key, world)
            for key in session.table.foreign_keys
            if key.references in {row.table for row in self.stage.world.rows}
        )

    def _perform(self, scenario: Scenario) -> Check | None:
        settings = self.verifier.loaded.platform.session_settings
        return perform(self.connection, settings, self.stage.table, scenario)

    def _cell(self, actor: str) -> Cell:
        return Cell(self.stage.table.address, actor, Command.EXECUTE)

    def _apart(self) -> str:
        """What tells the rule from the others of its kind, where there are any."""
        rule = self.stage.rule
        alone = all(each is rule or each.kind != rule.kind for each in self.stage.contract.time_rules)
        return "" if alone else f": {self.stage.statement or summary(rule)}"

    def _place(self, statement: str) -> Span | None:
        """The function that is called, or else the table."""
        functions = called_functions(statement, self.stage.catalog)
        return functions[0].defined if functions else self.stage.table.defined


def _points_at_some_row(session: Placed, key: Constraint, world: World) -> bool:
    assert key.references is not None
    held = [session.values.get(column) for column in key.columns]
    rows = world.rows_of(key.references)
    return None in held or any(held == [row.values.get(column) for column in key.referenced_columns] for row in rows)
