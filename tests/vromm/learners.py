"""Two learners of a driving school, and what the tests ask about them."""

from typing import Any
from uuid import UUID

from psycopg import Connection, Cursor

SCHEMA = "schema/vromm"
AS_SPECIFIED = "tests/as_specified/vromm"

LEARNER = UUID(int=101)
NEIGHBOUR = UUID(int=102)

TABLES = ("ai_content_searches", "ai_conversations", "ai_usage_logs", "user_ai_settings")


def enrol(connection: Connection[Any], *people: UUID) -> None:
    """Make them users of the project, as the owner."""
    with connection.cursor() as cursor:
        cursor.executemany("insert into auth.users (id) values (%s)", [(each,) for each in people])


def give_settings(connection: Connection[Any], user: UUID, **columns: object) -> None:
    """Write a user's settings down, as the owner; what is not stated takes its default."""
    values = {"user_id": user, **columns}
    names, places = ", ".join(values), ", ".join(["%s"] * len(values))
    connection.execute(
        f"insert into public.user_ai_settings ({names}) values ({places})".encode(), tuple(values.values())
    )


def settings_of(connection: Connection[Any], user: UUID, columns: str) -> tuple[Any, ...]:
    """Some columns of a user's settings, as the owner sees them."""
    ((*values,),) = connection.execute(
        f"select {columns} from public.user_ai_settings where user_id = %s".encode(), (user,)
    ).fetchall()
    return tuple(values)


def only_value(cursor: Cursor[Any]) -> Any:
    """The only value that a statement gave."""
    ((value,),) = cursor.fetchall()
    return value
