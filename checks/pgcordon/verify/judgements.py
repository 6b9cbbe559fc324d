"""The function by which the server holds new rows against the contract, so that it plans each query but a few times."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pgcordon.actors.actor import Person
from pgcordon.actors.world import World, literal
from pgcordon.contract.contract import Contract, TableContract, bind_uid
from pgcordon.model import Catalog, Command, QualifiedName, Table, Volatility, quote_identifier

_JUDGED = (Command.SELECT, Command.INSERT, Command.UPDATE, Command.DELETE)


@dataclass(frozen=True, slots=True)
class Judgements:
    """What the contract says of rows, as SQL."""

    contract: Contract
    tables: Mapping[QualifiedName, Table]
    foldable: frozenset[str]
    """The names of the schema's own functions that PostgreSQL may evaluate when it plans: those called IMMUTABLE."""

    @classmethod
    def of(cls, contract: Contract, tables: Mapping[QualifiedName, Table], catalog: Catalog) -> "Judgements":
        own = (each for each in catalog.functions if each.address not in catalog.given)
        immutable = (each.name.name for each in own if each.volatility is Volatility.IMMUTABLE)
        return cls(contract, tables, frozenset(immutable))

    def definition(self, world: World) -> str:
        """The statement that makes `pgcordon.judge(person, relation, rows)` into that of a world.

        Columns go before PL/pgSQL's own variables, such as `found`.
        """
        by_person = ((each.label, " ".join(self._by_relation(each))) for each in world.people)
        branches = " ".join(
            f"when {literal(label)} then case $2 {by_relation} else return null; end case;"
            for label, by_relation in by_person
        )
        body = f"#variable_conflict use_column\ndeclare answer jsonb;\nbegin case $1 {branches} end case; end"
        return (
            "create or replace function pgcordon.judge(person text, relation text, rows jsonb) returns jsonb"
            f" language plpgsql as {literal(body)}"
        )

    def _by_relation(self, person: Person) -> Iterator[str]:
        for name in self.tables:
            query = self._query(name, person)
            # What an immutable function said once would stay in the plan, though it may have read what has changed.
            answer = (
                f"execute {literal(query)} into answer using $1, $2, $3; return answer;"
                if any(each in query for each in self.foldable)
                else f"return ({query});"
            )
            yield f"when {literal(str(name))} then {answer}"

    def _query(self, name: QualifiedName, person: Person) -> str:
        permits = permissions_query(self.contract.table(name), person)
        rows = f"jsonb_populate_recordset(null::{name}, $3) as {quote_identifier(name.name)}"
        return f"select jsonb_agg({permits}) from {rows}"


def permissions_query(rules: TableContract, person: Person) -> str:
    """An SQL expression over a row: the JSON array of the commands that the person may run on it."""
    cases = []
    for command in _JUDGED:
        predicate = rules.predicate(command, person.actor)
        if predicate is not None:
            cases.append(f"case when ({bind_uid(predicate, person)}) then '{command}' end")
    return f"to_jsonb(array_remove(array[{', '.join(cases)}]::text[], null))"
