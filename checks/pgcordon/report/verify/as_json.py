"""Verdicts as a JSON document; `verify.schema.json` describes it."""

from collections.abc import Sequence
from typing import Any

import msgspec

from pgcordon.clock.words import summary
from pgcordon.report.style import Style
from pgcordon.verify.verdicts import Cell, Report, Result, RuleLine


def render(results: Sequence[Result], style: Style) -> str:  # noqa: ARG001 (every format takes one; a document has none)
    """The document, indented, with a line break at its end."""
    document = {"systems": [_system(result) for result in results]}
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n"


def _system(result: Result) -> dict[str, Any]:
    return {
        "path": result.path,
        "server": result.server,
        "verdicts": [_verdict(report) for report in result.reports],
        "coverage": {
            "cells": len(result.matrix),
            "exercised": result.exercised,
            "vacuous": [_cell(cell) for cell in result.vacuous],
            "accepted": [{**_cell(cell), "reason": reason} for cell, reason in result.accepted.items()],
        },
        "time_rules": [_time_rule(line) for line in result.time_rules],
        "not_understood": list(result.not_understood),
        "summary": {
            **{verdict.lower(): number for verdict, number in result.verdicts.items()},
            "attempts": result.attempts,
            "worlds": result.worlds,
            "seconds": round(result.seconds, 3),
        },
    }


def _verdict(report: Report) -> dict[str, Any]:
    reproduction = report.reproduction
    place = report.span.begins if report.span else None
    return {
        "verdict": report.verdict,
        "attack": report.attack,
        "actor": report.cell.actor,
        "command": report.cell.command,
        "object": {"type": report.cell.address.type, "identity": report.cell.address.identity},
        "message": report.message,
        "path": report.span.path if report.span else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "reproduction": None
        if reproduction is None
        else {
            "id": reproduction.id,
            "path": reproduction.path,
            "confirmed": reproduction.confirmed,
            "script": reproduction.script,
        },
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "actor": cell.actor,
        "command": cell.command,
        "object": {"type": cell.address.type, "identity": cell.address.identity},
    }


def _time_rule(line: RuleLine) -> dict[str, Any]:
    return {
        "kind": line.rule.kind,
        "object": {"type": line.address.type, "identity": line.address.identity},
        "rule": summary(line.rule),
        "verdicts": dict(line.verdicts),
    }
