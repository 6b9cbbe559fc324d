"""Alamo Prime with edits to its functions, on the stage of its expiry rule; everything is rolled back."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from psycopg import Connection

from pgcordon.actors.strategies import covering_world
from pgcordon.actors.world import World
from pgcordon.clock.acting import Settings
from pgcordon.clock.performance import perform
from pgcordon.clock.registry import all_properties
from pgcordon.clock.setting import ground, staged
from pgcordon.clock.stage import Stage
from pgcordon.contract.contract import ExpiryRule
from pgcordon.verify.verifier import Verifier

SCHEMA = Path(__file__).parents[2] / "schema" / "alamo_prime"
FUNCTIONS = (SCHEMA / "40_functions.sql").read_text("utf-8").replace("create function", "create or replace function")

Edits = Mapping[str, str]
"""Pieces of the functions, each found once, and what stands in their place."""


@dataclass(frozen=True)
class Bench:
    """A connection of the owner to a copy of the schema, and what was found out about it."""

    connection: Connection[Any]
    verifier: Verifier

    @property
    def rule(self) -> ExpiryRule:
        (rule,) = self.verifier.contract.expiry
        return rule

    @property
    def settings(self) -> Settings:
        return self.verifier.loaded.platform.session_settings

    @cached_property
    def _built(self) -> World:
        with self.verifier.arenas[0].staged(covering_world(self.verifier.blueprints, self.verifier.people)) as scene:
            return scene.world

    @cached_property
    def world(self) -> World:
        return ground(self.connection, self._built, self.rule.table)

    @contextmanager
    def stage(self, edits: Edits, further_sql: str = "") -> Iterator[Stage]:
        with self.connection.transaction(force_rollback=True):
            self.connection.execute(edited(edits) + further_sql)
            verifier = self.verifier
            with staged(
                self.connection,
                self.settings,
                self.rule,
                verifier.catalog,
                verifier.contract,
                verifier.blueprints,
                self.world,
                self._built.rows_of(self.rule.table),
            ) as stage:
                yield stage

    def faults(self, name: str, edits: Edits, further_sql: str = "") -> set[str]:
        """What the property of this name finds."""
        with self.stage(edits, further_sql) as stage:
            examined = all_properties()[name]
            assert examined.applies(stage)
            scenarios = list(examined.scenarios(stage))
            assert scenarios
            shown = (perform(self.connection, self.settings, stage.table, each) for each in scenarios)
            return {check.message for check in shown if check is not None}


def edited(edits: Edits) -> str:
    """The functions with these pieces replaced."""
    text = FUNCTIONS
    for piece, replacement in edits.items():
        assert text.count(piece) == 1, f"stands {text.count(piece)} times in 40_functions.sql: {piece}"
        text = text.replace(piece, replacement)
    return text
