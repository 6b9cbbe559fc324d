"""One statement by one person, and what it is meant to try."""

from dataclasses import dataclass

from pgcordon.actors.actor import Person
from pgcordon.model import Command, Function, QualifiedName


@dataclass(frozen=True, slots=True)
class Attempt:
    """A statement to run as a person. What it did is held against the contract afterwards."""

    person: Person
    command: Command
    target: QualifiedName
    statement: str
    function: Function | None = None
    """The function that is called, where the target is one."""
    columns: tuple[str, ...] = ()
    """The columns that the statement assigns or, for SELECT, shows."""
    shows: bool = False
    """Whether it returns rows."""
    reads: frozenset[QualifiedName] = frozenset()
    """The relations that a view of the statement reads: what it shows is most likely theirs."""
    attack: str = ""
    """The name of the attack that made it."""
    demanded: bool = True
    """Whether a refusal is a fault where the contract allows what it does. Not so for probes that need more
    rights than the contract speaks of, such as naming every column."""
