"""Files as they were at a revision, read through git: no checkout, no second work tree."""

import os
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from pgcordon.model import Source
from pgcordon.model.errors import CouldNotCheck
from pgcordon.parse.errors import NothingToRead
from pgcordon.parse.files import decoded

_OF_A_HOOK = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
"""What git sets for its hooks, relative to where it started them."""
_LINK = "120000"


def sources_at(revision: str, folder: Path, members: Sequence[Path]) -> tuple[Source, ...]:
    """The SQL files below a folder, or those of these members of it, where the current branch left a revision.

    That is the merge base of the revision and HEAD, as in `git diff REVISION...`: what a branch brought, whatever
    came to the revision since. Before the first commit there are none.

    Raises CouldNotCheck where there is no git, no repository, no such revision, or nothing that both have in common.
    """
    commit = _merge_base(revision, folder)
    if commit is None:
        return ()
    prefix = PurePosixPath(_git(folder, "rev-parse", "--show-prefix").rstrip("\n"))
    found: dict[str, Source] = {}
    for member in members:
        below = PurePosixPath(prefix, os.path.relpath(member, folder))
        for path, content in _contents(folder, commit, below):
            shown = str(member / path.relative_to(below)) if path != below else str(member)
            source = _source(content, shown)
            if source is not None:
                found.setdefault(shown, source)
    return tuple(found.values())


def _merge_base(revision: str, folder: Path) -> str | None:
    """The commit that changes are counted from; None before the first commit."""
    found = _run(folder, "merge-base", "--end-of-options", revision, "HEAD")
    if found.returncode == 0:
        return found.stdout.decode().strip()
    inside = _run(folder, "rev-parse", "--is-inside-work-tree")
    if inside.returncode != 0:
        why = (inside.stderr.decode(errors="replace").strip().splitlines() or ["git fails"])[0].removeprefix("fatal: ")
        raise CouldNotCheck(
            f"{folder}: --since reads the revision from the git repository that the schema is in, and there is none: "
            f"{why}. Do: leave --since out, or use --baseline"
        )
    if not _is_commit(folder, "HEAD"):
        return None
    if not _is_commit(folder, revision):
        raise CouldNotCheck(f"no such revision: {revision}. Do: git fetch, or name a branch, tag or commit of here")
    raise CouldNotCheck(
        f"{revision} and HEAD have no common commit here. Do: fetch more of the history (git fetch --unshallow; "
        "`fetch-depth: 0` in GitHub's checkout action)"
    )


def _is_commit(folder: Path, revision: str) -> bool:
    name = f"{revision}^{{commit}}"
    return _run(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", name).returncode == 0


def _contents(folder: Path, commit: str, below: PurePosixPath) -> Iterator[tuple[PurePosixPath, bytes]]:
    """The SQL files at or below a path of the repository, in the order in which they run, with what they hold."""
    listed = _git(folder, "ls-tree", "-r", "-z", "--full-tree", commit, "--", *([str(below)] if below.parts else []))
    entries: list[tuple[PurePosixPath, str]] = []
    for entry in filter(None, listed.split("\0")):
        attributes, name = entry.split("\t", 1)
        mode, kind, blob = attributes.split()
        path = PurePosixPath(name)
        hidden = any(part.startswith(".") for part in path.relative_to(below).parts)
        if kind == "blob" and (path == below or (path.suffix == ".sql" and not hidden)):
            entries.append((path, f"{commit}:{name}" if mode == _LINK and "\n" not in name else blob))
    entries.sort(key=lambda entry: entry[0].relative_to(below).parts)
    yield from zip((path for path, _ in entries), _objects(folder, [name for _, name in entries]), strict=True)


def _objects(folder: Path, names: Sequence[str]) -> Iterator[bytes]:
    """What the objects hold; where a name is a link, what it leads to, and nothing where that is not in the commit."""
    if not names:
        return
    request = "".join(f"{name}\n" for name in names).encode()
    answer = _checked(_run(folder, "cat-file", "--batch", "--follow-symlinks", request=request)).stdout
    position = 0
    for _ in names:
        end = answer.index(b"\n", position)
        header = answer[position:end].split()
        position = end + 1
        size = int(header[-1]) if header[-1].isdigit() else 0
        is_content = len(header) == 3 and header[1] == b"blob"
        yield answer[position : position + size] if is_content else b""
        position += size + 1 if size or is_content else 0


def _source(content: bytes, path: str) -> Source | None:
    """The file, None where it was no text: what could not be read had no findings."""
    try:
        return decoded(content, path)
    except NothingToRead:
        return None


def _git(folder: Path, *arguments: str) -> str:
    return _checked(_run(folder, *arguments)).stdout.decode("utf-8", "surrogateescape")


def _checked(finished: subprocess.CompletedProcess[bytes]) -> subprocess.CompletedProcess[bytes]:
    if finished.returncode != 0:
        raise CouldNotCheck(f"git failed: {finished.stderr.decode(errors='replace').strip()}")
    return finished


def _run(folder: Path, *arguments: str, request: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    environment = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
    command = ["git", "-C", str(folder), *arguments]
    try:
        return subprocess.run(command, input=request, capture_output=True, env=environment, check=False)  # noqa: S603
    except FileNotFoundError:
        raise CouldNotCheck("--since needs git, which is not installed. Do: install it, or use --baseline") from None
