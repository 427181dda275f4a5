"""The encoding of a text in a message."""

from __future__ import annotations

import codecs
import re

_XML_ENCODING = re.compile(rb"<\?xml\s[^>]*?\bencoding\s*=\s*[\"']([\w.:-]+)")
_CHARSET = re.compile(r"(charset=[\"']?)([\w.:-]+)", re.IGNORECASE)
# Python's own transformations, which no page is written in; decoding Punycode takes quadratic time.
_NO_CHARSETS = frozenset({"idna", "punycode", "raw-unicode-escape", "unicode-escape"})
_DECLARED = 1000
# characters; an XML declaration stands in front of everything and is short


# RFC 7303, "XML MIME Entities"; XML 1.0, "Character Encoding in Entities".
def charset_of(content_type: str, content: bytes) -> str:
    """Give the encoding that is named, else the one that XML says of itself, else UTF-8."""
    told = _CHARSET.search(content_type)
    own = None if told else _XML_ENCODING.match(content)
    name = told[2] if told else own[1].decode() if own else "utf-8"
    return _codec(name) or "utf-8"


def with_known_charset(content_type: str) -> str:
    """Give a media type that says UTF-8 where it named an encoding that nobody can write."""
    told = _CHARSET.search(content_type)
    if told is None or _codec(told[2]):
        return content_type
    return _CHARSET.sub(r"\1utf-8", content_type)


def encoded(content_type: str, text: str) -> bytes:
    """Write a text as its media type says.

    Raises:
        ValueError: it has a character that the encoding does not have.
    """
    charset = charset_of(content_type, text[:_DECLARED].encode("ascii", "replace"))
    try:
        return text.encode(charset)
    except UnicodeEncodeError:  # which would show the text
        raise ValueError(
            f"a text of the body holds a character that {charset} does not have"
        ) from None


def _codec(name: str) -> str | None:
    try:
        found = codecs.lookup(name).name
        b" ".decode(found, "replace")  # some codecs of Python's make no text of bytes
    except (LookupError, ValueError):
        return None
    return None if found in _NO_CHARSETS else found
