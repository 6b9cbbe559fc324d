"""Nobody purges who may not.

## What it does
Everyone whom access.toml does not let call the purge calls it, where others have
rows of every age. Whether it is refused or does nothing, every row must be as it
was.

## Why is this bad?
Whoever can run the purge deletes what others would still have read or restored,
and nothing brings it back.

## Stopped by
`revoke execute … from public`, and a grant to the backend alone.
"""

from collections.abc import Iterator

from pgcordon.clock.expiry.outsiders import meddling
from pgcordon.clock.expiry.stage import ExpiryStage
from pgcordon.clock.registry import time_property
from pgcordon.clock.scenario import Scenario


@time_property(ExpiryStage, lambda stage: bool(stage.rule.purge and stage.outsiders(stage.rule.purge)))
def foreign_purge(stage: ExpiryStage) -> Iterator[Scenario]:
    """Everyone purges who may not."""
    yield from meddling(stage, stage.rule.purge or "", "purge")
