"""Random but valid definitions: tables and what hangs on them."""

from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

ROLES = ("anon", "authenticated", "service_role")
TYPES = {
    "text": ("'x'", "''", "lower('X')", "null"),
    "integer": ("0", "-1", "1 + 1"),
    "bigint": ("0", "42"),
    "numeric(10,2)": ("1.50", "0"),
    "boolean": ("false", "true"),
    "uuid": ("gen_random_uuid()",),
    "timestamptz": ("now()", "current_timestamp"),
    "varchar(40)": ("'x'",),
    "jsonb": ("'{}'",),
    "text[]": ("'{}'",),
    "mood": ("'happy'",),
}
"""Types, and expressions that may be their defaults."""
TEXTS = ("text", "varchar(40)")
NUMBERS = ("integer", "bigint", "numeric(10,2)")
NAMES = st.sampled_from(("a", "b", "Odd", "select", "total", "status", "z9"))


@dataclass(frozen=True)
class Column:
    name: str
    type: str

    @property
    def quoted(self) -> str:
        return f'"{self.name}"'


@dataclass(frozen=True)
class Table:
    name: str
    columns: tuple[Column, ...]

    def of(self, *types: str) -> list[Column]:
        return [each for each in self.columns if each.type in types]


@st.composite
def schemas(draw: st.DrawFn) -> str:
    """The SQL of a whole schema."""
    statements = [
        "create type mood as enum ('sad', 'happy')",
        "create function may(who uuid, what text default 'x') returns boolean language sql stable as 'select true'",
    ]
    tables: list[Table] = []
    for number in range(draw(st.integers(1, 3))):
        table, definition = draw(_table(f"t{number}", tuple(tables)))
        tables.append(table)
        statements.append(definition)
    for table in tables:
        for part in (_index, _policy, _trigger, _grant, _comment, _view):
            statements.extend(draw(st.lists(part(table, tables), max_size=2)))
    statements.extend(draw(st.lists(_function(tables), max_size=2)))
    return "".join(f"{_numbered(each, number)};\n" for number, each in enumerate(statements))


def _numbered(statement: str, number: int) -> str:
    """The statement with a name of its own in the place of `%`."""
    return statement.replace("%", f"n{number}")


@st.composite
def _table(draw: st.DrawFn, name: str, others: Sequence[Table]) -> tuple[Table, str]:
    columns = [Column("id", "uuid"), Column("owner_id", "uuid")]
    parts = ['"id" uuid primary key default gen_random_uuid()', '"owner_id" uuid']
    for column_name in draw(st.lists(NAMES, unique=True, max_size=4)):
        column = Column(column_name, draw(st.sampled_from(sorted(TYPES))))
        columns.append(column)
        parts.append(f"{column.quoted} {column.type}{draw(_clauses(column))}")
    table = Table(name, tuple(columns))
    refers: bool = draw(st.booleans())
    if others and refers:
        action: str = draw(st.sampled_from(("", " on delete cascade", " on update set null", " deferrable")))
        other: Table = draw(st.sampled_from(others))
        parts.append(f"foreign key (owner_id) references {other.name} (id){action}")
    parts.extend(f"check ({each})" for each in draw(st.lists(conditions(table, ()), max_size=2)))
    return table, f"create table {name} ({', '.join(parts)})"


@st.composite
def _clauses(draw: st.DrawFn, column: Column) -> str:
    clauses = ""
    if draw(st.booleans()):
        clauses += f" default {draw(st.sampled_from(TYPES[column.type]))}"
    if draw(st.booleans()):
        clauses += " not null"
    if column.type not in ("jsonb", "text[]") and draw(st.booleans()):
        clauses += " unique"
    return clauses


@st.composite
def conditions(draw: st.DrawFn, table: Table, others: Sequence[Table], depth: int = 2) -> str:
    """A condition over a row of the table; `others` are the tables that sub-selects may read."""
    if depth and draw(st.booleans()):
        parts = draw(st.lists(conditions(table, others, depth - 1), min_size=2, max_size=3))
        joined = draw(st.sampled_from((" and ", " or "))).join(f"({part})" for part in parts)
        return draw(st.sampled_from((joined, f"not ({joined})", f"({joined}) is true")))
    kinds = [_plain(table), _about_others(table, others)] if others else [_plain(table)]
    return draw(st.one_of(kinds))


