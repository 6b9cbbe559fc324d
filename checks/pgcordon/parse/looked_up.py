"""The names of a function's body that search_path decides on."""

from collections.abc import Iterator
from typing import Any

import msgspec
from pglast.parser import ParseError, parse_plpgsql_json, parse_sql_json

from pgcordon.parse import plpgsql
from pgcordon.parse.nodes import Node, strings
from pgcordon.parse.typenames import BUILT_IN

_FUNCTIONS = """
    abs age array_agg array_append array_cat array_length array_position array_prepend array_remove array_replace
    array_to_json array_to_string avg bit_length bool_and bool_or btrim cardinality ceil ceiling char_length chr
    clock_timestamp concat concat_ws convert_from convert_to count cume_dist current_database current_schema
    current_setting date_bin date_part date_trunc decode dense_rank div encode every exp extract first_value floor
    format gen_random_uuid generate_series generate_subscripts greatest initcap isfinite json_agg json_array_elements
    json_array_elements_text json_array_length json_build_array json_build_object json_each json_each_text
    json_extract_path json_extract_path_text json_object_agg json_object_keys json_populate_record json_to_record
    json_typeof jsonb_agg jsonb_array_elements jsonb_array_elements_text jsonb_array_length jsonb_build_array
    jsonb_build_object jsonb_each jsonb_each_text jsonb_extract_path jsonb_extract_path_text jsonb_insert
    jsonb_object_agg jsonb_object_keys jsonb_populate_record jsonb_populate_recordset jsonb_pretty jsonb_set
    jsonb_strip_nulls jsonb_to_record jsonb_to_recordset jsonb_typeof justify_days justify_hours lag last_value lead
    left length ln localtimestamp log lower lower_inf lpad ltrim make_date make_interval make_time make_timestamp
    make_timestamptz max md5 min mod mode now nth_value ntile nullif num_nonnulls num_nulls octet_length percent_rank
    percentile_cont percentile_disc pg_advisory_lock pg_advisory_unlock pg_advisory_xact_lock pg_notify pg_sleep
    pg_try_advisory_lock pg_try_advisory_xact_lock plainto_tsquery position power quote_ident quote_literal
    quote_nullable random rank regexp_count regexp_instr regexp_like regexp_match regexp_matches
    regexp_replace regexp_split_to_array regexp_split_to_table regexp_substr repeat replace reverse right round
    row_number row_security_active row_to_json rpad rtrim set_config setseed sha224 sha256 sha384 sha512 sign split_part
    sqrt starts_with statement_timestamp stddev strip strpos
    string_agg string_to_array string_to_table substr substring sum
    timeofday to_char to_date to_json to_jsonb to_number to_regclass to_timestamp to_tsquery to_tsvector
    transaction_timestamp translate trim trunc ts_headline ts_rank ts_rank_cd unnest upper upper_inf variance
    websearch_to_tsquery width_bucket xmlagg
    col_description currval format_type has_column_privilege has_function_privilege has_schema_privilege
    has_table_privilege lastval nextval obj_description setval to_regnamespace to_regproc to_regprocedure to_regrole
    to_regtype txid_current version
"""
BUILT_IN_FUNCTIONS = frozenset(_FUNCTIONS.split())
"""The functions of pg_catalog that schemas call; one that is missing here only makes a repair look less safe."""
_OPERATORS = frozenset({
    "=", "<>", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%", "^", "||", "~", "~*", "!~", "!~*", "~~", "~~*",
    "!~~", "!~~*", "->", "->>", "#>", "#>>", "#-", "@>", "<@", "&&", "?", "?|", "?&", "@@", "@?", "&", "|", "#", "<<",
    ">>",
})  # fmt: skip


def looked_up(language: str, text: str, definition: str) -> frozenset[str] | None:
    """The names that search_path decides on; None where that cannot be known, as of SQL that is built at run time.

    What pg_catalog holds is found without being in the path, and is none of them. `definition` is the CREATE statement.
    """
    try:
        if language == "sql":
            return frozenset(_names(_parsed(text)))
        if language == "plpgsql":
            return _in_plpgsql(definition)
    except (ParseError, RecursionError, ValueError):
        pass
    return None


def _parsed(sql: str) -> Any:
    return msgspec.json.decode(parse_sql_json(sql)).get("stmts", [])


def _in_plpgsql(definition: str) -> frozenset[str] | None:
    for function in msgspec.json.decode(parse_plpgsql_json(definition)):
        if any(_hides_its_type(datum) for datum in function["PLpgSQL_function"].get("datums", ())):
            return None
    found: set[str] = set()
    for piece in plpgsql.pieces(definition):
        if piece.role is plpgsql.Role.DYNAMIC:
            return None
        query = piece.query
        if piece.role is plpgsql.Role.ASSIGNMENT:
            query = query.partition("=")[2]
        found.update(_names(_parsed(query if piece.role is plpgsql.Role.STATEMENT else f"select {query}")))
    return frozenset(found)


def _hides_its_type(datum: Node) -> bool:
    """Whether a declared variable is a record, whose type the parser does not tell, or of a type that is looked up."""
    if "PLpgSQL_rec" in datum:
        return "lineno" in datum["PLpgSQL_rec"]
    if "PLpgSQL_var" not in datum:
        return False
    type_name: str = datum["PLpgSQL_var"]["datatype"]["PLpgSQL_type"]["typname"]
    name = type_name.partition("(")[0].removesuffix("[]").removeprefix("_").lower()
    if "%" in name:
        return name.count(".") < (2 if name.endswith("%type") else 1)
    return "." not in name and name not in BUILT_IN


def _names(tree: Any) -> Iterator[str]:
    ctes: set[str] = set()
    relations: set[str] = set()
    pending: list[Any] = [tree]
    while pending:
        value = pending.pop()
        if isinstance(value, list):
            pending.extend(value)
            continue
        if not isinstance(value, dict):
            continue
        if "relname" in value and "schemaname" not in value:
            relations.add(value["relname"])
        if "ctename" in value:
            ctes.add(value["ctename"])
        yield from _called(value)
        pending.extend(value.values())
    yield from (name for name in relations - ctes if not name.startswith("pg_"))


def _called(fields: Node) -> Iterator[str]:
    """The function, type or operator that a node names."""
    if "funcname" in fields and len(fields["funcname"]) == 1:
        yield from _unless_built_in(fields["funcname"], BUILT_IN_FUNCTIONS)
    if "names" in fields and "typemod" in fields and len(fields["names"]) == 1:
        yield from _unless_built_in(fields["names"], BUILT_IN)
    if "lexpr" in fields and "name" in fields and len(fields["name"]) == 1:
        yield from _unless_built_in(fields["name"], _OPERATORS | {"BETWEEN", "NOT BETWEEN"})


def _unless_built_in(name: list[Node], built_in: frozenset[str]) -> Iterator[str]:
    yield from (each for each in strings(name) if each not in built_in)
