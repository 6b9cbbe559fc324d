"""What the schema presumes must not be the hole in it: roles, profiles, and what else the document left open."""

import pytest
from psycopg import errors

from alamo_prime.restaurant import (
    ADMIN,
    BACKEND,
    GROUP,
    MANAGER,
    NOBODY,
    OTHER_GROUP,
    PEOPLE,
    USER_ONE,
    USER_TWO,
    Restaurant,
)


def test_roles_are_given_by_the_backend(restaurant: Restaurant) -> None:
    for person in (USER_ONE, MANAGER, ADMIN):
        with pytest.raises(errors.InsufficientPrivilege):
            restaurant.run(person, "update public.profiles set role = 'admin'")
    restaurant.run(BACKEND, "update public.profiles set role = 'admin' where id = %s", USER_ONE.uid)
    assert restaurant.value(USER_ONE, "select public.has_role(%s, 'admin')", USER_ONE.uid)


def test_people_write_their_own_name(restaurant: Restaurant) -> None:
    for person in PEOPLE:
        assert restaurant.run(person, "update public.profiles set full_name = 'me' returning id") == [(person.uid,)]


def test_profiles_are_private(restaurant: Restaurant) -> None:
    assert restaurant.run(USER_ONE, "select id from public.profiles") == [(USER_ONE.uid,)]
    assert restaurant.count(ADMIN, "select id from public.profiles") == len(PEOPLE)


def test_groups_are_for_their_members(restaurant: Restaurant) -> None:
    assert restaurant.run(USER_ONE, "select id from public.groups") == [(GROUP,)]
    assert restaurant.run(USER_ONE, "select user_id from public.group_memberships") == [(USER_ONE.uid,)]
    assert restaurant.count(ADMIN, "select id from public.groups") == 2
    assert restaurant.count(ADMIN, "select id from public.group_memberships") == len(PEOPLE)


def test_nobody_joins_a_group_on_their_own(restaurant: Restaurant) -> None:
    for person in (USER_ONE, ADMIN):
        with pytest.raises(errors.InsufficientPrivilege):
            restaurant.run(
                person,
                "insert into public.group_memberships (user_id, group_id) values (%s, %s)",
                person.uid,
                OTHER_GROUP,
            )


@pytest.mark.requirement("000-has-role")
def test_has_role_tells_users_about_themselves_alone(restaurant: Restaurant) -> None:
    ask = "select public.has_role(%s, %s::public.user_role)"
    assert restaurant.value(ADMIN, ask, ADMIN.uid, "admin")
    assert restaurant.value(BACKEND, ask, ADMIN.uid, "admin")
    assert not restaurant.value(MANAGER, ask, MANAGER.uid, "admin")
    assert not restaurant.value(USER_ONE, ask, ADMIN.uid, "admin")
    assert not restaurant.value(USER_TWO, ask, USER_ONE.uid, "staff")
    with pytest.raises(errors.InsufficientPrivilege):
        restaurant.run(NOBODY, ask, ADMIN.uid, "admin")


@pytest.mark.requirement("000-check-prompts-domain-required", "000-policy-insert-prompts")
def test_a_shared_prompt_names_no_viewer(restaurant: Restaurant) -> None:
    """(p) a system prompt with a domain would be assembled into every viewer"""
    insert = "insert into public.ai_prompts (slug, category, domain, prompt_en) values ('new', %s, %s, 'text')"
    for category, domain in (("system", "wines"), ("voice", "wines"), ("domain", None), ("action", None)):
        with pytest.raises(errors.CheckViolation) as refused:
            restaurant.run(ADMIN, insert, category, domain)
        assert refused.value.diag.constraint_name == "ai_prompts_domain_required"
    restaurant.run(ADMIN, insert, "action", "wines")


def test_history_is_the_same_every_time(restaurant: Restaurant) -> None:
    """(q) messages of one transaction share their created_at: the question precedes its answer"""
    session = restaurant.open_session(USER_ONE)
    for role in ("assistant", "user") * 6:
        restaurant.run(
            BACKEND,
            "insert into public.chat_messages (session_id, role, content) values (%s, %s, 'text')",
            session,
            role,
        )
    roles = restaurant.run(USER_ONE, "select role from public.get_chat_history(%s)", session)
    assert roles == [("user",)] * 6 + [("assistant",)] * 6
    newest = restaurant.run(USER_ONE, "select role from public.get_chat_history(%s, 2)", session)
    assert newest == [("assistant",), ("assistant",)]


@pytest.mark.parametrize(("limit", "rows"), [(3, 3), (0, 0), (-1, 0), (None, 20)])
@pytest.mark.requirement("000-history-injection")
def test_history_has_a_limit(restaurant: Restaurant, limit: int | None, rows: int) -> None:
    """(r) a negative limit fails, and a null one gives everything"""
    session = restaurant.open_session(USER_ONE)
    restaurant.run(
        BACKEND,
        """insert into public.chat_messages (session_id, role, content)
           select %s, 'user', n::text from generate_series(1, 25) as n""",
        session,
    )
    assert restaurant.count(USER_ONE, "select content from public.get_chat_history(%s, %s)", session, limit) == rows


@pytest.mark.requirement("000-profiles-cascade", "000-sessions-user", "000-messages-session")
def test_who_leaves_takes_everything_along(restaurant: Restaurant) -> None:
    session = restaurant.open_session(USER_ONE)
    restaurant.run(
        USER_ONE, "insert into public.chat_messages (session_id, role, content) values (%s, 'user', 'x')", session
    )
    restaurant.run(None, "delete from auth.users where id = %s", USER_ONE.uid)
    for left in (
        restaurant.run(None, "select id from public.profiles where id = %s", USER_ONE.uid),
        restaurant.run(None, "select id from public.chat_sessions"),
        restaurant.run(None, "select id from public.chat_messages"),
    ):
        assert left == []
