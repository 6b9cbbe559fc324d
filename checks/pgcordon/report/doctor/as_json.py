"""What runs here, for programs."""

import json

from pgcordon.database.health import Health
from pgcordon.report.style import Style


def render(health: Health, _style: Style) -> str:
    binaries = health.binaries
    facts = {
        "usable": health.usable,
        "problem": health.problem,
        "postgres": None
        if binaries is None
        else {
            "version": binaries.version,
            "kind": str(binaries.kind),
            "folder": str(binaries.folder),
            "psql": str(binaries.psql) if binaries.psql else None,
        },
        "start_seconds": round(health.seconds, 3) if health.usable else None,
        "user": health.user,
        "place": str(health.place) if health.place else None,
        "extensions": list(health.extensions),
        "stand_ins": list(health.stand_ins),
        "missing": list(health.missing) if health.usable else [],
    }
    return json.dumps(facts, indent=2) + "\n"
