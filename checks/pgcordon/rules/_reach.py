"""Which roles a policy is applied to, and for which commands."""

from pgcordon.model import Catalog, Command, Policy

ROW_COMMANDS = (Command.SELECT, Command.INSERT, Command.UPDATE, Command.DELETE)
"""The commands that policies govern."""


def roles_are_known(catalog: Catalog) -> bool:
    """Whether the roles of the API are there, so that what nobody granted them means something."""
    return not catalog.role_names.isdisjoint(catalog.api.roles)


def commands_of(policy: Policy) -> tuple[Command, ...]:
    return ROW_COMMANDS if policy.command is Command.ALL else (policy.command,)


def shared_commands(first: Policy, second: Policy) -> tuple[Command, ...]:
    if first.command is second.command or second.command is Command.ALL:
        return commands_of(first)
    return commands_of(second) if first.command is Command.ALL else ()


def shared_roles(catalog: Catalog, first: Policy, second: Policy) -> tuple[str, ...]:
    """The roles that both policies are applied to, as one of them names them; `public` for everyone.

    Roles that bypass row security are left out.
    """
    if "public" in first.roles and "public" in second.roles:
        return ("public",)
    both = (
        *(role for role in first.roles if role != "public" and catalog.applies_to(second, role)),
        *(role for role in second.roles if role != "public" and catalog.applies_to(first, role)),
    )
    return tuple(role for role in dict.fromkeys(both) if not catalog.bypass_row_security((role,)))


def api_roles_of(catalog: Catalog, policy: Policy) -> tuple[str, ...]:
    """The roles of the API that the policy is applied to."""
    return tuple(role for role in catalog.api.roles if catalog.applies_to(policy, role))
