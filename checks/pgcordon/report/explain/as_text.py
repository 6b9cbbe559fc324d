"""Topics for people: the documentation as it was written, with its headings marked."""

from collections.abc import Sequence

from pgcordon.report.explain.topic import Topic
from pgcordon.report.style import Style

_WHEN = {"always": "on by default", "since": "on with --since", "named": "on where the settings enable it"}


def render(topic: Topic, style: Style) -> str:
    """The whole documentation of one topic."""
    parts = [f"{style('message', topic.name)} ({_kind(topic)})", topic.summary]
    parts.extend(f"{style('message', heading)}\n{text}" for heading, text in topic.sections.items())
    return "\n\n".join(parts) + "\n"


def _kind(topic: Topic) -> str:
    if topic.severity is None:
        return topic.kind
    return f"{topic.kind}, {topic.severity}, {_WHEN[topic.when or 'always']}"


def render_list(topics: Sequence[Topic], style: Style) -> str:
    """A line for each topic, by kind."""
    width = max(len(topic.name) for topic in topics)
    blocks = []
    for kind in dict.fromkeys(topic.kind for topic in topics):
        lines = [f"  {topic.name:<{width}}  {topic.summary}" for topic in topics if topic.kind == kind]
        blocks.append("\n".join([style("message", f"{kind}s"), *lines]))
    return "\n\n".join(blocks) + "\n"
