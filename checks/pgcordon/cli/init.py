"""Set up pgcordon in a project: settings, a pre-commit hook and a CI workflow."""

import shlex
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from pgcordon.cli._init.drafts import Draft, whole
from pgcordon.cli._init.pre_commit import pre_commit_draft
from pgcordon.cli._init.project import SETTINGS, Project, look_at, well_known
from pgcordon.cli._init.settings_text import settings_text
from pgcordon.cli._init.workflow import workflow_draft
from pgcordon.cli._options import paths_argument
from pgcordon.lint.result import Counts
from pgcordon.report.plural import count
from pgcordon.report.style import Style, style_for
from pgcordon.report.wrap import wrap

BASELINE = "baseline.toml"


@click.command("init")
@paths_argument
@click.option("--dry-run", is_flag=True, help="Write nothing; show what would be written, as a diff.")
@click.option("--force", is_flag=True, help="Overwrite settings and a workflow that exist.")
def command(paths: tuple[Path, ...], dry_run: bool, force: bool) -> None:
    """Set up pgcordon in a project: settings, a pre-commit hook and a CI workflow.

    The schema is read first, so that the settings name its platform and the forms that most of its names have. PATHS
    are as those of `pgcordon lint`; without any, supabase/migrations and its like go before the current folder.

    Files that exist stay as they are. A .pre-commit-config.yaml gets the hook added.
    """
    project = look_at(well_known(paths), anew=force)
    drafts = list({draft.path: draft for draft in _drafts(project, force=force)}.values())
    style = style_for(sys.stdout)
    if dry_run:
        sys.stdout.write("".join(draft.diff(_shown(draft.path, project.root)) for draft in drafts))
        for draft in drafts:
            if draft.after is None:
                click.echo(f"pgcordon: {_shown(draft.path, project.root)} {draft.about}", err=True)
        click.echo("pgcordon: nothing was written", err=True)
        return
    for draft in drafts:
        draft.write()
    sys.stdout.write(
        "\n".join((*_seen(project, style), "", *_written(drafts, project.root, style), "", *_next(project)))
    )
    sys.stdout.write("\n")


def _drafts(project: Project, *, force: bool) -> Iterator[Draft]:
    for system, evidence in zip(project.systems, project.evidence, strict=True):
        text, about = settings_text(system.catalog, evidence)
        path = project.settings_folder(system) / SETTINGS
        found = system.settings.path
        if found is not None and found.resolve() != path:
            yield Draft(found, None, None, f"has settings; --force writes {SETTINGS} too")
        else:
            yield whole(path, text, about, force=force)
    yield pre_commit_draft(project.root, project.arguments)
    yield workflow_draft(project, force=force)


def _seen(project: Project, style: Style) -> Iterator[str]:
    for system, evidence in zip(project.systems, project.evidence, strict=True):
        counts = Counts.of(system.catalog)
        numbers = (count(counts.files, "file"), count(counts.tables, "table"), count(counts.policies, "policy"))
        yield style("message", _shown(system.folder, project.root)) + "   " + ", ".join(numbers)
        why = ", ".join(evidence.seen) or "the default; nothing shows another"
        yield from wrap(f"platform {evidence.platform}: {why}", "  ", "    ")


def _written(drafts: Sequence[Draft], root: Path, style: Style) -> Iterator[str]:
    width = max(len(_shown(draft.path, root)) for draft in drafts)
    roles = {"kept": "aside", "wrote": "clean", "changed": "warning"}
    for draft in drafts:
        name = _shown(draft.path, root)
        verb = style(roles[draft.verb], f"{draft.verb:<7}")
        yield f"{verb}  {name:<{width}}  {draft.about}".rstrip()
    for draft in drafts:
        if draft.advice:
            yield from ("", f"Add this to the list `repos:` of {_shown(draft.path, root)}:", "", draft.advice.rstrip())


def _next(project: Project) -> Iterator[str]:
    paths = shlex.join(map(str, project.paths))
    yield "Next:"
    yield f"  pgcordon lint {paths}"
    yield f"  pgcordon lint {paths} --write-baseline --baseline {BASELINE}"
    yield f"  pgcordon verify {paths}" if project.contracts else "  pre-commit run --all-files"


def _shown(path: Path, root: Path) -> str:
    place = path.resolve()
    return place.relative_to(root).as_posix() if place.is_relative_to(root) else str(path)
