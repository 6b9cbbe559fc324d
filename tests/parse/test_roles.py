"""Roles and who is a member of which."""

from pgcordon.model import Catalog, Role
from pgcordon.parse import load_text


def roles(sql: str) -> dict[str, Role]:
    catalog = load_text(sql)
    assert not catalog.opaque
    return {role.name: role for role in catalog.roles}


def reasons(catalog: Catalog) -> list[str]:
    return [each.reason for each in catalog.opaque]


def test_a_role_and_a_user() -> None:
    found = roles("create role r; create user u password 'x';")
    assert (found["r"].login, found["u"].login) == (False, True)
    assert (found["r"].superuser, found["r"].bypass_row_security, found["r"].inherit) == (False, False, True)


def test_attributes_are_set_and_altered() -> None:
    (found,) = roles("create role r superuser bypassrls login noinherit; alter role r nosuperuser nologin;").values()
    assert (found.superuser, found.bypass_row_security, found.login, found.inherit) == (False, True, False, False)
    assert len(found.changes) == 1


def test_membership() -> None:
    found = roles(
        "create role boss; create role a in role boss; create role c; create role b role c admin a;\n"
        "grant boss, b to c; revoke b from a; revoke admin option for boss from c;"
    )
    assert {name: role.member_of for name, role in found.items()} == {
        "boss": (),
        "a": ("boss",),
        "b": (),
        "c": ("b", "boss"),
    }


def test_groups() -> None:
    found = roles(
        "create group g; create role a; create role b; alter group g add user a, b; alter group g drop user a;"
    )
    assert (found["a"].member_of, found["b"].member_of) == ((), ("g",))


def test_a_dropped_role_has_no_members() -> None:
    found = roles("create role g; create role a in role g; drop role g; drop role if exists nobody;")
    assert {name: role.member_of for name, role in found.items()} == {"a": ()}


def test_unknown_and_repeated_roles_are_opaque() -> None:
    catalog = load_text("create role a; create role a; alter role b login; drop role b; grant a to b;")
    assert reasons(catalog) == ["creates role a, which exists already"] + 3 * [
        "speaks of role b, which no file creates"
    ]
