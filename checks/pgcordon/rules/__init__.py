"""The lint rules, one per module: the file name, with dashes for underscores, is the rule's name.

A rule's name reads after "allow". Deleting its file removes the rule. Modules whose names start with an
underscore are not rules but what rules are made of.
"""

from pgcordon.rules._documentation import Documentation
from pgcordon.rules._places import FilePlace
from pgcordon.rules._registry import Rule, all_rules, rule

__all__ = ["Documentation", "FilePlace", "Rule", "all_rules", "rule"]
