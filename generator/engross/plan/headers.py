"""The classes of the headers that answers declare, and how each header is read."""

from __future__ import annotations

from engross.ir import Header, Operation
from engross.names import declared_headers, media_kind
from engross.plan.method_records import HeaderClass, HeaderField
from engross.plan.prose import wrap
from engross.plan.shapes import Shapes

_JSON_TYPES = frozenset({"integer", "number", "boolean"})


def plan_headers(shapes: Shapes, op: Operation) -> HeaderClass | None:
    """Decide the class of an operation's headers; None where its answers declare none."""
    names = shapes.names.headers.get(op.pointer)
    if names is None:
        return None
    method = shapes.names.methods[op.pointer]
    fields = {
        header.name: _field(shapes, names.fields[header.name], header)
        for header in declared_headers(op)
    }
    return HeaderClass(
        name=names.name,
        about=f"The headers of the answers to `client.{method.resource}.{method.method}`.",
        fields=tuple(field for name, field in fields.items() if name not in names.shared),
        bases=tuple(
            HeaderClass(name=shared, about=f"The header {name}.", fields=(fields[name],))
            for name, shared in names.shared.items()
        ),
    )


def _field(shapes: Shapes, name: str, header: Header) -> HeaderField:
    annotation = shapes.annotation(header.schema) if header.schema is not None else "str"
    optional = header.required or annotation == "Any" or annotation.endswith("None")
    return HeaderField(
        name=name,
        annotation=annotation if optional else f"{annotation} | None",
        expression=_expression(shapes, header),
        meaning="\n".join(wrap(header.description or "")),
    )


def _expression(shapes: Shapes, header: Header) -> str:
    schema = header.schema
    wire = "types.String" if schema is None else shapes.wire_annotation(schema)
    form, items = _forms(shapes, header)
    words = {
        "required": "True" if header.required else "",
        "form": repr(form) if form != "text" else "",
        "items": repr(items) if items != "text" else "",
        "explode": "True" if header.explode else "",
    }
    told = "".join(f", {word}={value}" for word, value in words.items() if value)
    return f"HeaderField({header.name!r}, lambda: {wire}{told})"


def _forms(shapes: Shapes, header: Header) -> tuple[str, str]:
    """Say how the value stands in the header, and of one with parts how these do."""
    if media_kind(header.content_type or "") == "json":
        return "json", "text"
    if header.schema is None:
        return "text", "text"
    target = shapes.api.resolve(header.schema)
    kinds = target.type - {"null"}
    if kinds == {"array"} and target.items is not None:
        items = shapes.api.resolve(target.items)
        return "array", _scalar(items.type - {"null"})
    if kinds == {"object"}:
        extra = target.additional_properties
        parts = [*target.properties.values(), *([extra] if extra is not None else [])]
        types = frozenset(t for part in parts for t in shapes.api.resolve(part).type)
        return "object", _scalar(types)
    return _scalar(kinds), "text"


def _scalar(types: frozenset[str]) -> str:
    return "json" if types and types <= _JSON_TYPES else "text"
