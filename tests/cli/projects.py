"""A project as `pgcordon init` finds it, and the files that it writes there."""

from pathlib import Path

SETTINGS, HOOKS, WORKFLOW = "pgcordon.toml", ".pre-commit-config.yaml", ".github/workflows/pgcordon.yml"
THINGS = (
    "customer", "parcel", "invoice", "payment", "product", "category",
    "address", "shipment", "coupon", "review", "cart", "supplier",
)  # fmt: skip
TABLE = """\
create table public.{name} (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references auth.users (id) on delete cascade,
  is_open boolean not null default false,
  note text not null,
  created_at timestamptz not null default now()
);
create index idx_{name}_owner_id on public.{name} (owner_id);
alter table public.{name} enable row level security;
create policy "Users can view {name}" on public.{name} for select to authenticated
  using (owner_id = (select auth.uid()));
grant select on public.{name} to authenticated;
"""


def write_project(folder: Path) -> None:
    """A repository of a Supabase project with twelve tables in twelve migrations."""
    (folder / ".git").mkdir()
    migrations = folder / "supabase" / "migrations"
    migrations.mkdir(parents=True)
    for number, name in enumerate(THINGS):
        (migrations / f"{number:02d}_{name}.sql").write_text(TABLE.format(name=name))
