"""The objects that exist at one moment of the replay, one ordered store for each kind."""

from collections.abc import Callable, Hashable, Iterator
from copy import copy
from operator import attrgetter
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from pgcordon.model import (
    Catalog,
    CompositeType,
    ConstraintType,
    DefaultPrivilege,
    Domain,
    EnumType,
    Extension,
    Function,
    Grant,
    Index,
    ObjectAddress,
    Policy,
    Publication,
    QualifiedName,
    RangeType,
    Role,
    Schema,
    Sequence,
    Source,
    Span,
    Table,
    Trigger,
    View,
)
from pgcordon.model.changes import Changeable
from pgcordon.model.storage import Bucket

Definable = Changeable | Grant | DefaultPrivilege | Bucket
C = TypeVar("C", bound=Changeable)
Touch = tuple[Changeable | None, Changeable | None]
"""An object before and after a step: None before it is made and after it is dropped."""

_NAME = attrgetter("name")
_IN_TABLE = attrgetter("table", "name")
_KEYS: dict[type, tuple[str, Callable[[Any], Hashable]]] = {
    Schema: ("schemas", _NAME),
    Extension: ("extensions", _NAME),
    EnumType: ("enums", _NAME),
    CompositeType: ("composites", _NAME),
    RangeType: ("ranges", _NAME),
    Domain: ("domains", _NAME),
    Sequence: ("sequences", _NAME),
    Table: ("tables", _NAME),
    Index: ("indexes", _NAME),
    View: ("views", _NAME),
    Function: ("functions", attrgetter("identity")),
    Trigger: ("triggers", _IN_TABLE),
    Policy: ("policies", _IN_TABLE),
    Role: ("roles", _NAME),
    Grant: ("grants", attrgetter("target", "privilege", "grantee", "columns")),
    DefaultPrivilege: (
        "default_privileges",
        attrgetter("object_type", "privilege", "grantee", "role", "schema", "revoked"),
    ),
    Publication: ("publications", _NAME),
    Bucket: ("buckets", _NAME),
}
INDEXED = (ConstraintType.PRIMARY_KEY, ConstraintType.UNIQUE, ConstraintType.EXCLUDE)
"""The constraints that are kept by an index of the same name."""


