"""The shape of access.toml. Its JSON Schema comes from these types, and so do the messages about wrong values."""

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

RowCommand = Literal["select", "insert", "update", "delete", "truncate"]
AnyCommand = Literal["select", "insert", "update", "delete", "truncate", "execute"]

Permissions = Annotated[
    dict[str, str],
    Meta(
        description='For each actor the rows: "own", "all", or an SQL predicate over the row, in which the word own '
        "stands for the table's own and :uid for the actor's user id. Actors that are not listed are refused.",
        examples=[{"user": "own", "admin": "all"}],
    ),
]
Columns = Annotated[
    list[str] | dict[str, list[str]],
    Meta(
        description="Columns, for every actor that is not trusted, or for each actor its own list.",
        examples=[["id", "created_at"]],
    ),
]
Statement = Annotated[str, Meta(examples=["select public.open_session(:uid)"])]
Name = Annotated[str, Meta(examples=["chat_sessions"])]
Names = Annotated[list[str], Meta(examples=[["public.chat_messages"]])]
Reason = Annotated[str, Meta(description="Why, for the reviewer.", examples=["the team page lists names"])]


class _Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """A part of the file."""


class ActorEntry(_Entry, frozen=True):
    """A kind of user. An entry for one of the platform's own actors changes what it states and keeps the rest."""

    role: Annotated[
        str | None,
        Meta(description="The database role, authenticated unless stated.", examples=["authenticated"]),
    ] = None
    claims: Annotated[
        dict[str, Any] | None,
        Meta(description="Claims of the token, beside subject and role.", examples=[{"aal": "aal2"}]),
    ] = None
    setup: Annotated[
        str | None,
        Meta(
            description="SQL, run as the owner, that makes the user :uid into one of these.",
            examples=["update public.profiles set role = 'admin' where id = :uid"],
        ),
    ] = None
    signed_in: Annotated[
        bool | None,
        Meta(
            description="Whether there is a user behind it; else :uid is null. Unless stated, as for the platform's "
            "actor of the same role.",
            examples=[True],
        ),
    ] = None


class TableEntry(_Entry, frozen=True):
    """Who may do what to the rows of one table or view. What is not listed is refused."""

    own: Annotated[
        str | None,
        Meta(
            description="Which rows belong to the actor :uid: any SQL predicate over the row.",
            examples=["user_id = :uid"],
        ),
    ] = None
    select: Permissions = {}
    insert: Permissions = {}
    update: Permissions = {}
    delete: Permissions = {}
    truncate: Permissions = {}
    frozen: Annotated[Columns, Meta(description="Columns that clients may not change, on rows that they may.")] = []
    hidden: Annotated[Columns, Meta(description="Columns that clients may not read, on rows that they may.")] = []


class FunctionEntry(_Entry, frozen=True):
    """Who may call one function, and what it is meant to reach beyond what its caller could reach directly."""

    execute: Annotated[list[str], Meta(description="The actors that may call it.", examples=[["user", "admin"]])] = []
    exposes: Annotated[Names, Meta(description="Relations whose rows it shows beyond its caller's reach.")] = []
    writes: Annotated[Names, Meta(description="Relations whose rows it changes beyond its caller's reach.")] = []
    reason: Annotated[Reason | None, Meta(description="Why; required with exposes and writes.")] = None


class ExpiryEntry(_Entry, frozen=True):
    """When rows expire. State clock and after, or expires_at; and what to check: open, sweep or denies."""

    table: Annotated[Name, Meta(description="The table whose rows expire.")]
    clock: Annotated[
        str | None,
        Meta(description="The column that says when the row was last alive.", examples=["last_active_at"]),
    ] = None
    after: Annotated[
        str | None,
        Meta(
            description="The age of the clock from which on the row is stale, such as 4 hours or PT4H.",
            examples=["4 hours"],
        ),
    ] = None
    expires_at: Annotated[
        str | None,
        Meta(description="Instead of clock and after: the column that holds the end.", examples=["expires_at"]),
    ] = None
    alive: Annotated[
        str | None,
        Meta(
            description="SQL predicate: the rows that can expire at all; every row unless stated.",
            examples=["status = 'active'"],
        ),
    ] = None
    open: Annotated[
        Statement | None,
        Meta(
            description="SQL that resumes the live row or makes a new one; :uid and, for each column, :column are set."
        ),
    ] = None
    sweep: Annotated[Statement | None, Meta(description="SQL that closes every stale row and no other.")] = None
    denies: Annotated[
        list[RowCommand],
        Meta(description="Commands that nobody but a trusted actor may run on a stale row.", examples=[["select"]]),
    ] = []


class AcceptedEntry(_Entry, frozen=True):
    """A cell of the contract that need not be exercised, and why."""

    actor: Annotated[str, Meta(description="The actor.", examples=["anon"])]
    reason: Reason
    table: Annotated[Name | None, Meta(description="The table; or state a function.")] = None
    function: Annotated[
        str | None, Meta(description="The function; or state a table.", examples=["get_chat_history(uuid)"])
    ] = None
    command: Annotated[
        AnyCommand | None, Meta(description="The command; execute for a function.", examples=["select"])
    ] = None


class AccessFile(_Entry, frozen=True):
    """access.toml: who may do what. Unlisted actors, commands and objects are refused."""

    actors: Annotated[dict[str, ActorEntry], Meta(examples=[{"admin": {}}])] = {}
    tables: Annotated[dict[str, TableEntry], Meta(examples=[{"chat_sessions": {}}])] = {}
    functions: Annotated[dict[str, FunctionEntry], Meta(examples=[{"f(uuid)": {}}])] = {}
    expiry: Annotated[list[ExpiryEntry], Meta(examples=[[]])] = []
    accept: Annotated[list[AcceptedEntry], Meta(examples=[[]])] = []
