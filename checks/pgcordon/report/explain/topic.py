"""What can be explained: a rule or an attack, from the docstring of its module."""

import re

import msgspec

_HEADING = re.compile(r"^## (.+)\n", re.MULTILINE)


class Topic(msgspec.Struct, frozen=True):
    """A name and the docstring of the module behind it; a rule also has a severity, and a time when it runs."""

    kind: str
    name: str
    docstring: str
    severity: str | None = None
    when: str | None = None

    @property
    def summary(self) -> str:
        """The docstring up to its first heading, as one line."""
        return " ".join(_HEADING.split(self.docstring)[0].split())

    @property
    def sections(self) -> dict[str, str]:
        """Markdown by heading, in the order written."""
        _, *parts = _HEADING.split(self.docstring)
        return {heading: text.strip() for heading, text in zip(parts[::2], parts[1::2], strict=True)}