@st.composite
def _plain(draw: st.DrawFn, table: Table) -> str:
    shapes = ["1 = 1", f"{table.name}.id = id", "id is not null", "owner_id is distinct from id"]
    shapes += ["owner_id is not distinct from id", "id in (owner_id, id)", "(id, owner_id) = (owner_id, id)"]
    shapes += ["(id, owner_id) <> (owner_id, id)", "(id, owner_id) is distinct from (owner_id, id)"]
    shapes += ["(id, owner_id) in ((id, id), (owner_id, id))", "owner_id is not distinct from null"]
    for column in table.of(*TEXTS):
        name = column.quoted
        shapes += [f"{name} = 'a'", f"{name} in ('a', 'b')", f"{name} not in ('a', 'b')", f"length({name}) <= 80"]
        shapes += [
            f"{name} ilike 'a'",
            f"{name} <> ''",
            f"coalesce({name}, '') = 'a'",
        ]
        shapes += [f"{name} in ('a', 'b', {name})", f"{name} ~ '^a'", f"case when {name} = 'a' then true end"]
    for column in table.of(*NUMBERS):
        name = column.quoted
        shapes += [
            f"{name} between 1 and 9",
            f"{name} not between 1 and 9",
            f"{name} > 0",
            f"{name} = any (array[1, 2])",
        ]
        shapes += [f"{name} between symmetric 9 and 1", f"({name} > 0) = true", f"0 < {name}", f"{name} in (1)"]
    for column in table.of("boolean"):
        shapes += [column.quoted, f"not {column.quoted}", f"{column.quoted} is not true", f"{column.quoted} = true"]
    for column in table.of("mood"):
        shapes += [f"{column.quoted} = 'sad'", f"{column.quoted} in ('sad', 'happy')", f"{column.quoted} > 'sad'"]
    for column in table.of("timestamptz"):
        shapes += [f"{column.quoted} < now()", f"{column.quoted} is null"]
    for column in table.of("jsonb"):
        shapes += [f"{column.quoted} ->> 'a' = 'b'", f"{column.quoted} ? 'a'"]
    for column in table.of("text[]"):
        shapes += [f"'a' = any ({column.quoted})", f"array_length({column.quoted}, 1) < 5"]
    return draw(st.sampled_from(shapes))


@st.composite
def _about_others(draw: st.DrawFn, table: Table, others: Sequence[Table]) -> str:
    """What policies alone may say: who asks, and what stands in other tables."""
    other = draw(st.sampled_from(others)).name
    shapes = (
        "owner_id = auth.uid()",
        "owner_id = (select auth.uid())",
        "(select auth.uid()) = owner_id",
        "auth.uid() is null",
        "(auth.jwt() ->> 'role') = 'admin'",
        "may(owner_id)",
        "may((select auth.uid()), 'y')",
        "current_setting('app.user', true) = owner_id::text",
        f"exists (select 1 from {other} where {other}.owner_id = auth.uid())",
        f"exists (select * from {other} o where o.id = {table.name}.owner_id and o.owner_id = (select auth.uid()))",
        f"owner_id in (select o.id from {other} o where o.owner_id = auth.uid())",
        f"owner_id not in (select id from {other})",
        f"id = any (select owner_id from {other})",
        f"owner_id = (select max(id::text)::uuid from {other})",
        f"(select count(*) from {other} o join {other} p using (id) where p.owner_id = o.owner_id) > 0",
        f"exists (with mine as (select * from {other}) select from mine where mine.id = owner_id)",
    )
    return draw(st.sampled_from(shapes))


@st.composite
def _index(draw: st.DrawFn, table: Table, _tables: Sequence[Table]) -> str:
    keys = [
        f"{each.quoted}{order}"
        for each in table.columns
        if each.type not in ("jsonb", "text[]")
        for order in ("", " desc", " nulls first")
    ]
    keys += [f"lower({each.quoted})" for each in table.of("text")] + [
        f"({each.quoted} + 1)" for each in table.of(*NUMBERS)
    ]
    chosen = ", ".join(draw(st.lists(st.sampled_from(keys), min_size=1, max_size=2, unique=True)))
    name, unique = draw(st.sampled_from(("", "%"))), draw(st.sampled_from(("", "unique ")))
    predicate = draw(conditions(table, (), 1)).replace("< now()", "> '2020-01-01'")  # which may not depend on the time
    where = f" where {predicate}" if draw(st.booleans()) else ""
    include = draw(st.sampled_from(("", ' include ("owner_id")')))
    return f"create {unique}index {name} on {table.name} ({chosen}){include}{where}"


