"""Alamo Prime with edits to its functions, on the stage of its expiry rule; everything is rolled back."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from psycopg import Connection

from pgcordon.actors.strategies import covering_world
from pgcordon.clock.acting import Settings
from pgcordon.clock.expiry.setting import expiry_stage
from pgcordon.clock.expiry.stage import ExpiryStage
from pgcordon.clock.performance import perform
from pgcordon.clock.registry import all_properties
from pgcordon.clock.setting import Setting
from pgcordon.contract.time_rules import ExpiryRule
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
    def setting(self) -> Setting:
        verifier = self.verifier
        with verifier.arenas[0].staged(covering_world(verifier.blueprints, verifier.people)) as scene:
            world = scene.world
        return Setting(self.connection, self.settings, verifier.catalog, verifier.contract, verifier.blueprints, world)

    @contextmanager
    def stage(self, edits: Edits, further_sql: str = "") -> Iterator[ExpiryStage]:
        with self.connection.transaction(force_rollback=True):
            self.connection.execute(edited(edits) + further_sql)
            with expiry_stage(self.setting, self.rule) as stage:
                yield stage

    def faults(self, name: str, edits: Edits, further_sql: str = "") -> set[str]:
        """What the property of this name finds."""
        with self.stage(edits, further_sql) as stage:
            examined = all_properties()[name]
            assert examined.promised(stage)
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
