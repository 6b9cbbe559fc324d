"""Lint findings as text: 80 columns, everything said once."""

import pytest
from msgspec.structs import replace

from pgcordon.lint import Allowed, Counts, LintResult
from pgcordon.model import Edit, Finding, Fix, ObjectAddress, ObjectType, OpaqueStatement, Severity, Source, Span
from pgcordon.report.excerpt import columns
from pgcordon.report.lint import as_text
from pgcordon.report.lint.next_steps import MANY
from pgcordon.report.style import COLOURED, PLAIN

SOURCE = Source(
    "schema/20_policies.sql", "-- notes\ncreate policy p on public.note\n  using (true);\ndo $$ begin end $$;\n"
)
START = SOURCE.text.index("true")
PLACE = Span(SOURCE, START, START + 4)
FINDING = Finding(
    "using-always-true",
    Severity.ERROR,
    ObjectAddress(ObjectType.POLICY, "p on public.note"),
    "USING lets every row through",
    PLACE,
)
WITHOUT_TEXT = Finding(
    "rls-disabled",
    Severity.WARNING,
    ObjectAddress(ObjectType.TABLE, "public.note"),
    "public.note has no row security",
    None,
)
OPAQUE = OpaqueStatement(Span(SOURCE, SOURCE.offset(4), len(SOURCE.text)), "DO block")
COUNTS = Counts(files=5, statements=1214, tables=3, policies=12, functions=1)
RULES = frozenset({"using-always-true", "rls-disabled"})
CLEAN = LintResult(rules=RULES, counts=COUNTS)
EDITS = (Edit(PLACE, "x"),)


def shown(*findings: Finding, **rest: object) -> str:
    return as_text.render(replace(CLEAN, findings=findings, **rest), PLAIN)


def summary(result: LintResult) -> str:
    """What stands below the findings, on one line."""
    paragraph = as_text.render(replace(CLEAN, **{name: getattr(result, name) for name in FIELDS}), PLAIN)
    return " ".join(paragraph.split("\n\n")[len(result.findings)].split())


FIELDS = ("findings", "suppressed", "not_understood", "baselined", "known", "hidden", "fixed", "waiting")


def test_a_clean_result_says_what_was_read_and_proposes_nothing() -> None:
    text = as_text.render(CLEAN, PLAIN)
    assert text == "clean: 5 files, 1,214 statements, 3 tables, 12 policies, 1 function; 2 rules ran\n"


def test_findings_are_shown_with_their_source_and_counted() -> None:
    assert shown(FINDING, WITHOUT_TEXT) == (
        "error[using-always-true]: USING lets every row through\n"
        " --> schema/20_policies.sql:3:10\n"
        "  |\n"
        "3 |   using (true);\n"
        "  |          ^^^^\n"
        "  = policy p on public.note\n"
        "\n"
        "warning[rls-disabled]: public.note has no row security\n"
        " --> table public.note\n"
        "\n"
        "2 findings (1 error, 1 warning) in 5 files, 1,214 statements; 2 rules ran\n"
        "\n"
        "  why    pgcordon explain using-always-true\n"
    )


def test_a_finding_in_a_database_has_its_object_for_a_place() -> None:
    fixes = (Fix("enable it", migration="alter table …;"), Fix("drop it", migration="drop table …;", safe=False))
    findings = tuple(replace(WITHOUT_TEXT, fix=fix) for fix in fixes)
    counts = replace(COUNTS, files=0, statements=0)
    assert shown(*findings, counts=counts) == (
        "warning[rls-disabled]: public.note has no row security\n"
        " --> table public.note\n"
        " = fix: enable it\n"
        "\n"
        "warning[rls-disabled]: public.note has no row security\n"
        " --> table public.note\n"
        " = unsafe fix: drop it\n"
        "\n"
        "2 findings (2 warnings) in 3 tables, 12 policies, 1 function; 2 rules ran;\n"
        "  1 can be mended with --fix-as-migration FILE;\n"
        "  1 more with --fix-as-migration FILE --unsafe-fixes\n"
        "\n"
        "  why    pgcordon explain rls-disabled\n"
        "  mend   pgcordon lint … --fix-as-migration FILE\n"
    )
    assert shown(counts=counts) == "clean: 3 tables, 12 policies, 1 function; 2 rules ran\n"


@pytest.mark.parametrize(
    ("message", "repeated"),
    [
        ("policy p on public.note lets every row through", False),
        ("every row passes p on public.note, and that is wrong", False),
        ("policy p on public.note_tag lets every row through", True),
        ("policy pp on public.note lets every row through", True),
        ('policy "p on public.note" lets every row through', True),
        ("public.note lets every row through", True),
    ],
)
def test_the_object_is_named_once(message: str, repeated: bool) -> None:
    assert ("  = policy p on public.note\n" in shown(replace(FINDING, message=message))) is repeated


def test_the_file_is_named_by_the_place_alone() -> None:
    address = ObjectAddress(ObjectType.FILE, SOURCE.path)
    assert shown(replace(FINDING, address=address)).count(SOURCE.path) == 1


def test_notes_stand_below_the_bar() -> None:
    source = Source("a.sql", "\n" * 99 + "true")
    lines = shown(replace(FINDING, span=Span(source, 99, 103), fix=Fix("mend it", EDITS))).splitlines()
    assert lines[1:7] == [
        "   --> a.sql:100:1",
        "    |",
        "100 | true",
        "    | ^^^^",
        "    = policy p on public.note",
        "    = fix: mend it",
    ]


