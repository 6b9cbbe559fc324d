"""requirements.toml: what a document asks for."""

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

import msgspec

SCHEMA = Path(__file__).parents[2] / "schema"
NAME = "requirements.toml"


class Requirement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that a document asks for."""

    id: str
    line: int
    """Where the document says it, from 1."""
    says: str
    """The document's words, brief."""
    outside: str | None = None
    """Why it is no property of the schema, where no test can hold it."""
    document: str | None = None
    """Which document; unless stated, that of the file."""


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    requirement: tuple[Requirement, ...]
    document: str | None = None


def systems() -> list[str]:
    """The systems whose requirements are listed."""
    return sorted(path.parent.name for path in SCHEMA.glob(f"*/{NAME}"))


def requirements(system: str) -> Sequence[Requirement]:
    """A system's requirements, each with its document, in the order of the file.

    Raises msgspec.ValidationError, which names the entry, and ValueError for an entry of no document.
    """
    path = SCHEMA / system / NAME
    file = msgspec.toml.decode(path.read_bytes(), type=_File)
    return [msgspec.structs.replace(each, document=_document(path, each, file)) for each in file.requirement]


def everything() -> Iterator[Requirement]:
    """The requirements of all systems."""
    return chain.from_iterable(map(requirements, systems()))


def _document(path: Path, requirement: Requirement, file: _File) -> str:
    document = requirement.document or file.document
    if document is None:
        raise ValueError(f"{path}: {requirement.id}: no document. Do: state it there or at the top of the file.")
    return document
