"""What the linter finds: of the case files, and of mistakes planted in sound schemas that no rule was made for."""

from collections.abc import Iterator, Sequence

from pgcordon.lint import lint
from pgcordon.model import Source
from pgcordon.systems import System
from power.hole import Edit
from power.planted import SCHEMA, Planted, systems
from rules.cases import CASES


def findings() -> Iterator[str]:
    expected = {each for case in CASES for each in case.expected}
    found = {each for case in CASES for each in case.found()}
    right = len(expected & found)
    yield f"case files: recall {right} of {len(expected)}, precision {right} of {len(found)}"
    for planted in systems():
        yield _planted(planted)


def _planted(planted: Planted) -> str:
    """How many holes change what the default rules find, and how many harmless edits do."""
    system = System.read(SCHEMA / planted.system)
    sound = _fingerprints(system, (), "")
    holes = sum(bool(_fingerprints(system, hole.edits, hole.extra_sql) - sound) for _, hole in planted.holes)
    harmless = sum(bool(_fingerprints(system, edit.edits, edit.extra_sql) - sound) for edit in planted.harmless)
    seen = f"{holes} of {len(planted.holes)} planted holes seen without running them"
    return f"{planted.system}: {seen}, {harmless} of {len(planted.harmless)} harmless edits reported"


def _fingerprints(system: System, edits: Sequence[Edit], extra_sql: str) -> set[object]:
    texts = {source.path: source.text for source in system.catalog.sources}
    for edit in edits:
        [path] = [each for each in texts if each.endswith(f"/{edit.file}")]
        texts[path] = edit.applied(texts[path])
    sources = [*(Source(path, text) for path, text in texts.items()), Source("90_added.sql", extra_sql)]
    return {finding.fingerprint for finding in lint(system.reread(sources), system.settings).findings}
