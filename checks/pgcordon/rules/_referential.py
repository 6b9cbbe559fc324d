"""What a foreign key does when the row that it refers to is deleted, put into its text."""

from pglast.parser import ParseError, scan

from pgcordon.model import Constraint, Edit, ReferentialAction, Span, quote_identifier

_COMMENTS = ("SQL_COMMENT", "C_COMMENT")


def with_on_delete(constraint: Constraint, action: ReferentialAction) -> tuple[Edit, ...]:
    """The edit that writes an ON DELETE clause into the text of a foreign key, or changes the one that is there."""
    place = constraint.defined
    if place is None:
        return ()
    try:
        scanned = scan(place.text)
    except ParseError:
        return ()
    tokens = [
        (token.start, token.end + 1, place.text[token.start : token.end + 1].lower())
        for token in scanned
        if token.name not in _COMMENTS
    ]
    words = [word for _, _, word in tokens]
    if "references" not in words:
        return ()
    first = words.index("references")
    behind = tokens[_end_of_reference(words, first)][1]
    clause = f"on delete {action.lower()}"
    in_capitals = place.text[tokens[first][0] : tokens[first][1]].isupper()
    for index in range(first, len(words) - 2):
        if words[index : index + 2] == ["on", "delete"]:
            last = _end_of_action(words, index + 2)
            start, end = tokens[index][0], tokens[last][1]
            return (_edit(place, start, end, clause.upper() if in_capitals else clause),)
    return (_edit(place, behind, behind, " " + (clause.upper() if in_capitals else clause)),)


def redefinition(constraint: Constraint, action: ReferentialAction) -> str:
    """The statement that replaces a foreign key by the same one with another ON DELETE action."""
    name = quote_identifier(constraint.name)
    columns = ", ".join(map(quote_identifier, constraint.columns))
    referenced = ", ".join(map(quote_identifier, constraint.referenced_columns))
    clauses = [f"foreign key ({columns}) references {constraint.references} ({referenced})"]
    if constraint.on_update is not ReferentialAction.NO_ACTION:
        clauses.append(f"on update {constraint.on_update.lower()}")
    clauses.append(f"on delete {action.lower()}")
    if constraint.deferrable:
        clauses.append("deferrable initially deferred" if constraint.initially_deferred else "deferrable")
    added = " ".join(clauses)
    return f"alter table {constraint.table} drop constraint {name}, add constraint {name} {added};"


def _edit(place: Span, start: int, end: int, text: str) -> Edit:
    return Edit(Span(place.source, place.start + start, place.start + end), text)


def _end_of_reference(words: list[str], references: int) -> int:
    """The index of the last token of the table, its columns and MATCH."""
    last = references + 1
    while words[last + 1 : last + 2] == ["."]:
        last += 2
    if words[last + 1 : last + 2] == ["("]:
        last = words.index(")", last)
    if words[last + 1 : last + 2] == ["match"]:
        last += 2
    return last


def _end_of_action(words: list[str], action: int) -> int:
    """The index of the last token of an action: CASCADE, RESTRICT, NO ACTION, SET NULL or SET DEFAULT and its list."""
    last = action + (words[action] in ("no", "set"))
    if words[last + 1 : last + 2] == ["("]:
        last = words.index(")", last)
    return last
