"""From what `tomllib` gives to the types of the format, going on after each fault."""

import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin

import msgspec

from pgcordon.contract.faults import Faults, did_you_mean
from pgcordon.contract.positions import KeyPath

Entry = TypeVar("Entry", bound=msgspec.Struct)


def decode(entry: type[Entry], value: object, key: KeyPath, faults: Faults) -> Entry | None:
    """The table at `key` as an entry, without the keys that are wrong, which become faults.

    None where it is no table or a required key is missing. `msgspec.convert` alone would stop at the first fault.
    """
    if not isinstance(value, dict):
        faults.add(key, f"expected a table, got {as_toml(value)}")
        return None
    fields = {field.name: field for field in msgspec.structs.fields(entry)}
    stated: dict[str, Any] = {}
    for name, each in value.items():
        if name not in fields:
            faults.add((*key, name), f"no such key{did_you_mean(name, fields) or _all(fields)}")
        elif (decoded := _value(fields[name].type, each, (*key, name), faults)) is not None:
            stated[name] = decoded
    missing = [field for name, field in fields.items() if field.required and name not in stated]
    for field in missing:
        if field.name not in value:
            faults.add(key, f"{field.name} is missing; write for instance {field.name} = {_example(field.type)}")
    return None if missing else entry(**stated)


def _value(annotation: Any, value: object, key: KeyPath, faults: Faults) -> Any:
    """The value as the annotated type, or None after a fault."""
    wanted = get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation
    if isinstance(wanted, type) and issubclass(wanted, msgspec.Struct):
        return decode(wanted, value, key, faults)
    if get_origin(wanted) is dict and isinstance(value, dict):
        inner = {name: _value(get_args(wanted)[1], each, (*key, name), faults) for name, each in value.items()}
        return {name: each for name, each in inner.items() if each is not None}
    if get_origin(wanted) is list and isinstance(value, list):
        elements = [_value(get_args(wanted)[0], each, (*key, index), faults) for index, each in enumerate(value)]
        return [each for each in elements if each is not None]
    try:
        return msgspec.convert(value, wanted)
    except msgspec.ValidationError as error:
        faults.add(key, f"cannot be {as_toml(value)}; {_wanted(annotation) or str(error)}")
        return None


def _wanted(annotation: Any) -> str:
    """What to write instead."""
    wanted = get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation
    if get_origin(wanted) is Literal:
        return f"there are {', '.join(get_args(wanted))}"
    if annotation is str:
        return "write a string"
    example = _example(annotation)
    return example and f"write for instance {example}"


def _example(annotation: Any) -> str:
    """The first example of an annotation, as TOML."""
    metas = annotation.__metadata__ if get_origin(annotation) is Annotated else ()
    return next((as_toml(meta.examples[0]) for meta in metas if meta.examples), "")


def as_toml(value: object) -> str:
    """A value as TOML writes it on one line."""
    match value:
        case Mapping():
            return "{ " + ", ".join(f"{name} = {as_toml(each)}" for name, each in value.items()) + " }"
        case list():
            return f"[{', '.join(map(as_toml, value))}]"
        case str() | bool() | int() | float():
            return json.dumps(value, ensure_ascii=False)
    return str(value)


def _all(names: Mapping[str, object]) -> str:
    return f"; there are {', '.join(names)}"
