"""Findings as text for a terminal, JSON, Markdown and annotations of GitHub's workflows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from engross.diff.apis import Reach
from engross.diff.judged import Finding
from engross.diff.rules import Level
from engross.diff.sides import Side
from engross.ir import ABSENT
from engross.pointer import Pointer

_BUMPS: Final = {
    Level.BREAKING: "major",
    Level.POTENTIALLY_BREAKING: "major",
    Level.NON_BREAKING: "minor",
    Level.ANNOTATION: "patch",
}
_MARKS: Final = {
    Level.BREAKING: ("✗", "31"),
    Level.POTENTIALLY_BREAKING: ("?", "33"),
    Level.NON_BREAKING: ("+", "32"),
    Level.ANNOTATION: ("·", "2"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a comparison came to."""

    base: Side
    revision: Side
    findings: tuple[Finding, ...]

    @property
    def level(self) -> Level | None:
        """The worst level; None where nothing differs."""
        return max((finding.level for finding in self.findings), default=None)

    @property
    def bump(self) -> str:
        """Which part of a version follows."""
        return "none" if self.level is None else _BUMPS[self.level]


def to_text(report: Report, *, color: bool = False) -> str:
    """Write findings for a terminal, the worst first."""
    lines = [line for finding in report.findings for line in _lines(report, finding, color)]
    return "\n".join([*lines, _summary(report)])


def _lines(report: Report, finding: Finding, color: bool) -> Iterator[str]:
    mark, code = _MARKS[finding.level]
    where = _where(finding.reach[0])
    more = f" and {len(finding.reach) - 1} more" if len(finding.reach) > 1 else ""
    head = f"{mark} {finding.level.word}: {where}{more}: {finding.message} [{finding.rule.id}]"
    yield f"\033[{code}m{head}\033[0m" if color else head
    yield f"    {_places(report, finding)}"
    if finding.witness is not ABSENT:
        yield f"    for example {_short(_json(finding.witness))}"


def _where(reach: Reach) -> str:
    name = f"{reach.method} {reach.path}".strip() or "the API"
    parts = [reach.status, reach.location, reach.name]
    inner = " ".join(part for part in parts if part)
    return " ".join(part for part in (name, inner, reach.instance_path) if part)


def _places(report: Report, finding: Finding) -> str:
    old = _place(report.base, finding.edit.base, finding.edit.keyword)
    new = _place(report.revision, finding.edit.revision, finding.edit.keyword)
    ends = [f"{end['file']}:{end['line']}:{end['column']}" for end in (old, new) if end]
    return " → ".join(ends)


def _summary(report: Report) -> str:
    counts = [
        f"{count} {level.word}"
        for level in reversed(Level)
        if (count := sum(finding.level is level for finding in report.findings))
    ]
    told = ", ".join(counts) or "no difference"
    return f"{told}; {report.base.name} → {report.revision.name}: version bump {report.bump}"


def to_json(report: Report) -> str:
    """Write the report by the contract that programs rely on."""
    content = {
        "base": {"name": report.base.name, "version": report.base.api.version},
        "revision": {"name": report.revision.name, "version": report.revision.api.version},
        "level": None if report.level is None else report.level.word,
        "bump": report.bump,
        "findings": [_record(report, finding) for finding in report.findings],
    }
    return _json(content, indent=2)


def _record(report: Report, finding: Finding) -> dict[str, Any]:
    witness = {} if finding.witness is ABSENT else {"witness": finding.witness}
    return {
        "id": finding.rule.id,
        "fingerprint": finding.fingerprint,
        "level": finding.level.word,
        "effect": finding.rule.effect.value,
        "categories": [category.value for category in finding.rule.categories],
        "message": finding.message,
        **witness,
        "base": _place(report.base, finding.edit.base, finding.edit.keyword),
        "revision": _place(report.revision, finding.edit.revision, finding.edit.keyword),
        "reach": [_reached(reach) for reach in finding.reach],
    }


def _reached(reach: Reach) -> dict[str, Any]:
    return {
        "method": reach.method,
        "path": reach.path,
        "webhook": reach.webhook,
        "direction": None if reach.direction is None else reach.direction.value,
        "location": reach.location,
        "name": reach.name,
        "status": reach.status,
        "media_type": reach.media_type,
        "instance_path": reach.instance_path,
    }


def _place(side: Side, pointer: Pointer | None, keyword: str) -> dict[str, Any] | None:
    """Give where a keyword, or else its node, stands."""
    if pointer is None:
        return None
    found = side.locate(pointer / keyword if keyword else pointer)
    return {
        "pointer": str(pointer),
        "file": found.file,
        "line": found.line,
        "column": found.column,
    }


def to_markdown(report: Report) -> str:
    """Write a table for a pull request."""
    rows = [
        f"| {finding.level.word} | {_cell(_where(finding.reach[0]))}{_more(finding)} "
        f"| {_cell(finding.message)} | `{finding.rule.id}` | {_example(finding)} |"
        for finding in report.findings
    ]
    head = ["| level | where | what | rule | for example |", "|---|---|---|---|---|"]
    return "\n".join([_summary(report), "", *(head if rows else []), *rows])


def _more(finding: Finding) -> str:
    return f" (+{len(finding.reach) - 1})" if len(finding.reach) > 1 else ""


def _example(finding: Finding) -> str:
    return "" if finding.witness is ABSENT else f"`{_cell(_short(_json(finding.witness)))}`"


def _cell(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ")


def to_github(report: Report) -> str:
    """Write a workflow command for each finding, at its place in the revision, else the base."""
    words = {Level.BREAKING: "error", Level.POTENTIALLY_BREAKING: "warning"}
    lines = []
    for finding in report.findings:
        place = _place(report.revision, finding.edit.revision, finding.edit.keyword)
        place = place or _place(report.base, finding.edit.base, finding.edit.keyword)
        at = f" file={place['file']},line={place['line']},col={place['column']}," if place else " "
        title = f"title={finding.rule.id}"
        text = f"{_where(finding.reach[0])}: {finding.message}".replace("%", "%25")
        text = text.replace("\r", "%0D").replace("\n", "%0A")
        lines.append(f"::{words.get(finding.level, 'notice')}{at}{title}::{text}")
    return "\n".join(lines)


def _short(text: str) -> str:
    return text if len(text) <= 160 else f"{text[:160]}…"


def _json(value: Any, *, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent, default=_number)


def _number(value: Any) -> Any:
    assert isinstance(value, Decimal), value
    return int(value) if value == value.to_integral_value() else float(value)


FORMATS: Final[Mapping[str, Callable[[Report], str]]] = {
    "text": to_text,
    "json": to_json,
    "markdown": to_markdown,
    "github": to_github,
}
