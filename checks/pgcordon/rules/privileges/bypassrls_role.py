"""A role that no policy holds for.

## What it does
Flags roles that you make or alter with BYPASSRLS or SUPERUSER, and roles of the API that are members of a role with
one of them, directly or through another. Membership counts even without INHERIT: the member can SET ROLE.

## Why is this bad?
Row security is not applied to such a role: whatever the policies say, it reads and writes every row. A backend may
need one, and says so in a comment; a client's role never does. Source: CREATE ROLE, "BYPASSRLS".

## Example
```sql
create table public.note (
  id uuid primary key,
  owner_id uuid not null references auth.users (id) on delete cascade,
  shared boolean not null
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create role reporting bypassrls;
grant select on public.note to reporting;
```

## Use instead
```sql
create table public.note (
  id uuid primary key,
  owner_id uuid not null references auth.users (id) on delete cascade,
  shared boolean not null
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create role reporting;
create policy note_reporting on public.note for select to reporting using (shared);
grant select on public.note to reporting;
```
"""

from collections.abc import Iterator

import msgspec

from pgcordon.model import Catalog, Flaw, ObjectAddress, ObjectType, Role, Severity, Span, quote_identifier
from pgcordon.rules import rule


class _Exemption(msgspec.Struct, frozen=True):
    """What sets a client's role free: an address apart from the role's own, which may be the platform's."""

    role: Role
    reason: str

    @property
    def address(self) -> ObjectAddress:
        return ObjectAddress(ObjectType.ROLE, f"{quote_identifier(self.role.name)} {self.reason}")

    @property
    def defined(self) -> Span | None:
        return self.role.changes[-1] if self.role.changes else self.role.defined


@rule(Severity.WARNING)
def bypassrls_role(catalog: Catalog) -> Iterator[Flaw]:
    roles = {role.name: role for role in catalog.roles}
    for role in catalog.roles:
        is_client = role.name in catalog.api.roles
        if _exempt(role):
            attribute = "SUPERUSER" if role.superuser else "BYPASSRLS"
            subject = _Exemption(role, f"with {attribute}") if is_client else role
            yield Flaw(subject, f"role {role.name} has {attribute}, so row security holds for none of its queries")
        elif is_client:
            free = next((each for each in _reachable(role, roles) if _exempt(each)), None)
            if free is not None:
                message = f"{role.name} can become {free.name}, for whom row security does not hold; revoke it"
                yield Flaw(_Exemption(role, f"in role {quote_identifier(free.name)}"), message)


def _exempt(role: Role) -> bool:
    return role.bypass_row_security or role.superuser


def _reachable(role: Role, roles: dict[str, Role]) -> Iterator[Role]:
    """The roles that it is a member of, directly or through others."""
    seen, pending = {role.name}, list(role.member_of)
    while pending:
        name = pending.pop()
        if name in roles and name not in seen:
            seen.add(name)
            yield roles[name]
            pending.extend(roles[name].member_of)
