"""From the text of a name to the object that it means, and back: `'public.note'::regclass` and `conrelid::regclass`."""

from collections.abc import Callable

import msgspec
from pglast.parser import ParseError, parse_sql_json

from pgcordon.model import QualifiedName, TypeName, quote_identifier
from pgcordon.parse.do_blocks.values import Oid, Undecided, Value
from pgcordon.parse.looked_up import BUILT_IN_FUNCTIONS
from pgcordon.parse.lookup import find_function
from pgcordon.parse.nodes import qualified
from pgcordon.parse.replay import Replay
from pgcordon.parse.typenames import BUILT_IN


def meant(replay: Replay, kind: str, text: str) -> Value:
    """The object that a text names for `regclass`, `regtype` and the others; None where no file creates one."""
    try:
        return _READERS[kind](replay, text)
    except (ValueError, ParseError):
        return Undecided(f"the name {text!r}")


def _parts(text: str) -> tuple[str | None, str]:
    name = QualifiedName.parse(text, default_schema="")
    return name.schema or None, name.name


def _relation(replay: Replay, text: str) -> Value:
    schema, name = _parts(text)
    if schema in (None, "pg_catalog") and name.startswith("pg_"):
        return Oid("relation", QualifiedName("pg_catalog", name))
    found = replay.search_path.existing(schema, name, lambda each: _is_relation(replay, each))
    return Oid("relation", found) if _is_relation(replay, found) else None


def _is_relation(replay: Replay, name: QualifiedName) -> bool:
    objects = replay.objects
    return bool(objects.relation(name)) or objects.constraint_exists(name.schema, name.name, with_index=True)


def _type(replay: Replay, text: str) -> Value:
    schema, name = _parts(text.removesuffix("[]"))
    array = "_" * text.endswith("[]")
    if schema in (None, "pg_catalog") and name in BUILT_IN:
        return Oid("type", QualifiedName("pg_catalog", array + name))
    found = replay.type_name(schema, name)
    return Oid("type", QualifiedName(found.schema, array + found.name)) if replay.objects.type(found) else None


def _function(replay: Replay, text: str) -> Value:
    statement = msgspec.json.decode(parse_sql_json(f"drop function {text}"))["stmts"][0]["stmt"]
    node = statement["DropStmt"]["objects"][0]["ObjectWithArgs"]
    function = find_function(replay, node)
    if function is not None:
        return Oid("function", function.identity)
    schema, name = qualified(node["objname"])
    if schema in (None, "pg_catalog") and name in BUILT_IN_FUNCTIONS:
        return Oid("function", f"pg_catalog.{name}")
    if any(schema == each.schema for each in replay.objects.extensions.values()):
        return Undecided(f"the functions of an extension in schema {schema}")
    return None


def _namespace(replay: Replay, text: str) -> Value:
    _, name = _parts(text)
    known = name in replay.objects.schemas or name in ("public", "pg_catalog", "information_schema")
    return Oid("namespace", name) if known else None


def _role(replay: Replay, text: str) -> Value:
    _, name = _parts(text)
    return Oid("role", name) if name in replay.objects.roles else None


_READERS: dict[str, Callable[[Replay, str], Value]] = {
    "regclass": _relation,
    "regtype": _type,
    "regproc": _function,
    "regprocedure": _function,
    "regnamespace": _namespace,
    "regrole": _role,
}
REFERENCE_TYPES = frozenset(_READERS)


def shown(replay: Replay, oid: Oid) -> Value:
    """The name as the reg-types print it: without its schema where the search path finds it so."""
    match oid:
        case Oid("relation", QualifiedName() as name):
            return _visible(name, replay.search_path.existing(None, name.name, replay.objects.relation))
        case Oid("type", QualifiedName() as name) if name.schema == "pg_catalog":
            return TypeName("pg_catalog", name.name.removeprefix("_"), array=name.name.startswith("_")).identity
        case Oid("type", QualifiedName() as name):
            return _visible(name, replay.type_name(None, name.name))
        case Oid("function", str() as identity):
            return identity
        case Oid("namespace" | "role", str() as plain):
            return quote_identifier(plain)
    return Undecided(f"the text of a {oid.kind}'s oid")


def _visible(name: QualifiedName, found: QualifiedName) -> str:
    return quote_identifier(name.name) if found == name else str(name)
