"""As which roles the clients of an API can act."""

from collections.abc import Iterable

from pgcordon.model.api import Api
from pgcordon.model.privileges import Role


def out_of_reach(roles: Iterable[Role], api: Api) -> frozenset[str]:
    """The roles that no client acts as; none of them where the API's own roles are not there.

    A client acts as the roles of the API, and as those that they are members of. A server such as PostgREST takes the
    role from the client's token, and may take any that its own login role was granted: that login role is told by its
    membership in every role of the API. Source: PostgREST, "Role System".
    """
    known = {role.name: role for role in roles}
    if not api.roles or not known.keys() & set(api.roles):
        return frozenset()
    reached: set[str] = set()
    pending = list(api.roles)
    for role in known.values():
        if set(api.roles).issubset(role.member_of) and not (role.bypass_row_security or role.superuser):
            pending.extend(role.member_of)
    while pending:
        name = pending.pop()
        if name not in reached:
            reached.add(name)
            pending.extend(known[name].member_of if name in known else ())
    return frozenset(known) - reached
