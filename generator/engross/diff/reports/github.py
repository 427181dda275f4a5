"""The report as workflow commands of GitHub Actions, which become annotations of a pull request."""

from __future__ import annotations

from typing import Final

from engross.diff.judged import Finding
from engross.diff.levels import Level
from engross.diff.report import Report, plural, whole
from engross.readable import clean

_COMMANDS: Final = {Level.BREAKING: "error", Level.POTENTIALLY_BREAKING: "warning"}
# GitHub, "Workflow commands for GitHub Actions"; the escapes are those of its toolkit.
_IN_TEXT: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def to_github(report: Report) -> str:
    """Write a command for each finding, at its place in the revision."""
    commands = [_command(report, finding) for finding in report.findings]
    if report.ignored:
        commands.append(f"::notice title=ignored::{plural(len(report.ignored), 'finding')} ignored")
    return "\n".join(commands)


def _command(report: Report, finding: Finding) -> str:
    _, place = report.places(finding)
    properties = {
        "file": place.path,
        "line": str(place.line),
        "col": str(place.column),
        "title": f"{finding.level.word}: {finding.rule.id}",
    }
    told = ",".join(f"{k}={clean(v).translate(_IN_PROPERTY)}" for k, v in properties.items())
    text = clean(f"{whole(finding.reach[0])}: {finding.message}").translate(_IN_TEXT)
    return f"::{_COMMANDS.get(finding.level, 'notice')} {told}::{text}"
