"""How fast it is, each time as a ratio to a floor that is measured in the same run.

`python tests/bench` measures everything, `python tests/bench linting` that part alone; so with `tool` and `volumes`.
"""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # where the tests' packages are, this one among them

from bench.linting import linting
from bench.tool import tool
from bench.volumes import volumes

PARTS: dict[str, Callable[[], Iterable[object]]] = {"linting": linting, "tool": tool, "volumes": volumes}


def main(arguments: list[str]) -> int:
    """Measure the parts that are named, or all. Gives 2 for a part that there is not."""
    unknown = [each for each in arguments if each not in PARTS]
    if unknown:
        sys.stderr.write(f"no part {', '.join(unknown)}. Do: name {' or '.join(PARTS)}, or nothing for all.\n")
        return 2
    for part in arguments or PARTS:
        for line in PARTS[part]():
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
