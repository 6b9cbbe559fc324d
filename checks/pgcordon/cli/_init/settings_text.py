"""The text of a pgcordon.toml: what was seen in the project, and every other key with its default."""

from collections.abc import Iterator
from typing import NamedTuple

from pgcordon.cli._init.project import Evidence
from pgcordon.model import Catalog
from pgcordon.report.plural import count
from pgcordon.report.wrap import wrap
from pgcordon.rules import Naming, Proposal, all_rules

_DEFAULTS = """\
# The other keys, as they are where they are not set.
{platform}# Whether the API roles get every privilege on new tables, as on Supabase
# until 2026-10-30:
# expose_new_tables = false
# The schemas that clients reach; empty for those of the platform:
# exposed_schemas = []
# The table whose primary key is the user id, where the platform has none:
# users = "public.users"
# The PostgreSQL of `pgcordon verify`: embedded, system, a version, a folder.
# postgres = "embedded"
# The only rules to run; rules to leave out; rules to run that are off:
# select = []
# ignore = []
# enable = []
# The least severe findings to show, and to fail at: error, warning or info;
# fail_on may be never.
# severity = "info"
# fail_on = "warning"
# The findings that are there already, as --write-baseline lists them:
# baseline = "baseline.toml"

# For some files only:
# [[paths]]
# files = ["seed/**"]
# ignore = ["names"]

# For one rule; `pgcordon explain RULE` tells of its options:
# [rules.using-always-true]
# enabled = true
# severity = "error"
"""
_HEAD = "# What pgcordon holds this schema to.\n\n"
_PLATFORM = '# Where the schema lives: supabase, postgrest or plain.\n{reason}\nplatform = "{platform}"\n\n'
_UNSEEN = '# Where the schema lives, supabase, postgrest or plain; nothing here shows it:\n# platform = "supabase"\n'
_NAMES = """
# Names. Each pattern is what nine in ten names of its kind, or more, look like
# now. Whoever departs from it is told so.
"""


class SettingsText(NamedTuple):
    text: str
    about: str


def settings_text(catalog: Catalog, evidence: Evidence) -> SettingsText:
    """The settings for a catalog, and in a few words what they hold."""
    platform = ""
    if evidence.seen:
        reason = "\n".join(wrap(f"Seen here: {', '.join(evidence.seen)}.", "# "))
        platform = _PLATFORM.format(reason=reason, platform=evidence.platform)
    proposals = dict(_proposals(catalog))
    patterns = sum(len(each) for each in proposals.values())
    names = _NAMES + "".join(_table(name, each) for name, each in proposals.items()) if proposals else ""
    text = _HEAD + platform + _DEFAULTS.format(platform="" if platform else _UNSEEN) + names
    parts = [evidence.platform] * bool(platform) + [count(patterns, "convention") + " for names"] * bool(patterns)
    return SettingsText(text, ", ".join(parts) or "the defaults")


def _proposals(catalog: Catalog) -> Iterator[tuple[str, dict[str, Proposal]]]:
    for rule in all_rules().values():
        if rule.options is not None and issubclass(rule.options, Naming) and (found := rule.options.proposals(catalog)):
            yield rule.name, found


def _table(rule_name: str, proposals: dict[str, Proposal]) -> str:
    """One rule's table. What was a hint until now stays one: where names differ, nobody's build breaks over them."""
    lines = [f"\n[rules.{rule_name}]"]
    for option, each in proposals.items():
        lines += [f"# {_share(each)}", f"{option} = {_toml(each.value)}"]
    if others := sum(each.outliers for each in proposals.values()):
        are = "is a warning" if others == 1 else "are warnings"
        lines += [f"# Without this line the {count(others, 'other name')} {are}.", 'severity = "info"']
    return "\n".join(lines) + "\n"


def _share(proposal: Proposal) -> str:
    if not proposal.outliers:
        return f"all {proposal.names} {proposal.kind}"
    return f"{100 * (proposal.names - proposal.outliers) // proposal.names} % of {proposal.names} {proposal.kind}"


def _toml(value: str | bool) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"'{value}'" if "\\" in value or '"' in value else f'"{value}"'
