"""What a revision of a spec changes, and whom it breaks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from engross.diff.explain import rule_table, rule_text
from engross.diff.findings import Fact, find
from engross.diff.judged import Finding, Profile, judged, worst_first
from engross.diff.levels import Level
from engross.diff.overrides import Overrides, overridden, read_overrides
from engross.diff.python import with_python
from engross.diff.report import Report
from engross.diff.reports import FORMATS, to_text
from engross.diff.rules import RULES
from engross.diff.sides import Side, opened, since_release
from engross.diff.unread import not_compared
from engross.spec import without_collector

__all__ = [
    "FORMATS",
    "RULES",
    "Finding",
    "Level",
    "Overrides",
    "Profile",
    "Report",
    "Side",
    "compare",
    "opened",
    "read_overrides",
    "rule_table",
    "rule_text",
    "since_release",
    "to_text",
]


def compare(
    base: Side,
    revision: Side,
    profile: Profile = Profile.DEFAULT,
    as_of: date | None = None,
    *,
    expanded: bool = False,
    overrides: Overrides | None = None,
) -> Report:
    """Compare two documents.

    Args:
        base: The earlier one.
        revision: The later one.
        profile: By which light its findings are seen.
        as_of: The day that sunsets are held against, if they are.
        expanded: Whether a fact is said once for each reach.
        overrides: What the project decided otherwise.

    Raises:
        EngrossError: An override is about no finding.
    """
    proving = profile is not Profile.OASDIFF
    with without_collector():
        facts: Iterable[Fact] = list(find(base.api, revision.api, as_of, proving=proving))
    if expanded:
        facts = (one for fact in facts for one in fact.expanded())
    if profile is Profile.OASDIFF:
        from engross.diff.oasdiff import translated  # Its tables are for this profile alone.

        findings = translated(facts, base.api, revision.api, as_of or date.today())
    else:
        findings = judged(facts, profile)
        findings = with_python(base, revision, findings, judge=profile is Profile.DEFAULT)
    findings = worst_first((*findings, *not_compared(base, revision)))
    ignored: tuple[Finding, ...] = ()
    if overrides is not None:
        findings, ignored = overridden(findings, overrides)
    return Report(base=base, revision=revision, findings=findings, ignored=ignored, profile=profile)
