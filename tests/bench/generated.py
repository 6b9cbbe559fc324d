"""A schema as large as one may expect in earnest: 100 tables with 400 policies, in 100 files, nothing wrong with it."""

from pathlib import Path

TABLES = 100

_TABLE = """-- {title}: what a user keeps, and what it belongs to.

create table public.{name} (
  id          uuid primary key default gen_random_uuid(),
  owner_id    uuid not null references auth.users (id) on delete cascade,
{parent}  title       text not null,
  status      text not null default 'draft',
  details     jsonb,
  position    int not null default 0,
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now(),
  constraint {name}_status_check check (status in ('draft', 'active', 'archived'))
);

comment on table public.{name} is 'Things of the kind {title}';

create index {name}_owner_id_idx on public.{name} (owner_id, created_at desc);
{parent_index}
alter table public.{name} enable row level security;

revoke all on public.{name} from anon, authenticated;
grant select, insert, update, delete on public.{name} to authenticated;

create policy {name}_select on public.{name} for select to authenticated
  using (owner_id = (select auth.uid()) or status = 'active');

create policy {name}_insert on public.{name} for insert to authenticated
  with check (owner_id = (select auth.uid()){parent_check});

create policy {name}_update on public.{name} for update to authenticated
  using (owner_id = (select auth.uid()))
  with check (owner_id = (select auth.uid()){parent_check});

create policy {name}_delete on public.{name} for delete to authenticated
  using (owner_id = (select auth.uid()) and status <> 'active');
"""


def write_schema(folder: Path, tables: int = TABLES) -> None:
    """Write the schema into an existing folder, one file a table; each but the first points to the one before."""
    (folder / "pgcordon.toml").write_text('platform = "supabase"\n', "utf-8")
    for number in range(tables):
        (folder / f"{number:04d}_{_name(number)}.sql").write_text(_table(number), "utf-8")


def _name(number: int) -> str:
    return f"thing_{number:03d}"


def _table(number: int) -> str:
    name = _name(number)
    if number == 0:
        return _TABLE.format(name=name, title=name, parent="", parent_index="", parent_check="")
    above = _name(number - 1)
    return _TABLE.format(
        name=name,
        title=name,
        parent=f"  {above}_id uuid references public.{above} (id) on delete cascade,\n",
        parent_index=f"create index {name}_{above}_id_idx on public.{name} ({above}_id);\n",
        parent_check=(
            f"\n    and ({above}_id is null or {above}_id in"
            f" (select p.id from public.{above} as p where p.owner_id = (select auth.uid())))"
        ),
    )
