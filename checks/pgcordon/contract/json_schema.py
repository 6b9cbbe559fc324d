"""The JSON Schema of access.toml, for editors. `python -m pgcordon.contract.json_schema` writes it anew."""

import json
from pathlib import Path

import msgspec

from pgcordon.contract.entries import AccessFile

FILE = Path(__file__).with_name("access.schema.json")


def json_schema() -> str:
    """The schema as its file holds it."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "access.toml",
        **msgspec.json.schema(AccessFile),
    }
    return json.dumps(schema, indent=2) + "\n"


if __name__ == "__main__":
    FILE.write_text(json_schema())
