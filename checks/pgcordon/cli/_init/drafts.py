"""Files that are to be written, and whether they may be."""

from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from pgcordon.model.errors import CouldNotCheck


@dataclass(frozen=True, slots=True)
class Draft:
    """A file: what it holds, None where there is none, and what it shall hold, None where it is left alone.

    `about` says what is in it or, for one that is left alone, why. `advice` is what to do by hand instead.
    """

    path: Path
    before: str | None
    after: str | None
    about: str
    advice: str = ""

    @property
    def verb(self) -> str:
        if self.after is None:
            return "kept"
        return "wrote" if self.before is None else "changed"

    def diff(self, shown: str) -> str:
        """What would be written, as a unified diff of the file under the name that is shown."""
        before, after = (self.before or "").splitlines(keepends=True), (self.after or "").splitlines(keepends=True)
        if self.verb == "kept":
            return ""
        old = "/dev/null" if self.before is None else f"a/{shown}"
        lines = unified_diff(before, after, old, f"b/{shown}")
        return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)

    def write(self) -> None:
        """Raises CouldNotCheck where it cannot be written."""
        if self.after is None:
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("w", encoding="utf-8", newline="") as file:
                file.write(self.after)
        except OSError as error:
            raise CouldNotCheck(f"{self.path}: cannot be written: {error.strerror}") from error


def current(path: Path) -> str | None:
    """What a file holds, its line ends as they are; None where there is none. Raises CouldNotCheck."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return file.read()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CouldNotCheck(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise CouldNotCheck(f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8") from error


def whole(path: Path, text: str, about: str, *, force: bool) -> Draft:
    """A file that is ours as a whole: what somebody else wrote there stays, unless it is to be overwritten."""
    before = current(path)
    if before == text:
        return Draft(path, before, None, "is up to date")
    if before is None or force:
        return Draft(path, before, text, about)
    return Draft(path, before, None, "exists; --force overwrites it")
