"""What access.toml says becomes what the verifier asks."""

import tomllib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from pgcordon.actors.actor import ANON, BUILT_IN, SERVICE_ROLE, USER
from pgcordon.contract import Contract, ContractError, read
from pgcordon.model import Catalog, Command, ObjectAddress, ObjectType, QualifiedName
from pgcordon.parse import load

Reader = Callable[[str], Contract]

SESSIONS = QualifiedName("public", "chat_sessions")
ROOT = Path(__file__).parents[2]
SYSTEMS = sorted([*ROOT.glob("schema/*/access.toml"), *ROOT.glob("tests/as_specified/*/access.toml")])
MESSAGES = QualifiedName("public", "chat_messages")

ADMIN = """
[actors.admin]
setup = "update public.profiles set role = 'admin' where id = :uid"
"""


def test_an_empty_file_refuses_everyone_everything(contract: Reader) -> None:
    empty = contract("")
    assert list(empty.actors.values()) == list(BUILT_IN)
    assert empty.tables == {}
    assert empty.table(SESSIONS).predicate(Command.SELECT, USER) is None


def test_own_and_all_become_predicates(contract: Reader) -> None:
    sessions = contract(
        ADMIN + '[tables.chat_sessions]\nown = "user_id = :uid"\nselect = { user = "own", admin = "all" }\n'
    ).table(SESSIONS)
    assert sessions.own == "user_id = :uid"
    assert sessions.permissions == {Command.SELECT: {"user": "user_id = :uid", "admin": "true"}}
    assert sessions.predicate(Command.SELECT, ANON) is None


@pytest.mark.parametrize(
    ("predicate", "resolved"),
    [
        ("own and role = 'user'", "(A or B) and role = 'user'"),
        ("not own", "not (A or B)"),
        ("own or OWN", "(A or B) or (A or B)"),
        ("(own)", "((A or B))"),
        ("own() or own", "own() or (A or B)"),
        ("own::text = 'true'", "(A or B)::text = 'true'"),
        ("role = 'own'", "role = 'own'"),
        ("role = 'x' -- own\n and own", "role = 'x'       \n and (A or B)"),
        ("role = 'é' and own", "role = 'é' and (A or B)"),
        ("exists (select from public.cupboards t where t.own)", "exists (select from public.cupboards t where t.own)"),
        ("content = '\"' and own", "content = '\"' and (A or B)"),
        ("role = 'user'  -- why", "role = 'user'"),
    ],
)
def test_the_word_own_stands_for_the_tables_own(contract: Reader, predicate: str, resolved: str) -> None:
    own, text = "id = :uid or session_id = :uid", predicate.replace('"', '\\"').replace("\n", "\\n")
    messages = contract(f'[tables.chat_messages]\nown = "{own}"\ninsert = {{ user = "{text}" }}\n').table(MESSAGES)
    assert messages.predicate(Command.INSERT, USER) == resolved.replace("A or B", own)


def test_a_column_called_own_is_a_column(contract: Reader) -> None:
    cupboards = contract(
        '[tables.cupboards]\nown = "owner = :uid"\nselect = { user = "own" }\n'
        'delete = { user = "own and owner = :uid" }\n'
    ).table(QualifiedName("public", "cupboards"))
    assert cupboards.predicate(Command.SELECT, USER) == "owner = :uid"
    assert cupboards.predicate(Command.DELETE, USER) == "own and owner = :uid"


@pytest.mark.parametrize(
    "name", ["chat_sessions", '"public.chat_sessions"', '"CHAT_sessions"', '"public.\\"chat_sessions\\""']
)
def test_a_table_goes_by_any_of_its_names(contract: Reader, name: str) -> None:
    assert set(contract(f"[tables.{name}]\n").tables) == {SESSIONS}


def test_views_and_other_schemas_are_relations_too(contract: Reader) -> None:
    read_contract = contract('[tables.open_sessions]\nselect = { user = "user_id = :uid" }\n[tables."audit.entries"]\n')
    assert set(map(str, read_contract.tables)) == {"public.open_sessions", "audit.entries"}


def test_frozen_columns_bind_every_actor_that_is_not_trusted(contract: Reader) -> None:
    sessions = contract(ADMIN + '[tables.chat_sessions]\nfrozen = ["id", "user_id"]\n').table(SESSIONS)
    assert sessions.frozen == dict.fromkeys(["anon", "user", "admin"], frozenset({"id", "user_id"}))
    assert sessions.frozen_for(SERVICE_ROLE) == frozenset()


def test_hidden_columns_may_differ_by_actor(contract: Reader) -> None:
    sessions = contract('[tables.chat_sessions]\nhidden = { user = ["status"], anon = [] }\n').table(SESSIONS)
    assert sessions.hidden_for(USER) == {"status"}
    assert sessions.hidden_for(ANON) == frozenset()
    assert sessions.frozen == {}


@pytest.mark.parametrize(
    ("signature", "identity"),
    [
        ("get_chat_history(uuid, integer, integer)", "public.get_chat_history(uuid,integer,integer)"),
        ("public.get_chat_history( uuid,int,   int4 )", "public.get_chat_history(uuid,integer,integer)"),
        ("get_chat_history", "public.get_chat_history(uuid,integer,integer)"),
        ("tag(uuid, varchar)", "public.tag(uuid,character varying)"),
        ("tag(uuid, character varying(20))", "public.tag(uuid,character varying)"),
        ("tag(uuid, text[])", "public.tag(uuid,text[])"),
        ("has_role(_user uuid, user_role)", "public.has_role(uuid,public.user_role)"),
        ("has_role(pg_catalog.uuid, public.user_role)", "public.has_role(uuid,public.user_role)"),
        ("audit.note(timestamptz)", "audit.note(timestamp with time zone)"),
        ("ping()", "public.ping()"),
        ("PING", "public.ping()"),
    ],
)
def test_a_function_goes_by_any_spelling_of_its_signature(contract: Reader, signature: str, identity: str) -> None:
    functions = contract(f'[functions."{signature}"]\nexecute = ["user", "anon"]\n').functions
    assert functions.keys() == {ObjectAddress(ObjectType.FUNCTION, identity)}
    assert [each.execute for each in functions.values()] == [{"user", "anon"}]


