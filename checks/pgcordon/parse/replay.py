"""The replay: what exists after each statement, in the order in which the files give them."""

from typing import Any

import msgspec

from pgcordon.model import (
    Catalog,
    FileStatement,
    LongName,
    ObjectAddress,
    OpaqueStatement,
    QualifiedName,
    Source,
    Span,
    Suppression,
    SyntaxFault,
    Table,
)
from pgcordon.model.api import SUPABASE_API
from pgcordon.model.changes import Change
from pgcordon.parse.errors import NotUnderstood
from pgcordon.parse.expression.policy_meanings import with_meanings as with_policy_meanings
from pgcordon.parse.expression.recollection import Recollection
from pgcordon.parse.journal import changes, with_meanings
from pgcordon.parse.new_labels import NewLabels
from pgcordon.parse.nodes import Node
from pgcordon.parse.objects import C, Definable, Objects
from pgcordon.parse.privileges import initial_grants
from pgcordon.parse.registry import handlers
from pgcordon.parse.search_path import SearchPath
from pgcordon.parse.text import StatementText
from pgcordon.parse.wording import file_statement


class _Savepoint(msgspec.Struct, frozen=True):
    """What to return to; the one that BEGIN makes has no name."""

    name: str
    objects: Objects
    search_path: SearchPath
    changes: int
    """How many changes there were before it."""


