"""Topics for people, 80 columns wide but for the SQL in them, which stands as it was written."""

from collections.abc import Iterator, Sequence

from pgcordon.report.excerpt import columns
from pgcordon.report.explain.prose import reflowed
from pgcordon.report.explain.topic import Topic
from pgcordon.report.style import Style
from pgcordon.report.wrap import wrap

_WHEN = {"always": "on by default", "since": "on with --since", "named": "on where the settings enable it"}
_INDENT = "  "
_SUMMARIES = 30
"""The column where summaries begin."""


def render(topic: Topic, style: Style) -> str:
    """The whole documentation of one topic."""
    parts = [f"{style('message', topic.name)} ({_kind(topic)})", *map(_paragraph, (topic.summary, _names(topic)))]
    for heading, text in topic.sections.items():
        parts.append("\n".join([style("message", heading), *reflowed(text)]))
    return "\n\n".join(filter(None, parts)) + "\n"


def _paragraph(text: str) -> str:
    return "\n".join(wrap(text))


def _kind(topic: Topic) -> str:
    if topic.severity is None:
        return topic.kind
    return f"{topic.kind}, {topic.severity}, {_WHEN[topic.when or 'always']}"


def _names(topic: Topic) -> str:
    """Under which other names settings and suppressions know it."""
    family = f"Of the family {topic.family.name}." if topic.family else ""
    return f"{family} Also known as {', '.join(topic.aliases)}." if topic.aliases else family


def render_list(topics: Sequence[Topic], style: Style) -> str:
    """Each topic with its summary, rules by family."""
    groups: dict[str, list[Topic]] = {}
    for topic in topics:
        groups.setdefault(_group(topic), []).append(topic)
    return "\n\n".join("\n".join(_listed(group, topics, style)) for group, topics in groups.items()) + "\n"


def _group(topic: Topic) -> str:
    noun, of, what = topic.kind.partition(" of ")
    return f"{noun}s{of}{what}" + (f" of {topic.family.name}: {topic.family.about}" if topic.family else "")


def _listed(group: str, topics: Sequence[Topic], style: Style) -> Iterator[str]:
    yield from (style("message", line) for line in wrap(group, "", _INDENT * 2))
    for topic in topics:
        beside = f"{_INDENT}{topic.name}"
        margin = " " * _SUMMARIES
        if columns(beside) + len(_INDENT) > _SUMMARIES:
            yield beside
            beside = ""
        yield from wrap(topic.summary, beside.ljust(_SUMMARIES), margin)
