"""Loads one system and verifies it."""

import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from pgcordon.contract.contract import Contract
from pgcordon.database.server import Server
from pgcordon.model import Catalog, QualifiedName
from pgcordon.platforms.definition import Platform
from pgcordon.verify.examples import Effort
from pgcordon.verify.preparation import prepared
from pgcordon.verify.time_rules import verify_time_rules
from pgcordon.verify.verdicts import Result
from pgcordon.verify.verifier import Progress


def verify_system(
    path: Path,
    files: Sequence[Path],
    catalog: Catalog,
    contract: Contract,
    server: Server,
    platform: Platform,
    effort: Effort,
    progress: Progress,
) -> Result:
    """Everything that is found when the schema in these files is held against the contract.

    Raises LoadError where the server refuses a statement.
    """
    with ExitStack() as stack:
        with server.roles:
            started = time.monotonic()
            loaded = server.load(platform, files)
            verifier = stack.enter_context(prepared(str(path), server, loaded, catalog, contract))
        run = verifier.run(effort, progress)
        time_rules = verify_time_rules(verifier, progress)
        matrix = verifier.matrix
        return Result(
            path=str(path),
            reports=(
                *run.reports,
                *(report for line in time_rules for report in line.found),
            ),
            matrix=matrix,
            tallies=run.tallies,
            accepted={cell: reason for cell, reason in verifier.accepted.items() if cell in matrix},
            attempts=run.attempts,
            worlds=run.worlds,
            seconds=time.monotonic() - started,
            loaded_in=loaded.seconds,
            server=str(server.binaries),
            not_understood=(*_opaque(catalog), *_undrawn(verifier.blueprints.undrawable)),
            counts=_counts(catalog),
            time_rules=time_rules,
        )


def _opaque(catalog: Catalog) -> list[str]:
    faults = [f"{each.span}: {each.message}" for each in catalog.syntax_faults]
    return [*faults, *(f"{each.span}: {each.reason}" for each in catalog.opaque)]


def _undrawn(undrawable: Mapping[QualifiedName, str]) -> list[str]:
    return [f"{name}: {reason}" for name, reason in undrawable.items()]


def _counts(catalog: Catalog) -> dict[str, int]:
    return {
        "table": sum(each.address not in catalog.given for each in catalog.tables),
        "policy": sum(each.address not in catalog.given for each in catalog.policies),
        "function": sum(each.address not in catalog.given for each in catalog.functions),
    }
