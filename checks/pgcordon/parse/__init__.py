"""SQL files to a Catalog."""

from collections.abc import Iterable, Sequence
from operator import attrgetter
from pathlib import Path

from pgcordon.model import Catalog, OpaqueStatement, Source
from pgcordon.parse.errors import NothingToRead, ParseInputError
from pgcordon.parse.files import read, sql_files
from pgcordon.parse.long_names import long_names, may_have_long_names
from pgcordon.parse.replay import Replay
from pgcordon.parse.statements import Statement, Unreadable, read_statements
from pgcordon.parse.suppressions import suppressions

__all__ = ["NothingToRead", "ParseInputError", "load", "load_sources", "load_text"]


def load(paths: Sequence[Path], base: Catalog | None = None) -> Catalog:
    """The catalog that these files and folders make, in file-name order, on top of the platform's `base`.

    Raises NothingToRead (a ParseInputError) for a path that does not exist, a folder without SQL, or a file that
    is no UTF-8 text.
    """
    return load_sources((read(file) for file in sql_files(paths)), base)


def load_text(text: str, path: str = "<stdin>", base: Catalog | None = None) -> Catalog:
    """The catalog that a text makes; `path` is what its spans show as the file."""
    return load_sources([Source(path, text)], base)


def load_sources(sources: Iterable[Source], base: Catalog | None = None) -> Catalog:
    """The catalog that these files make, in this order."""
    replay = Replay(base)
    for source in sources:
        _replay_file(replay, source)
    return replay.catalog()


def _replay_file(replay: Replay, source: Source) -> None:
    replay.sources.append(source)
    spans = []
    look_for_long_names = may_have_long_names(source.text)
    for piece in read_statements(source):
        match piece:
            case Unreadable():
                replay.syntax_faults.append(piece.fault)
            case OpaqueStatement():
                replay.opaque_statements.append(piece)
            case Statement():
                replay.run(piece.kind, piece.node, piece.text)
                if look_for_long_names:
                    replay.long_names.extend(long_names(piece.text))
        spans.append(piece.span)
    if "pgcordon:" in source.text:
        replay.suppressions.extend(suppressions(source, sorted(spans, key=attrgetter("start"))))
