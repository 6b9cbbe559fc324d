"""The statement that gives a policy of an existing database the expressions that edits leave in its file."""

from collections.abc import Sequence

from pgcordon.model import Edit, Expression, Policy, quote_identifier


def altered(policy: Policy, edits: Sequence[Edit]) -> str:
    """ALTER POLICY with the edited expressions; empty where the edits touch none of them."""
    clauses = [
        f"{keyword} ({text})"
        for keyword, expression in (("using", policy.using), ("with check", policy.with_check))
        if expression is not None and (text := _edited(expression, edits)) is not None
    ]
    return f"alter policy {quote_identifier(policy.name)} on {policy.table} {' '.join(clauses)};" if clauses else ""


def _edited(expression: Expression, edits: Sequence[Edit]) -> str | None:
    """The text as the edits inside it leave it, None where there are none."""
    whole = expression.span
    if whole is None:
        return None
    inside = [
        edit
        for edit in edits
        if edit.span.source is whole.source and whole.start <= edit.span.start and edit.span.end <= whole.end
    ]
    if not inside:
        return None
    text = whole.text
    for edit in sorted(inside, key=lambda each: each.span.start, reverse=True):
        start, end = edit.span.start - whole.start, edit.span.end - whole.start
        text = text[:start] + edit.replacement + text[end:]
    return text
