"""The meanings of the conditions of policies, for those that another policy may say the same as."""

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from pgcordon.model import Expression, Policy
from pgcordon.parse.expression.meanings import meaning_from_sql
from pgcordon.parse.expression.scopes import Relations


def with_meanings(policies: Iterable[Policy], relations: Relations) -> Iterator[Policy]:
    """The policies in order; the only one of its table and command is compared with none, and is left as it is."""
    policies = tuple(policies)
    alike = Counter((policy.table, policy.command) for policy in policies)
    for policy in policies:
        if alike[policy.table, policy.command] == 1:
            yield policy
            continue
        using, with_check = (each and _explained(each, relations) for each in (policy.using, policy.with_check))
        yield replace(policy, using=using, with_check=with_check)


def _explained(condition: Expression, relations: Relations) -> Expression:
    """A condition whose text names a column as it is no longer called keeps no meaning."""
    if condition.meaning or not all(name in condition.text for name in condition.column_names):
        return condition
    return replace(condition, meaning=meaning_from_sql(condition.text, relations))
