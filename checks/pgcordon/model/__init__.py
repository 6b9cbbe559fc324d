"""Frozen values that describe a schema, and the questions they answer. No I/O."""

from pgcordon.model.api import Api
from pgcordon.model.catalog import Catalog
from pgcordon.model.changes import Change
from pgcordon.model.constraints import Constraint, ConstraintType, ReferentialAction
from pgcordon.model.expressions import (
    Call,
    ColumnReference,
    Comparison,
    Equality,
    Expression,
    Operand,
    SubQuery,
    SubQueryKind,
)
from pgcordon.model.findings import Finding, Flaw, Severity
from pgcordon.model.fixes import Edit, Fix
from pgcordon.model.functions import Argument, ArgumentMode, Body, BodyStatement, Function, FunctionKind, Volatility
from pgcordon.model.indexes import Index, IndexKey
from pgcordon.model.names import ObjectAddress, ObjectType, QualifiedName, quote_identifier
from pgcordon.model.policies import Command, Policy
from pgcordon.model.privileges import DefaultPrivilege, Grant, Role
from pgcordon.model.schemas import Extension, Publication, Schema
from pgcordon.model.spans import Position, Source, Span
from pgcordon.model.statements import FileStatement, LongName, OpaqueStatement, Suppression, SyntaxFault
from pgcordon.model.storage import Bucket
from pgcordon.model.tables import Column, Persistence, Table, TableKind
from pgcordon.model.triggers import Trigger, TriggerTiming
from pgcordon.model.typenames import TypeName
from pgcordon.model.usertypes import CompositeType, Domain, EnumType, RangeType, Sequence
from pgcordon.model.views import View

__all__ = [
    "Api",
    "Argument",
    "ArgumentMode",
    "Body",
    "BodyStatement",
    "Bucket",
    "Call",
    "Catalog",
    "Change",
    "Column",
    "ColumnReference",
    "Command",
    "Comparison",
    "CompositeType",
    "Constraint",
    "ConstraintType",
    "DefaultPrivilege",
    "Domain",
    "Edit",
    "EnumType",
    "Equality",
    "Expression",
    "Extension",
    "FileStatement",
    "Finding",
    "Fix",
    "Flaw",
    "Function",
    "FunctionKind",
    "Grant",
    "Index",
    "IndexKey",
    "LongName",
    "ObjectAddress",
    "ObjectType",
    "OpaqueStatement",
    "Operand",
    "Persistence",
    "Policy",
    "Position",
    "Publication",
    "QualifiedName",
    "RangeType",
    "ReferentialAction",
    "Role",
    "Schema",
    "Sequence",
    "Severity",
    "Source",
    "Span",
    "SubQuery",
    "SubQueryKind",
    "Suppression",
    "SyntaxFault",
    "Table",
    "TableKind",
    "Trigger",
    "TriggerTiming",
    "TypeName",
    "View",
    "Volatility",
    "quote_identifier",
]
