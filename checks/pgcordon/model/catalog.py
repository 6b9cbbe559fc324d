"""A whole schema, and what its loader could not understand."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from pgcordon.model.functions import Function
from pgcordon.model.indexes import Index
from pgcordon.model.names import ObjectAddress, QualifiedName
from pgcordon.model.policies import Policy
from pgcordon.model.privileges import DefaultPrivilege, Grant, Role
from pgcordon.model.schemas import Extension, Publication, Schema
from pgcordon.model.spans import Source
from pgcordon.model.statements import FileStatement, OpaqueStatement, Suppression, SyntaxFault
from pgcordon.model.tables import Column, Table
from pgcordon.model.triggers import Trigger
from pgcordon.model.usertypes import CompositeType, Domain, EnumType, RangeType, Sequence
from pgcordon.model.views import View


@dataclass(frozen=True)
class Catalog:
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
    sources: tuple[Source, ...] = ()
    statements: tuple[FileStatement, ...] = ()
    opaque: tuple[OpaqueStatement, ...] = ()
    syntax_faults: tuple[SyntaxFault, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    given: frozenset[ObjectAddress] = frozenset()
    """The objects that the platform brought: known, but not the author's, so not judged."""

    @cached_property
    def _tables(self) -> dict[QualifiedName, Table]:
        return {table.name: table for table in self.tables}

    @cached_property
    def _policies(self) -> dict[QualifiedName, tuple[Policy, ...]]:
        grouped: dict[QualifiedName, list[Policy]] = {}
        for policy in self.policies:
            grouped.setdefault(policy.table, []).append(policy)
        return {table: tuple(policies) for table, policies in grouped.items()}

    def table(self, name: QualifiedName) -> Table | None:
        return self._tables.get(name)

    def policies_on(self, table: QualifiedName) -> tuple[Policy, ...]:
        return self._policies.get(table, ())

    def indexes_on(self, table: QualifiedName) -> tuple[Index, ...]:
        return tuple(index for index in self.indexes if index.table == table)

    def triggers_on(self, table: QualifiedName) -> tuple[Trigger, ...]:
        return tuple(trigger for trigger in self.triggers if trigger.table == table)

    def functions_named(self, name: QualifiedName) -> tuple[Function, ...]:
        return tuple(function for function in self.functions if function.name == name)

    def enum(self, name: QualifiedName) -> EnumType | None:
        return next((enum for enum in self.enums if enum.name == name), None)

    def domain(self, name: QualifiedName) -> Domain | None:
        return next((domain for domain in self.domains if domain.name == name), None)

    @property
    def columns(self) -> Iterator[Column]:
        """Every column of every table."""
        return (column for table in self.tables for column in table.columns)

    def grants_on(self, target: ObjectAddress) -> tuple[Grant, ...]:
        return tuple(grant for grant in self.grants if grant.target == target)

    def bypass_row_security(self, roles: Iterable[str]) -> bool:
        """Whether policies for these roles change nothing, because row security is not applied to any of them."""
        exempt = {role.name for role in self.roles if role.bypass_row_security or role.superuser}
        return exempt.issuperset(roles)
