"""The reset changes the counters of the rows that are due, and nothing else.

## What it does
The reset runs where a row that is due stands beside others that are not. Of the
first it may change the counters and when they were reset, of the others nothing;
no row may come or go. A timestamp that a `[[touch]]` moves with every update
moves with this one too, and what another `[[reset]]` with the same statement
resets is its own.

## Why is this bad?
A job that runs every night over every row is the last place where somebody looks
for whoever set their plan back to the free one.

## Stopped by
A SET that names the counters and the column beside them, and a WHERE.
"""

from collections.abc import Iterator

from pgcordon.clock.registry import time_property
from pgcordon.clock.reset.outcomes import changed
from pgcordon.clock.reset.stage import ResetStage
from pgcordon.clock.scenario import BEFORE, Check, Scenario, key_columns
from pgcordon.model import quote_identifier


@time_property(ResetStage)
def reset_only(stage: ResetStage) -> Iterator[Scenario]:
    """The reset runs where rows that are due stand beside others."""
    if not stage.works:
        return
    due = next(stage.calendar.previous(stage.moment))
    for marked in stage.assorted([due, *stage.calendar.current(stage.moment)]):
        checks = [
            check
            for mark, row in marked
            for check in changed(
                row, stage.kept if mark is due else stage.others, f"a row that was last reset {mark.words}"
            )
        ]
        yield Scenario([row for _, row in marked], [stage.reset()], [*checks, *_comings_and_goings(stage)])


def _comings_and_goings(stage: ResetStage) -> Iterator[Check]:
    key = ", ".join(map(quote_identifier, key_columns(stage.table)))
    now, before = (f"select {key} from {source}" for source in (stage.table.name, BEFORE))
    yield Check(f"exists ({before} except {now})", "the reset deleted a row", "the same rows as before", "one less")
    yield Check(f"exists ({now} except {before})", "the reset made a row", "the same rows as before", "one more")
