"""The report for a pull request: readable, and never longer than a comment may be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from engross.diff.exact import dumped
from engross.diff.judged import Finding
from engross.diff.levels import Level
from engross.diff.report import Part, Report, breaks, inside, operation, parts, plural, short
from engross.ir import ABSENT
from engross.readable import clean, markdown

_MOST: Final = 60_000
"""Bytes of the whole; a comment on GitHub has at most 65,536 characters."""
_OPEN: Final = (Level.BREAKING, Level.POTENTIALLY_BREAKING)
"""The levels that are shown without a click."""
_BREAKS: Final = 3
"""Lines on what a finding does in Python."""
_HEAD: Final = "| where | what | for example | rule |\n|---|---|---|---|"


def to_markdown(report: Report) -> str:
    """Write a table for each level, as far as there is room."""
    level = "no difference" if report.level is None else report.level.word
    blocks = [f"### API diff: {level}, version bump {report.bump}", _line(report)]
    room = _MOST - sum(_size(block) for block in blocks) - 1_000
    for kind, count in report.counts().items():
        rows, room = _fitting((_row(f) for f in report.findings if f.level is kind), room)
        more = (
            "" if len(rows) == count else f"\n\n… and {plural(count - len(rows), 'more finding')}"
        )
        table = f"{_HEAD}\n" + "\n".join(rows) + more if rows else more.strip()
        blocks.append(_section(kind, count, table))
    return "\n\n".join(blocks)


def _line(report: Report) -> str:
    ignored = f", {plural(len(report.ignored), 'finding')} ignored" if report.ignored else ""
    counts = ", ".join(f"{count} {level.word}" for level, count in report.counts().items())
    sides = f"{_code(report.base.name)} → {_code(report.revision.name)}"
    return f"{sides}: {counts or 'nothing differs'}{ignored}"


def _section(level: Level, count: int, table: str) -> str:
    title = f"{level.word} ({count})"
    if level in _OPEN:
        return f"#### {title}\n\n{table}"
    return f"<details><summary>{title}</summary>\n\n{table}\n\n</details>"


def _fitting(rows: Iterator[str], room: int) -> tuple[list[str], int]:
    """Take the rows for which there is room; give what is left of it."""
    taken: list[str] = []
    for row in rows:
        room -= _size(row)
        if room < 0:
            return taken, 0
        taken.append(row)
    return taken, room


def _size(text: str) -> int:
    return len(text.encode("utf-8", "replace")) + 2


def _row(finding: Finding) -> str:
    reach = finding.reach[0]
    more = f" +{len(finding.reach) - 1}" if len(finding.reach) > 1 else ""
    at = f"<br>{_code(inside(reach))}" if inside(reach) else ""
    where = f"{_code(operation(reach))}{more}{at}"
    example = "" if finding.witness is ABSENT else _code(dumped(finding.witness))
    told = [_coded(parts(finding)), *map(_coded, breaks(finding)[:_BREAKS])]
    told += [_plain(finding.reason)] if finding.reason else []
    return f"| {where} | {'<br>'.join(told)} | {example} | {finding.rule.id} |"


def _coded(pieces: tuple[Part, ...]) -> str:
    return "".join(_code(part.text) if part.is_code else _plain(part.text) for part in pieces)


def _plain(text: str) -> str:
    return markdown(short(text)).replace("\n", " ")


def _code(text: str) -> str:
    """Write a text as code, in a cell of a table, whatever is in it."""
    line = short(" ".join(clean(text).split())).replace("|", "\\|")
    fence = "`" * (1 + max(map(len, re.findall("`+", line)), default=0))
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{pad}{line}{pad}{fence}" if line else "(nothing)"
