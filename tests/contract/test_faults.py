"""Every fault of an access.toml is named with its line and key, and all of them at once."""

from collections.abc import Callable

import pytest

from pgcordon.contract import ContractError
from pgcordon.contract.faults import Faults as FaultsOfAFile

Faults = Callable[[str], list[str]]

SESSIONS = "[tables.chat_sessions]\n"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[tables\n", "1: : not TOML: Expected ']' at the end of a table declaration (column 8)"),
        ("a = 1\nb = \n", "2: : not TOML: Invalid value (column 5)"),
        ('a = "', "1: : not TOML: Unterminated string"),
        (
            "[tables.profiles]\n[tables.profiles]\n",
            "2: : not TOML: Cannot declare ('tables', 'profiles') twice (column 17)",
        ),
        ("[table.profiles]\n", "1: table: no such key; did you mean tables?"),
        ("x = 1\n", "1: x: no such key; there are actors, tables, functions, expiry, reset, touch, lifecycle, accept"),
        ("actors = 3\n", "1: actors: cannot be 3; write for instance { admin = {  } }"),
        ("[tables]\nprofiles = 3\n", "2: tables.profiles: expected a table, got 3"),
    ],
)
def test_the_shape(faults: Faults, text: str, fault: str) -> None:
    assert faults(text) == [fault]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[tables.chat_sesions]\n", "1: tables.chat_sesions: no such table or view; did you mean chat_sessions?"),
        ("[tables.wines]\n", "1: tables.wines: no such table or view"),
        ("[tables.entries]\n", "1: tables.entries: no such table or view in public; did you mean audit.entries?"),
        ('[tables."a b"]\n', "1: tables.\"a b\": not a relation name: 'a b'"),
        (
            '[tables.audit.entries]\nown = "true"\n',
            '1: tables.audit.entries: a name with a dot needs quotes: [tables."audit.entries"]',
        ),
        (
            SESSIONS + '[tables."public.chat_sessions"]\n',
            '2: tables."public.chat_sessions": public.chat_sessions has an entry already; put both into one',
        ),
        (
            SESSIONS + 'selects = { user = "all" }\n',
            "2: tables.chat_sessions.selects: no such key; did you mean select?",
        ),
        (
            SESSIONS + 'select = { usr = "all" }\n',
            "2: tables.chat_sessions.select.usr: no such actor: usr; did you mean user?",
        ),
        (
            SESSIONS + 'select = { x = "all" }\n',
            "2: tables.chat_sessions.select.x: no such actor: x; there are anon, user, service_role",
        ),
        (
            SESSIONS + 'select = "all"\n',
            '2: tables.chat_sessions.select: cannot be "all"; write for instance { user = "own", admin = "all" }',
        ),
        (
            SESSIONS + "select = { user = true }\n",
            "2: tables.chat_sessions.select.user: cannot be true; write a string",
        ),
        (
            SESSIONS + 'frozen = ["id",\n  "user"]\n',
            "3: tables.chat_sessions.frozen: public.chat_sessions has no column user; did you mean user_id?",
        ),
        (
            SESSIONS + 'hidden = { anon = ["zzz"] }\n',
            "2: tables.chat_sessions.hidden.anon: public.chat_sessions has no column zzz",
        ),
        (
            SESSIONS + 'hidden = { anom = ["id"] }\n',
            "2: tables.chat_sessions.hidden.anom: no such actor: anom; did you mean anon?",
        ),
        (
            SESSIONS + "frozen = 3\n",
            '2: tables.chat_sessions.frozen: cannot be 3; write for instance ["id", "created_at"]',
        ),
        (
            SESSIONS + 'truncate = { user = "user_id = :uid" }\n',
            '2: tables.chat_sessions.truncate.user: TRUNCATE empties the table whole; the only grant is "all"',
        ),
    ],
)
def test_tables(faults: Faults, text: str, fault: str) -> None:
    assert faults(text) == [fault]


