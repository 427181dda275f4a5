"""The report as JSON: the contract that programs rely on."""

from __future__ import annotations

from typing import Any

from engross.diff.apis import Reach
from engross.diff.exact import Row, dumped
from engross.diff.judged import Finding
from engross.diff.places import Place
from engross.diff.report import Report
from engross.diff.sides import Side
from engross.ir import ABSENT


def to_json(report: Report) -> str:
    """Write the report by the contract that programs rely on."""
    content = {
        "base": _side(report.base),
        "revision": _side(report.revision),
        "level": None if report.level is None else report.level.word,
        "bump": report.bump,
        "findings": [_record(report, finding) for finding in report.findings],
        "ignored": [_record(report, finding) for finding in report.ignored],
    }
    return dumped(content, indented=True)


def _side(side: Side) -> dict[str, Any]:
    return {"name": side.name, "version": side.api.version}


def _record(report: Report, finding: Finding) -> dict[str, Any]:
    base, revision = report.places(finding)
    return {
        "id": finding.rule.id,
        "fingerprint": finding.fingerprint,
        "level": finding.level.word,
        "effect": finding.rule.effect.value,
        "categories": [category.value for category in finding.categories],
        "message": finding.message,
        **({} if finding.witness is ABSENT else {"witness": finding.witness}),
        **({"reason": finding.reason} if finding.reason else {}),
        "base": _place(base),
        "revision": _place(revision),
        "reach": [_reached(reach) for reach in finding.reach],
        "python": list(finding.python),
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "pointer": str(place.pointer),
        "file": place.file,
        "line": place.line,
        "column": place.column,
    }


def _reached(reach: Reach) -> Row:
    return Row(
        method=reach.method,
        path=reach.path,
        webhook=reach.webhook,
        direction=None if reach.direction is None else reach.direction.value,
        location=reach.location,
        name=reach.name,
        status=reach.status,
        media_type=reach.media_type,
        instance_path=reach.instance_path,
    )
