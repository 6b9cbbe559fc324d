"""The workflow for GitHub Actions."""

from pathlib import Path

import pgcordon
from pgcordon.cli._init.drafts import Draft, whole
from pgcordon.cli._init.project import Project
from pgcordon.cli._init.yaml_text import scalar

_WORKFLOW = """\
name: pgcordon

on:
  pull_request:

permissions:
  contents: read

jobs:
  pgcordon:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0 # --since compares with the branch that is merged into
          persist-credentials: false
      - uses: actions/setup-python@v5
        with:
          python-version: "3.13"
      - run: pip install "pgcordon{extra}=={version}"
      - name: Lint what the pull request changes
        run: {lint}
"""
_VERIFY = """\
      - name: Attack the schema as every kind of user
        if: ${{{{ !cancelled() }}}}
        run: {verify}
"""


def workflow_draft(project: Project, *, force: bool) -> Draft:
    """A workflow that lints what a pull request changes and, where contracts say who may do what, verifies them."""
    contracts = project.contracts
    lint = f'pgcordon lint {project.arguments} --since "origin/$GITHUB_BASE_REF" --format github'
    extra = "[verify]" if contracts else ""
    text = _WORKFLOW.format(extra=extra, version=pgcordon.__version__, lint=scalar(lint))
    if contracts:
        text += _VERIFY.format(verify=scalar(f"pgcordon verify {contracts} --profile ci"))
    about = "lint and verify of each pull request" if contracts else "lint of each pull request"
    return whole(_path(project.root), text, about, force=force)


def _path(root: Path) -> Path:
    return root / ".github" / "workflows" / "pgcordon.yml"