class Replay:
    """The mutable state of a replay. Handlers read and change `objects`; `text` is the statement at hand.

    A handler that cannot tell what a statement does raises `NotUnderstood(reason)`, which makes it opaque;
    one that understands a part calls `opaque(reason)` for the rest.
    """

    def __init__(self, base: Catalog | None = None) -> None:
        self.objects = Objects.of(base) if base else Objects()
        self.search_path = SearchPath()
        self.in_block = False
        """Whether the statement at hand is one of a DO block."""
        self.text: StatementText
        self._savepoints: list[_Savepoint] = []
        self._recollection = Recollection()
        self.sources: list[Source] = []
        self.statements: list[FileStatement] = []
        self.changes: list[Change] = []
        self.new_labels = NewLabels()
        self.opaque_statements: list[OpaqueStatement] = []
        self.constructed: list[Span] = []
        self.syntax_faults: list[SyntaxFault] = []
        self.suppressions: list[Suppression] = []
        self.long_names: list[LongName] = []
        self._given = _addresses(base, self.objects) if base else frozenset()
        self._api = base.api if base else SUPABASE_API

    def run(self, kind: str, node: Node, text: StatementText) -> None:
        """Replay one statement: the name and the fields of its parse node, and its text."""
        self.text = text
        text.relations = self
        text.recollection = self._recollection
        statement = file_statement(kind, node, text.whole, self)
        self.statements.append(statement)
        self.run_within(kind, node)
        self.record(statement)

    def record(self, statement: FileStatement) -> None:
        """Note what the objects have gone through since the last time as this statement's changes."""
        if self.objects.touched:
            made = list(changes(statement, self.objects.touched, self.objects))
            self.changes.extend(made)
            self.new_labels.note(made)
            self.objects.touched = []

    def run_within(self, kind: str, node: Node) -> None:
        """Replay a statement that is part of the one at hand, such as an element of CREATE SCHEMA."""
        handler = handlers().get(kind)
        if handler is None:
            self.opaque(f"{kind.removesuffix('Stmt')} statements are not understood")
            return
        try:
            handler(self, node, self.text.whole)
        except NotUnderstood as reason:
            self.opaque(reason)
        except RecursionError:
            self.opaque("nested too deeply to be read")

    def opaque(self, reason: str | NotUnderstood) -> None:
        """Note that the statement at hand, or a part of it, has an unknown effect."""
        why = reason if isinstance(reason, NotUnderstood) else NotUnderstood(reason)
        self.opaque_statements.append(OpaqueStatement(self.text.whole, str(why), why.repeats, why.missing))

    def define(self, thing: Definable) -> None:
        """Add an object with the privileges it starts with, or put it in the place of the one with the same key."""
        if self.objects.define(thing):
            for grant in initial_grants(self.objects, thing):
                self.objects.define(grant)

    def change(self, thing: C, span: Span, **changed: Any) -> C:
        """Replace fields of an object, append the span to its `changes` and return it as it is now."""
        return self.objects.change(thing, span, **changed)

    def relation_name(self, relation: Node) -> QualifiedName:
        """The relation that a RangeVar node means: the first of that name in the search path."""
        return self.search_path.existing(relation.get("schemaname"), relation["relname"], self.objects.relation)

    def relation(self, schema: str | None, name: str) -> QualifiedName:
        """The relation that a name as written means; system catalogs go by `pg_catalog`."""
        if schema is None and name.startswith("pg_"):
            return QualifiedName("pg_catalog", name)
        return self.search_path.existing(schema, name, self.objects.relation)

    def columns(self, relation: QualifiedName) -> tuple[str, ...] | None:
        """The names of a relation's columns in order, None where they are not known."""
        if (table := self.objects.tables.get(relation)) is not None:
            return tuple(column.name for column in table.columns)
        if (view := self.objects.views.get(relation)) is not None:
            return view.columns or None
        return None

    def function(self, schema: str | None, name: str) -> str | None:
        """The schema of the function that a name means, None where it is one of pg_catalog or is not known."""
        if schema is not None:
            return None if schema == "pg_catalog" else schema
        return next((each for each in self.search_path.schemas if self.objects.has_function(each, name)), None)

    def type_name(self, schema: str | None, name: str) -> QualifiedName:
        """The user-defined type that a name means: the first of that name in the search path."""
        return self.search_path.existing(schema, name, self.objects.type)

    def new_name(self, relation: Node) -> QualifiedName:
        """The name that a RangeVar gives to a new relation; a temporary one lives in `pg_temp`."""
        if relation.get("relpersistence") == "t":
            return QualifiedName("pg_temp", relation["relname"])
        return self.search_path.new(relation.get("schemaname"), relation["relname"])

    def table(self, relation: Node) -> Table:
        """The table that a RangeVar node means. Raises NotUnderstood where no file creates it."""
        name = self.relation_name(relation)
        table = self.objects.tables.get(name)
        if table is None:
            raise missing("table", name)
        return table

    @property
    def in_transaction(self) -> bool:
        return bool(self._savepoints)

    def begin(self) -> None:
        if not self._savepoints:
            self.new_labels.forget()
            self.savepoint("")

    def savepoint(self, name: str) -> None:
        self._savepoints.append(_Savepoint(name, self.objects.snapshot(), self.search_path, len(self.changes)))

    def roll_back_to(self, name: str) -> None:
        while self._savepoints:
            savepoint = self._savepoints.pop()
            if savepoint.name == name:
                del self.changes[savepoint.changes :]
                self.objects, self.search_path = savepoint.objects, savepoint.search_path
                self.savepoint(name)
                return
        raise missing("savepoint", name)

    def roll_back(self) -> None:
        if self._savepoints:
            del self.changes[self._savepoints[0].changes :]
            self.objects, self.search_path = self._savepoints[0].objects, self._savepoints[0].search_path
        self._savepoints.clear()

    def commit(self) -> None:
        self._savepoints.clear()
        self.new_labels.forget()
        self.search_path = self.search_path.committed()

    def catalog(self) -> Catalog:
        """Everything as it stands now, frozen."""
        objects = self.objects.everything()
        objects["policies"] = tuple(with_policy_meanings(objects["policies"], self))
        return Catalog(
            **objects,
            sources=tuple(self.sources),
            statements=tuple(self.statements),
            changes=tuple(with_meanings(self.changes)),
            opaque=tuple(self.opaque_statements),
            constructed=tuple(dict.fromkeys(self.constructed)),
            syntax_faults=tuple(self.syntax_faults),
            suppressions=tuple(self.suppressions),
            long_names=tuple(self.long_names),
            given=self._given,
            api=self._api,
        )


def missing(what: str, name: object) -> NotUnderstood:
    """The reason why a statement about an unknown object is opaque."""
    relation = name if isinstance(name, QualifiedName) and what in _RELATIONS else None
    return NotUnderstood(f"speaks of {what} {name}, which no file creates", missing=relation)


_RELATIONS = frozenset({"table", "view", "materialized view", "foreign table", "relation"})


def exists_already(what: str, name: object) -> NotUnderstood:
    """The reason why a statement that creates something again is opaque."""
    return NotUnderstood(f"creates {what} {name}, which exists already", repeats=f"{what} {name}")


def _addresses(base: Catalog, objects: Objects) -> frozenset[ObjectAddress]:
    """The addresses of what the base holds; `objects` are those of the base."""
    addresses = set(base.given)
    for store, things in objects.everything().items():
        if store not in ("grants", "buckets"):
            addresses.update(thing.address for thing in things)
    for table in base.tables:
        addresses.update(column.address for column in table.columns)
        addresses.update(constraint.address for constraint in table.constraints)
    return frozenset(addresses)
