"""What the entries of access.toml may speak of, and where their faults go."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pgcordon.actors.actor import Actor
from pgcordon.contract.faults import Faults, did_you_mean
from pgcordon.contract.lookup import Relation, find_function, find_relation
from pgcordon.contract.positions import KeyPath
from pgcordon.contract.sql import Predicate, check_statements, predicate
from pgcordon.model import Catalog, Function

_MOMENTS = ("timestamptz", "timestamp", "date")


@dataclass(frozen=True, slots=True)
class Scope:
    """Looks names up and checks SQL; what is wrong becomes a fault of the key, and the answer is None or less."""

    catalog: Catalog
    actors: Mapping[str, Actor]
    faults: Faults

    def relation(self, text: str, key: KeyPath) -> Relation | None:
        with self.faults.at(key):
            return find_relation(self.catalog, text)
        return None

    def table(self, text: str, key: KeyPath) -> Relation | None:
        """A table whose rows can be told apart: rules about time speak of single rows."""
        relation = self.relation(text, key)
        if relation is None:
            return None
        table = self.catalog.table(relation.name)
        if table is None:
            self.faults.add(key, f"{relation.name} is a view; name the table behind it")
        elif table.primary_key is None:
            self.faults.add(key, f"{relation.name} has no primary key to tell its rows apart")
        return relation

    def relations(self, texts: Iterable[str], key: KeyPath) -> list[Relation]:
        found = (self.relation(text, (*key, index)) for index, text in enumerate(texts))
        return [each for each in found if each is not None]

    def function(self, text: str, key: KeyPath) -> Function | None:
        with self.faults.at(key):
            return find_function(self.catalog, text)
        return None

    def knows_actor(self, name: str, key: KeyPath) -> bool:
        if name in self.actors:
            return True
        hint = did_you_mean(name, self.actors) or f"; there are {', '.join(self.actors)}"
        self.faults.add(key, f"no such actor: {name}{hint}")
        return False

    def actor_names(self, names: Iterable[str], key: KeyPath) -> frozenset[str]:
        return frozenset(name for index, name in enumerate(names) if self.knows_actor(name, (*key, index)))

    def columns(self, names: Iterable[str], relation: Relation, key: KeyPath) -> frozenset[str]:
        for index, name in enumerate(names):
            self.column(name, relation, (*key, index))
        return frozenset(names)

    def column(self, name: str, relation: Relation, key: KeyPath) -> None:
        with self.faults.at(key):
            relation.check_column(name)

    def moment(self, name: str, relation: Relation, key: KeyPath) -> None:
        """A column that holds timestamps or dates."""
        self.column(name, relation, key)
        table = self.catalog.table(relation.name)
        column = table.column(name) if table else None
        if column is not None and column.type.built_in and column.type.name not in _MOMENTS:
            self.faults.add(key, f"{name} is of type {column.type}; a clock is a timestamp or a date")

    def timestamp(self, name: str, relation: Relation, key: KeyPath, purpose: str) -> None:
        """A column that holds moments, and no mere dates."""
        self.moment(name, relation, key)
        table = self.catalog.table(relation.name)
        column = table.column(name) if table else None
        if column is not None and column.type.name == "date":
            self.faults.add(key, f"{name} is a date, which shows no moment; {purpose}")

    def predicate(self, text: str, relation: Relation, key: KeyPath) -> Predicate | None:
        """A predicate over the relation's rows; the word own may stand for what is not a column of that name."""
        with self.faults.at(key):
            read = predicate(text)
            for reference in read.columns:
                if reference != ("own",):
                    relation.check_reference(reference)
            return read
        return None

    def statements(self, text: str | None, parameters: Iterable[str], key: KeyPath) -> None:
        if text is None:
            return
        with self.faults.at(key):
            check_statements(text, frozenset(parameters))
