"""No line of verify's text is wider than a terminal, whatever the names; and nothing in it commands the terminal."""

import pytest

from pgcordon.actors.actor import Actor, Person
from pgcordon.attacks.staging import Attempt
from pgcordon.model import Command, ObjectAddress, ObjectType, QualifiedName, Source, Span
from pgcordon.report.excerpt import columns
from pgcordon.report.style import COLOURED, PLAIN
from pgcordon.report.verify import as_text
from pgcordon.report.wrap import wrap
from pgcordon.verify.verdicts import Cell, Evidence, Fault, Report, Reproduction, Result, Tally, Verdict

NAMES = ["note", "a_name_of_" * 12, "表" * 60, "two words", "x\x1b[2J\ny"]


def _result(name: str) -> Result:
    table = QualifiedName("public", name)
    actor = Actor(name, role=name)
    address = ObjectAddress(ObjectType.TABLE, str(table))
    function = ObjectAddress(ObjectType.FUNCTION, f"{table}({', '.join([name] * 3)})")
    cells = [Cell(address, name, Command.SELECT), Cell(address, name, Command.TRUNCATE)]
    calls = [Cell(function, name, Command.EXECUTE)]
    source = Source(f"{name}/10.sql", f"create table {table} (id uuid);\n")
    attempt = Attempt(
        Person(actor, None, name), Command.SELECT, table, f"select * from {table}", attack="read-foreign-rows"
    )
    fault = Fault(Verdict.VIOLATED, attempt, f"{name} read {name}", f"no {name}", f"a {name}", Evidence("true"))
    reports = tuple(
        Report(
            Verdict.VIOLATED, cell, "read-foreign-rows", fault.message, Span(source, 0, len(source.text)), fault,
            reproduction=Reproduction(f"{number}" * 8, "", confirmed=False, path=f".pgcordon/{number}.sql"),
        )
        for number, cell in enumerate(cells)
    )  # fmt: skip
    return Result(
        path=f"schema/{name.partition('/')[0]}",
        reports=(*reports, Report(Verdict.VACUOUS, calls[0], None, f"nothing of {name} could be tried")),
        matrix=dict.fromkeys([*cells, *calls], "own"),
        tallies={cells[0]: Tally(done=1)},
        accepted={},
        attempts=1234,
        worlds=6,
        seconds=1.0,
        loaded_in=0.1,
        server="PostgreSQL 18.4 (embedded)",
        not_understood=(f"{name}/10.sql:1:1: {name}",),
        counts={"table": 1, "policy": 0, "function": 1},
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_line_fits_and_is_printable(name: str) -> None:
    text = as_text.render([_result(name), _result(name)], PLAIN)
    for line in text.splitlines():
        assert columns(line) <= 80, line
        assert line.isprintable()


def test_colour_changes_no_text() -> None:
    coloured = as_text.render([_result("note")], COLOURED)
    for code in {*COLOURED.codes.values(), "0"}:
        coloured = coloured.replace(f"\x1b[{code}m", "")
    assert coloured == as_text.render([_result("note")], PLAIN)


def test_words_are_kept_whole_where_they_can_be() -> None:
    assert wrap("", "> ") == []
    assert wrap("a b", "> ") == ["> a b"]
    assert wrap(f"a {'b' * 78}", "> ", "| ") == ["> a", "| " + "b" * 78]
    assert wrap("b" * 80, "> ", "| ") == ["> " + "b" * 78, "| bb"]
