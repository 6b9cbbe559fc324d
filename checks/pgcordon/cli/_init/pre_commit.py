"""The hook in .pre-commit-config.yaml, put into the text that is there."""

import re
from pathlib import Path

import pgcordon
from pgcordon.cli._init.drafts import Draft, current
from pgcordon.cli._init.yaml_text import scalar

HOOK = "pgcordon-lint"
_BLOCK = """\
- repo: local
  hooks:
    - id: {hook}
      name: pgcordon lint
      entry: {entry}
      language: python
      additional_dependencies: ["pgcordon=={version}"]
      types_or: [sql, toml]
      pass_filenames: false
"""
_REPOS = re.compile(r"^repos:[ \t]*(?:#[^\n]*)?$", re.MULTILINE)
_ITEM = re.compile(r"^([ ]*)- ", re.MULTILINE)
_OURS = re.compile(r"^\s*-?\s*(?:id|entry):\s*['\"]?pgcordon\b|^\s*-?\s*id:\s*['\"]?pgcordon-", re.MULTILINE)
_OTHER_KEY = re.compile(r"[^\s#-]|---|\.\.\.")


def pre_commit_draft(root: Path, arguments: str) -> Draft:
    """The configuration with our hook among its repositories.

    The text is not parsed and written anew, which would lose its comments: the hook goes behind the last line of
    `repos:`. Where that cannot be told, the file is left alone.
    """
    path = root / ".pre-commit-config.yaml"
    before = current(path)
    block = _BLOCK.format(hook=HOOK, entry=scalar(f"pgcordon lint {arguments}"), version=pgcordon.__version__)
    about = f"the hook {HOOK}"
    if before is None or not before.strip():
        return Draft(path, before, "repos:\n" + _indented(block, "  "), about)
    if _OURS.search(before):
        return Draft(path, before, None, "has a hook of pgcordon")
    after = _with_block(before.replace("\r\n", "\n"), block)
    if after is None:
        return Draft(path, before, None, "is written in a way that cannot be added to safely", advice=block)
    return Draft(path, before, after.replace("\n", "\r\n") if "\r\n" in before else after, about)


def _with_block(text: str, block: str) -> str | None:
    """The text with the block as the last item of `repos:`; None where that is not a plain list of its own lines."""
    if "\t" in text or len(_REPOS.findall(text)) != 1:
        return None
    repos = _REPOS.search(text)
    assert repos is not None
    lines = text[repos.end() + 1 :].splitlines(keepends=True)
    first = next((line for line in lines if line.strip() and not line.lstrip().startswith("#")), "")
    item = _ITEM.match(first)
    if item is None:
        return None
    used = 0
    for number, line in enumerate(lines, start=1):
        if _OTHER_KEY.match(line):
            break
        if line.strip() and not line.startswith("#"):
            used = number
    head = text[: repos.end() + 1] + "".join(lines[:used])
    return head + "\n" * (not head.endswith("\n")) + _indented(block, item[1]) + "".join(lines[used:])


def _indented(block: str, indent: str) -> str:
    return "".join(indent + line for line in block.splitlines(keepends=True))
