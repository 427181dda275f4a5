"""The report for a terminal: by level, then by component or operation."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from engross.diff.exact import dumped
from engross.diff.judged import Finding
from engross.diff.levels import Level
from engross.diff.report import Report, group, inside, operation, plural, short, whole
from engross.diff.rules import PYTHON_RULES
from engross.ir import ABSENT
from engross.readable import clean

_MARKS: Final = {
    Level.BREAKING: ("✗", "31"),
    Level.POTENTIALLY_BREAKING: ("?", "33"),
    Level.NON_BREAKING: ("+", "32"),
    Level.ANNOTATION: ("·", "2"),
}


def to_text(report: Report, *, color: bool = False) -> str:
    """Write the findings for a terminal.

    Args:
        report: What to write.
        color: Whether to use the colours of a terminal.
    """
    lines = []
    for level, count in report.counts().items():
        lines += [_painted(f"{level.word} ({count})", f"1;{_MARKS[level][1]}", color)]
        found = [finding for finding in report.findings if finding.level is level]
        # A stable sort: what belongs together in the order in which it is first met.
        order = {name: i for i, name in reversed(list(enumerate(map(group, found))))}
        for name, members in groupby(sorted(found, key=lambda f: order[group(f)]), key=group):
            lines += [f"  {_painted(_line(name), '1', color)}"]
            lines += [line for finding in members for line in _lines(report, finding, name, color)]
    return "\n".join([*lines, _line(report.summary())])


def _lines(report: Report, finding: Finding, name: str, color: bool) -> Iterator[str]:
    mark, code = _MARKS[finding.level]
    rule = _painted(f"[{finding.rule.id}]", "2", color)
    message = _line(_where(finding, name) + finding.message)
    yield f"    {_painted(mark, code, color)} {message} {rule}"
    if finding.witness is not ABSENT:
        yield f"      for example {_line(dumped(finding.witness))}"
    if operation(finding.reach[0]) != name:
        more = f" and {plural(len(finding.reach) - 1, 'more place')}"
        where = _line(whole(finding.reach[0]))
        yield f"      in {where}{more if len(finding.reach) > 1 else ''}"
    yield from (f"      {_line(told)}" for told in _python(finding))
    if finding.reason:
        yield f"      decided here: {_line(finding.reason)}"
    ends = dict.fromkeys(str(place) for place in report.places(finding))
    yield f"      {_painted(_line(' → '.join(ends)), '2', color)}"


def _python(finding: Finding) -> Iterator[str]:
    """Say what breaks in Python; where that is nothing, name what a finding is about there."""
    told = finding.breaks
    if not told and finding.rule.id not in PYTHON_RULES:
        told = tuple(f"`{name}`" for name in finding.python)
    if told:
        more = f" and {len(told) - 2} more" if len(told) > 2 else ""
        yield f"{'' if finding.breaks else 'in Python '}{', '.join(told[:2])}{more}"


def _where(finding: Finding, name: str) -> str:
    """Say where inside its group a finding is."""
    if operation(finding.reach[0]) == name:
        where = inside(finding.reach[0])
    else:
        node = finding.edit.revision or finding.edit.base
        where = "" if node is None else "/".join(node.tokens[3:])
    return f"{where}: " if where else ""


def _line(text: str) -> str:
    return short(" ".join(clean(text).split()), 400)


def _painted(text: str, code: str, color: bool) -> str:
    return f"\033[{code}m{text}\033[0m" if color else text
