"""What the rule foreign-key-type-mismatch says of which difference."""

import pytest

from pgcordon.parse import load_text
from pgcordon.rules import all_rules


@pytest.mark.parametrize(
    ("referenced", "column", "consequence"),
    [
        ("bigint", "smallint", "it cannot hold every key"),
        ("timestamptz", "date", "whether they are equal depends on the time zone of the session"),
        ("numeric", "bigint", "each look-up converts it, and uses no index on it"),
    ],
)
def test_the_message_says_what_follows(referenced: str, column: str, consequence: str) -> None:
    catalog = load_text(
        f"create table p (id {referenced} primary key);"
        f"create table t (id uuid primary key, p_id {column} references p);"
    )
    [flaw] = all_rules()["foreign-key-type-mismatch"].flaws(catalog)
    assert flaw.message.endswith(f": {consequence}")
