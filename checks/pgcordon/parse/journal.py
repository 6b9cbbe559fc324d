"""From what a statement touched to what it changed."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from pgcordon.model import FileStatement, Index, Policy, Source, Table, Trigger, View
from pgcordon.model.changes import Change, Changeable
from pgcordon.parse.expression.part_meanings import with_part_meanings
from pgcordon.parse.objects import Objects, Touch


def changes(statement: FileStatement, touched: Sequence[Touch], objects: Objects) -> Iterator[Change]:
    """One change an object, in the order in which the statement first touched it. `objects` are those after it."""
    for before, after in touched if len(touched) == 1 else _net(touched):
        if before is not after:
            yield Change(statement, before, after, _on_earlier(before, after, statement.span.source, objects))


def _net(touched: Iterable[Touch]) -> list[list[Changeable | None]]:
    """Each object before and after: steps of which one ends with the very object that another begins with are one."""
    found: list[list[Changeable | None]] = []
    latest: dict[int, list[Changeable | None]] = {}
    for before, after in touched:
        pair = latest.pop(id(before), None)
        if pair is None:
            pair = [before, after]
            found.append(pair)
        else:
            pair[1] = after
        if after is not None:
            latest[id(after)] = pair
    return found


def _on_earlier(before: Changeable | None, after: Changeable | None, source: Source, objects: Objects) -> bool:
    if before is not None:
        return _elsewhere(before, source)
    if not isinstance(after, Index | Policy | Trigger):
        return False
    holder: Table | View | None = objects.tables.get(after.table) or objects.views.get(after.table)
    return holder is not None and _elsewhere(holder, source)


def _elsewhere(thing: Changeable, source: Source) -> bool:
    return thing.defined is None or thing.defined.source is not source


def with_meanings(changes: list[Change]) -> Iterator[Change]:
    """The changes, in which the conditions of a policy that takes another's place hold the meanings of their parts.

    Those are altered policies and, where a file drops a policy of an earlier table, all that it drops and makes there.
    """
    replaced = {
        (id(change.statement.span.source), change.before.table)
        for change in changes
        if change.after is None and isinstance(change.before, Policy) and change.on_earlier
    }
    for change in changes:
        before, after = change.before, change.after
        policy = after or before
        if isinstance(policy, Policy) and change.on_earlier:
            here = (id(change.statement.span.source), policy.table)
            if here in replaced or change.statement.kind == "AlterPolicy":
                change = replace(change, before=_explained(before), after=_explained(after))
        yield change


def _explained(thing: Changeable | None) -> Changeable | None:
    if not isinstance(thing, Policy):
        return thing
    using, with_check = (each and with_part_meanings(each) for each in (thing.using, thing.with_check))
    return replace(thing, using=using, with_check=with_check)
