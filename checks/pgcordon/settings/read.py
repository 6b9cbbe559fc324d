"""Check what a settings file says, key by key."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from pgcordon.model import QualifiedName, Severity
from pgcordon.rules import all_rules
from pgcordon.settings.errors import nearest, no_such_rule
from pgcordon.settings.file import SettingsFile
from pgcordon.settings.settings import RuleSettings, Settings

Typed = TypeVar("Typed")

_PLACED = re.compile(r"(?P<fault>.*) - at `\$\.?(?P<place>.*)`\Z", re.DOTALL)


class _Table(msgspec.Struct, frozen=True):
    platform: str = "supabase"
    expose_new_tables: bool = False
    exposed_schemas: frozenset[str] = frozenset()
    users: str | None = None
    postgres: str | None = None
    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    enable: frozenset[str] = frozenset()
    rules: dict[str, dict[str, Any]] = {}


class _RuleTable(msgspec.Struct, frozen=True):
    """The keys that every rule has, beside its own options."""

    enabled: bool = True
    severity: Severity | None = None


def settings_in(file: SettingsFile) -> Settings:
    """The settings that the file gives.

    Raises SettingsError for an unknown key or rule, or a value of the wrong type.
    """
    stated = _converted(file, (), file.table, dict[str, Any])
    _refuse_unknown_keys(file, (), stated, known=_Table.__struct_fields__)
    table = _converted(file, (), stated, _Table)
    for key in ("select", "ignore", "enable", "rules"):
        for name in getattr(table, key):
            _refuse_unknown_rule(file, key, name)
    return Settings(
        platform=table.platform,
        expose_new_tables=table.expose_new_tables,
        exposed_schemas=table.exposed_schemas,
        users=None if table.users is None else _relation(file, table.users),
        postgres=_from_folder_of(file.path, table.postgres),
        select=table.select,
        ignore=table.ignore,
        enable=table.enable,
        rules={name: _rule_settings(file, name, each) for name, each in table.rules.items()},
        path=file.path,
    )


def _relation(file: SettingsFile, name: str) -> QualifiedName:
    try:
        return QualifiedName.parse(name)
    except ValueError as error:
        raise file.error(("users",), str(error)) from None


def _rule_settings(file: SettingsFile, name: str, table: Mapping[str, Any]) -> RuleSettings:
    keys = ("rules", name)
    options_type = all_rules()[name].options
    option_names = options_type.__struct_fields__ if options_type else ()
    _refuse_unknown_keys(file, keys, table, known=(*_RuleTable.__struct_fields__, *option_names))
    stated = _converted(file, keys, _only(table, _RuleTable.__struct_fields__), _RuleTable)
    options = _converted(file, keys, _only(table, option_names), options_type) if options_type else None
    return RuleSettings(enabled=stated.enabled, severity=stated.severity, options=options)


def _only(table: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {name: table[name] for name in names if name in table}


def _refuse_unknown_keys(
    file: SettingsFile, keys: tuple[str, ...], table: Mapping[str, Any], known: Iterable[str]
) -> None:
    for key in table:
        if key not in known:
            raise file.error((*keys, key), f"unknown key; {nearest(key, known)}")


def _refuse_unknown_rule(file: SettingsFile, key: str, name: str) -> None:
    if name not in all_rules():
        raise file.error((key, name), no_such_rule(name, all_rules()))


def _converted(file: SettingsFile, keys: tuple[str, ...], table: object, target: type[Typed]) -> Typed:
    try:
        return msgspec.convert(table, target)
    except msgspec.ValidationError as error:
        placed = _PLACED.match(str(error))
        place = tuple(placed["place"].split(".")) if placed else ()
        raise file.error((*keys, *place), placed["fault"] if placed else str(error)) from error


def _from_folder_of(file: Path, postgres: str | None) -> str | None:
    """A folder is meant relative to the file that names it; anything without a slash is no folder."""
    if postgres is None or "/" not in postgres:
        return postgres
    return str(file.parent / Path(postgres).expanduser())
