"""Choose rules, run them over a catalog, and drop what the author has allowed."""

from pgcordon.lint.allow import Allowed
from pgcordon.lint.baseline import Baseline
from pgcordon.lint.judge import Before, Judge
from pgcordon.lint.limits import limited
from pgcordon.lint.result import Counts, LintResult
from pgcordon.lint.run import lint

__all__ = ["Allowed", "Baseline", "Before", "Counts", "Judge", "LintResult", "limited", "lint"]
