"""An expression that was read before is read again wherever its names may mean something else."""

from pgcordon.model import Expression, QualifiedName
from pgcordon.parse import load_text

IN_MY_TEAM = "exists (select 1 from member m where m.user_id = auth.uid() and m.team_id = team_id)"


def checks(sql: str) -> list[Expression]:
    return [policy.using for policy in load_text(sql).policies if policy.using is not None]


def test_places_are_those_of_each_text() -> None:
    first, second = checks(
        "create table note (owner uuid);\n"
        "create policy a on note using (owner = (select auth.uid()) or owner is null);\n"
        "create policy bb on note\n  using (owner = (select auth.uid()) or owner is null);\n"
    )
    for found, line, column in ((first, 2, 32), (second, 4, 10)):
        assert found.span is not None
        assert found.span.begins == (line, column)
        [call] = found.calls
        assert call.span is not None
        assert call.span.text == "auth.uid()"
        assert [part.span.text for part in found.disjuncts if part.span] == [
            "owner = (select auth.uid())",
            "owner is null",
        ]
        assert [each.span.text for each in found.equalities if each.span] == ["owner = (select auth.uid())"]


def test_a_relation_may_be_another() -> None:
    first, second = checks(
        "create schema app; create table public.member (user_id uuid); create table app.member (user_id uuid);\n"
        "create table public.note (id uuid);\n"
        "create policy a on public.note using (exists (select 1 from member));\n"
        "set search_path = app, public;\n"
        "create policy b on public.note using (exists (select 1 from member));\n"
    )
    assert first.relations == {QualifiedName("public", "member")}
    assert second.relations == {QualifiedName("app", "member")}


def test_a_column_may_be_added() -> None:
    """Without its own team_id, the member's team is that of the row outside."""
    first, second = checks(
        "create table member (user_id uuid); create table note (team_id uuid);\n"
        f"create policy a on note using ({IN_MY_TEAM.replace('m.team_id', 'm.user_id')});\n"
        "alter table member add team_id uuid;\n"
        f"create policy b on note using ({IN_MY_TEAM.replace('m.team_id', 'm.user_id')});\n"
    )
    assert (first.subqueries[0].correlated, second.subqueries[0].correlated) == (True, False)


def test_a_function_may_be_made() -> None:
    first, second = checks(
        "create table note (id uuid); create policy a on note using (mine(id));\n"
        "create function mine(uuid) returns boolean language sql as 'select true';\n"
        "create policy b on note using (mine(id));\n"
    )
    assert [str(call) for call in (*first.calls, *second.calls)] == ["mine", "public.mine"]


def test_a_function_of_an_operand_may_be_another() -> None:
    """The operand is remembered from one condition and found in another."""
    first, second = checks(
        "create schema app; create table note (id uuid);\n"
        "create function public.mine(uuid) returns boolean language sql as 'select true';\n"
        "create policy a on note using (mine(id) and id is not null);\n"
        "create function app.mine(uuid) returns boolean language sql as 'select true';\n"
        "set search_path = app, public;\n"
        "create policy b on note using (mine(id) or id is null);\n"
    )
    assert [call.schema for found in (first, second) for call in found.calls] == ["public", "app"]


def test_a_column_may_be_added_to_what_an_operand_names() -> None:
    """Another condition learns of what its remembered operand was asked, and is not taken for itself afterwards."""
    in_my_team = IN_MY_TEAM.replace("m.team_id", "m.user_id")
    *_, before, after = checks(
        "create table member (user_id uuid); create table note (team_id uuid, id uuid);\n"
        f"create policy a on note using ({in_my_team} and id is not null);\n"
        f"create policy b on note using ({in_my_team} or id is null);\n"
        "alter table member add team_id uuid;\n"
        f"create policy c on note using ({in_my_team} or id is null);\n"
    )
    assert (before.subqueries[0].correlated, after.subqueries[0].correlated) == (True, False)
