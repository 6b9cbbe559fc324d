"""Reading access.toml."""

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pgcordon.actors.actor import Actor
from pgcordon.contract.accepted import read_accepted
from pgcordon.contract.actors import read_actors
from pgcordon.contract.contract import Contract
from pgcordon.contract.decode import decode
from pgcordon.contract.entries import AccessFile, TableEntry
from pgcordon.contract.expiry import read_expiry
from pgcordon.contract.faults import ContractError, Fault, Faults, dotted
from pgcordon.contract.functions import read_functions
from pgcordon.contract.lifecycles import read_lifecycles
from pgcordon.contract.positions import lines_of
from pgcordon.contract.resets import read_resets
from pgcordon.contract.scope import Scope
from pgcordon.contract.tables import read_tables
from pgcordon.contract.touches import read_touches
from pgcordon.model import Catalog

_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)\Z")


def read(path: Path, catalog: Catalog, platform_actors: Sequence[Actor]) -> Contract:
    """The contract that the file states, held against the catalog's tables, views, columns and functions.

    Raises ContractError with every fault of the file, or with the first one where it is no TOML.
    """
    text = _text(path)
    document = _document(text, path)
    faults = Faults(str(path), lines_of(text))
    _take_out_split_names(document, faults)
    file = decode(AccessFile, document, (), faults) or AccessFile()
    actors = read_actors(file.actors, platform_actors, faults)
    scope = Scope(catalog, actors, faults)
    contract = Contract(
        path=str(path),
        actors=actors,
        tables=read_tables(file.tables, scope),
        functions=read_functions(file.functions, scope),
        expiry=read_expiry(file.expiry, scope),
        resets=read_resets(file.reset, scope),
        touches=read_touches(file.touch, scope),
        lifecycles=read_lifecycles(file.lifecycle, scope),
        accepted=read_accepted(file.accept, scope),
    )
    faults.raise_any()
    return contract


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ContractError(str(path), [Fault(1, "", f"cannot be read: {error.strerror}")]) from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ContractError(str(path), [Fault(line, "", f"byte {raw[error.start]:#04x} is not UTF-8")]) from None


def _document(text: str, path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        place = _PLACE.search(message)
        line = int(place[1]) if place and place[1] else text.count("\n") + 1
        column = f" (column {place[2]})" if place and place[2] else ""
        fault = Fault(line, "", f"not TOML: {_PLACE.sub('', message)}{column}")
        raise ContractError(str(path), [fault]) from None


def _take_out_split_names(document: dict[str, Any], faults: Faults) -> None:
    """A fault for each `[tables.other.note]`, which TOML takes for a key `note` of a table `other`."""
    tables = document.get("tables")
    if not isinstance(tables, dict):
        return
    for schema, entry in [*tables.items()]:
        if not isinstance(entry, dict):
            continue
        for name in [name for name, value in entry.items() if _is_split_name(name, value)]:
            del entry[name]
            quoted = dotted(("tables", f"{schema}.{name}"))
            faults.add(("tables", schema, name), f"a name with a dot needs quotes: [{quoted}]")
            if not entry:
                del tables[schema]


def _is_split_name(name: str, value: object) -> bool:
    """Whether it is an entry of its own, and not a misspelt key of the entry that it stands in."""
    fields = TableEntry.__struct_fields__
    return isinstance(value, dict) and name not in fields and (not value or any(key in fields for key in value))