def test_a_function_may_reach_further_with_a_reason(contract: Reader) -> None:
    text = '[functions.ping]\nexposes = ["chat_messages"]\nwrites = ["public.chat_sessions"]\nreason = "a digest"\n'
    (ping,) = contract(text).functions.values()
    assert (ping.exposes, ping.writes) == (frozenset({MESSAGES}), frozenset({SESSIONS}))
    assert ping.reason == "a digest"


def test_an_actor_is_signed_in_and_authenticated_unless_stated(contract: Reader) -> None:
    admin = contract(ADMIN).actors["admin"]
    assert (admin.role, admin.signed_in, admin.trusted, admin.claims) == ("authenticated", True, False, {})
    assert admin.setup == "update public.profiles set role = 'admin' where id = :uid"


def test_an_actor_takes_after_the_platforms_actor_of_its_role(contract: Reader) -> None:
    actors = contract(
        '[actors.robot]\nrole = "service_role"\n[actors.guest]\nrole = "anon"\n'
        '[actors.invited]\nrole = "anon"\nsigned_in = true\nclaims = { aal = "aal2", amr = ["otp"] }\n'
    ).actors
    assert (actors["robot"].trusted, actors["robot"].signed_in) == (True, False)
    assert (actors["guest"].trusted, actors["guest"].signed_in) == (False, False)
    assert (actors["invited"].signed_in, actors["invited"].claims) == (True, {"aal": "aal2", "amr": ["otp"]})


def test_an_entry_for_a_built_in_actor_keeps_what_it_does_not_state(contract: Reader) -> None:
    actors = contract('[actors.service_role]\nclaims = { job = "sweep" }\n').actors
    assert list(actors) == ["anon", "user", "service_role"]
    assert (actors["service_role"].trusted, actors["service_role"].claims) == (True, {"job": "sweep"})


def test_trust_follows_the_role(contract: Reader) -> None:
    actors = contract("[actors.service_role]\nrole = 'authenticated'\n[actors.user]\nrole = 'anon'\n").actors
    assert (actors["service_role"].trusted, actors["service_role"].signed_in) == (False, True)
    assert actors["user"].signed_in is False


def test_columns_that_the_catalog_does_not_know_are_not_missed(contract: Reader) -> None:
    (copies,) = contract("[tables.copies]\nown = 'a = :uid'\nfrozen = ['b']\n").tables.values()
    assert copies.own == "a = :uid"
    assert copies.frozen_for(USER) == {"b"}


def test_an_expiry_rule(contract: Reader) -> None:
    (rule,) = contract(
        '[[expiry]]\ntable = "chat_sessions"\nclock = "last_active_at"\nafter = "4 hours"\n'
        "alive = \"status = 'active'\"\n"
        'open = "select public.ping(:uid, :user_id)"\nsweep = "select public.close_stale_sessions()"\n'
    ).expiry
    assert (rule.table, rule.clock, rule.after) == (SESSIONS, "last_active_at", timedelta(hours=4))
    assert (rule.alive, rule.denies) == ("status = 'active'", frozenset())
    assert rule.open == "select public.ping(:uid, :user_id)"


def test_a_row_that_holds_its_own_end(contract: Reader) -> None:
    (rule,) = contract('[[expiry]]\ntable = "invitations"\nexpires_at = "expires_at"\ndenies = ["select"]\n').expiry
    assert (rule.clock, rule.after, rule.alive) == ("expires_at", timedelta(0), "true")
    assert rule.denies == {Command.SELECT}


def test_cells_that_need_not_be_exercised(contract: Reader) -> None:
    cells = contract(
        '[[accept]]\ntable = "open_sessions"\nactor = "anon"\ncommand = "select"\nreason = "no rows without a user"\n'
        '[[accept]]\nfunction = "ping"\nactor = "user"\nreason = "answers nothing"\n'
    ).accepted
    assert [(str(cell.address), cell.actor, cell.command) for cell in cells] == [
        ("view public.open_sessions", "anon", Command.SELECT),
        ("function public.ping()", "user", Command.EXECUTE),
    ]


def test_the_path_is_kept_for_messages(tmp_path: Path) -> None:
    file = tmp_path / "access.toml"
    file.write_text("﻿[actors.guest]\r\nrole = 'anon'\r\n", encoding="utf-8")
    assert read(file, Catalog(), BUILT_IN).path == str(file)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ContractError, match=r"access\.toml:1: cannot be read: No such file or directory"):
        read(tmp_path / "access.toml", Catalog(), BUILT_IN)


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    file = tmp_path / "access.toml"
    file.write_bytes(b"# one\n# two \xff\n")
    with pytest.raises(ContractError, match=r"access\.toml:2: byte 0xff is not UTF-8"):
        read(file, Catalog(), BUILT_IN)


@pytest.mark.parametrize("file", SYSTEMS, ids=lambda file: str(file.parent.relative_to(ROOT)))
def test_the_contract_of_a_system_of_ours_is_read_whole(file: Path) -> None:
    stated = tomllib.loads(file.read_text(encoding="utf-8"))
    whole = read(file, load([file.parent]), BUILT_IN)
    assert len(whole.tables) == len(stated["tables"])
    assert len(whole.functions) == len(stated.get("functions", {}))
