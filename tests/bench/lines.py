"""A line of the page of measurements."""

from dataclasses import dataclass
from statistics import median

HEADING = f"{'':<44}{'median':>12}{'best':>12}{'to floor':>12}"


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
