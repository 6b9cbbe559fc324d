"""What runs here, for people."""

from pgcordon.database.health import Health
from pgcordon.report.style import Style


def render(health: Health, style: Style) -> str:
    lines = [*_server(health), *_extensions(health)]
    if health.problem is not None:
        lines.append(style("error", "not usable: ") + health.problem)
    else:
        lines.append(style("clean", "usable: ") + f"a server started and answered in {health.seconds:.1f} s")
    return "\n".join(lines) + "\n"


def _server(health: Health) -> list[str]:
    if health.binaries is None:
        return []
    lines = [
        f"PostgreSQL   {health.binaries.version} ({health.binaries.kind})",
        f"programs     {health.binaries.folder}",
    ]
    lines.append(f"psql         {health.binaries.psql or 'none found; `pgcordon replay` does without'}")
    if health.usable:
        lines.append(f"runs as      {health.user or 'you'}")
        lines.append(f"below        {health.place}")
    return lines


def _extensions(health: Health) -> list[str]:
    if not health.usable:
        return []
    lines = [f"extensions   {', '.join(health.extensions)}", f"stand-ins    {', '.join(health.stand_ins)}"]
    if health.missing:
        lines.append(f"missing      {', '.join(health.missing)}")
        lines.append(
            "             a schema that needs one loads on a PostgreSQL that has it: --postgres system, or a folder"
        )
    return lines
