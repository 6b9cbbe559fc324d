"""docs/json.md: what it shows is what is printed."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import pgcordon

PACKAGE = Path(pgcordon.__path__[0])
PAGE = (PACKAGE.parents[1] / "docs" / "json.md").read_text()
BLOCKS: dict[str, list[str]] = {}
for language, block in re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE):
    BLOCKS.setdefault(language, []).append(block)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The two files of the page, where it says."""
    folder = tmp_path_factory.mktemp("page")
    (folder / "notes").mkdir()
    (folder / "notes" / "10_note.sql").write_text(BLOCKS["sql"][0])
    (folder / "notes" / "access.toml").write_text(BLOCKS["toml"][0])
    return folder


@pytest.mark.parametrize("number", [0, 1])
def test_an_example_is_what_its_command_prints(folder: Path, number: int) -> None:
    command = re.findall(r"^## pgcordon (.*)$", PAGE, re.MULTILINE)[number]
    finished = subprocess.run(
        [sys.executable, "-m", "pgcordon", *command.split()],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(PACKAGE.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 1, finished.stderr
    assert _lasting(json.loads(finished.stdout)) == _lasting(json.loads(BLOCKS["json"][number]))


@pytest.mark.parametrize(("number", "name"), [(0, "lint"), (1, "verify")])
def test_an_example_has_the_published_shape_and_the_page_names_every_field(number: int, name: str) -> None:
    schema = json.loads((PACKAGE / "report" / f"{name}.schema.json").read_text())
    jsonschema.Draft202012Validator(schema).validate(json.loads(BLOCKS["json"][number]))
    for field in _fields(schema):
        assert f'"{field}"' in PAGE or f"`{field}`" in PAGE, field


def _fields(schema: Any) -> set[str]:
    found: set[str] = set()
    if isinstance(schema, dict):
        found.update(schema.get("properties", {}))
        for each in schema.values():
            found |= _fields(each)
    return found


def _lasting(document: Any) -> Any:
    """The document without times, the server's version, how many rules there are, and the script, which is left out."""
    document.get("summary", {})["rules"] = 0
    for system in document.get("systems", ()):
        system["server"] = ""
        system["summary"]["seconds"] = 0
        for verdict in system["verdicts"]:
            verdict["reproduction"]["script"] = ""
    return document
