"""Response Objects and Link Objects."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from engross.ir import ABSENT, Json, Link, Response
from engross.spec.content import parse_content, parse_headers
from engross.spec.cursor import Cursor
from engross.spec.extensions import parse_node

_STATUS: Final = re.compile(r"[1-5](?:[0-9][0-9]|XX)|default")
_RESPONSE: Final = ("description", "summary", "headers", "content", "links")
_LINK: Final = (
    *("operationRef", "operationId", "parameters", "requestBody", "description", "server"),
)


def parse_responses(parent: Cursor) -> tuple[Response, ...]:
    """Read the `responses` of an operation, in the document's order."""
    found: list[Response] = []
    for key, cursor in parent.patterned("responses"):
        status = key if key == "default" else key.upper()
        if status != key or not _STATUS.fullmatch(status):
            cursor.fault(f"{key!r} is no status: write one like 200, 4XX or default")
        if not _STATUS.fullmatch(status):
            continue
        if cursor.value is None:
            cursor.fault("expected a response (a mapping), found nothing: write its description")
            found.append(Response(pointer=cursor.pointer, status=status))
            continue
        response = cursor.once(parse_response)
        if response is not None:
            found.append(replace(response, status=status))
    if not found:
        parent.fault("an operation must have 'responses': write what is answered", kind="answers")
    return tuple(found)


def parse_response(cursor: Cursor) -> Response:
    """Read a Response Object; several statuses may refer to one, so its own is not known yet."""
    cursor.only(_RESPONSE, "a response")
    if "description" not in cursor and "summary" not in cursor and cursor.session.authored:
        cursor.error("'description' is missing: write what the answer means")
    links = [_parse_link(name, link) for name, link in cursor.members("links")]
    return Response(
        **parse_node(cursor, (), ("summary",)),
        status="",
        description=cursor.text("description") or "",
        content=parse_content(cursor),
        headers=parse_headers(cursor),
        links=tuple(link for link in links if link is not None),
    )


def _parse_link(name: str, cursor: Cursor) -> Link | None:
    target = cursor.target(optional=True)
    if target is None:
        return None
    target.only(_LINK, "a link")
    return Link(
        **parse_node(target, (), ("server",)),
        name=name,
        operation_id=target.text("operationId"),
        operation_ref=target.text("operationRef"),
        parameters=_parameters(target),
        request_body=target.value.get("requestBody", ABSENT),
        description=target.text("description"),
    )


def _parameters(link: Cursor) -> dict[str, Json]:
    cursor = link.maybe("parameters")
    return dict(cursor.value) if cursor is not None and cursor.mapping() else {}