@pytest.mark.parametrize(
    ("predicate", "fault"),
    [
        ("", 'an empty predicate; write "all" for every row, or leave the key out for none'),
        ("user_id = :uid and", "not SQL: syntax error at end of input"),
        ("status = 'é' und true", 'not SQL: syntax error at or near "und" (character 14)'),
        ("status = 'open", 'not SQL: unterminated quoted string at or near "\'open" (character 10)'),
        ("true) or (true", 'not SQL: syntax error at or near ")" (character 5)'),
        ("true order by id", 'not SQL: syntax error at or near "order" (character 6)'),
        ("true; drop table x", 'not SQL: syntax error at or near ";" (character 5)'),
        ("usr_id = :uid", "public.chat_sessions has no column usr_id; did you mean user_id?"),
        ("chat_sessions.usr_id = :uid", "public.chat_sessions has no column usr_id; did you mean user_id?"),
        ("m.role = 'x'", "m.role is not of this row: only columns of public.chat_sessions are at hand"),
        ("usr_id in (select id from profiles)", "public.chat_sessions has no column usr_id; did you mean user_id?"),
        ("status[1:message] is null", "no such parameter: :message; there is :uid"),
        ("user_id = :user", "no such parameter: :user; there is :uid"),
        ("user_id = :ud", "no such parameter: :ud; did you mean uid?"),
        ("status = ':uid'", ":uid is inside a string; write it outside, such as 'id ' || :uid::text"),
        ("own", "'own' speaks of own, but public.chat_sessions has none; write own = \"…\""),
        ("own or true", "'own or true' speaks of own, but public.chat_sessions has none; write own = \"…\""),
    ],
)
def test_predicates(faults: Faults, predicate: str, fault: str) -> None:
    assert faults(f'{SESSIONS}select = {{ user = "{predicate}" }}\n') == [
        f"2: tables.chat_sessions.select.user: {fault}"
    ]


@pytest.mark.parametrize(
    "predicate",
    [
        "user_id = :uid",
        "public.chat_sessions.user_id = :uid and chat_sessions.status = 'x'",
        "exists (select 1 from public.profiles p where p.id = user_id and nonsense = 1)",
        "user_id = any (array[:uid]) and (chat_sessions).status is not null",
        "chat_sessions is not null and ctid is not null",
        "status = $$:uid$$ or status = 'a:b' or status = '::uid'",
        "true /* in (brackets) */ -- and a remark",
    ],
)
def test_predicates_that_are_fine(faults: Faults, predicate: str) -> None:
    assert faults(f'{SESSIONS}own = "{predicate}"\nselect = {{ anon = "own" }}\n') == []


def test_own_cannot_stand_for_itself(faults: Faults) -> None:
    assert faults(SESSIONS + "own = \"own and status = 'x'\"\n") == [
        "2: tables.chat_sessions.own: own cannot stand for itself; say which rows belong to :uid"
    ]


@pytest.mark.parametrize(
    ("signature", "fault"),
    [
        ("get_chat_histori(uuid)", "no such function; did you mean get_chat_history(uuid, integer, integer)?"),
        ("get_chat_history(uuid)", "no such function; there is get_chat_history(uuid, integer, integer)"),
        (
            "get_chat_history(uuid, text, integer)",
            "no such function; there is get_chat_history(uuid, integer, integer)",
        ),
        ("other.ping()", "no such function in other; did you mean ping()?"),
        ("xyzzy()", "no such function"),
        ("has_role(uuid, audit.user_role)", "no such function; there is has_role(uuid, user_role)"),
        ("tag", "more than one function fits; write one of tag(uuid, character varying), tag(uuid, text[])"),
        ("note(timestamptz)", "no such function in public; did you mean audit.note(timestamp with time zone)?"),
        ("ping(", 'not the signature of a function; write for instance "get_history(uuid, integer)"'),
        ("ping(), tag", 'not the signature of a function; write for instance "get_history(uuid, integer)"'),
    ],
)
def test_functions(faults: Faults, signature: str, fault: str) -> None:
    (shown,) = faults(f"[functions.'{signature}']\n")
    assert shown.split(": ", 2)[2] == fault


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('execute = ["usr"]', "execute: no such actor: usr; did you mean user?"),
        ('execute = "user"', 'execute: cannot be "user"; write for instance ["user", "admin"]'),
        ('exposes = ["profiles"]', 'exposes: needs a reason beside it; write reason = "…"'),
        ('writes = ["profiles"]\nreason = " "', 'writes: needs a reason beside it; write reason = "…"'),
        ('exposes = ["profile"]\nreason = "x"', "exposes: no such table or view; did you mean profiles?"),
        ("shows = []", "shows: no such key; there are execute, exposes, writes, reason"),
    ],
)
def test_function_entries(faults: Faults, line: str, fault: str) -> None:
    assert faults(f"[functions.ping]\n{line}\n") == [f"2: functions.ping.{fault}"]


