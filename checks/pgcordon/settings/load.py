"""Find the settings file nearest to a path."""

from collections.abc import Iterator
from pathlib import Path

from pgcordon.settings.file import SettingsFile
from pgcordon.settings.settings import Settings


def load(path: Path) -> Settings:
    """The settings for the SQL at a path, a file or a folder: those of the nearest file that has any, and no others.

    The search goes from the path's folder up to the root of its repository or of the file system. In one folder
    pgcordon.toml goes before pyproject.toml; a pyproject.toml without [tool.pgcordon] is passed over.

    Raises SettingsError for a file that is not TOML, an unknown key or rule, or a value of the wrong type.
    """
    for folder in _folders_up_from(path.absolute()):
        if file := _file_in(folder):
            from pgcordon.settings.read import settings_in

            return settings_in(file)
    return Settings()


def _folders_up_from(path: Path) -> Iterator[Path]:
    for folder in (path, *path.parents) if path.is_dir() else path.parents:
        yield folder
        if (folder / ".git").exists():
            return


def _file_in(folder: Path) -> SettingsFile | None:
    own, project = folder / "pgcordon.toml", folder / "pyproject.toml"
    if own.is_file():
        return SettingsFile.read(own)
    if project.is_file():
        file = SettingsFile.read(project, within=("tool", "pgcordon"))
        return file if file.table is not None else None
    return None
