"""Switch row security on."""

from pgcordon.model import Catalog, Fix, Table
from pgcordon.rules._insertion import statement_behind


def enable_row_security(catalog: Catalog, table: Table) -> Fix:
    """The fix that enables it. Who has no policy then sees no row, so a person has to look at it."""
    statement = f"alter table {table.name} enable row level security"
    edits = (statement_behind(catalog, table.defined, statement),) if table.defined else ()
    return Fix("enable row security", edits, f"{statement};", safe=False)
