"""For each attack a schema where it succeeds, one where it fails, and the contract that both are held against."""

from dataclasses import dataclass

from holding import ACCESS, DELETE, INSERT, MINE, READ, SOUND, UPDATE


@dataclass(frozen=True)
class Case:
    """`guilty` lets the attack through; `sound` differs in nothing but what the attack's documentation advises."""

    guilty: str
    sound: str
    access: str = ACCESS

    @classmethod
    def replacing(cls, sound: str, *edits: tuple[str, str], access: str = ACCESS) -> "Case":
        """The guilty schema made of the sound one, each edit at the one place where its text stands."""
        guilty = sound
        for old, new in edits:
            assert guilty.count(old) == 1, f"{old!r} stands {guilty.count(old)} times in the schema"
            guilty = guilty.replace(old, new)
        return cls(guilty, sound, access)


def policy(command: str, expressions: str, table: str = "note") -> str:
    return f"create policy {table}_{command} on public.{table} for {command} to authenticated {expressions};\n"


THREADS = f"""
create table public.thread (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references auth.users (id) on delete cascade,
  title text
);
create table public.message (
  id uuid primary key default gen_random_uuid(),
  thread_id uuid not null references public.thread (id) on delete cascade,
  author_id uuid not null references auth.users (id) on delete cascade,
  body text
);
alter table public.thread enable row level security;
alter table public.message enable row level security;
revoke all on public.thread, public.message from anon, authenticated;
grant select, insert on public.thread, public.message to authenticated;
grant update (thread_id) on public.message to authenticated;
{policy("select", f"using ({MINE})", "thread")}
{policy("insert", f"with check ({MINE})", "thread")}
{policy("select", "using (author_id = (select auth.uid()))", "message")}
"""
_IN_MY_THREAD = (
    "author_id = (select auth.uid())"
    " and thread_id in (select id from public.thread where owner_id = (select auth.uid()))"
)
MESSAGES = (
    THREADS
    + policy("insert", f"with check ({_IN_MY_THREAD})", "message")
    + policy("update", f"using ({_IN_MY_THREAD}) with check ({_IN_MY_THREAD})", "message")
)
MESSAGES_ACCESS = """
[tables.thread]
own    = "owner_id = :uid"
select = { user = "own" }
insert = { user = "own" }

[tables.message]
own    = "author_id = :uid"
select = { user = "own" }
insert = { user = "own and thread_id in (select id from public.thread where owner_id = :uid)" }
update = { user = "own" }
frozen = ["id", "author_id", "body"]
"""
_MOVE_ACCESS = MESSAGES_ACCESS.replace(
    'update = { user = "own" }',
    'update = { user = "own and thread_id in (select id from public.thread where owner_id = :uid)" }',
)

_FUNCTION = """
create function public.notes_of(who uuid) returns setof public.note
language sql stable security invoker set search_path = '' as 'select * from public.note where owner_id = who';
revoke execute on function public.notes_of(uuid) from public, anon;
grant execute on function public.notes_of(uuid) to authenticated;
"""
_FUNCTION_ACCESS = ACCESS + '\n[functions."notes_of(uuid)"]\nexecute = ["user"]\n'

_WRITER = """
create function public.clear_notes(who uuid) returns void
language sql security invoker set search_path = '' as 'delete from public.note where owner_id = who';
revoke execute on function public.clear_notes(uuid) from public, anon;
grant execute on function public.clear_notes(uuid) to authenticated;
"""
_WRITER_ACCESS = ACCESS + '\n[functions."clear_notes(uuid)"]\nexecute = ["user"]\n'

_SWEEP = """
create function public.sweep() returns integer
language sql security invoker set search_path = '' as 'select 1';
revoke execute on function public.sweep() from public, anon, authenticated;
grant execute on function public.sweep() to service_role;
"""
_SWEEP_ACCESS = ACCESS + '\n[functions."sweep()"]\nexecute = ["service_role"]\n'

_WRITABLE_VIEW = """
create view public.body with (security_invoker = true) as select body from public.note;
grant select on public.body to authenticated;
"""
_VIEW = """
create view public.digest with (security_invoker = true) as select body from public.note;
revoke all on public.digest from anon, authenticated;
grant select on public.digest to authenticated;
"""

_COLUMN_GRANTS = SOUND.replace(
    "grant select, insert, update, delete on", "grant select (id, owner_id), insert, update, delete on"
)
_BODY_ONLY = SOUND.replace("insert, update, delete on", "insert, delete, update (body) on").replace(
    "  body text not null\n", "  body text not null,\n  is_admin boolean not null default false\n"
)

CASES = {
    "read-foreign-rows": Case.replacing(SOUND, (READ, policy("select", "using (true)"))),
    "read-hidden-column": Case.replacing(
        _COLUMN_GRANTS.replace(UPDATE, "").replace(DELETE, ""),
        ("select (id, owner_id)", "select"),
        access="""
[tables.note]
own    = "owner_id = :uid"
select = { user = "own" }
insert = { user = "own" }
hidden = ["body"]
""",
    ),
    "read-through-view": Case.replacing(SOUND + _VIEW, (" with (security_invoker = true)", "")),
    "write-through-view": Case.replacing(
        SOUND + _WRITABLE_VIEW, (" with (security_invoker = true)", ""), ("grant select on", "grant update on")
    ),
    "read-through-function": Case.replacing(
        SOUND + _FUNCTION, ("security invoker", "security definer"), access=_FUNCTION_ACCESS
    ),
    "write-through-function": Case.replacing(
        SOUND + _WRITER, ("security invoker", "security definer"), access=_WRITER_ACCESS
    ),
    "call-forbidden-function": Case.replacing(
        SOUND + _SWEEP,
        ("from public, anon, authenticated;\ngrant execute", "from anon;\ngrant execute"),
        access=_SWEEP_ACCESS,
    ),
    "insert-as-other": Case.replacing(SOUND, (INSERT, policy("insert", "with check (owner_id is not null)"))),
    "insert-under-foreign-parent": Case.replacing(
        MESSAGES,
        (
            f"for insert to authenticated with check ({_IN_MY_THREAD})",
            "for insert to authenticated with check (author_id = (select auth.uid()))",
        ),
        access=_MOVE_ACCESS,
    ),
    "move-to-foreign-parent": Case.replacing(
        MESSAGES,
        (
            f"using ({_IN_MY_THREAD}) with check ({_IN_MY_THREAD})",
            f"using ({_IN_MY_THREAD}) with check (author_id = (select auth.uid()))",
        ),
        access=_MOVE_ACCESS,
    ),
    "update-foreign-rows": Case.replacing(SOUND, (UPDATE, policy("update", "using (true)"))),
    "reassign-owner": Case.replacing(SOUND, (UPDATE, policy("update", f"using ({MINE}) with check (true)"))),
    "write-frozen-column": Case.replacing(
        _BODY_ONLY,
        ("update (body)", "update (body, is_admin)"),
        access=ACCESS.replace('["id"]', '["id", "owner_id", "is_admin"]'),
    ),
    "delete-foreign-rows": Case.replacing(SOUND, (DELETE, policy("delete", "using (owner_id is not null)"))),
    "truncate-table": Case.replacing(SOUND, ("insert, update, delete on", "insert, update, delete, truncate on")),
}
