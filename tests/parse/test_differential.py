"""The catalog from files is held against the catalog of a server that ran the same files."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pgcordon.database import Server
from pgcordon.model import Catalog, Column, Constraint, ConstraintType, Index, Persistence, Table, quote_identifier
from pgcordon.parse import load

DEFINITIONS = Path(__file__).with_name("differential.sql")
DATABASE = "differential"
Row = tuple[Any, ...]

_OURS = "n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and n.nspname !~ '^pg_'"
_COLUMNS_OF = (
    "array(select a.attname::text from unnest({keys}) with ordinality as key (number, place) "
    "join pg_attribute a on a.attrelid = {relation} and a.attnum = key.number order by key.place)"
)
_TABLES = f"""
    select format('%I.%I', n.nspname, c.relname), c.relkind::text, c.relpersistence::text,
      c.relrowsecurity, c.relforcerowsecurity,
      array(select format('%I.%I', pn.nspname, p.relname)
        from pg_inherits i join pg_class p on p.oid = i.inhparent join pg_namespace pn on pn.oid = p.relnamespace
        where i.inhrelid = c.oid order by i.inhseqno)
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p', 'f') and {_OURS}
"""
_COLUMNS = f"""
    select format('%I.%I', n.nspname, c.relname), a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
      a.attidentity::text, a.attgenerated::text, a.atthasdef
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'f') and a.attnum > 0 and not a.attisdropped and {_OURS}
"""
_CONSTRAINTS = f"""
    select format('%I.%I', n.nspname, c.relname), k.conname, k.contype::text,
      case when k.contype = 'c'
        then array(select a.attname::text from pg_attribute a
          where a.attrelid = c.oid and a.attnum = any (k.conkey) order by a.attname collate "C")
        else {_COLUMNS_OF.format(keys="k.conkey", relation="c.oid")}
      end,
      (select format('%I.%I', fn.nspname, f.relname)
        from pg_class f join pg_namespace fn on fn.oid = f.relnamespace where f.oid = k.confrelid),
      {_COLUMNS_OF.format(keys="k.confkey", relation="k.confrelid")},
      nullif(k.confdeltype::text, ' '), nullif(k.confupdtype::text, ' '),
      k.condeferrable, k.condeferred, k.convalidated
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    where k.contype in ('p', 'u', 'c', 'f', 'x') and {_OURS}
"""
_INDEXES = f"""
    select format('%I.%I', n.nspname, c.relname), format('%I.%I', n.nspname, t.relname), am.amname, i.indisunique,
      array(select (select a.attname::text from pg_attribute a where a.attrelid = t.oid and a.attnum = k.number)
        from unnest(i.indkey[:i.indnkeyatts - 1]) with ordinality as k (number, place) order by k.place),
      i.indnatts - i.indnkeyatts, i.indpred is not null
    from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
    join pg_class t on t.oid = i.indrelid join pg_am am on am.oid = c.relam
    where {_OURS} and not exists (select from pg_constraint k where k.conindid = c.oid and k.contype in ('p', 'u', 'x'))
