"""Random worlds, by Hypothesis."""

from collections.abc import Iterator
from dataclasses import dataclass

from hypothesis import HealthCheck, Phase, given, seed, settings

from pgcordon.actors.actor import Person
from pgcordon.actors.blueprints import Blueprints
from pgcordon.actors.strategies import random_worlds
from pgcordon.actors.world import World


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard to try: how many random worlds beside the covering one, and the seed that they are drawn from."""

    examples: int = 5
    seed: int = 0


PROFILES = {"dev": Effort(5), "ci": Effort(25), "deep": Effort(300)}


def random_examples(blueprints: Blueprints, people: tuple[Person, ...], effort: Effort) -> Iterator[World]:
    """As many random worlds as the effort asks for, the same ones for the same seed."""
    drawn: list[World] = []

    @seed(effort.seed)
    @settings(
        max_examples=max(effort.examples, 1),
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(random_worlds(blueprints, people))
    def draw(world: World) -> None:
        drawn.append(world)

    if effort.examples > 0:
        draw()
    yield from drawn
