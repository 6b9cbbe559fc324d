"""Source lines as reports show them."""

from pgcordon.model import Source, Span
from pgcordon.report.excerpt import WIDTH, columns, excerpt, printable
from pgcordon.report.style import COLOURED, PLAIN


def _excerpt(text: str, meant: str) -> list[str]:
    start = text.index(meant)
    return excerpt(Span(Source("a.sql", text), start, start + len(meant)), PLAIN, "error")


def test_the_span_is_underlined_on_its_line() -> None:
    assert _excerpt("select 1;\nselect two from x;\n", "two") == [
        " --> a.sql:2:8",
        "  |",
        "2 | select two from x;",
        "  |        ^^^",
    ]


def test_the_gutter_is_as_wide_as_the_line_number() -> None:
    assert _excerpt("\n" * 99 + "select two", "two") == [
        "   --> a.sql:100:8",
        "    |",
        "100 | select two",
        "    |        ^^^",
    ]


def test_a_span_of_several_lines_is_underlined_to_the_end_of_its_first() -> None:
    assert _excerpt("create table x (  \n  id int\n);", "table x (  \n  id int\n)")[2:] == [
        "1 | create table x (",
        "  |        ^^^^^^^^^",
    ]


def test_an_empty_span_at_the_end_of_a_file_still_has_a_mark() -> None:
    source = Source("a.sql", "select 1\n")
    assert excerpt(Span(source, 9, 9), PLAIN, "error")[2:] == ["2 |", "  | ^"]


def test_tabs_and_wide_characters_keep_the_mark_below_what_is_meant() -> None:
    assert _excerpt("\tselect two", "two")[2:] == ["1 |     select two", "  |            ^^^"]
    assert _excerpt("select '表', two", "two")[2:] == ["1 | select '表', two", "  |              ^^^"]
    assert _excerpt("select 'e\u0301', two", "two")[3] == "  |             ^^^"


def test_a_long_line_is_cut_around_what_is_meant() -> None:
    line, underline = _excerpt("a" * 200 + " two " + "b" * 200, "two")[2:]
    assert columns(line) <= WIDTH
    assert line.startswith("1 | …a")
    assert line.endswith("…")
    assert line[underline.index("^") : underline.rindex("^") + 1] == "two"


def test_a_long_span_is_cut_and_its_start_stays_in_sight() -> None:
    line, underline = _excerpt("a" * 100 + " " + "t" * 300, "t" * 300)[2:]
    assert columns(line) <= WIDTH >= columns(underline)
    assert line[underline.index("^")] == "t"
    assert line.endswith("t…")
    assert "aaaaaaaa t" in line


def test_every_cut_keeps_to_the_width_and_marks_what_is_meant() -> None:
    for before in range(0, 120, 7):
        for length in range(1, 120, 7):
            for after in (0, 3, 100):
                line, underline = _excerpt("a" * before + "t" * length + "b" * after, "t" * length)[2:]
                assert columns(line) <= WIDTH >= columns(underline)
                marked = line[underline.index("^") : underline.rindex("^") + 1]
                assert marked.rstrip("…") == "t" * len(marked.rstrip("…"))


def test_a_file_cannot_command_the_terminal() -> None:
    assert printable("a\x1b[31mb\x07") == r"a\x1b[31mb\x07"
    line, underline = _excerpt("select '\x1b[2J', two", "two")[2:]
    assert "\x1b" not in line
    assert line[underline.index("^") : underline.rindex("^") + 1] == "two"


def test_colour_changes_no_character_that_is_seen() -> None:
    span = Span(Source("a.sql", "select two"), 7, 10)
    coloured = "\n".join(excerpt(span, COLOURED, "error"))
    assert "\x1b[1;31m^^^\x1b[0m" in coloured
    for code in COLOURED.codes.values():
        coloured = coloured.replace(f"\x1b[{code}m", "")
    assert coloured.replace("\x1b[0m", "") == "\n".join(excerpt(span, PLAIN, "error"))
