"""Lint findings as Markdown: what is said is shown as it is, and fits into a comment."""

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from msgspec.structs import replace

from pgcordon.lint import LintResult
from pgcordon.model import ObjectAddress, ObjectType
from pgcordon.report.lint import as_markdown
from pgcordon.report.lint.as_markdown import MOST
from pgcordon.report.style import PLAIN
from report.found import ALLOWED, ALWAYS_TRUE, CLEAN, NOWHERE, RESULT


def rendered(result: LintResult = RESULT) -> str:
    return as_markdown.render(result, PLAIN)


def test_markdown_is_a_table_with_the_worst_first() -> None:
    lines = rendered().splitlines()
    assert lines[0] == "### pgcordon lint: 1 error, 1 warning, 1 info"
    rows = [line for line in lines if line.startswith("| ") and "rule |" not in line]
    assert [row.split("|")[2].strip() for row in rows] == ["using-always-true", "policy-for-public", "rls-disabled"]
    assert r"every row \| can be read" in rows[0]
    assert "`schema/10 notes.sql:3`" in rows[0]
    assert "no TO clause" in rows[1]
    assert "- `schema/10 notes.sql:4:1`: DO block" in lines
    assert rendered(CLEAN).splitlines()[0] == "### pgcordon lint: clean"
    assert rendered(replace(CLEAN, suppressed=(ALLOWED,), hidden=(NOWHERE,))).endswith(
        "; 1 rule ran; 1 finding allowed by comments; 1 finding less severe, not shown.\n"
    )


def test_markdown_fits_into_a_comment_and_counts_what_does_not() -> None:
    many = tuple(replace(NOWHERE, message=f"{number}: {'😀_' * 60}") for number in range(2_000))
    for result in (LintResult((*many, ALWAYS_TRUE)), replace(RESULT, not_understood=RESULT.not_understood * 2_000)):
        assert len(rendered(result).encode("utf-16-le")) <= 2 * MOST
    lines = rendered(LintResult((*many, ALWAYS_TRUE))).splitlines()
    rows = [line for line in lines if line.startswith("| ") and "rule |" not in line]
    assert "using-always-true" in rows[0]
    assert f"… and {2_001 - len(rows):,} more findings, for which a comment has no room." in lines
    assert "more findings" not in rendered()
    unknown = rendered(replace(RESULT, not_understood=RESULT.not_understood * 2_000))
    assert "<summary>2,000 statements not understood</summary>" in unknown
    assert f"- … and {2_000 - unknown.count('DO block'):,} more" in unknown


SPECIAL = st.sampled_from("|`\\*_<>&@#$~![]() -")
CHARACTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Z", "Cf"])
SPELLED = st.lists(SPECIAL | CHARACTERS).map("".join)


@given(SPELLED, SPELLED)
def test_markdown_shows_what_is_said_and_nothing_else(name: str, message: str) -> None:
    finding = replace(ALWAYS_TRUE, address=ObjectAddress(ObjectType.TABLE, f"x{name}x"), message=f"x{message}x")
    html = MarkdownIt("commonmark").enable("table").render(rendered(LintResult((finding,))))
    row = ElementTree.fromstring(html[html.index("<table>") : html.index("</table>") + 8]).find("tbody/tr")
    assert row is not None
    cells = ["".join(cell.itertext()).replace("\u200b", "") for cell in row]
    assert cells[1] == "using-always-true"
    assert cells[2:4] == [" ".join(f"table x{name}x".split()), " ".join(f"x{message}x".split())]
    assert len(cells) == 5


def test_markdown_calls_nobody_and_refers_to_no_issue() -> None:
    said = replace(NOWHERE, message="@everybody: #12 and a@example.com, see [x](http://x) $a$")
    text = rendered(LintResult((said,)))
    assert r"@&#8203;everybody: \#&#8203;12 and a@&#8203;example.com" in text
    assert r"\[x\](http://x) \$a\$" in text
