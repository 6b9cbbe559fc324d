"""A small schema for contracts to speak of, and a way to read one."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pgcordon.actors.actor import BUILT_IN
from pgcordon.contract import Contract, ContractError, read
from pgcordon.model import (
    Argument,
    Catalog,
    Column,
    Constraint,
    ConstraintType,
    EnumType,
    Expression,
    Function,
    QualifiedName,
    Table,
    TypeName,
    View,
)

UUID, TEXT, INTEGER, TIMESTAMP = (TypeName("pg_catalog", name) for name in ("uuid", "text", "int4", "timestamptz"))
VARCHAR, USER_ROLE = TypeName("pg_catalog", "varchar"), TypeName("public", "user_role")
TAGS = TypeName("pg_catalog", "text", array=True)


def table(text: str, *keys: Constraint, **columns: TypeName) -> Table:
    """A table; a column `id` is its primary key."""
    name = QualifiedName.parse(text)
    primary = [Constraint(name, f"{name.name}_pkey", ConstraintType.PRIMARY_KEY, ("id",))] if "id" in columns else []
    held = tuple(Column(name, column, type_name) for column, type_name in columns.items())
    return Table(name, held, (*primary, *keys))


def key(text: str, column: str, references: str) -> Constraint:
    """A foreign key from the column to the id of another table."""
    table, other = QualifiedName.parse(text), QualifiedName.parse(references)
    name = f"{table.name}_{column}_fkey"
    return Constraint(table, name, ConstraintType.FOREIGN_KEY, (column,), references=other, referenced_columns=("id",))


def function(text: str, *types: TypeName) -> Function:
    return Function(QualifiedName.parse(text), tuple(Argument(None, type_name) for type_name in types))


CATALOG = Catalog(
    tables=(
        table("profiles", id=UUID, role=USER_ROLE),
        table(
            "chat_sessions",
            id=UUID,
            user_id=UUID,
            status=TEXT,
            created_at=TIMESTAMP,
            last_active_at=TIMESTAMP,
            closed_at=TIMESTAMP,
        ),
        table(
            "chat_messages",
            key("chat_messages", "session_id", "chat_sessions"),
            id=UUID,
            session_id=UUID,
            role=TEXT,
            content=TEXT,
        ),
        table(
            "transfers",
            key("transfers", "source", "cupboards"),
            key("transfers", "target", "cupboards"),
            id=UUID,
            source=UUID,
            target=UUID,
            on_day=TypeName("pg_catalog", "date"),
        ),
        table("quotas", id=UUID, used=INTEGER, reset_on=TypeName("pg_catalog", "date"), reset_at=TIMESTAMP),
        table("invitations", id=UUID, email=TEXT, expires_at=TIMESTAMP),
        table("cupboards", id=UUID, owner=UUID, own=TypeName("pg_catalog", "bool")),
        table("audit.entries", id=UUID, größe=INTEGER),
        table("copies"),
    ),
    enums=(EnumType(QualifiedName("public", "user_role"), ("guest", "member", "admin")),),
    views=(View(QualifiedName("public", "open_sessions"), Expression("select …"), columns=("id", "user_id")),),
    functions=(
        function("get_chat_history", UUID, INTEGER, INTEGER),
        function("close_stale_sessions", INTEGER),
        function("tag", UUID, VARCHAR),
        function("tag", UUID, TAGS),
        function("has_role", UUID, USER_ROLE),
        function("audit.note", TIMESTAMP),
        function("ping"),
    ),
)


@pytest.fixture
def contract(tmp_path: Path) -> Callable[[str], Contract]:
    """Reads the text as the access.toml of the small schema."""

    def from_text(text: str) -> Contract:
        file = tmp_path / "access.toml"
        file.write_text(text, encoding="utf-8")
        return read(file, CATALOG, BUILT_IN)

    return from_text


@pytest.fixture
def faults(contract: Callable[[str], Contract]) -> Callable[[str], list[str]]:
    """What is wrong with the text, a line each, `line: key: message`; without a fault, nothing."""

    def of_text(text: str) -> list[str]:
        try:
            contract(text)
        except ContractError as error:
            assert str(error).count(f"{error.path}:") == len(error.faults)
            return [f"{fault.line}: {fault.key}: {fault.message}" for fault in error.faults]
        return []

    return of_text
