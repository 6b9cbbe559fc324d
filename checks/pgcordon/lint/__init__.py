"""Choose rules, run them over a catalog, and drop what the author has allowed."""

from pgcordon.lint.result import Counts, LintResult
from pgcordon.lint.run import lint

__all__ = ["Counts", "LintResult", "lint"]
