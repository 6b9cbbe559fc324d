"""Nobody sweeps who may not.

## What it does
Everyone whom access.toml does not let call the sweep calls it, where others have
live and stale sessions. Whether it is refused or does nothing, every session must
be as it was.

## Why is this bad?
Whoever can run the sweep ends the sessions of everybody else, and where it takes
an age, whenever they like.

## Stopped by
`revoke execute … from public`, and a grant to the backend alone.
"""

from collections.abc import Iterator

from pgcordon.clock.expiry.outsiders import meddling
from pgcordon.clock.expiry.stage import ExpiryStage
from pgcordon.clock.registry import time_property
from pgcordon.clock.scenario import Scenario


@time_property(ExpiryStage, lambda stage: bool(stage.rule.sweep and stage.outsiders(stage.rule.sweep)))
def foreign_sweep(stage: ExpiryStage) -> Iterator[Scenario]:
    """Everyone sweeps who may not."""
    yield from meddling(stage, stage.rule.sweep or "", "sweep")
