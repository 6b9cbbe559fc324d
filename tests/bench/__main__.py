"""How fast it is, each time as a ratio to a floor that is measured in the same run."""

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import measurements
from generated import write_schema

from pgcordon.database import Server
from pgcordon.systems import System


@dataclass(frozen=True)
class Line:
    """One measurement: what, in which unit, its values, and the floor that it is held against."""

    what: str
    unit: str
    values: list[float]
    floor: "Line | None" = None

    @property
    def best(self) -> float:
        return max(self.values) if self.unit == "/s" else min(self.values)

    def __str__(self) -> str:
        ratio = "floor" if self.floor is None else f"{median(self.values) / median(self.floor.values):.2f} x"
        return f"{self.what:<44}{self._shown(median(self.values)):>12}{self._shown(self.best):>12}{ratio:>12}"

    def _shown(self, value: float) -> str:
        return f"{value:,.0f} /s" if self.unit == "/s" else f"{1000 * value:,.0f} ms"


def lines() -> Iterator[Line]:
    pglast = Line('python -c "import pglast"', "s", measurements.repeated(measurements.import_pglast, 7))
    yield pglast
    alamo_prime = measurements.SCHEMA
    yield Line("lint, alamo_prime", "s", measurements.repeated(lambda: measurements.lint(alamo_prime), 5), pglast)
    with tempfile.TemporaryDirectory() as name:
        write_schema(Path(name))
        generated = measurements.repeated(lambda: measurements.lint(Path(name)), 5)
        yield Line("lint, 100 tables and 400 policies", "s", generated, pglast)
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


def main() -> None:
    sys.stdout.write(f"{'':<44}{'median':>12}{'best':>12}{'to floor':>12}\n")
    for line in lines():
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
