"""When reports are coloured."""

import os
import pty
from collections.abc import Iterator
from typing import TextIO

import pytest

from pgcordon.report.style import COLOURED, PLAIN, style_for


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[TextIO]:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "w") as stream:
        yield stream
    os.close(ours)


def test_a_terminal_shows_colour(terminal: TextIO) -> None:
    assert style_for(terminal) is COLOURED


def test_a_terminal_whose_user_wants_no_colour_shows_none(terminal: TextIO, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert style_for(terminal) is PLAIN


def test_a_terminal_that_has_no_colour_shows_none(terminal: TextIO, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    assert style_for(terminal) is PLAIN


def test_a_file_and_a_pipe_get_plain_text() -> None:
    reading, writing = os.pipe()
    with os.fdopen(writing, "w") as stream:
        assert style_for(stream) is PLAIN
    os.close(reading)


def test_an_unknown_role_and_an_empty_text_stay_as_they_are() -> None:
    assert COLOURED("nothing", "text") == "text"
    assert COLOURED("error", "") == ""
