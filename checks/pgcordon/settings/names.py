"""The rules that a name means, in settings and on the command line."""

from collections.abc import Iterable

from pgcordon.rules import all_rules, rule_names
from pgcordon.settings.errors import nearest


class NoSuchRule(ValueError):  # noqa: N818 - it reads as what happened
    """No rule, alias or family goes by that name; the message says which one may be meant."""


def one_rule(name: str) -> str:
    """The name of the only rule that goes by this name or alias. Raises NoSuchRule."""
    found = rule_names(name)
    if not found:
        raise NoSuchRule(f"no such rule: {name}; {nearest(name, _rules_and_aliases(), _LIST)}")
    if len(found) > 1:
        raise NoSuchRule(f"{name} means several rules: {', '.join(found)}; name one of them")
    return found[0]


def rules_named(names: Iterable[str]) -> frozenset[str]:
    """The rules that go by these names: a rule's own, an alias of some, or a family's, which means all of its rules.

    A family may be written with dashes. Raises NoSuchRule.
    """
    return frozenset().union(*(_rules_named(name) for name in names))


def _rules_named(name: str) -> frozenset[str]:
    found = rule_names(name)
    if found:
        return frozenset(found)
    family = name.replace("-", "_")
    members = frozenset(rule.name for rule in all_rules().values() if rule.family == family)
    if not members:
        families = {rule.family for rule in all_rules().values()}
        raise NoSuchRule(f"no such rule: {name}; {nearest(name, families.union(_rules_and_aliases()), _LIST)}")
    return members


_LIST = "`pgcordon explain` lists them all"


def _rules_and_aliases() -> set[str]:
    return {name for rule in all_rules().values() for name in (rule.name, *rule.aliases)}
