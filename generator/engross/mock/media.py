"""Media types: which of those that are described a message has, and which of them is wanted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from engross.ir import MediaType

_QUALITY: Final = re.compile(r";\s*q=([0-9.]+)", re.IGNORECASE)
_PARAMETER: Final = re.compile(r';\s*([^\s;=]+)=("(?:[^"\\]|\\.)*"|[^\s;]*)')


def bare(content_type: str) -> str:
    """Leave out the parameters of a media type."""
    return content_type.partition(";")[0].strip().lower()


def parameter_of(content_type: str, name: str) -> str | None:
    """Give a parameter of a media type: its `charset`, its `boundary`."""
    for key, value in _PARAMETER.findall(content_type):
        if key.lower() == name:
            return re.sub(r"\\(.)", r"\1", value[1:-1]) if value.startswith('"') else value
    return None


def is_json(content_type: str) -> bool:
    """Whether it is JSON, or something written in JSON (RFC 6839, section 3.1)."""
    name = bare(content_type)
    return name.endswith(("/json", "+json"))


def is_json_lines(content_type: str) -> bool:
    """Whether it is JSON values one after the other (OpenAPI 3.2, "Sequential Media Types")."""
    return bare(content_type) in {
        *("application/jsonl", "application/x-jsonl", "application/ndjson"),
        *("application/x-ndjson", "application/json-seq", "application/stream+json"),
    }


def is_events(content_type: str) -> bool:
    """Whether it is a stream of server-sent events."""
    return bare(content_type) == "text/event-stream"


def is_xml(content_type: str) -> bool:
    """Whether it is XML, or something written in XML (RFC 7303)."""
    return bare(content_type).endswith(("/xml", "+xml"))


def is_text(content_type: str) -> bool:
    """Whether it is text for people."""
    return bare(content_type).startswith("text/") or is_xml(content_type)


def covers(media_range: str, content_type: str) -> int:
    """Say how exactly a media type range describes a media type: 0 where not at all."""
    wanted, given = bare(media_range), bare(content_type)
    if wanted == given:
        return 3
    if wanted.endswith("/*") and wanted != "*/*":
        return 2 if given.startswith(wanted[:-1]) else 0
    return int(wanted in {"*/*", "*"})


def described(content: Sequence[MediaType], content_type: str) -> MediaType | None:
    """Find the description of a media type; the most exact one goes first."""
    # OpenAPI 3.1, "Request Body Object", fixed field `content`.
    best = max(content, key=lambda media: covers(media.content_type, content_type), default=None)
    found = best is not None and covers(best.content_type, content_type)
    return best if found else None


def negotiated(content: Sequence[MediaType], accept: str | None) -> MediaType | None:
    """Choose what to answer with (RFC 9110, "Proactive Negotiation"); None where nothing will do.

    Of what is wanted alike JSON goes first: it is what examples and clients are mostly about.
    """
    ranked = [(_wanted(media, accept), is_json(media.content_type)) for media in content]
    best = max(range(len(content)), key=lambda index: ranked[index], default=None)
    return content[best] if best is not None and ranked[best][0] > 0 else None


def _wanted(media: MediaType, accept: str | None) -> float:
    """Give the weight of the most exact range that holds for a media type."""
    if accept is None or not accept.strip():
        return 1.0
    found = (0, 0.0)
    for part in accept.split(","):
        weight = _QUALITY.search(part)
        # A description may be a range itself: then what it covers is as good.
        exact = covers(part, media.content_type) or covers(media.content_type, part)
        found = max(found, (exact, _number(weight.group(1)) if weight else 1.0))
    return found[1] if found[0] else 0.0


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 1.0
