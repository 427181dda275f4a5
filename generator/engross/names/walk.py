"""Every schema of an API."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from engross.ir import Api, Ref, Schema
from engross.pointer import Pointer


def all_schemas(api: Api) -> Iterator[Schema]:
    """Walk every schema once: `schemas`, what is inside them, and what operations carry."""
    seen: set[Pointer] = set()
    pending = deque[Schema | Ref]([*api.schemas.values(), *_operation_schemas(api)])
    while pending:
        schema = pending.popleft()
        if isinstance(schema, Ref) or schema.pointer in seen:
            continue
        seen.add(schema.pointer)
        yield schema
        pending.extend(schema.children())


def _operation_schemas(api: Api) -> Iterator[Schema | Ref]:
    for op in (*api.operations, *api.incoming()):
        for parameter in op.parameters:
            if parameter.schema is not None:
                yield parameter.schema
            if parameter.content is not None and parameter.content.schema is not None:
                yield parameter.content.schema
        bodies = [op.request_body.content] if op.request_body else []
        for content in (*bodies, *(response.content for response in op.responses)):
            yield from (media.schema for media in content if media.schema is not None)