def test_what_was_allowed_and_what_was_not_understood_is_never_silent() -> None:
    text = shown(suppressed=(Allowed(FINDING, "meant", PLACE),), not_understood=(OPAQUE,))
    assert text == (
        "clean: 5 files, 1,214 statements, 3 tables, 12 policies, 1 function;\n"
        "  2 rules ran; 1 finding allowed by comments; 1 statement not understood:\n"
        "    schema/20_policies.sql:4:1: DO block\n"
    )


def test_a_statement_that_a_finding_shows_is_counted_and_not_listed_again() -> None:
    told = replace(FINDING, rule="opaque-statement", span=OPAQUE.span)
    for result in (
        LintResult((told,), not_understood=(OPAQUE,)),
        LintResult(suppressed=(Allowed(told, "read by two of us", PLACE),), not_understood=(OPAQUE,)),
        LintResult(baselined=(told,), not_understood=(OPAQUE,)),
        LintResult(known=(told,), not_understood=(OPAQUE,)),
    ):
        assert summary(result).endswith("; 1 statement not understood")
    assert summary(LintResult(hidden=(told,), not_understood=(OPAQUE,))).endswith(": DO block")


def test_what_was_left_out_is_counted() -> None:
    left_out = LintResult(
        fixed=(FINDING,), baselined=(FINDING,), known=(FINDING,), hidden=(FINDING, FINDING),
        waiting=frozenset({"table-dropped"}),
    )  # fmt: skip
    assert summary(left_out).partition("2 rules ran; ")[2] == (
        "1 finding fixed; 1 finding in the baseline; 1 finding there before; 2 findings less severe, not shown; "
        "1 rule about changes run with --since REV"
    )


@pytest.mark.parametrize(
    ("safe", "told", "named"),
    [
        ((True,), "1 can be mended with --fix", "fix: say who"),
        ((False,), "1 can be mended with --unsafe-fixes", "unsafe fix: say who"),
        ((True, False, False), "1 can be mended with --fix; 2 more with --unsafe-fixes", "unsafe fix: say who"),
    ],
)
def test_fixes_are_shown_and_counted(safe: tuple[bool, ...], told: str, named: str) -> None:
    findings = tuple(replace(FINDING, fix=Fix("say who", EDITS, safe=each)) for each in safe)
    assert summary(LintResult(findings)).endswith(f"; 2 rules ran; {told}")
    assert f"  = {named}\n" in shown(*findings)


def steps(*findings: Finding, compared: bool = False) -> list[str]:
    return shown(*findings, compared=compared).split("\n\n")[-1].splitlines()


def test_the_next_steps_are_those_that_there_are() -> None:
    slight = replace(WITHOUT_TEXT, severity=Severity.INFO)
    assert steps(slight, FINDING) == ["  why    pgcordon explain using-always-true"]
    safe, unsafe = (replace(slight, fix=Fix("mend", EDITS, safe=each)) for each in (True, False))
    assert steps(unsafe)[1] == "  mend   pgcordon lint … --unsafe-fixes with --diff to see it, --fix to do it"
    assert steps(unsafe, safe)[1] == "  mend   pgcordon lint … --diff to see it, --fix to do it"
    later = "  later  pgcordon lint … --baseline FILE --write-baseline to set all this aside"
    assert steps(*[FINDING] * (MANY + 1))[1:] == [later]
    assert steps(*[FINDING] * MANY)[1:] == []
    assert steps(*[FINDING] * (MANY + 1), compared=True)[1:] == []


NAMES = ["note", "a_name_of_" * 12, "表" * 60, "two words", "x\x1b[2J\ny", "x\r\n\ty"]


def long_result(name: str) -> LintResult:
    source = Source(f"{name}/10.sql", f"create table public.{name} (id uuid);\n" * 12)
    address = ObjectAddress(ObjectType.TABLE, f"public.{name}")
    everywhere = Finding(
        "security-definer-function-executable-by-authenticated",
        Severity.WARNING,
        address,
        f"public.{name} is at fault, and so is {name} of {name} and what refers to either of them",
        Span(source, len(source.text) // 2, len(source.text)),
        Fix(f"mend {name}, and mend it once more", EDITS),
    )
    nowhere = replace(everywhere, span=None, message=f"{name}; mend it")
    return LintResult(
        (everywhere, nowhere) * MANY,
        (Allowed(everywhere, "x", PLACE),) * 1_000,
        tuple(OpaqueStatement(Span(source, start, start + 9), f"{name} was not found") for start in (0, 20)),
        RULES,
        Counts(*[123_456_789_012] * 5),
        *((everywhere,) * 1_234,) * 4,
        waiting=RULES,
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_line_fits_and_is_printable(name: str) -> None:
    for line in as_text.render(long_result(name), PLAIN).splitlines():
        assert columns(line) <= 80, line
        assert line.isprintable()


@pytest.mark.parametrize("name", NAMES)
def test_colour_changes_no_text(name: str) -> None:
    coloured = as_text.render(long_result(name), COLOURED)
    for code in {*COLOURED.codes.values(), "0"}:
        coloured = coloured.replace(f"\x1b[{code}m", "")
    assert coloured == as_text.render(long_result(name), PLAIN)