def test_one_function_under_two_spellings(faults: Faults) -> None:
    assert faults("[functions.ping]\n[functions.'ping()']\n") == [
        '2: functions."ping()": public.ping() has an entry already; put both into one'
    ]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('setup = "updat x"', 'setup: not SQL: syntax error at or near "updat" (character 1)'),
        ('setup = "-- later"', "setup: holds no SQL statement"),
        ('setup = "select :user_id"', "setup: no such parameter: :user_id; did you mean uid?"),
        (
            "claims = { at = 2026-01-01 }",
            "claims.at: 2026-01-01 is not JSON, and a token's claims are; write it as a string",
        ),
        ("claims = { at = nan }", "claims.at: nan is not JSON, and a token's claims are; write it as a string"),
        ("signed_in = 'yes'", 'signed_in: cannot be "yes"; write for instance true'),
        ("rol = 'anon'", "rol: no such key; did you mean role?"),
    ],
)
def test_actors(faults: Faults, line: str, fault: str) -> None:
    assert faults(f"[actors.admin]\n{line}\n") == [f"2: actors.admin.{fault}"]


CLOCK = 'clock = "last_active_at"\n'
AFTER = 'after = "4 hours"\n'
SWEEP = 'sweep = "select 1"\n'


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        (CLOCK + AFTER, "1: expiry: nothing to check; state open, sweep, purge or denies"),
        (SWEEP, "1: expiry: no deadline; state clock and after, or expires_at"),
        (CLOCK + SWEEP, '3: expiry.clock: needs an age beside it; write for instance after = "4 hours"'),
        (
            AFTER + SWEEP + 'expires_at = "created_at"\n',
            "3: expiry.after: stands beside expires_at; state clock and after, or expires_at",
        ),
        (
            'clock = "last_active"\n' + AFTER + SWEEP,
            "3: expiry.clock: public.chat_sessions has no column last_active; did you mean last_active_at?",
        ),
        (
            'clock = "status"\n' + AFTER + SWEEP,
            "3: expiry.clock: status is of type text; a clock is a timestamp or a date",
        ),
        (CLOCK + 'after = "4 huors"\n' + SWEEP, "4: expiry.after: no such unit: huors; did you mean hours?"),
        (
            CLOCK + AFTER + 'sweep = "select :statu"\n',
            "5: expiry.sweep: no such parameter: :statu; did you mean status?",
        ),
        (
            CLOCK + AFTER + SWEEP + 'alive = "state = 1"\n',
            "6: expiry.alive: public.chat_sessions has no column state; did you mean status?",
        ),
        (
            CLOCK + AFTER + SWEEP + 'denies = ["read"]\n',
            '6: expiry.denies: cannot be "read"; there are select, insert, update, delete, truncate',
        ),
    ],
)
def test_expiry(faults: Faults, lines: str, fault: str) -> None:
    assert faults(f'[[expiry]]\ntable = "chat_sessions"\n{lines}') == [fault]


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ('command = "select"\nactor = "user"\nreason = "x"', "1: accept: state a table or a function, one of them"),
        (
            'table = "profiles"\nactor = "user"\nreason = "x"',
            "1: accept: a table needs a command: select, insert, update, delete or truncate",
        ),
        ('function = "ping"\nactor = "usr"\nreason = "x"', "3: accept.actor: no such actor: usr; did you mean user?"),
        (
            'function = "ping"\nactor = "user"\nreason = " "',
            "4: accept.reason: is empty; say why the cell need not be exercised",
        ),
        (
            'function = "ping"\nactor = "user"',
            '1: accept: reason is missing; write for instance reason = "the team page lists names"',
        ),
        (
            'function = "ping"\ntable = "profiles"\nactor = "user"\nreason = "x"',
            "1: accept: state a table or a function, one of them",
        ),
        (
            'function = "ping"\nactor = "user"\nreason = "x"\ncommand = "select"',
            "5: accept.command: cannot be select: a function is only executed",
        ),
    ],
)
def test_accept(faults: Faults, lines: str, fault: str) -> None:
    assert faults(f"[[accept]]\n{lines}\n") == [fault]


def test_a_required_key_that_is_wrong_is_not_missing(faults: Faults) -> None:
    assert faults("[[expiry]]\ntable = 3\n") == ['2: expiry.table: cannot be 3; write for instance "chat_sessions"']


def test_a_fault_of_a_key_that_is_not_there_stands_at_the_table_around_it() -> None:
    found = FaultsOfAFile("access.toml", {("tables",): 3, ("tables", "note"): 4})
    found.add(("tables", "note", "own"), "is missing")
    with pytest.raises(ContractError, match=r"^access\.toml:4: tables\.note\.own: is missing$"):
        found.raise_any()


def test_all_faults_are_listed_in_the_order_of_the_file(faults: Faults) -> None:
    text = (
        '[actors.admin]\nsetup = "updat"\n[tables.profile]\n[tables.chat_messages]\nown = "x = 1"\n'
        'select = { user = "own", admn = "all" }\n[functions.pong]\n'
    )
    assert [fault.split(":")[0] for fault in faults(text)] == ["2", "3", "5", "6", "7"]
