"""A whole schema, and what its loader could not understand."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from operator import attrgetter
from typing import TypeVar

import msgspec

from pgcordon.model.acting import out_of_reach
from pgcordon.model.api import SUPABASE_API, Api
from pgcordon.model.changes import Change
from pgcordon.model.expressions import Call, Expression, Operand
from pgcordon.model.findings import Subject
from pgcordon.model.functions import Function
from pgcordon.model.identity import identity_functions, is_one_of
from pgcordon.model.indexes import Index
from pgcordon.model.names import ObjectAddress, QualifiedName
from pgcordon.model.policies import Policy
from pgcordon.model.privileges import DefaultPrivilege, Grant, Role
from pgcordon.model.schemas import Extension, Publication, Schema
from pgcordon.model.spans import Source, Span
from pgcordon.model.statements import FileStatement, LongName, OpaqueStatement, Suppression, SyntaxFault
from pgcordon.model.storage import Bucket
from pgcordon.model.tables import Column, Table
from pgcordon.model.triggers import Trigger
from pgcordon.model.usertypes import CompositeType, Domain, EnumType, RangeType, Sequence
from pgcordon.model.views import View


class Catalog(msgspec.Struct, frozen=True, dict=True):
    """Every object in the order of its definition, as it stands after the last statement."""

    schemas: tuple[Schema, ...] = ()
    extensions: tuple[Extension, ...] = ()
    enums: tuple[EnumType, ...] = ()
    composites: tuple[CompositeType, ...] = ()
    ranges: tuple[RangeType, ...] = ()
    domains: tuple[Domain, ...] = ()
    sequences: tuple[Sequence, ...] = ()
    tables: tuple[Table, ...] = ()
    indexes: tuple[Index, ...] = ()
    views: tuple[View, ...] = ()
    functions: tuple[Function, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    policies: tuple[Policy, ...] = ()
    roles: tuple[Role, ...] = ()
    grants: tuple[Grant, ...] = ()
    default_privileges: tuple[DefaultPrivilege, ...] = ()
    publications: tuple[Publication, ...] = ()
    buckets: tuple[Bucket, ...] = ()
    sources: tuple[Source, ...] = ()
    statements: tuple[FileStatement, ...] = ()
    changes: tuple[Change, ...] = ()
    """What each statement did to each object, in order; nothing of what was rolled back, and none from a server."""
    opaque: tuple[OpaqueStatement, ...] = ()
    constructed: tuple[Span, ...] = ()
    """The expressions whose values a DO block runs: what that makes is defined there, though its text is not."""
    syntax_faults: tuple[SyntaxFault, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    long_names: tuple[LongName, ...] = ()
    given: frozenset[ObjectAddress] = frozenset()
    """The objects that the platform brought: known, but not the author's, so not judged."""
    api: Api = SUPABASE_API
    """What clients reach."""
    base_sources: tuple[Source, ...] | None = None
    """The files as they were at the revision that the change is measured from, None where there is none."""

    @cached_property
    def _tables(self) -> dict[QualifiedName, Table]:
        return {table.name: table for table in self.tables}

    def is_given(self, thing: Subject) -> bool:
        """Whether the platform brought it. What is on an author's own table is not looked up."""
        table = getattr(thing, "table", None)
        return (table is None or table in self._given_relations) and thing.address in self.given

    @cached_property
    def _given_relations(self) -> frozenset[QualifiedName]:
        tables = {table.name for table in self.tables if table.address in self.given}
        return frozenset(tables | {view.name for view in self.views if view.address in self.given})

    @cached_property
    def _views(self) -> dict[QualifiedName, View]:
        return {view.name: view for view in self.views}

    @cached_property
    def _policies(self) -> dict[QualifiedName, tuple[Policy, ...]]:
        return _grouped(self.policies, attrgetter("table"))

    @cached_property
    def _indexes(self) -> dict[QualifiedName, tuple[Index, ...]]:
        return _grouped(self.indexes, attrgetter("table"))

    @cached_property
    def _triggers(self) -> dict[QualifiedName, tuple[Trigger, ...]]:
        return _grouped(self.triggers, attrgetter("table"))

    @cached_property
    def _functions(self) -> dict[QualifiedName, tuple[Function, ...]]:
        return _grouped(self.functions, attrgetter("name"))

    @cached_property
    def _grants(self) -> dict[ObjectAddress, tuple[Grant, ...]]:
        return _grouped(self.grants, attrgetter("target"))

    @cached_property
    def _statements(self) -> dict[Source, list[FileStatement]]:
        by_source = _grouped(self.statements, attrgetter("span.source"))
        return {source: sorted(each, key=attrgetter("span.start")) for source, each in by_source.items()}

    def statement_at(self, span: Span) -> Span | None:
        """The statement of a file in which a span begins, without its semicolon; None where no such file was read."""
        statement = self._file_statement_at(span)
        return statement.span if statement else None

    def kind_at(self, span: Span) -> str | None:
        """The kind of the statement in which a span begins, such as `AlterTable`."""
        statement = self._file_statement_at(span)
        return statement.kind if statement else None

    def _file_statement_at(self, span: Span) -> FileStatement | None:
        statements = self._statements.get(span.source, [])
        position = bisect_right(statements, span.start, key=lambda statement: statement.span.start)
        return statements[position - 1] if position else None

    def table(self, name: QualifiedName) -> Table | None:
        return self._tables.get(name)

    def view(self, name: QualifiedName) -> View | None:
        return self._views.get(name)

    def policies_on(self, table: QualifiedName) -> tuple[Policy, ...]:
        return self._policies.get(table, ())

    def indexes_on(self, table: QualifiedName) -> tuple[Index, ...]:
        return self._indexes.get(table, ())

    def triggers_on(self, table: QualifiedName) -> tuple[Trigger, ...]:
        return self._triggers.get(table, ())

    def functions_named(self, name: QualifiedName) -> tuple[Function, ...]:
        return self._functions.get(name, ())

    def enum(self, name: QualifiedName) -> EnumType | None:
        return next((enum for enum in self.enums if enum.name == name), None)

    def domain(self, name: QualifiedName) -> Domain | None:
        return next((domain for domain in self.domains if domain.name == name), None)

    @property
    def columns(self) -> Iterator[Column]:
        """Every column of every table."""
        return (column for table in self.tables for column in table.columns)

    def grants_on(self, target: ObjectAddress) -> tuple[Grant, ...]:
        return self._grants.get(target, ())

    def grants_to(self, roles: Iterable[str], privilege: str, target: ObjectAddress) -> tuple[Grant, ...]:
        """The grants through which any of these roles holds a privilege on an object or on columns of it.

        Those to PUBLIC and to roles that they inherit from count. An owner's own rights are no grants.
        """
        grants = [each for each in self.grants_on(target) if each.privilege == privilege]
        if not grants:
            return ()
        reached = frozenset().union(*map(self._inherited, roles))
        return tuple([each for each in grants if each.grantee in reached])

    def privileges_of(self, role: str, target: ObjectAddress) -> frozenset[str]:
        """What a role holds on an object or on columns of it, as `grants_to` counts."""
        reached = self._inherited(role)
        return frozenset([each.privilege for each in self.grants_on(target) if each.grantee in reached])

    def _inherited(self, role: str) -> frozenset[str]:
        """The role, what it is a member of, and `public`."""
        return self._inherited_by.get(role) or frozenset((role, "public"))

    @cached_property
    def _inherited_by(self) -> dict[str, frozenset[str]]:
        known = {each.name: each for each in self.roles}
        return {name: _closure(name, known) for name in known}

    def applies_to(self, policy: Policy, role: str) -> bool:
        """Whether a policy is for this role: by name, as PUBLIC, or as a role whose privileges it inherits."""
        return role in policy.roles or not self._inherited(role).isdisjoint(policy.roles)

    @cached_property
    def role_names(self) -> frozenset[str]:
        return frozenset(role.name for role in self.roles)

    def bypass_row_security(self, roles: Iterable[str]) -> bool:
        """Whether policies for these roles change nothing, because row security is not applied to any of them."""
        return self._exempt.issuperset(roles)

    def concerns_clients(self, policy: Policy) -> bool:
        """Whether a policy gives or takes something from a role that a client may act as; an unknown one counts."""
        return not self._no_clients.issuperset(policy.roles)

    @cached_property
    def _no_clients(self) -> frozenset[str]:
        return self._exempt | out_of_reach(self.roles, self.api)

    @cached_property
    def _exempt(self) -> frozenset[str]:
        return frozenset(role.name for role in self.roles if role.bypass_row_security or role.superuser)

    @cached_property
    def _identity_functions(self) -> frozenset[str]:
        return identity_functions(self.functions)

    def who_asks(self, expression: Expression) -> tuple[Call, ...]:
        """The calls from which an expression, or a statement, learns who asks: its user, claims or session settings.

        Those in sub-selects count, and so do those of functions whose bodies ask in turn.
        """
        return tuple([call for call in expression.calls if is_one_of(call, self._identity_functions)])

    def is_who_asks(self, operand: Operand) -> bool:
        """Whether an operand is computed from who asks, by nothing but calls."""
        return any(name.removeprefix("pg_catalog.") in self._identity_functions for name in operand.calls)


def _closure(role: str, known: dict[str, Role]) -> frozenset[str]:
    """The role, those whose privileges it inherits, and `public`. Source: the manual, "Role Membership"."""
    reached, pending = {"public"}, [role]
    while pending:
        name = pending.pop()
        if name in reached:
            continue
        reached.add(name)
        if name in known and known[name].inherit:
            pending.extend(known[name].member_of)
    return frozenset(reached)


_Key = TypeVar("_Key")
_Thing = TypeVar("_Thing")


def _grouped(things: Iterable[_Thing], key: Callable[[_Thing], _Key]) -> dict[_Key, tuple[_Thing, ...]]:
    grouped: dict[_Key, list[_Thing]] = {}
    for thing in things:
        grouped.setdefault(key(thing), []).append(thing)
    return {each: tuple(members) for each, members in grouped.items()}
