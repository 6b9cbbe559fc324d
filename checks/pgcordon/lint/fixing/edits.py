"""Which edits can be made together, and making them."""

import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from pgcordon.model import Edit, Finding, Source

_BARE_LINE_BREAK = re.compile(r"(?<!\r)\n")


def compatible(findings: Iterable[Finding]) -> list[Finding]:
    """The findings whose fixes can be made at once: of those that get in each other's way the first.

    All edits of a fix are made, or none. A fix whose edits are made for another finding anyway is made with that.
    """
    made: dict[Source, list[Edit]] = defaultdict(list)
    chosen: list[Finding] = []
    for finding in findings:
        edits = finding.fix.edits if finding.fix else ()
        new = [edit for edit in dict.fromkeys(edits) if edit not in _around(edit, made[edit.span.source])]
        if not edits or not _fits(new, made):
            continue
        chosen.append(finding)
        for edit in new:
            insort(made[edit.span.source], edit, key=_start)
    return chosen


def edited(sources: Sequence[Source], findings: Iterable[Finding]) -> tuple[Source, ...]:
    """The files with the edits of compatible fixes."""
    edits: dict[Source, dict[Edit, None]] = defaultdict(dict)
    for finding in findings:
        for edit in finding.fix.edits if finding.fix else ():
            edits[edit.span.source][edit] = None
    return tuple(
        Source(source.path, _edited(source.text, edits[source])) if source in edits else source for source in sources
    )


def _edited(text: str, edits: Iterable[Edit]) -> str:
    """What is inserted at a place stands before what replaces the text there; line breaks are those of the file."""
    has_crlf = "\r\n" in text
    pieces: list[str] = []
    position = 0
    for edit in sorted(edits, key=lambda edit: (edit.span.start, edit.span.end)):
        replacement = _BARE_LINE_BREAK.sub("\r\n", edit.replacement) if has_crlf else edit.replacement
        pieces += [text[position : edit.span.start], replacement]
        position = edit.span.end
    return "".join([*pieces, text[position:]])


def _start(edit: Edit) -> int:
    return edit.span.start


def _fits(edits: Sequence[Edit], made: Mapping[Source, list[Edit]]) -> bool:
    """Whether the edits of one fix, which may touch each other but not overlap, stand clear of those that are made."""
    in_order = sorted(edits, key=lambda edit: (edit.span.path, edit.span.start, edit.span.end))
    for first, second in pairwise(in_order):
        if first.span.source == second.span.source and second.span.start < first.span.end:
            return False
    return not any(_collide(edit, other) for edit in edits for other in _around(edit, made[edit.span.source]))


def _around(edit: Edit, made: list[Edit]) -> list[Edit]:
    """The edits of a file, sorted and apart from each other, that may touch this one."""
    begin = max(bisect_left(made, edit.span.start, key=_start) - 1, 0)
    end = begin
    while end < len(made) and made[end].span.start <= edit.span.end:
        end += 1
    return made[begin:end]


def _collide(edit: Edit, other: Edit) -> bool:
    """Whether what one of them does could depend on the other: they overlap or touch.

    Statements that are put at the same place only follow each other.
    """
    if _adds_statement(edit) and _adds_statement(other) and edit.span == other.span:
        return False
    return edit.span.start <= other.span.end and other.span.start <= edit.span.end


def _adds_statement(edit: Edit) -> bool:
    return edit.span.start == edit.span.end and edit.replacement.rstrip().endswith(";")
