"""The formats a report is written in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engross.diff.report import Format
from engross.diff.reports.github import to_github
from engross.diff.reports.html import to_html
from engross.diff.reports.json import to_json
from engross.diff.reports.junit import to_junit
from engross.diff.reports.markdown import to_markdown
from engross.diff.reports.sarif import to_sarif
from engross.diff.reports.text import to_text

__all__ = ["FORMATS", "to_text"]

FORMATS: Final[Mapping[str, Format]] = {
    "text": to_text,
    "json": to_json,
    "markdown": to_markdown,
    "html": to_html,
    "github": to_github,
    "sarif": to_sarif,
    "junit": to_junit,
}
