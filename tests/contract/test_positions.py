"""The lines that errors name are those on which the keys stand."""

import json
import tomllib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pgcordon.contract.positions import KeyPath, lines_of

ACCESS = '''\
# who may do what
[actors.admin]
setup = """
update public.profiles
   set role = 'admin' where id = :uid"""

[tables.chat_sessions]   # a comment with = and [brackets]
own    = "user_id = :uid"
select = { user = "own", admin = "all" }
frozen = [
  "id",          # one
  "user_id",
]

[functions."get(uuid, integer)"]
execute = ["user"]

[[expiry]]
table = 'chat_sessions'

[[expiry]]
table = "links"
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("actors", "admin"), 2),
        (("actors", "admin", "setup"), 3),
        (("tables", "chat_sessions"), 7),
        (("tables", "chat_sessions", "own"), 8),
        (("tables", "chat_sessions", "select", "admin"), 9),
        (("tables", "chat_sessions", "frozen"), 10),
        (("tables", "chat_sessions", "frozen", 1), 12),
        (("functions", "get(uuid, integer)", "execute", 0), 16),
        (("expiry",), 18),
        (("expiry", 0, "table"), 19),
        (("expiry", 1), 21),
        (("expiry", 1, "table"), 22),
    ],
)
def test_each_key_has_its_line(path: KeyPath, line: int) -> None:
    assert lines_of(ACCESS)[path] == line


def test_an_empty_file_has_no_keys() -> None:
    assert lines_of("") == {}
    assert lines_of("\n# nothing here\n\n") == {}


@pytest.mark.parametrize(
    "value",
    [
        '"""one" two "" three""""',
        "'''it's ''fine'''''",
        '"say \\"]\\" # no"',
        "1979-05-27 07:32:00",
        "[[1, 2], ['],']]",
        "{}",
    ],
)
def test_a_value_of_any_shape_ends_where_it_ends(value: str) -> None:
    text = f"first = {value}\nsecond = 1\n"
    assert "second" in tomllib.loads(text)
    assert lines_of(text)[("second",)] == 2


def test_a_table_below_an_array_of_tables_belongs_to_its_last_element() -> None:
    text = "[[a]]\n[[a]]\n[a.b]\nc = 1\n[[a.d]]\n[[a.d]]\na.a = 2\n"
    lines = lines_of(text)
    assert lines[("a", 1, "b", "c")] == 4
    assert lines[("a", 1, "d", 1, "a", "a")] == 7


def test_windows_line_ends_count_once() -> None:
    assert lines_of("[a]\r\nb = 1\r\n\r\nc = 2\r\n")[("a", "c")] == 4


@pytest.mark.parametrize("text", ["[[", "a =", "a = [", "= 1", "a = {b", "]", '"', "a."])
def test_text_that_is_no_toml_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not TOML"):
        lines_of(text)


KEYS = st.text(st.sampled_from("ab\"'.]=# é\\"), min_size=1, max_size=4)
VALUES = st.recursive(
    st.integers() | st.booleans() | st.text(st.sampled_from("a\"'[]{}=,#\\\n"), max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)


def written(value: object) -> str:
    """The value as TOML."""
    match value:
        case dict():
            return "{" + ", ".join(f"{json.dumps(key)} = {written(each)}" for key, each in value.items()) + "}"
        case list():
            return "[" + ",\n  ".join(map(written, value)) + " ]"
    return json.dumps(value)


def paths(value: object, so_far: KeyPath = ()) -> Iterator[KeyPath]:
    """Every key path of a parsed document."""
    if so_far:
        yield so_far
    match value:
        case dict():
            for key, each in value.items():
                yield from paths(each, (*so_far, key))
        case list():
            for index, each in enumerate(value):
                yield from paths(each, (*so_far, index))


@given(st.lists(st.tuples(KEYS, st.dictionaries(KEYS, VALUES, max_size=4)), max_size=4, unique_by=lambda each: each[0]))
def test_it_finds_the_keys_that_the_parser_finds(tables: list[tuple[str, dict[str, object]]]) -> None:
    rows: list[str] = []
    for name, table in tables:
        rows.append(f"[{json.dumps(name)}]  # {name}".replace("\n", ""))
        rows += [f"{json.dumps(key)} = {written(value)}" for key, value in table.items()]
    text = "\n".join(rows)
    assert set(lines_of(text)) == set(paths(tomllib.loads(text)))
