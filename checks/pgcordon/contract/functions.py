"""The entries `[functions."NAME(TYPES)"]`."""

from collections.abc import Mapping

from pgcordon.contract.contract import FunctionContract
from pgcordon.contract.entries import FunctionEntry
from pgcordon.contract.scope import Scope
from pgcordon.model import Function, ObjectAddress


def read_functions(entries: Mapping[str, FunctionEntry], scope: Scope) -> dict[ObjectAddress, FunctionContract]:
    """The contract of each function that the catalog has."""
    contracts: dict[ObjectAddress, FunctionContract] = {}
    for signature, entry in entries.items():
        key = ("functions", signature)
        function = scope.function(signature, key)
        if function is None:
            continue
        if function.address in contracts:
            scope.faults.add(key, f"{function.identity} has an entry already; put both into one")
            continue
        contracts[function.address] = _contract(function, entry, key, scope)
    return contracts


def _contract(function: Function, entry: FunctionEntry, key: tuple[str, str], scope: Scope) -> FunctionContract:
    for door in ("exposes", "writes"):
        if getattr(entry, door) and not (entry.reason or "").strip():
            scope.faults.add((*key, door), 'needs a reason beside it; write reason = "…"')
    return FunctionContract(
        function=function,
        execute=scope.actor_names(entry.execute, (*key, "execute")),
        exposes=frozenset(each.name for each in scope.relations(entry.exposes, (*key, "exposes"))),
        writes=frozenset(each.name for each in scope.relations(entry.writes, (*key, "writes"))),
        reason=entry.reason,
    )
