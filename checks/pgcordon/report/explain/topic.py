"""What can be explained: a rule or an attack, from the docstring of its module."""

import re

import msgspec

_HEADING = re.compile(r"^## (.+)\n", re.MULTILINE)


class Family(msgspec.Struct, frozen=True):
    """Rules that belong together: the name that settings know them by, and what they are about."""

    name: str
    about: str


class Topic(msgspec.Struct, frozen=True):
    """A name and the docstring of the module behind it.

    A rule also has a severity, a time when it runs, a family, and names that other tools have for it.
    """

    kind: str
    name: str
    docstring: str
    severity: str | None = None
    when: str | None = None
    family: Family | None = None
    aliases: tuple[str, ...] = ()

    @property
    def summary(self) -> str:
        """The docstring up to its first heading, as one line."""
        return " ".join(_HEADING.split(self.docstring)[0].split())

    @property
    def sections(self) -> dict[str, str]:
        """Markdown by heading, in the order written."""
        _, *parts = _HEADING.split(self.docstring)
        return {heading: text.strip() for heading, text in zip(parts[::2], parts[1::2], strict=True)}
