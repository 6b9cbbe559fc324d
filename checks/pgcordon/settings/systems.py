"""Which folders below a path are systems: schemas of their own, with their own catalog, contract and settings."""

from pathlib import Path

from pgcordon.settings.errors import NoSystem

CONTRACT = "access.toml"


def systems(path: Path) -> list[Path]:
    """The systems at a path, in alphabetical order.

    A file is one by itself. A folder that holds .sql files or access.toml is one, with everything below it;
    any other folder stands for the systems among its sub-folders, hidden ones left out.

    Raises NoSystem where there is nothing at the path, or no SQL.
    """
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise NoSystem(f"{path}: no such file or folder")
    if found := _below(path):
        return found
    if any(path.iterdir()):
        raise NoSystem(f"{path}: no .sql file in this folder or below it; name the folder that holds the schema")
    raise NoSystem(f"{path}: the folder is empty; name the folder that holds the schema")


def _below(folder: Path) -> list[Path]:
    entries = sorted(folder.iterdir())
    if any(entry.suffix == ".sql" or entry.name == CONTRACT for entry in entries if entry.is_file()):
        return [folder]
    folders = (entry for entry in entries if entry.is_dir() and not entry.is_symlink())
    return [system for each in folders if not each.name.startswith(".") for system in _below(each)]
