"""Words that tell alternatives apart: the branches of a union, the media types of a body."""

from __future__ import annotations

from typing import Final

from engross.ir import ABSENT, MediaType, Ref, Schema
from engross.names.casing import pascal

_MEDIA: Final = {
    "application/x-www-form-urlencoded": "Form",
    "multipart/form-data": "Multipart",
    "application/octet-stream": "Bytes",
    "*/*": "Any",
}


def media_word(media: MediaType) -> str:
    """Give a word for a media type: `Xml`, `Form`."""
    essence = media.content_type.partition(";")[0].strip().lower()
    return _MEDIA.get(essence) or pascal(essence.rpartition("/")[2], otherwise="Other")


def branch_word(schema: Schema | Ref, tag: str) -> str:
    """Give a word for a branch of a union, by what it says itself; empty where it says nothing.

    Args:
        schema: The branch.
        tag: The property that the union's discriminator names, if it has one.
    """
    if isinstance(schema, Ref):
        return ""
    if schema.title:
        return pascal(schema.title)
    if schema.all_of and is_beside(schema, schema.all_of[0]):
        own = schema.all_of[-1]
        if isinstance(own, Schema):
            return branch_word(own, tag)
        return "" if own.target.last.isdigit() else pascal(own.target.last)
    tags = {wire: value for wire, prop in schema.properties.items() if (value := _constant(prop))}
    if tags:
        return pascal(tags.get(tag) or next(iter(tags.values())), otherwise="Empty")
    required = [wire for wire in schema.required if wire in schema.properties]
    if required:
        return f"With{pascal(required[0])}"
    return "Enum" if schema.enum is not None else "Object" if schema.properties else ""


def is_beside(branch: Schema | Ref, part: Schema | Ref) -> bool:
    """Whether a part of a branch stands elsewhere: beside the union that the branch is one of."""
    at = branch.pointer.tokens
    return part.pointer.tokens[: len(at)] != at


def _constant(schema: Schema | Ref) -> str:
    """Give the one text that a property can be."""
    if isinstance(schema, Ref):
        return ""
    listed = schema.enum or () if schema.const is ABSENT else (schema.const,)
    value = listed[0] if len(listed) == 1 else ""
    return value if isinstance(value, str) else ""
