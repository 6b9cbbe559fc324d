"""A small system, good and leaky, and what a process of ours leaves behind."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from cli.running import SOURCE_ROOT

TABLE = """\
create table public.note (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references auth.users (id) on delete cascade,
  body text
);
alter table public.note enable row level security;
grant select, insert, update, delete on public.note to authenticated, service_role;
revoke truncate on public.note from anon, authenticated;
"""
POLICY = """\
create policy "Users can manage note" on public.note for all to authenticated
  using (owner_id = (select auth.uid()));
"""
LEAK = """\
create policy "Users can view note" on public.note for select to authenticated
  using (true);
"""
GOOD = TABLE + POLICY
LEAKY = GOOD + LEAK
ACCESS = """\
[tables.note]
own = "owner_id = :uid"
select = { user = "own", service_role = "all" }
insert = { user = "own", service_role = "all" }
update = { user = "own", service_role = "all" }
delete = { user = "own", service_role = "all" }
"""
PATIENCE = 30.0


def write(folder: Path, sql: str = GOOD, access: str | None = ACCESS) -> Path:
    """A system in the folder, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "10.sql").write_text(sql)
    if access is not None:
        (folder / "access.toml").write_text(access)
    return folder


def start(*arguments: str, cwd: Path, env: Mapping[str, str] | None = None) -> "subprocess.Popen[str]":
    """`pgcordon ARGUMENTS`, running, in a process group of its own as a shell starts it."""
    return subprocess.Popen(
        [sys.executable, "-m", "pgcordon", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(SOURCE_ROOT), "TERM": "dumb", **(env or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def run(*arguments: str, cwd: Path, env: Mapping[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
    """`pgcordon ARGUMENTS`, finished."""
    process = start(*arguments, cwd=cwd, env=env)
    try:
        output, errors = process.communicate(timeout=120)
    finally:
        process.kill()
    return subprocess.CompletedProcess(arguments, process.returncode, output, errors)


def until(condition: Callable[[], bool]) -> bool:
    """Whether it comes true before patience ends."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def left_behind(place: Path) -> list[str]:
    """What is in the temporary folder, and the processes that speak of it."""
    return [*(str(each) for each in place.iterdir()), *_processes(str(place))]


def _processes(word: str) -> list[str]:
    """By /proc, which slim images have and `ps` not."""
    found = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = file.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:  # it has just ended
            continue
        if word in command:
            found.append(f"{file.parent.name} {command}")
    return found
