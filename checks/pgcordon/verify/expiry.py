"""Holds the expiry rules of a contract against the loaded schema."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from psycopg import Connection

from pgcordon.actors.strategies import covering_world
from pgcordon.actors.world import World
from pgcordon.clock.performance import perform
from pgcordon.clock.race import compete, settle
from pgcordon.clock.registry import Property, all_properties
from pgcordon.clock.scenario import Check, Scenario
from pgcordon.clock.setting import ground, staged
from pgcordon.clock.stage import Stage
from pgcordon.clock.statements import called_functions
from pgcordon.contract.contract import ExpiryRule
from pgcordon.verify.expiry_faults import Reporter
from pgcordon.verify.verdicts import ExpiryLine, Report, Verdict
from pgcordon.verify.verifier import Progress, Verifier


def verify_expiry(verifier: Verifier, progress: Progress) -> tuple[list[Report], list[ExpiryLine]]:
    """What breaks the contract's expiry rules, and a line for each rule."""
    reports: list[Report] = []
    lines: list[ExpiryLine] = []
    for rule in verifier.contract.expiry:
        found = _held(verifier, rule, progress)
        verdicts = {name: theirs[0].verdict if theirs else Verdict.ENFORCED for name, theirs in found.items()}
        address = verifier.catalog.table(rule.table)
        assert address is not None, "the contract was checked against the catalog"
        lines.append(ExpiryLine(address.address, rule.clock, rule.after, verdicts))
        reports += [report for theirs in found.values() for report in theirs]
    return reports, lines


def _held(verifier: Verifier, rule: ExpiryRule, progress: Progress) -> dict[str, list[Report]]:
    """The reports by the name of the property; every property that the rule promises has an entry."""
    loaded = verifier.loaded
    with verifier.arenas[0].staged(covering_world(verifier.blueprints, verifier.people)) as scene:
        built = scene.world
    with loaded.copy() as name, verifier.server.connect(name, user=loaded.platform.owner) as connection:
        world = ground(connection, built, rule.table)
        with staged(
            connection,
            loaded.platform.session_settings,
            rule,
            verifier.catalog,
            verifier.contract,
            verifier.blueprints,
            world,
            built.rows_of(rule.table),
        ) as stage:
            examination = _Examination(verifier, stage, world, connection)
            promised = [each for each in all_properties().values() if each.applies(stage)]
            found = {}
            for number, each in enumerate(promised):
                progress("letting time pass", number, len(promised))
                found[each.name] = examination.of(each)
        reporter = Reporter(verifier, stage, world, connection)
        return {name: list(reporter.reports(name, each)) for name, each in found.items()}


@dataclass(frozen=True)
class _Examination:
    """One rule, on its stage in a copy of the schema."""

    verifier: Verifier
    stage: Stage
    world: World
    connection: Connection[Any]

    def of(self, examined: Property) -> list[tuple[Scenario, Check]] | None:
        """The first fault of each function that breaks the property; None where it could not be tried."""
        shown: dict[tuple[str, ...], tuple[Scenario, Check]] = {}
        tried = False
        for scenario in examined.scenarios(self.stage):
            tried = True
            check = self._shown(scenario)
            if check is not None:
                shown.setdefault(_functions(scenario, self.stage), (scenario, check))
        return list(shown.values()) if tried else None

    def _shown(self, scenario: Scenario) -> Check | None:
        settings = self.verifier.loaded.platform.session_settings
        if scenario.race is None:
            return perform(self.connection, settings, self.stage.table, scenario)
        server, loaded = self.verifier.server, self.verifier.loaded
        with loaded.copy() as name:  # racers commit
            connect = partial(server.connect, name, user=loaded.platform.owner, autocommit=False)
            settle(connect, self.world)
            return compete(connect, settings, self.stage.table, scenario)


def _functions(scenario: Scenario, stage: Stage) -> tuple[str, ...]:
    return tuple(each.identity for each in called_functions(scenario.calls[-1].statement, stage.catalog))
