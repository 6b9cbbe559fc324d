"""Run the chosen rules over a catalog."""

from collections.abc import Iterable

from pgcordon.lint.allow import partition_allowed
from pgcordon.lint.result import Counts, LintResult
from pgcordon.model import Catalog, Finding, Fix, Flaw, ObjectAddress, OpaqueStatement
from pgcordon.rules import Rule, When, all_rules, rule_names
from pgcordon.rules.files.syntax_error import syntax_error
from pgcordon.rules.files.unused_suppression import unused, unused_suppression
from pgcordon.settings import Settings


def lint(catalog: Catalog, settings: Settings, *, since: bool = False) -> LintResult:
    """Hold the catalog against the rules that the settings choose; with `since`, against those about changes as well.

    Objects that the platform brought are not judged. What is shown and what fails is decided later, by `limited`.
    Where a rule itself fails, its exception passes, with a note that names the rule and the object it was judging.
    """
    chosen, waiting = _chosen(settings, since=since)
    names = frozenset(rule.name for rule in chosen)
    findings = [
        finding
        for rule in chosen
        for finding in _findings(rule, settings, _flaws(rule, catalog, settings), catalog)
        if finding.address not in catalog.given and settings.judges(finding.rule, _path_of(finding))
    ]
    kept, allowed, used = partition_allowed(findings, catalog.suppressions)
    if unused_suppression in chosen:
        judged = [
            each
            for each in catalog.suppressions
            if all(name in names and settings.judges(name, each.span.path) for name in rule_names(each.rule))
        ]
        findings = _findings(unused_suppression, settings, unused(judged, used), catalog)
        kept.extend(each for each in findings if settings.judges(each.rule, _path_of(each)))
    return LintResult(
        findings=tuple(sorted(kept, key=_place)),
        suppressed=tuple(sorted(allowed, key=lambda each: _place(each.finding))),
        not_understood=catalog.opaque if syntax_error in chosen else (*catalog.opaque, *_faulty_statements(catalog)),
        rules=names,
        waiting=waiting,
        counts=Counts.of(catalog),
    )


def _chosen(settings: Settings, *, since: bool) -> tuple[list[Rule], frozenset[str]]:
    """The rules that run, and the names of those that only `since` would add."""
    chosen: list[Rule] = []
    waiting: set[str] = set()
    for rule in all_rules().values():
        about_changes = rule.when is When.SINCE
        if settings.runs(rule.name, by_default=rule.when is When.ALWAYS or (since and about_changes)):
            chosen.append(rule)
        elif about_changes and settings.runs(rule.name, by_default=True):
            waiting.add(rule.name)
    return chosen, frozenset(waiting)


def _path_of(finding: Finding) -> str | None:
    return finding.span.path if finding.span else None


def _flaws(rule: Rule, catalog: Catalog, settings: Settings) -> list[Flaw]:
    try:
        return list(rule.flaws(catalog, settings.rule(rule.name).options))
    except Exception as error:
        error.add_note(f"The rule {rule.name} failed, judging {_judged_by(rule, error)}.")
        raise


def _judged_by(rule: Rule, error: Exception) -> str:
    """The object that the rule's own frames were at: the last of their variables that has an address."""
    from traceback import walk_tb

    addresses = [
        variable.address
        for frame, _ in walk_tb(error.__traceback__)
        if frame.f_globals.get("__name__") == rule.check.__module__
        for variable in frame.f_locals.values()
        if isinstance(getattr(variable, "address", None), ObjectAddress)
    ]
    return str(addresses[-1]) if addresses else "the whole catalog"


def _findings(rule: Rule, settings: Settings, flaws: Iterable[Flaw], catalog: Catalog) -> list[Finding]:
    stated = settings.rule(rule.name).severity
    return [
        Finding(
            rule.name,
            stated or flaw.severity or rule.severity,
            flaw.subject.address,
            flaw.message,
            flaw.span or flaw.subject.defined,
            _possible(flaw.fix, catalog) if flaw.fix and catalog.constructed else flaw.fix,
        )
        for flaw in flaws
    ]


def _possible(fix: Fix, catalog: Catalog) -> Fix | None:
    """The fix without edits of what a DO block puts together: the text that is at fault does not stand there."""
    for edit in fix.edits:
        for place in catalog.constructed:
            if edit.span.source is place.source and place.start <= edit.span.start and edit.span.end <= place.end:
                return Fix(fix.title, (), fix.migration, fix.safe) if fix.migration else None
    return fix


def _faulty_statements(catalog: Catalog) -> list[OpaqueStatement]:
    """The statements with syntax errors, for when no rule reports them."""
    return [OpaqueStatement(fault.span, fault.message) for fault in catalog.syntax_faults]


def _place(finding: Finding) -> tuple[str, int, int, str, ObjectAddress, str]:
    if finding.span is None:
        return "", 0, 0, finding.rule, finding.address, finding.message
    line, column = finding.span.begins
    return finding.span.path, line, column, finding.rule, finding.address, finding.message
