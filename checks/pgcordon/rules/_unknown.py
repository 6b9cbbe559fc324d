"""Relations that are named and that nobody creates."""

from collections.abc import Iterable, Iterator

import msgspec
from msgspec.structs import replace

from pgcordon.model import Catalog, Function, Policy, QualifiedName, Severity, Span
from pgcordon.model.findings import Subject

_EXTENSIONS = frozenset({
    "geography_columns", "geometry_columns", "pg_stat_statements", "pg_stat_statements_info", "raster_columns",
    "raster_overviews", "spatial_ref_sys",
})  # fmt: skip
"""The tables and views that extensions put into whatever schema they are made in."""
_PLENTY = 5
"""How many known tables there must be for each unknown one, so that the files are taken for the whole schema."""


class UnknownRelation(msgspec.Struct, frozen=True):
    """A place that names one. `subject` is None for a statement that makes no object."""

    name: QualifiedName
    span: Span
    subject: Subject | None = None
    severity: Severity | None = None
    nearest: QualifiedName | None = None

    @property
    def by(self) -> str:
        return "this statement" if self.subject is None else str(self.subject.address)


def unknown_relations(catalog: Catalog) -> list[UnknownRelation]:
    """The places that surely name a relation which does not exist, in order of kind."""
    own = [table.name for table in catalog.tables if not catalog.is_given(table)]
    schemas = {name.schema for name in own} - {"pg_temp"}
    known = {*own, *(table.name for table in catalog.tables), *(view.name for view in catalog.views)}
    known |= {sequence.name for sequence in catalog.sequences} | {each.name for each in catalog.composites}
    known |= {index.name for index in catalog.indexes}
    uses = [
        use
        for use in _uses(catalog)
        if use.name not in known and use.name.schema in schemas and use.name.name not in _EXTENSIONS
    ]
    if not uses:
        return []
    names = {str(name): name for name in known if name.schema in schemas}
    near = {use.name: _nearest(use.name, names) for use in uses}
    strange = sum(nearest is None for nearest in near.values())
    whole = len(catalog.sources) > 1 and len(own) >= _PLENTY * strange
    return [replace(use, nearest=near[use.name]) for use in uses if whole or near[use.name]]


def _nearest(name: QualifiedName, known: dict[str, QualifiedName]) -> QualifiedName | None:
    """A known relation whose name is almost the same."""
    from difflib import get_close_matches

    found = get_close_matches(str(name), known, n=1, cutoff=0.9)
    return known[found[0]] if found else None


def _uses(catalog: Catalog) -> Iterator[UnknownRelation]:
    for opaque in catalog.opaque:
        if opaque.missing is not None:
            yield UnknownRelation(opaque.missing, opaque.span)
    for statement in catalog.statements:
        yield from (UnknownRelation(name, statement.span) for name in statement.unknown)
    for view in catalog.views:
        yield from _of(view, view.query.relations, view.query.span or view.defined)
    for policy in catalog.policies:
        yield from _of_policy(policy)
    for table in catalog.tables:
        for key in table.foreign_keys:
            yield from _of(key, [key.references] if key.references else [], key.defined)
    for function in catalog.functions:
        yield from _of_function(catalog, function)


def _of(
    subject: Subject, names: Iterable[QualifiedName], span: Span | None, severity: Severity | None = None
) -> Iterator[UnknownRelation]:
    if span is not None:
        yield from (UnknownRelation(name, span, subject, severity) for name in sorted(names))


def _of_policy(policy: Policy) -> Iterator[UnknownRelation]:
    seen: set[QualifiedName] = set()
    for expression in (policy.using, policy.with_check):
        if expression is not None and expression.relations:
            yield from _of(policy, expression.relations - seen, expression.span or policy.defined)
            seen |= expression.relations


def _of_function(catalog: Catalog, function: Function) -> Iterator[UnknownRelation]:
    """What a body names, unless it makes tables itself or may be given transition tables."""
    body = function.body
    if body is None or function.address in catalog.given:
        return
    if any(statement.kind.startswith("create") for statement in body.statements):
        return
    if function.is_trigger and not _only_for_rows(catalog, function):
        return
    severity = Severity.INFO if function.language == "plpgsql" else None
    seen: set[QualifiedName] = set()
    for statement in body.statements:
        names = statement.expression.relations - seen
        yield from _of(function, names, statement.expression.span or function.defined, severity)
        seen |= names


def _only_for_rows(catalog: Catalog, function: Function) -> bool:
    triggers = [trigger for trigger in catalog.triggers if trigger.function == function.name]
    return bool(triggers) and all(trigger.for_each_row for trigger in triggers)
