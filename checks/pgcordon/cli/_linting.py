"""Everything that `pgcordon lint` does with the systems that it is asked about."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec.structs import replace

from pgcordon.cli._lint_request import STDIN, Request
from pgcordon.cli._systems import Given, given_systems, system_on_server, system_on_stdin
from pgcordon.lint import Baseline, Before, Judge, LintResult, lint
from pgcordon.model import Source
from pgcordon.model.errors import CouldNotCheck
from pgcordon.report.plural import count
from pgcordon.settings import Settings


class Outcome(msgspec.Struct, frozen=True):
    """What came of one system."""

    given: Given
    result: LintResult
    mended: tuple[Source, ...] = ()
    """The files as they are with the fixes made; empty where none were asked for."""
    migration: str = ""
    notes: tuple[str, ...] = ()

    @property
    def changes(self) -> list[tuple[Source, Source]]:
        """The files that fixes change, before and after."""
        if not self.mended:
            return []
        pairs = zip(self.given.system.catalog.sources, self.mended, strict=True)
        return [(before, after) for before, after in pairs if before.text != after.text]


class Linting(msgspec.Struct):
    """One run over all systems; a baseline that several of them share is used up by one after the other."""

    request: Request
    baselines: dict[Path, Baseline] = msgspec.field(default_factory=dict)

    def outcomes(self) -> list[Outcome]:
        """Raises CouldNotCheck."""
        return [self._outcome(given) for given in self._given()]

    def unmatched(self, result: LintResult) -> dict[Path, int]:
        """How many findings each baseline lists that none of the systems had."""
        left = {path: baseline.unmatched(result.rules) for path, baseline in self.baselines.items()}
        return {path: number for path, number in left.items() if number and not self.request.reads_stdin}

    def _given(self) -> Iterator[Given]:
        if self.request.dsn is not None:
            yield system_on_server(self.request.dsn, self.request.timeout)
        elif self.request.reads_stdin:
            yield system_on_stdin(self.request.stdin_filename)
        else:
            yield from given_systems(self.request.paths)

    def _outcome(self, given: Given) -> Outcome:
        settings = self.request.settings(given.system.settings)
        baseline = None if self.request.write_baseline else self._baseline(settings)
        judge = Judge(settings, self._before(given, settings), baseline, given.only)
        outcome = self._worked(given, judge)
        if baseline:
            self.baselines[baseline.path] = baseline.taken_off(outcome.result.baselined)[2]
        return outcome

    def _worked(self, given: Given, judge: Judge) -> Outcome:
        catalog = given.system.catalog
        if self.request.mends:
            from pgcordon.lint.fixing.passes import mend

            editable, notes = self._editable(given)
            mended = mend(catalog, judge, given.reread, unsafe=self.request.unsafe_fixes, editable=editable)
            return Outcome(given, mended.result, mended.sources, notes=(*notes, *mended.notes))
        if self.request.fix_as_migration:
            from pgcordon.lint.fixing.migration import migration

            path = str(self.request.fix_as_migration)
            written = migration(
                catalog, judge, given.reread, unsafe=self.request.unsafe_fixes, path="<stdout>" if path == "-" else path
            )
            return Outcome(given, written.result, migration=written.text, notes=written.notes)
        return Outcome(given, judge(catalog))

    def _baseline(self, settings: Settings) -> Baseline | None:
        if settings.baseline is None:
            return None
        if settings.baseline not in self.baselines:
            self.baselines[settings.baseline] = Baseline.read(settings.baseline)
        return self.baselines[settings.baseline]

    def _before(self, given: Given, settings: Settings) -> Before | None:
        if self.request.since is None:
            return None
        from pgcordon.cli._git import sources_at

        system = given.system
        now = {source.path: source for source in system.catalog.sources}
        found = sources_at(self.request.since, system.folder, given.members)
        sources = tuple(_as_it_is_now(source, now.get(source.path)) for source in found)
        if sources == system.catalog.sources:
            return Before(sources, None)
        return Before(sources, lint(given.reread(sources), settings, since=True).findings)

    def _editable(self, given: Given) -> tuple[list[str], list[str]]:
        """The paths of the files that fixes may change, and a note on each of the others."""
        if given.only:
            return [given.only], []
        from pgcordon.lint.fixing.writing import inside

        editable: list[str] = []
        notes: list[str] = []
        for source in given.system.catalog.sources:
            if inside(Path(source.path), self.request.paths):
                editable.append(source.path)
            else:
                notes.append(f"{source.path}: a link that leads out of the given paths; no fix is made there")
        return editable, notes


def _as_it_is_now(then: Source, now: Source | None) -> Source:
    """The file of today where it differs in line breaks alone: git may check files out with others than it keeps."""
    if now and now.text.replace("\r\n", "\n") == then.text.replace("\r\n", "\n"):
        return now
    return then


def write_baselines(outcomes: list[Outcome], request: Request) -> list[str]:
    """Write what was found into the baselines, and say so. Raises CouldNotCheck."""
    rewritten: dict[Path, Baseline] = {}
    for outcome in outcomes:
        path = request.baseline or outcome.given.system.settings.baseline
        if path is None:
            raise CouldNotCheck(
                '--write-baseline does not know where. Do: add --baseline FILE, or `baseline = "…"` to the settings'
            )
        if path not in rewritten:
            rewritten[path] = _what_it_keeps(path, LintResult.together(each.result for each in outcomes))
        rewritten[path] = rewritten[path].with_findings(outcome.result.findings)
    for path, baseline in rewritten.items():
        try:
            path.write_text(baseline.text, encoding="utf-8")
        except OSError as error:
            raise CouldNotCheck(f"{path}: cannot be written: {error.strerror}") from error
    return [f"wrote {count(baseline.total, 'finding')} to {path}" for path, baseline in rewritten.items()]


def _what_it_keeps(path: Path, result: LintResult) -> Baseline:
    """What the baseline lists of rules that did not run now."""
    return Baseline.read(path).without(result.rules) if path.exists() else Baseline(path)


def write_migration(outcomes: list[Outcome], path: Path) -> tuple[str, list[str]]:
    """Write the migration, and return what goes to standard output instead, and what is to be said of it.

    Raises CouldNotCheck where there are several, or where the file exists.
    """
    written = [outcome for outcome in outcomes if outcome.migration]
    if len(written) > 1:
        folders = ", ".join(str(outcome.given.system.folder) for outcome in written)
        raise CouldNotCheck(f"a migration belongs to one schema, and this would repair {folders}. Do: name one")
    if not written:
        return "", ["nothing can be repaired by a migration; no file was written"]
    [outcome] = written
    if path == STDIN:
        return outcome.migration, []
    try:
        with path.open("x", encoding="utf-8") as stream:
            stream.write(outcome.migration)
    except FileExistsError:
        raise CouldNotCheck(f"{path}: exists already. Do: name a new file") from None
    except OSError as error:
        raise CouldNotCheck(f"{path}: cannot be written: {error.strerror}") from error
    return "", [f"wrote the repair of {count(len(outcome.result.fixed), 'finding')} to {path}"]


def together(linting: Linting, outcomes: list[Outcome]) -> tuple[LintResult, list[str]]:
    """One result for all systems, and what there is to say beside it."""
    result = LintResult.together(outcome.result for outcome in outcomes)
    unmatched = linting.unmatched(result)
    notes = [note for outcome in outcomes for note in outcome.notes]
    notes += [
        f"{number:,} of the findings that {path} lists {'is' if number == 1 else 'are'} not there any more. "
        "Do: pgcordon lint --write-baseline, with the paths as always"
        for path, number in unmatched.items()
    ]
    return replace(result, unmatched=sum(unmatched.values())), notes
