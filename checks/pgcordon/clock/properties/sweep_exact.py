"""The sweep ends the stale sessions, and nothing else.

## What it does
Sessions of every age stand side by side, among them some that have ended
already, and the sweep runs. Whatever was stale must have ended, with its key,
its references and its clock as they were. Whatever was not must be as it was.

## Why is this bad?
A sweep that runs every few minutes and takes one row too many ends somebody's
conversation every few minutes. One that writes ended rows again hides when they
ended.

## Stopped by
A sweep whose WHERE names both the state and the age of what it ends.
"""

from collections.abc import Iterator, Sequence
from itertools import batched

from pgcordon.clock import conditions
from pgcordon.clock.registry import expiry_property, sweeps
from pgcordon.clock.scenario import Check, Scenario, Session, key_columns
from pgcordon.clock.stage import Stage
from pgcordon.clock.words import silent
