"""Where in the files the answer to a fault lies."""

from pgcordon.model import Catalog, Command, ObjectType, QualifiedName, Span
from pgcordon.verify.verdicts import Cell


def place_of(catalog: Catalog, cell: Cell) -> Span | None:
    """The function, the view, the only policy that could have decided, or else the author's table."""
    if cell.command is Command.EXECUTE:
        return next((each.defined for each in catalog.functions if each.address == cell.address), None)
    if cell.address.type in (ObjectType.VIEW, ObjectType.MATERIALIZED_VIEW):
        return next((each.defined for each in catalog.views if each.address == cell.address), None)
    name = QualifiedName.parse(cell.address.identity)
    policies = [policy for policy in catalog.policies_on(name) if policy.applies_to(cell.command)]
    if len(policies) == 1 and cell.command is not Command.TRUNCATE:  # to which no policy applies
        return policies[0].defined
    table = catalog.table(name)
    return table.defined if table and table.address not in catalog.given else None
