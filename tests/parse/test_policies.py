"""Policies, as CREATE POLICY and ALTER POLICY leave them."""

from pgcordon.model import Command, Policy, QualifiedName
from pgcordon.parse import load_text

NOTE = "create table note (id uuid, owner_id uuid);\n"


def policy(sql: str) -> Policy:
    catalog = load_text(NOTE + sql)
    assert not catalog.opaque
    (found,) = catalog.policies
    return found


def test_a_policy_that_says_nothing_is_permissive_for_everything_and_everyone() -> None:
    found = policy("create policy p on note;")
    assert (found.table, found.command, found.permissive) == (QualifiedName("public", "note"), Command.ALL, True)
    assert (found.roles, found.roles_stated, found.using, found.with_check) == (("public",), False, None, None)
    assert found.defined is not None
    assert found.defined.text == "create policy p on note"


def test_everything_stated() -> None:
    found = policy(
        'create policy "A note" on public.note as restrictive for update to anon, "Role", current_user\n'
        "  using ( /* own */ (owner_id = auth.uid()) ) with check ((owner_id = (select auth.uid())) and true);"
    )
    assert (found.name, found.command, found.permissive) == ("A note", Command.UPDATE, False)
    assert (found.roles, found.roles_stated) == (("anon", "Role", "current_user"), True)
    assert found.using is not None
    assert found.using.text == "(owner_id = auth.uid())"
    assert found.with_check is not None
    assert found.with_check.text == "(owner_id = (select auth.uid())) and true"
    assert [call.in_subquery for call in found.with_check.calls] == [True]
    assert found.with_check.span is not None
    assert found.with_check.span.begins == (3, 59)


def test_to_public_is_stated() -> None:
    found = policy("create policy p on note to public using (true);")
    assert (found.roles, found.roles_stated) == (("public",), True)


def test_a_column_called_to_is_no_to_clause() -> None:
    assert not policy('create policy p on note using ("to" is null and cast(id as text) is null);').roles_stated


def test_alter_policy_changes_what_it_names() -> None:
    found = policy(
        "create policy p on note for all to anon using (true) with check (false);\n"
        "alter policy p on note to authenticated;\n"
        "alter policy p on note with check (owner_id = auth.uid());\n"
    )
    assert found.roles == ("authenticated",)
    assert found.using is not None
    assert found.using.always_true
    assert found.with_check is not None
    assert found.with_check.text == "owner_id = auth.uid()"
    assert [change.begins.line for change in found.changes] == [3, 4]


def test_a_policy_on_an_unknown_table_is_opaque() -> None:
    catalog = load_text("create policy p on storage.objects using (true);")
    assert [each.reason for each in catalog.opaque] == ["speaks of table storage.objects, which no file creates"]
    assert catalog.policies == ()


def test_altering_an_unknown_policy_is_opaque() -> None:
    catalog = load_text(NOTE + "alter policy p on note using (true);")
    assert [each.reason for each in catalog.opaque] == ["speaks of policy p on public.note, which no file creates"]


def test_a_second_policy_of_the_same_name_is_opaque_and_the_first_stays() -> None:
    catalog = load_text(NOTE + "create policy p on note using (true); create policy p on note using (false);")
    assert [each.reason for each in catalog.opaque] == ["creates policy p on public.note, which exists already"]
    assert [each.using and each.using.always_true for each in catalog.policies] == [True]


def test_dropped_and_created_again() -> None:
    found = policy(
        "create policy p on note using (true); drop policy p on note; create policy p on note using (false);"
    )
    assert found.using is not None
    assert (found.using.always_false, found.changes) == (True, ())
