"""The report as SARIF 2.1.0, which code scanning services read."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import quote

from engross.diff.exact import dumped
from engross.diff.judged import Finding
from engross.diff.levels import Level, Rule
from engross.diff.places import Place
from engross.diff.report import Report, whole
from engross.ir import ABSENT
from engross.readable import clean

_LEVELS: Final = {Level.BREAKING: "error", Level.POTENTIALLY_BREAKING: "warning"}
_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"


def to_sarif(report: Report) -> str:
    """Write one run; what is ignored is a suppressed result."""
    findings = (*report.findings, *report.ignored)
    rules = list({finding.rule.id: finding.rule for finding in findings}.values())
    indexes = {rule.id: index for index, rule in enumerate(rules)}
    results = [_result(report, finding, indexes) for finding in findings]
    driver = {"name": "engross", "rules": [_rule(rule) for rule in rules]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return dumped({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indented=True)


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.meaning},
        "properties": {"tags": [category.value for category in rule.categories]},
    }


def _result(report: Report, finding: Finding, indexes: dict[str, int]) -> dict[str, Any]:
    base, revision = report.places(finding)
    witness = "" if finding.witness is ABSENT else f"; for example {clean(dumped(finding.witness))}"
    suppressed = finding in report.ignored
    why = {"kind": "external", "justification": clean(finding.reason)}
    return {
        "ruleId": finding.rule.id,
        "ruleIndex": indexes[finding.rule.id],
        "level": _LEVELS.get(finding.level, "note"),
        "message": {"text": clean(f"{whole(finding.reach[0])}: {finding.message}{witness}")},
        "locations": [_location(revision)],
        "relatedLocations": [{**_location(base), "id": 0}],
        "partialFingerprints": {"engross/v1": finding.fingerprint},
        **({"suppressions": [why]} if suppressed else {}),
    }


def _location(place: Place) -> dict[str, Any]:
    region = {"startLine": max(place.line, 1), "startColumn": max(place.column, 1)}
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(place.path.replace("\\", "/"), safe="/")},
            "region": region,
        }
    }
