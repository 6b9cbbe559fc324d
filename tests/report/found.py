"""A file, and what lint finds in it."""

from pgcordon.lint import Allowed, Counts, LintResult
from pgcordon.model import Edit, Finding, Fix, ObjectAddress, ObjectType, OpaqueStatement, Severity, Source, Span

TEXT = '-- notes\ncreate policy "a, b: 100%" on public.note\n  using (true);\ndo $$ begin end $$;\n'
SOURCE = Source("schema/10 notes.sql", TEXT)


def span(text: str, source: Source = SOURCE) -> Span:
    start = source.text.index(text)
    return Span(source, start, start + len(text))


ADDRESS = ObjectAddress(ObjectType.POLICY, '"a, b: 100%" on public.note')
FIX = Fix("name the role", edits=(Edit(Span(SOURCE, span("using").start, span("using").start), "to authenticated "),))
ALWAYS_TRUE = Finding("using-always-true", Severity.ERROR, ADDRESS, "every row | can be read", span("true"), FIX)
FOR_PUBLIC = Finding("policy-for-public", Severity.WARNING, ADDRESS, "no TO\nclause", span(TEXT[9:-22]))
NOWHERE = Finding(
    "rls-disabled", Severity.INFO, ObjectAddress(ObjectType.TABLE, "public.note"), "no row security\x00", None
)
RESULT = LintResult(
    findings=(FOR_PUBLIC, ALWAYS_TRUE, NOWHERE),
    not_understood=(OpaqueStatement(span("do $$ begin end $$"), "DO block"),),
    rules=frozenset({"using-always-true", "policy-for-public", "rls-disabled", "syntax-error"}),
    counts=Counts(1, 2, 3, 4, 5),
)
ALLOWED = Allowed(ALWAYS_TRUE, "the menu hangs in the window", span("-- notes"))
CLEAN = LintResult(rules=frozenset({"syntax-error"}))
