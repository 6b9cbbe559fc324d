"""The type of a column changed in a way that rewrites or reads the whole table.

## What it does
Flags ALTER COLUMN … TYPE on a table that an earlier file makes, unless the old values are good as they are: from
`varchar` to `text` or back without a length, to a longer `varchar` or `varbit`, to more digits of a `numeric`, a `time`
or a `timestamp`, to a type without its limits, from `cidr` to `inet`, from a domain to its type, and back if the domain
has no constraints.

## Why is this bad?
Every row and every index is written again under an ACCESS EXCLUSIVE lock that stops readers too (ALTER TABLE,
"Notes"), and programs that know the old type may fail. Add a column of the new type, fill it in batches, move over, and
drop the old one later.

## Example
```sql
create table public.note (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references auth.users (id) on delete cascade,
  title text not null,
  rank int not null default 0
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create policy note_select on public.note for select to authenticated using (owner_id = (select auth.uid()));
grant select on public.note to authenticated;
```

```sql
alter table public.note alter column rank type bigint;
```

## Use instead
```sql
create table public.note (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references auth.users (id) on delete cascade,
  title text not null,
  rank int not null default 0
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create policy note_select on public.note for select to authenticated using (owner_id = (select auth.uid()));
grant select on public.note to authenticated;
```

```sql
alter table public.note add column place bigint;
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Flaw, QualifiedName, Severity, TypeName
from pgcordon.rules import When, rule
from pgcordon.rules._alterations import altered_tables

_COERCIBLE = frozenset({
    ("varchar", "text"), ("text", "varchar"), ("cidr", "inet"), ("xml", "text"), ("regclass", "oid"), ("int4", "oid"),
    ("oid", "int4"),
})  # fmt: skip
"""Built-in types whose values are stored alike. Source: the casts WITHOUT FUNCTION of pg_cast."""
_LONGER = frozenset({"varchar", "varbit", "timestamp", "timestamptz", "time", "timetz"})


@rule(Severity.WARNING, when=When.SINCE, aliases=("changing-column-type",))
def column_type_change(catalog: Catalog) -> Iterator[Flaw]:
    for change, _, after in altered_tables(catalog):
        for old, new in change.columns:
            if old is None or new is None or old.type == new.type or _is_harmless(catalog, old.type, new.type):
                continue
            message = f"changing {new.address} from {old.type} to {new.type} rewrites {after.name}"
            yield Flaw(new, f"{message} while readers and writers wait", change.statement.span)


def _is_harmless(catalog: Catalog, old: TypeName, new: TypeName) -> bool:
    """Whether PostgreSQL neither writes nor reads the rows. Source: ATColumnChangeRequiresRewrite."""
    old, new = _base(catalog, old, checked=True), _base(catalog, new, checked=False)
    if old.array != new.array or not (old.built_in and new.built_in):
        return old == new
    if old.array:
        return not new.modifiers and old.name == new.name
    if old.name == new.name:
        return not new.modifiers or _is_wider(old, new)
    return not new.modifiers and (old.name, new.name) in _COERCIBLE


def _base(catalog: Catalog, type_name: TypeName, *, checked: bool) -> TypeName:
    """What a domain is made over; the constraints of an old one are `checked` already, those of a new one are not."""
    while not type_name.built_in and not type_name.array:
        domain = catalog.domain(QualifiedName(type_name.schema, type_name.name))
        if domain is None or ((domain.not_null or domain.checks) and not checked):
            break
        type_name = domain.base
    return type_name


def _is_wider(old: TypeName, new: TypeName) -> bool:
    if not old.modifiers or not all(each.isdigit() for each in (*old.modifiers, *new.modifiers)):
        return old == new
    was, now = list(map(int, old.modifiers)), list(map(int, new.modifiers))
    if new.name == "numeric":
        return now[0] >= was[0] and now[1:] == was[1:]
    return new.name in _LONGER and now[0] >= was[0]
