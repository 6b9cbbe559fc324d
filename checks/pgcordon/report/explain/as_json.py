"""Topics as JSON documents."""

from collections.abc import Sequence

import msgspec

from pgcordon.report.explain.topic import Topic
from pgcordon.report.style import Style


def render(topic: Topic, style: Style) -> str:  # noqa: ARG001 (every format takes one; a document has none)
    """`{"kind", "name", "summary", "family", "aliases", "severity", "when", "sections": {heading: Markdown}}`.

    The family, severity and when of what is no rule are null.
    """
    return _document({**_heading(topic), "severity": topic.severity, "when": topic.when, "sections": topic.sections})


def render_list(topics: Sequence[Topic], style: Style) -> str:  # noqa: ARG001
    """`{"topics": [{"kind", "name", "summary", "family", "aliases"}]}`."""
    return _document({"topics": [_heading(topic) for topic in topics]})


def _heading(topic: Topic) -> dict[str, object]:
    return {
        "kind": topic.kind,
        "name": topic.name,
        "summary": topic.summary,
        "family": topic.family.name if topic.family else None,
        "aliases": topic.aliases,
    }


def _document(value: object) -> str:
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n"