@st.composite
def _policy(draw: st.DrawFn, table: Table, tables: Sequence[Table]) -> str:
    command = draw(st.sampled_from(("all", "select", "insert", "update", "delete")))
    roles = draw(st.sampled_from(("", " to public", " to authenticated", " to anon, authenticated")))
    using = f" using ({draw(conditions(table, tables))})" if command != "insert" else ""
    check = f" with check ({draw(conditions(table, tables))})" if command == "insert" else ""
    if command in ("all", "update") and draw(st.booleans()):
        check = f" with check ({draw(conditions(table, tables))})"
    kind = draw(st.sampled_from(("", " as restrictive")))
    enable = draw(st.sampled_from(("", f"alter table {table.name} enable row level security; ")))
    return f"{enable}create policy %_policy on {table.name}{kind} for {command}{roles}{using}{check}"


@st.composite
def _trigger(draw: st.DrawFn, table: Table, _tables: Sequence[Table]) -> str:
    events = draw(st.sampled_from(("insert", "update", "update of owner_id", "insert or delete", "truncate")))
    row = "" if events == "truncate" else " for each row"
    when = (
        " when (old.owner_id is distinct from new.owner_id)"
        if events.startswith("update") and draw(st.booleans())
        else ""
    )
    time = draw(st.sampled_from(("before", "after")))
    function = "create function %_f() returns trigger language plpgsql as $$ begin return null; end $$"
    return f"{function}; create trigger %_t {time} {events} on {table.name}{row}{when} execute function %_f()"


@st.composite
def _grant(draw: st.DrawFn, table: Table, _tables: Sequence[Table]) -> str:
    privileges = draw(
        st.sampled_from(("select", "insert, update", "all", 'update ("owner_id", "id")', 'select ("id")'))
    )
    action = draw(
        st.sampled_from(("grant {} on {} to {}", "revoke {} on {} from {}", "grant {} on {} to {} with grant option"))
    )
    return action.format(privileges, table.name, draw(st.sampled_from(ROLES)))


@st.composite
def _comment(draw: st.DrawFn, table: Table, _tables: Sequence[Table]) -> str:
    target = draw(st.sampled_from((f"table {table.name}", f"column {table.name}.id")))
    return f"comment on {target} is 'It''s a comment'"


@st.composite
def _view(draw: st.DrawFn, table: Table, tables: Sequence[Table]) -> str:
    option = draw(
        st.sampled_from(("", " with (security_invoker = true)", " with (security_invoker, security_barrier = on)"))
    )
    other = draw(st.sampled_from(tables)).name
    queries = (
        f"select * from {table.name}",
        f"select id, owner_id as owner from {table.name} where {draw(conditions(table, ()))}",
        f"select t.*, o.owner_id as other from {table.name} t left join {other} o on o.id = t.owner_id",
        f"select count(*), max(t.id::text) from {table.name} t group by t.owner_id",
        f"select id from {table.name} union select owner_id from {other}",
        f"select id from {table.name} where owner_id in (select auth.uid()) order by id limit 3",
    )
    materialized = draw(st.sampled_from(("", "materialized "))) if not option else ""
    return f"create {materialized}view %_v{option} as {draw(st.sampled_from(queries))}"


@st.composite
def _function(draw: st.DrawFn, tables: Sequence[Table]) -> str:
    table = draw(st.sampled_from(tables))
    arguments = draw(
        st.sampled_from(("", "who uuid", "who uuid default null, out found bigint", "variadic many text[]"))
    )
    returns = "" if "out" in arguments else draw(st.sampled_from(("returns bigint", "returns setof bigint")))
    options = draw(
        st.lists(
            st.sampled_from(
                ("stable", "security definer", "strict", "set search_path = ''", "set search_path = public, pg_temp")
            ),
            unique_by=lambda option: option.split()[0],
            max_size=3,
        )
    )
    query = f"select count(*) from public.{table.name} where owner_id is not null"
    bodies = {
        "sql": f"as $$ {query} $$",
        "sql ": f"begin atomic {query}; end",
        "plpgsql": f"as $$ begin perform 1 from public.{table.name}; end $$",
    }
    language = draw(st.sampled_from(sorted(bodies)))
    return f"create function %_g({arguments}) {returns} language {language} {' '.join(options)} {bodies[language]}"
