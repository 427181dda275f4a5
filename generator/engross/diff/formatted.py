"""A text of every format that a validator knows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

FORMATTED: Final[Mapping[str, str]] = {
    "date": "2020-02-29",
    "date-time": "2020-02-29T12:00:00Z",
    "time": "12:00:00Z",
    "duration": "P1D",
    "email": "a@example.com",
    "idn-email": "a@example.com",
    "hostname": "example.com",
    "idn-hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "uri": "https://example.com/",
    "uri-reference": "/a",
    "iri": "https://example.com/",
    "iri-reference": "/a",
    "uri-template": "/{a}",
    "uuid": "6f1c0b5e-6d0c-4a3e-8f57-0b7d4f0a9e21",
    "json-pointer": "/a",
    "relative-json-pointer": "0",
    "regex": "^a$",
}