class Objects(msgspec.Struct, dict=True):
    """What exists now, in the order of definition; each store is keyed by what makes its objects distinct."""

    schemas: dict[str, Schema] = msgspec.field(default_factory=dict)
    extensions: dict[str, Extension] = msgspec.field(default_factory=dict)
    enums: dict[QualifiedName, EnumType] = msgspec.field(default_factory=dict)
    composites: dict[QualifiedName, CompositeType] = msgspec.field(default_factory=dict)
    ranges: dict[QualifiedName, RangeType] = msgspec.field(default_factory=dict)
    domains: dict[QualifiedName, Domain] = msgspec.field(default_factory=dict)
    sequences: dict[QualifiedName, Sequence] = msgspec.field(default_factory=dict)
    tables: dict[QualifiedName, Table] = msgspec.field(default_factory=dict)
    indexes: dict[QualifiedName, Index] = msgspec.field(default_factory=dict)
    views: dict[QualifiedName, View] = msgspec.field(default_factory=dict)
    functions: dict[str, Function] = msgspec.field(default_factory=dict)
    """Keyed by `Function.identity`, such as `public.f(integer,text)`."""
    triggers: dict[tuple[QualifiedName, str], Trigger] = msgspec.field(default_factory=dict)
    """Keyed by table and name, as are policies."""
    policies: dict[tuple[QualifiedName, str], Policy] = msgspec.field(default_factory=dict)
    roles: dict[str, Role] = msgspec.field(default_factory=dict)
    grants: dict[tuple[ObjectAddress, str, str, tuple[str, ...]], Grant] = msgspec.field(default_factory=dict)
    """Keyed by target, privilege, grantee and columns."""
    default_privileges: dict[tuple[object, ...], DefaultPrivilege] = msgspec.field(default_factory=dict)
    """Keyed by object type, privilege, grantee, role, schema and whether it revokes."""
    publications: dict[str, Publication] = msgspec.field(default_factory=dict)
    buckets: dict[str, Bucket] = msgspec.field(default_factory=dict)

    def __post_init__(self) -> None:
        self._constraint_holders: dict[tuple[str, str], set[QualifiedName]] = {}
        self._grant_keys: dict[ObjectAddress, dict[Hashable, None]] = {}
        self._function_names: set[tuple[str, str]] = set()
        self.touched: list[Touch] = []
        """The steps of the statement at hand, without those of privileges."""

    @classmethod
    def of(cls, catalog: Catalog) -> "Objects":
        """The objects of a finished catalog, to go on from."""
        objects = cls()
        for store in cls.__struct_fields__:
            for thing in getattr(catalog, store):
                objects.define(thing)
        objects.touched.clear()
        return objects

    def define(self, thing: Definable) -> bool:
        """Add an object, or put it in the place of the one with the same key; whether it is new."""
        store, key = self._place(thing)
        is_new = key not in store
        if isinstance(thing, Grant):
            self._grant_keys.setdefault(thing.target, {})[key] = None
        elif not isinstance(thing, (DefaultPrivilege, Bucket)):
            self.touched.append((store.get(key), thing))
            self._note_names(thing)
        store[key] = thing
        return is_new

    def remove(self, thing: Definable) -> None:
        """Remove exactly this object; what depends on it stays."""
        store, key = self._place(thing)
        removed = store.pop(key, None)
        if removed is not None and not isinstance(removed, (Grant, DefaultPrivilege, Bucket)):
            self.touched.append((removed, None))

    def change(self, thing: C, span: Span | None, **changed: Any) -> C:
        """Replace fields of an object, note the statement in its `changes` and return it as it is now.

        It keeps its place in the order, under a new name too.
        """
        if span is not None:
            changed["changes"] = (*thing.changes, span)
        after = replace(thing, **changed)
        self._note_names(after)
        store, old_key = self._place(thing)
        new_key = self._place(after)[1]
        self.touched.append((store.get(old_key), after))
        if new_key == old_key:
            store[old_key] = after
            return after
        moved = {new_key if key == old_key else key: after if key == old_key else value for key, value in store.items()}
        store.clear()
        store.update(moved)
        return after

    def exchange(self, pairs: list[tuple[Any, Any]]) -> None:
        """Put others in the place of all objects of one store, each under a key of its own; the order stays."""
        store, _ = self._place(pairs[0][0])
        store.clear()
        for before, after in pairs:
            store[self._place(after)[1]] = after
            self._note_names(after)
            if before is not after:
                self.touched.append((before, after))

    def correct(self, source: Source, corrected: Callable[[Any], Any]) -> None:
        """Put corrected copies in the place of what the statement at hand touched, and of privileges from a source."""
        self.touched = [(corrected(before), corrected(after)) for before, after in self.touched]
        for _, after in self.touched:
            if after is not None:
                store, key = self._place(after)
                if key in store:
                    store[key] = corrected(store[key])
        stores: tuple[dict[Any, Any], ...] = (self.grants, self.default_privileges, self.buckets)
        for nameless in stores:
            for key, thing in nameless.items():
                if thing.defined is not None and thing.defined.source is source:
                    nameless[key] = corrected(thing)

    def _place(self, thing: Definable) -> tuple[dict[Hashable, Any], Hashable]:
        store, key = _KEYS[type(thing)]
        return getattr(self, store), key(thing)

    def relation(self, name: QualifiedName) -> Table | View | Sequence | Index | CompositeType | None:
        """Whatever has this name among what `pg_class` holds; constraints' indexes are not looked at."""
        return (
            self.tables.get(name)
            or self.views.get(name)
            or self.sequences.get(name)
            or self.indexes.get(name)
            or self.composites.get(name)
        )

    def type(self, name: QualifiedName) -> EnumType | Domain | CompositeType | RangeType | Table | View | None:
        """Whatever has this name among types; every table and view is a composite type too."""
        return (
            self.enums.get(name)
            or self.domains.get(name)
            or self.composites.get(name)
            or self.ranges.get(name)
            or self.tables.get(name)
            or self.views.get(name)
        )

    def constraint_exists(self, schema: str, name: str, *, with_index: bool = False) -> bool:
        """Whether a table of the schema has a constraint of this name, or one that also names an index."""
        for holder in self._constraint_holders.get((schema, name), ()):
            table = self.tables.get(holder)
            same_name = [each for each in table.constraints if each.name == name] if table else []
            if any(each.type in INDEXED or not with_index for each in same_name):
                return True
        return False

    def _note_names(self, thing: Definable) -> None:
        """Remember which tables have, or once had, a constraint of a name, and which names functions have.

        Looking through all would be slow.
        """
        if isinstance(thing, Table):
            for each in thing.constraints:
                self._constraint_holders.setdefault((thing.name.schema, each.name), set()).add(thing.name)
        elif isinstance(thing, Function):
            self._function_names.add((thing.name.schema, thing.name.name))

    def grants_on(self, target: ObjectAddress) -> list[Grant]:
        """The privileges held on an object now."""
        grants: dict[Any, Grant] = self.grants
        return [grants[key] for key in self._grant_keys.get(target, ()) if key in grants]

    def functions_named(self, name: QualifiedName) -> list[Function]:
        return [function for function in self.functions.values() if function.name == name]

    def has_function(self, schema: str, name: str) -> bool:
        return (schema, name) in self._function_names and bool(self.functions_named(QualifiedName(schema, name)))

    def on_table(self, table: QualifiedName) -> Iterator[Index | Trigger | Policy]:
        """The indexes, triggers and policies of a table."""
        yield from [index for index in self.indexes.values() if index.table == table]
        yield from [trigger for trigger in self.triggers.values() if trigger.table == table]
        yield from [policy for policy in self.policies.values() if policy.table == table]

    def stores_with_names(self) -> list[dict[Any, Any]]:
        """The stores whose objects have addresses of their own: not grants, default privileges and buckets."""
        nameless = ("grants", "default_privileges", "buckets")
        return [getattr(self, store) for store in self.__struct_fields__ if store not in nameless]

    def snapshot(self) -> "Objects":
        """A copy that later changes do not reach."""
        copied = Objects(**{store: copy(getattr(self, store)) for store in self.__struct_fields__})
        copied._constraint_holders = self._constraint_holders
        copied._grant_keys = self._grant_keys
        copied._function_names = self._function_names
        copied.touched = self.touched.copy()
        return copied

    def everything(self) -> dict[str, tuple[Any, ...]]:
        """Each store's objects in order, under the name of the catalog's field."""
        return {store: tuple(getattr(self, store).values()) for store in self.__struct_fields__}
