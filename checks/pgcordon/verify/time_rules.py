"""Holds the contract's rules about time against the loaded schema."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import Any

from psycopg import Connection

from pgcordon.actors.strategies import covering_world
from pgcordon.clock.performance import perform_in_turn
from pgcordon.clock.race import compete, settle
from pgcordon.clock.registry import Property, all_properties
from pgcordon.clock.scenario import Check, Scenario
from pgcordon.clock.setting import Setting
from pgcordon.clock.stage import Stage
from pgcordon.clock.staging import staged
from pgcordon.contract.time_rules import TimeRule
from pgcordon.verify.time_faults import Reporter
from pgcordon.verify.verdicts import RuleLine
from pgcordon.verify.verifier import Progress, Verifier


def verify_time_rules(
    verifier: Verifier, progress: Progress, only: Collection[str] | None = None
) -> tuple[RuleLine, ...]:
    """What became of each rule; with `only`, of the properties of these names."""
    rules = verifier.contract.time_rules
    if not rules:
        return ()
    with _set(verifier) as setting:
        properties = [each for each in all_properties().values() if only is None or each.name in only]
        return tuple(_held(verifier, setting, rule, properties, progress) for rule in rules)


def _held(
    verifier: Verifier, setting: Setting, rule: TimeRule, properties: Sequence[Property], progress: Progress
) -> RuleLine:
    with staged(setting, rule) as stage:
        examination = _Examination(verifier, stage, setting.connection)
        promised = [each for each in properties if each.promised(stage)]
        found = {}
        for number, each in enumerate(promised):
            progress("letting time pass", number, len(promised))
            found[each.name] = examination.of(each)
    reporter = Reporter(verifier, stage, setting.connection)
    reports = {name: tuple(reporter.reports(name, each)) for name, each in found.items()}
    return RuleLine(rule, stage.table.address, reports)


@contextmanager
def _set(verifier: Verifier) -> Iterator[Setting]:
    """A copy of the schema, and a world for it."""
    loaded = verifier.loaded
    with verifier.arenas[0].staged(covering_world(verifier.blueprints, verifier.people)) as scene:
        world = scene.world
    with loaded.copy() as name, verifier.server.connect(name, user=loaded.platform.owner) as connection:
        settings = loaded.platform.session_settings
        yield Setting(connection, settings, verifier.catalog, verifier.contract, verifier.blueprints, world)


@dataclass(frozen=True)
class _Examination:
    """One rule, on its stage in a copy of the schema."""

    verifier: Verifier
    stage: Stage[Any]
    connection: Connection[Any]

    def of(self, examined: Property) -> list[tuple[Scenario, Check]] | None:
        """The first fault of each sort that breaks the property; None where it could not be tried."""
        shown: dict[tuple[str, ...], list[tuple[Scenario, Check]]] = {}
        tried = False
        for scenario, check in self._performed(examined.scenarios(self.stage)):
            tried = True
            if check is not None:
                shown.setdefault(self.stage.sort(scenario.calls[-1]), []).append((scenario, check))
        return [self._first(alike) for alike in shown.values()] if tried else None

    def _first(self, alike: Sequence[tuple[Scenario, Check]]) -> tuple[Scenario, Check]:
        """The first of some faults, whose message says that there are others."""
        scenario, check = alike[0]
        return scenario, replace(check, message=self.stage.told(check.message, len(alike) - 1))

    def _performed(self, scenarios: Iterable[Scenario]) -> Iterator[tuple[Scenario, Check | None]]:
        """Each scenario, with the check that shows a fault."""
        settings = self.verifier.loaded.platform.session_settings
        for competing, alike in groupby(scenarios, key=lambda each: each.race is not None):
            if competing:
                yield from ((each, self._raced(each)) for each in alike)
            else:
                yield from perform_in_turn(self.connection, settings, self.stage.table, alike)

    def _raced(self, scenario: Scenario) -> Check | None:
        settings = self.verifier.loaded.platform.session_settings
        server, loaded = self.verifier.server, self.verifier.loaded
        with loaded.copy() as name:  # racers commit
            connect = partial(server.connect, name, user=loaded.platform.owner, autocommit=False)
            settle(connect, self.stage.world)
            return compete(connect, settings, self.stage.table, scenario)
