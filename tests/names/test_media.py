from __future__ import annotations

import pytest
from engross.names import media_kind
from engross.runtime import media


@pytest.mark.parametrize(
    ("content_type", "kind"),
    [
        ("application/json", "json"),
        ("Application/JSON; charset=utf-8", "json"),
        ("application/json, okta-version=1.0.0", "json"),
        ("application/vnd.shop.v1+json", "json"),
        ("application/json+sarif", "json"),
        ("*/*", "json"),
        ("application/*", "json"),
        ("image/*", "bytes"),
        ("application/json-patch+json", "json"),
        ("application/x-www-form-urlencoded", "form"),
        ("multipart/form-data", "multipart"),
        ("multipart/mixed", "bytes"),
        ("text/event-stream;charset=utf-8", "events"),
        ("application/x-ndjson", "json-lines"),
        ("application/jsonl", "json-lines"),
        ("application/stream+json", "json-lines"),
        ("application/json-seq", "json-texts"),
        ("application/geo+json-seq", "json-texts"),
        ("application/xml", "text"),
        ("text/xml", "text"),
        ("application/soap+xml", "text"),
        ("text/csv", "lines"),
        ("application/octet-stream", "bytes"),
        ("image/png", "bytes"),
        ("openapi/python/client", "bytes"),
    ],
)
def test_a_media_type_is_of_one_kind_for_the_generator_and_for_a_package(
    content_type: str, kind: str
) -> None:
    assert media_kind(content_type) == kind
    assert media.kind(content_type) == kind
