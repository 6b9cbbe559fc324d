"""What the docstring of a rule says, under fixed headings."""

import re
from collections.abc import Mapping
from types import MappingProxyType

import msgspec

HEADINGS = ("What it does", "Why is this bad?", "Example", "Use instead", "Options", "Exploited by")
"""Every heading that a rule may have, in the order in which it must have them; the last two only where they apply."""

_HEADING = re.compile(r"^## (.+)\n", re.MULTILINE)
_SQL_BLOCK = re.compile(r"^```sql\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ATTACK = re.compile(r"^`([a-z-]+)`", re.MULTILINE)


class Documentation(msgspec.Struct, frozen=True):
    """A rule's documentation: one sentence, then Markdown by heading, in the order written."""

    summary: str
    sections: Mapping[str, str]

    @classmethod
    def parse(cls, docstring: str) -> "Documentation":
        """Read a docstring. Raises ValueError for a heading that is unknown, repeated or out of order."""
        preamble, *parts = _HEADING.split(docstring)
        headings = parts[::2]
        if headings != [heading for heading in HEADINGS if heading in headings]:
            raise ValueError(f"headings {headings} are not among {list(HEADINGS)}, once each and in this order")
        texts = (text.strip() for text in parts[1::2])
        return cls(preamble.strip(), MappingProxyType(dict(zip(headings, texts, strict=True))))

    @property
    def example(self) -> tuple[str, ...]:
        """Complete SQL that the rule finds fault with: each block is a file, in order."""
        return self._sql("Example")

    @property
    def advice(self) -> tuple[str, ...]:
        """Complete SQL that does the same without the fault, likewise."""
        return self._sql("Use instead")

    @property
    def exploited_by(self) -> tuple[str, ...]:
        """The attacks that succeed against the example and fail against the advice."""
        return tuple(_ATTACK.findall(self.sections.get("Exploited by", "")))

    def _sql(self, heading: str) -> tuple[str, ...]:
        blocks = tuple(_SQL_BLOCK.findall(self.sections.get(heading, "")))
        if not blocks:
            raise ValueError(f"no ```sql block under {heading!r}")
        return blocks
