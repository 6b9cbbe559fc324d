"""Identifiers that the server cuts."""

import pytest

from pgcordon.parse import load_text

LONG = "a" * 64


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        (f"create table {LONG} ();", [LONG]),
        (f"create table {LONG.upper()} ();", [LONG]),
        (f'create table "{LONG.upper()}" ();', [LONG.upper()]),
        (f'create table "{LONG}""b" ();', [f'{LONG}"b']),
        ("create table " + "ä" * 32 + " ();", ["ä" * 32]),
        ('create table "' + "🐘" * 16 + '" ();', ["🐘" * 16]),
        (f"select 1 as {LONG}; select 2 as {LONG};", [LONG, LONG]),
        (f"create table {LONG[1:]} ();", []),
        ("create table " + "ä" * 31 + " ();", []),
        (f"select '{LONG}', $${LONG}$$, $x${LONG}$x$; -- {LONG}\n/* \"{LONG}\" */", []),
    ],
)
def test_identifiers_of_more_than_63_bytes_are_found(sql: str, found: list[str]) -> None:
    assert [name.text for name in load_text(sql).long_names] == found


def test_a_character_that_does_not_fit_whole_is_left_out() -> None:
    [name] = load_text('create table "a' + "ä" * 32 + '" ();').long_names
    assert name.kept == "a" + "ä" * 31
    [name] = load_text('create table "' + "ä" * 32 + '" ();').long_names
    assert name.kept == "ä" * 31
    assert load_text('create table "' + "ä" * 32 + '" ();').tables[0].name.name == name.kept
