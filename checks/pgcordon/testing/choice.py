"""Which schema a test is about."""

from pathlib import Path

import pytest

from pgcordon.model.errors import CouldNotCheck

_MARK = "pgcordon"
_OPTION = "pgcordon_schema"


class NoSchemaChosen(CouldNotCheck):
    """A test asks for a schema and nothing says which."""


def schema_of(node: pytest.Item, contract: str) -> Path:
    """The folder that the test's marker names, else the nearest one upwards with a contract, else the ini file's.

    Upwards ends at the root folder of the tests.

    Raises NoSchemaChosen.
    """
    chosen = _marked(node) or _nearest(node, contract) or _configured(node.config)
    if chosen is None:
        raise NoSchemaChosen(
            f"{node.nodeid}: no schema is chosen for this test. Do: mark it with"
            f' @pytest.mark.{_MARK}(schema="path/to/folder"), or set {_OPTION} in the ini file'
        )
    if not chosen.is_dir():
        raise NoSchemaChosen(f"{node.nodeid}: {chosen}: no such folder. Do: name the folder that holds the schema")
    return chosen


def _marked(node: pytest.Item) -> Path | None:
    for mark in node.iter_markers(_MARK):
        if mark.args or mark.kwargs.keys() != {"schema"}:
            raise NoSchemaChosen(f'{node.nodeid}: the marker takes just a schema: {_MARK}(schema="path/to/folder")')
        return node.config.rootpath / str(mark.kwargs["schema"])
    return None


def _nearest(node: pytest.Item, contract: str) -> Path | None:
    root = node.config.rootpath
    folders = (folder for folder in node.path.parents if folder.is_relative_to(root))
    return next((folder for folder in folders if (folder / contract).is_file()), None)


def _configured(config: pytest.Config) -> Path | None:
    value = config.getini(_OPTION)
    start = config.inipath.parent if config.inipath else config.rootpath
    return start / str(value) if value else None
