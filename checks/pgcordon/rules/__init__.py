"""The lint rules, one per module: the file name, with dashes for underscores, is the rule's name.

A rule's name reads after "allow". Rules stand in families, one package each, whose docstring's first line is the
family's title and what it is about. Deleting a rule's file removes the rule. Modules whose names start with an
underscore are not rules but what rules are made of.
"""

from pgcordon.rules._convention import Naming, Proposal
from pgcordon.rules._documentation import Documentation
from pgcordon.rules._places import FilePlace
from pgcordon.rules._registry import Rule, When, all_rules, rule, rule_names

__all__ = ["Documentation", "FilePlace", "Naming", "Proposal", "Rule", "When", "all_rules", "rule", "rule_names"]
