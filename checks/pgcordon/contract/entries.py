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
    """When rows expire. State clock and after, or expires_at; and what to check: open, sweep, purge or denies."""

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
    purge: Annotated[
        Statement | None, Meta(description="SQL that deletes every stale row, with what belongs to it, and no other.")
    ] = None
    denies: Annotated[
        list[RowCommand],
        Meta(description="Commands that nobody but a trusted actor may run on a stale row.", examples=[["select"]]),
    ] = []


class ResetEntry(_Entry, frozen=True):
    """Columns that go back to where they began, once in each period of a calendar."""

    table: Annotated[Name, Meta(description="The table that holds the counters.")]
    sets: Annotated[
        dict[str, str | int | float | bool],
        Meta(description="The columns and what they go back to.", examples=[{"daily_usage": 0}]),
    ]
    every: Annotated[
        Literal["hour", "day", "week", "month", "year"],
        Meta(description="The period; a week begins on Monday.", examples=["day"]),
    ]
    since: Annotated[
        str,
        Meta(
            description="The column, a timestamp or a date, that says when the row was last reset.",
            examples=["last_reset_date"],
        ),
    ]
    run: Annotated[
        str,
        Meta(
            description="SQL that resets every row that is due, and no other; with :now in it, at that moment.",
            examples=["select public.reset_daily_usage()"],
        ),
    ]
    zone: Annotated[
        str, Meta(description="Whose calendar it is: a time zone by its name.", examples=["Europe/Stockholm"])
    ] = "UTC"


class TouchEntry(_Entry, frozen=True):
    """A timestamp that moves to now() with every write of some kind."""

    table: Annotated[Name, Meta(description="The table that is written.")]
    on: Annotated[
        list[Literal["insert", "update", "delete"]],
        Meta(description="The commands that write it.", examples=[["insert", "update", "delete"]]),
    ]
    moves: Annotated[str, Meta(description="The column that moves.", examples=["updated_at"])]
    of: Annotated[
        Name | None, Meta(description="The table of that column; unless stated, the row that is written.")
    ] = None
    through: Annotated[
        str | None,
        Meta(
            description="The column of the written row that points to the other one; unless stated, the only foreign "
            "key between them.",
            examples=["session_id"],
        ),
    ] = None


class LifecycleEntry(_Entry, frozen=True):
    """The states of a row, and the steps that lead from one to the next."""

    table: Annotated[Name, Meta(description="The table whose rows have the states.")]
    column: Annotated[str, Meta(description="The column that holds the state.", examples=["state"])]
    steps: Annotated[
        dict[str, list[str]],
        Meta(
            description="For each state those that may follow it. A state that none follows is final.",
            examples=[{"open": ["closed"], "closed": []}],
        ),
    ]
    starts: Annotated[
        list[str] | None,
        Meta(description="The states in which a row may be inserted; any, unless stated.", examples=[["open"]]),
    ] = None
    stamps: Annotated[
        dict[str, list[str]],
        Meta(
            description="Columns that hold the moment in which the row entered these states; null in every other.",
            examples=[{"closed_at": ["closed"]}],
        ),
    ] = {}


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
    reset: Annotated[list[ResetEntry], Meta(examples=[[]])] = []
    touch: Annotated[list[TouchEntry], Meta(examples=[[]])] = []
    lifecycle: Annotated[list[LifecycleEntry], Meta(examples=[[]])] = []
    accept: Annotated[list[AcceptedEntry], Meta(examples=[[]])] = []
