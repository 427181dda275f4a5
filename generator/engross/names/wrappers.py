"""Schemas that only wrap a reference."""

from __future__ import annotations

from dataclasses import replace

from engross.ir import Ref, Schema


def unwrapped(schema: Schema | Ref) -> Schema | Ref:
    """Take the wrapper off a single reference: before OpenAPI 3.1 only so it had a description."""
    if isinstance(schema, Ref) or len(schema.all_of) != 1 or not isinstance(schema.all_of[0], Ref):
        return schema
    annotations = {name: getattr(schema, name) for name in _OF_WRAPPER}
    bare = Schema(pointer=schema.pointer, all_of=schema.all_of, **annotations)
    if replace(schema, title=None, examples=(), remarks=bare.remarks) != bare:
        return schema
    return Ref(target=schema.all_of[0].target, pointer=schema.pointer, **annotations)


_OF_WRAPPER = (
    *("source", "inferred", "extensions", "description", "deprecated", "default"),
    *("read_only", "write_only", "sensitive"),
)