"""
_SEQUENCES = f"""
    select format('%I.%I', n.nspname, c.relname),
      (select format('%I.%I.%I', tn.nspname, t.relname, a.attname)
        from pg_depend d join pg_class t on t.oid = d.refobjid join pg_namespace tn on tn.oid = t.relnamespace
        join pg_attribute a on a.attrelid = t.oid and a.attnum = d.refobjsubid
        where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype in ('a', 'i'))
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'S' and {_OURS}
"""
_REFERENTIAL = {"NO ACTION": "a", "RESTRICT": "r", "CASCADE": "c", "SET NULL": "n", "SET DEFAULT": "d"}
_TYPES = {"PRIMARY KEY": "p", "UNIQUE": "u", "CHECK": "c", "FOREIGN KEY": "f", "EXCLUDE": "x"}
_KINDS = {"table": "r", "partitioned table": "p", "foreign table": "f"}
_PERSISTENCE = {Persistence.PERMANENT: "p", Persistence.UNLOGGED: "u"}
_IDENTITY = {None: "", "always": "a", "by default": "d"}


@pytest.fixture(scope="module")
def connection(server: Server) -> Iterator[Any]:
    """A database in which the definitions ran."""
    with server.connect() as maintenance:
        maintenance.execute(f"create database {DATABASE}".encode())
    with server.connect(DATABASE) as session:
        for statement in load([DEFINITIONS]).statements:
            session.execute(statement.span.text.encode())
        session.execute("set search_path = ''")
        yield session
    with server.connect() as maintenance:
        maintenance.execute(f"drop database {DATABASE}".encode())


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load([DEFINITIONS])


def _of_server(connection: Any, query: str) -> set[Row]:
    return {_hashable(row) for row in connection.execute(query.encode()).fetchall()}


def _hashable(row: Row) -> Row:
    return tuple(tuple(value) if isinstance(value, list) else value for value in row)


def _table(table: Table) -> Row:
    parents = (table.partition_of,) if table.partition_of else table.inherits
    return (
        str(table.name),
        _KINDS[table.kind],
        _PERSISTENCE[table.persistence],
        table.row_security,
        table.force_row_security,
        tuple(map(str, parents)),
    )


def _column(column: Column) -> Row:
    generated = "s" if column.generated else ""
    has_default = column.default is not None or column.generated is not None
    identity = _IDENTITY[column.identity]
    return str(column.table), column.name, str(column.type), column.not_null, identity, generated, has_default


def _constraint(constraint: Constraint) -> Row:
    """The server lists a check's columns in the order of the expression, which says nothing."""
    is_key = constraint.references is not None
    columns = tuple(sorted(constraint.columns)) if constraint.type is ConstraintType.CHECK else constraint.columns
    return (
        str(constraint.table),
        constraint.name,
        _TYPES[constraint.type],
        columns,
        str(constraint.references) if is_key else None,
        constraint.referenced_columns,
        _REFERENTIAL[constraint.on_delete] if is_key else None,
        _REFERENTIAL[constraint.on_update] if is_key else None,
        constraint.deferrable,
        constraint.initially_deferred,
        constraint.validated,
    )


def _index(index: Index) -> Row:
    return (
        str(index.name),
        str(index.table),
        index.method,
        index.unique,
        index.columns,
        len(index.included),
        index.predicate is not None,
    )


def test_everything_in_the_file_is_understood(catalog: Catalog) -> None:
    assert catalog.syntax_faults == ()
    assert [opaque.reason for opaque in catalog.opaque] == []


def test_tables_are_those_of_the_server(connection: Any, catalog: Catalog) -> None:
    assert {_table(table) for table in catalog.tables} == _of_server(connection, _TABLES)


def test_columns_are_those_of_the_server(connection: Any, catalog: Catalog) -> None:
    assert {_column(column) for column in catalog.columns} == _of_server(connection, _COLUMNS)


def test_columns_stand_in_the_servers_order(connection: Any, catalog: Catalog) -> None:
    ordered = connection.execute(f"{_COLUMNS} order by a.attrelid, a.attnum".encode()).fetchall()
    expected: dict[str, list[str]] = {}
    for table, column, *_ in ordered:
        expected.setdefault(table, []).append(column)
    assert {str(table.name): [column.name for column in table.columns] for table in catalog.tables} == expected


def test_constraints_are_those_of_the_server(connection: Any, catalog: Catalog) -> None:
    ours = {_constraint(constraint) for table in catalog.tables for constraint in table.constraints}
    assert ours == _of_server(connection, _CONSTRAINTS)


def test_indexes_are_those_of_the_server(connection: Any, catalog: Catalog) -> None:
    assert {_index(index) for index in catalog.indexes} == _of_server(connection, _INDEXES)


def test_sequences_are_those_of_the_server(connection: Any, catalog: Catalog) -> None:
    ours = set()
    for sequence in catalog.sequences:
        owner = sequence.owned_by
        ours.add((str(sequence.name), f"{owner[0]}.{quote_identifier(owner[1])}" if owner else None))
    assert ours == _of_server(connection, _SEQUENCES)
