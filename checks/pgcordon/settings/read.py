"""Check what a settings file says, key by key."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from pgcordon.model import QualifiedName, Severity
from pgcordon.rules import all_rules
from pgcordon.settings.errors import nearest
from pgcordon.settings.file import SettingsFile
from pgcordon.settings.names import NoSuchRule, one_rule, rules_named
from pgcordon.settings.settings import FailOn, PathSettings, RuleSettings, Settings

Typed = TypeVar("Typed")
Looked = TypeVar("Looked")

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
    severity: Severity = Severity.INFO
    fail_on: FailOn = FailOn.WARNING
    baseline: str | None = None
    rules: dict[str, dict[str, Any]] = {}
    paths: tuple[dict[str, Any], ...] = ()


class _RuleTable(msgspec.Struct, frozen=True):
    """The keys that every rule has, beside its own options."""

    enabled: bool = True
    severity: Severity | None = None


class _PathTable(msgspec.Struct, frozen=True):
    files: tuple[str, ...] = ()
    ignore: frozenset[str] = frozenset()
    severity: Severity | None = None
    fail_on: FailOn | None = None


def settings_in(file: SettingsFile) -> Settings:
    """The settings that the file gives.

    Raises SettingsError for an unknown key or rule, or a value of the wrong type.
    """
    stated = _converted(file, (), file.table, dict[str, Any])
    _refuse_unknown_keys(file, (), stated, known=_Table.__struct_fields__)
    table = _converted(file, (), stated, _Table)
    return Settings(
        platform=table.platform,
        expose_new_tables=table.expose_new_tables,
        exposed_schemas=table.exposed_schemas,
        users=None if table.users is None else _relation(file, table.users),
        postgres=_from_folder_of(file.path, table.postgres),
        select=_rules(file, ("select",), table.select),
        ignore=_rules(file, ("ignore",), table.ignore),
        enable=_rules(file, ("enable",), table.enable),
        severity=table.severity,
        fail_on=table.fail_on,
        baseline=None if table.baseline is None else file.path.parent / table.baseline,
        rules=_rule_tables(file, table.rules),
        paths=tuple(_path_settings(file, number, each) for number, each in enumerate(table.paths, start=1)),
        path=file.path,
    )


def _relation(file: SettingsFile, name: str) -> QualifiedName:
    try:
        return QualifiedName.parse(name)
    except ValueError as error:
        raise file.error(("users",), str(error)) from None


def _rule_tables(file: SettingsFile, tables: Mapping[str, Mapping[str, Any]]) -> dict[str, RuleSettings]:
    settings: dict[str, RuleSettings] = {}
    for written, table in tables.items():
        name = _known(file, ("rules", written), partial(one_rule, written))
        if name in settings:
            raise file.error(("rules", written), f"is another name for {name}, which has a table of its own; keep one")
        settings[name] = _rule_settings(file, written, all_rules()[name].options, table)
    return settings


def _rule_settings(
    file: SettingsFile, written: str, options_type: type[msgspec.Struct] | None, table: Mapping[str, Any]
) -> RuleSettings:
    keys = ("rules", written)
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


def _rules(file: SettingsFile, keys: tuple[str, ...], names: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*(_known(file, (*keys, each), partial(rules_named, [each])) for each in names))


def _known(file: SettingsFile, keys: tuple[str, ...], look_up: Callable[[], Looked]) -> Looked:
    try:
        return look_up()
    except NoSuchRule as error:
        raise file.error(keys, str(error)) from None


def _path_settings(file: SettingsFile, number: int, stated: Mapping[str, Any]) -> PathSettings:
    keys = ("paths", str(number))
    _refuse_unknown_keys(file, keys, stated, known=_PathTable.__struct_fields__)
    table = _converted(file, keys, stated, _PathTable)
    if not table.files:
        raise file.error(keys, 'names no files; write files = ["legacy/**"], relative to this file')
    for pattern in table.files:
        if Path(pattern).is_absolute() or ".." in Path(pattern).parts:
            raise file.error((*keys, "files"), f"{pattern}: must be relative to this file's folder, and inside it")
    return PathSettings(table.files, _rules(file, (*keys, "ignore"), table.ignore), table.severity, table.fail_on)


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
