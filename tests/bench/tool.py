"""pgcordon itself: how long its commands take, and how many attempts it judges."""

from collections.abc import Iterator

from bench import measurements
from bench.lines import HEADING, Line
from pgcordon.database import Server
from pgcordon.systems import System


def tool() -> Iterator[object]:
    yield HEADING
    yield from _lines()


def _lines() -> Iterator[Line]:
    pglast = Line('python -c "import pglast"', "s", measurements.repeated(measurements.import_pglast, 7))
    yield pglast
    alamo_prime = measurements.SCHEMA
    yield Line("server start, cold", "s", measurements.repeated(measurements.server_start, 5), pglast)
    with Server.start() as server:
        system = System.read(alamo_prime)
        copy = measurements.template_copy(server, system)
        yield Line("copy of the loaded template", "s", measurements.repeated(copy, 7), pglast)
        name, measure = measurements.statement_floor(server)
        select_1 = Line(name, "/s", measurements.repeated(measure, 3))
        yield select_1
        judged = measurements.repeated(lambda: measurements.attempts_per_second(server, system), 2)
        yield Line("attempts, judged", "/s", judged, select_1)
    yield Line("verify, alamo_prime", "s", measurements.repeated(measurements.verify, 2), pglast)
