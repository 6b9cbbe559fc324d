"""Topics as JSON documents."""

from collections.abc import Sequence

import msgspec

from pgcordon.report.explain.topic import Topic
from pgcordon.report.style import Style


def render(topic: Topic, style: Style) -> str:  # noqa: ARG001 (every format takes one; a document has none)
    """`{"kind", "name", "summary", "severity", "default", "sections": {heading: Markdown}}`.

    An attack's severity and when are null.
    """
    rule = {"severity": topic.severity, "when": topic.when}
    return _document({**_heading(topic), **rule, "sections": topic.sections})


def render_list(topics: Sequence[Topic], style: Style) -> str:  # noqa: ARG001
    """`{"topics": [{"kind", "name", "summary"}]}`."""
    return _document({"topics": [_heading(topic) for topic in topics]})


def _heading(topic: Topic) -> dict[str, str]:
    return {"kind": topic.kind, "name": topic.name, "summary": topic.summary}


def _document(value: object) -> str:
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n"
