"""The report as JUnit's XML, which most CI servers read: a test case for each finding."""

from __future__ import annotations

import re
from html import escape
from typing import Final

from engross.diff.exact import dumped
from engross.diff.judged import Finding
from engross.diff.levels import Level
from engross.diff.report import Report, group, whole
from engross.ir import ABSENT
from engross.readable import clean

# XML 1.0, "Characters": what `clean` leaves and XML has no way to write.
_FORBIDDEN: Final = re.compile("[\ufffe\uffff]")


def to_junit(report: Report) -> str:
    """Write one suite; what breaks is a failure, what is ignored is skipped."""
    failures = report.counts().get(Level.BREAKING, 0)
    total = len(report.findings) + len(report.ignored)
    counts = f'tests="{total}" failures="{failures}" errors="0" skipped="{len(report.ignored)}"'
    cases = [_case(report, finding, _failure(finding)) for finding in report.findings]
    cases += [_case(report, finding, _skipped(finding)) for finding in report.ignored]
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f"<testsuites {counts}>",
            f"<testsuite name={_attribute('engross diff: ' + report.summary())} {counts}>",
            *cases,
            "</testsuite>",
            "</testsuites>",
        ]
    )


def _case(report: Report, finding: Finding, outcome: str) -> str:
    _, place = report.places(finding)
    name = f"{finding.rule.id}: {whole(finding.reach[0])}: {finding.message}"
    return (
        f"<testcase classname={_attribute(group(finding))} name={_attribute(name)}"
        f' file={_attribute(place.path)} line="{place.line}">{outcome}</testcase>'
    )


def _failure(finding: Finding) -> str:
    if finding.level is not Level.BREAKING:
        return f"<system-out>{_text(finding.level.word)}</system-out>"
    shown = "" if finding.witness is ABSENT else f"for example {dumped(finding.witness)}"
    told = f"type={_attribute(finding.rule.id)} message={_attribute(finding.message)}"
    return f"<failure {told}>{_text(shown)}</failure>"


def _skipped(finding: Finding) -> str:
    return f"<skipped message={_attribute(finding.reason)}/>"


def _attribute(text: str) -> str:
    return f'"{_text(" ".join(text.split()))}"'


def _text(text: str) -> str:
    return escape(_FORBIDDEN.sub("\ufffd", clean(text)))
