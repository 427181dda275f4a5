"""Texts of others, without what no reader should see."""

from __future__ import annotations

import re
from typing import Final

CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")
BIDI: Final = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_MARKDOWN: Final = re.compile(r"([\\`*_{}\[\]<>#|~])")


def clean(text: str) -> str:
    """Replace what no reader should see: control characters and changes of writing direction."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return BIDI.sub("\ufffd", CONTROL.sub("\ufffd", text))


def markdown(text: str) -> str:
    """Make a text stand for itself in Markdown."""
    return _MARKDOWN.sub(r"\\\1", clean(text))
