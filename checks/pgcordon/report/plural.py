"""Counted nouns."""


def count(number: int, noun: str) -> str:
    """A number and its noun, in the plural unless the number is one: `1 policy`, `1,204 statements`."""
    if number == 1:
        return f"1 {noun}"
    plural = noun.removesuffix("y") + "ies" if noun.endswith("y") else noun + "s"
    return f"{number:,} {plural}"
