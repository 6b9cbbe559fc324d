"""The psql script of a fault about time: the world, the rows and their ages, the calls, and the condition."""

import os
import shlex
from collections.abc import Iterable, Iterator

from pgcordon.actors.actor import Person
from pgcordon.actors.world import World, literal
from pgcordon.clock.performance import world_statements
from pgcordon.clock.scenario import Call, Meanwhile, Pass, Race, Scenario
from pgcordon.model import Table, quote_identifier
from pgcordon.platforms.definition import Platform
from pgcordon.verify import psql
from pgcordon.verify.verdicts import Cell, Fault

_SECOND = "pgcordon-second-caller"
_ANSWER = "pgcordon_answer"
_ANSWERED = f"exists (select from {_ANSWER})"
_WAITS = f"exists (select from pg_stat_activity where application_name = '{_SECOND}' and wait_event_type = 'Lock')"
_PAUSES = 500
"""Of a fiftieth of a second each: how long to wait for the second caller."""
_PSQL = '"$(readlink /proc/$PPID/exe || echo psql)"'
"""The psql that runs the script, as its shell finds it; where there is no /proc, the one on the PATH."""


def write_time_script(
    system: str,
    cell: Cell,
    fault: Fault,
    apart: str,
    scenario: Scenario,
    table: Table,
    world: World,
    platform: Platform,
) -> str:
    """A script for psql, run as the owner on a database that holds the schema.

    It rolls everything back, but for a race, which needs two transactions and must commit. The first two lines say
    which fault of which system it is; `apart` tells it from the same one of another rule. The last line of its output
    says whether it showed.
    """
    stays = "What it writes stays, so take a scratch copy." if scenario.race else "Nothing stays."
    lines = [
        psql.comment(f"{fault.verdict} {fault.attack} by {cell.actor} on {cell.address} ({cell.command}){apart}"),
        psql.comment(f"system: {os.path.relpath(system)}"),
        psql.comment(fault.message),
        psql.comment(f"expected: {fault.expected}; got: {fault.got}"),
        f"-- Run it with psql as {platform.owner}, on a database that holds this schema. {stays}",
        "\\encoding UTF8",
        "\\set ON_ERROR_STOP on",
        "begin;",
        "",
        "-- The world, with triggers off",
        *_restricted(world_statements(world)),
        "",
        "-- The rows that it is about, and the table as it is then",
        *_restricted(scenario.placement(table)),
        "\\set ON_ERROR_STOP off",
        "\\set ON_ERROR_ROLLBACK on",
        "",
        *_steps(scenario, table, platform),
        *psql.last_word(fault.evidence.condition),
        *([] if scenario.race else ["rollback;"]),
        "",
    ]
    return "\n".join(lines)


def _restricted(statements: Iterable[str]) -> Iterator[str]:
    yield "set local session_replication_role = replica;"
    yield from map(psql.statement, statements)
    yield "set local session_replication_role = origin;"


def _steps(scenario: Scenario, table: Table, platform: Platform) -> Iterator[str]:
    number = 0
    for step in scenario.steps:
        if isinstance(step, Call):
            number += 1
            yield from _call(number, step, platform)
        elif isinstance(step, Race):
            yield from _race(step, platform)
        else:
            yield from _meanwhile(step, table)


def _meanwhile(step: Pass | Meanwhile, table: Table) -> Iterator[str]:
    yield psql.comment(step.what)
    yield from _restricted(step.statements(table))
    yield ""


def _call(number: int, call: Call, platform: Platform) -> Iterator[str]:
    """The call as its person, and what it showed and how it ended in psql's variables."""
    yield psql.comment(call.person.label)
    yield from (f"set local {name} = {literal(value)};" for name, value in call.parameters.items())
    yield f"set local role {_role(call.person)};"
    settings = platform.session_settings(call.person)
    yield from (f"set local {name} = {literal(value)};" for name, value in settings.items())
    yield f"\\set output_{number} ''"
    if call.shows:
        yield f"{call.catching.replace(' as output ', f' as output_{number} ')} \\gset"
        yield f"\\set sqlstate_{number} :SQLSTATE"
    else:
        yield psql.statement(call.statement)
        yield f"\\set sqlstate_{number} :SQLSTATE"
        yield f"\\set output_{number} :ROW_COUNT"
    yield "reset role;"
    yield from (f"reset {name};" for name in call.parameters)
    yield ""


def _role(person: Person) -> str:
    return "none" if person.actor.role == "none" else quote_identifier(person.actor.role)


def _race(race: Race, platform: Platform) -> Iterator[str]:
    """The first caller's transaction stays open until a second psql, started beside this one, waits or is done."""
    yield f"create table {_ANSWER} (output text, sqlstate text);"
    yield "commit;"
    yield ""
    yield from (
        "\\setenv PGHOST :HOST",
        "\\setenv PGPORT :PORT",
        "\\setenv PGUSER :USER",
        "\\setenv PGDATABASE :DBNAME",
    )
    yield f"\\setenv PGAPPNAME {_SECOND}"
    yield "begin;"
    yield from _call(1, race.first, platform)
    yield "-- The same at the same time, from a second psql"
    answer = f"insert into {_ANSWER} values (:'output_2', :'sqlstate_2');"
    second = ["begin;", *_call(2, race.second, platform), "commit;", answer]
    lines = " ".join(shlex.quote(_one_line(each)) for each in second)
    yield f"\\! printf '%b\\n' {lines} | {_PSQL} --no-psqlrc --quiet >/dev/null 2>&1 &"
    yield _wait_until(f"{_ANSWERED} or {_WAITS}")
    yield "commit;"
    yield _wait_until(_ANSWERED)
    yield f"select output as output_2, sqlstate as sqlstate_2 from {_ANSWER} \\gset"


def _one_line(text: str) -> str:
    """The text as printf's `%b` reads it: a shell command of psql ends with its line."""
    return text.replace("\\", "\\\\").replace("\n", "\\n")


def _wait_until(condition: str) -> str:
    return (
        f"do $$ begin for pause in 1..{_PAUSES} loop perform pg_stat_clear_snapshot();"
        f" exit when {condition}; perform pg_sleep(0.02); end loop; end $$;"
    )
