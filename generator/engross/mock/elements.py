"""Values as XML and back (OpenAPI 3.1, "XML Object"): elements, attributes, wrapped lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from engross.ir import Json, Ref, Schema
from engross.mock.readings import MalformedError, plain_text, typed
from engross.mock.schemas import Schemas

_NO_NAME: Final = re.compile(r"[^\w.-]|^(?=[\d.-])")


@dataclass(slots=True, kw_only=True)
class Element:
    """An element, its names without their prefixes."""

    name: str
    attributes: dict[str, str]
    children: list[Element] = field(default_factory=list)
    text: str = ""


# --- Reading --------------------------------------------------------------------------------------


def document_value(schemas: Schemas, schema: Schema | Ref | None, body: bytes) -> Json:
    """Read an XML document as a value of its schema.

    Raises:
        MalformedError: It is not well-formed, or declares a type, which entities could hide in.
    """
    root = parsed(body)
    said = None if schema is None else schemas.written_out(schema)
    if said is None:
        return root.text
    if "array" in schemas.types(schema):
        return [_value(schemas, said.items, child) for child in root.children]
    wanted = _tag(said, schema.target.last if isinstance(schema, Ref) else root.name)
    if _xml(said).get("name") and root.name != wanted:
        raise MalformedError(f"the root element is {root.name!r}, not {wanted!r}")
    return _value(schemas, schema, root)


def parsed(body: bytes) -> Element:
    """Read the elements of an XML document.

    Raises:
        MalformedError: As `document_value`.
    """
    top = Element(name="", attributes={})
    open_ = [top]

    def start(name: str, attributes: dict[str, str]) -> None:
        bare = {_local(key): value for key, value in attributes.items()}
        element = Element(name=_local(name), attributes=bare)
        open_[-1].children.append(element)
        open_.append(element)

    def data(text: str) -> None:
        open_[-1].text += text

    def refuse(*_: Any) -> None:
        raise MalformedError("a document type is not taken here")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: open_.pop()
    parser.CharacterDataHandler = data
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(body, True)
    except expat.ExpatError as error:
        raise MalformedError(f"is not XML: {error}") from None
    return top.children[0]


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _value(schemas: Schemas, schema: Schema | Ref | None, element: Element) -> Json:
    types = schemas.types(schema)
    if schema is not None and "object" in types and (element.children or types == {"object"}):
        return _members(schemas, schemas.written_out(schema), element)
    if not element.children:
        return typed(schemas, schema, element.text)
    return {child.name: _value(schemas, None, child) for child in element.children}


def _members(schemas: Schemas, said: Schema, element: Element) -> Json:
    if element.text.strip() and not element.children:
        # Text where elements should be is no object.
        return element.text
    found: dict[str, Json] = {}
    known: set[str] = set()
    for name, schema in said.properties.items():
        child = schemas.written_out(schema)
        tag = _tag(child, name)
        known.add(tag)
        if _xml(child).get("attribute") is True:
            if tag in element.attributes:
                found[name] = typed(schemas, schema, element.attributes[tag])
        elif schemas.types(schema) == {"array"}:
            items = list(_listed(child, tag, element))
            known.add(_item_tag(schemas, child, tag))
            if items or (_is_wrapped(child) and any(c.name == tag for c in element.children)):
                found[name] = [_value(schemas, child.items, item) for item in items]
        else:
            for inner in element.children:
                if inner.name == tag:
                    found[name] = _value(schemas, schema, inner)
    further = (inner for inner in element.children if inner.name not in known)
    return found | {e.name: _value(schemas, said.additional_properties, e) for e in further}


def _listed(said: Schema, tag: str, element: Element) -> Iterator[Element]:
    """Give the elements of a list: those inside the one that wraps them, else those of its name."""
    named = [child for child in element.children if child.name == tag]
    if _is_wrapped(said):
        for wrapper in named:
            yield from wrapper.children
    elif isinstance(said.items, Schema) and (name := _xml(said.items).get("name")):
        yield from (child for child in element.children if child.name == name)
    else:
        yield from named


def _item_tag(schemas: Schemas, said: Schema, tag: str) -> str:
    return tag if said.items is None else _tag(schemas.written_out(said.items), tag)


# --- Writing --------------------------------------------------------------------------------------


def document_text(schemas: Schemas, schema: Schema | Ref | None, value: Json) -> str:
    """Write a value as an XML document."""
    name = schema.target.last if isinstance(schema, Ref) else "root"
    text = "".join(_elements(schemas, schema, name, value))
    if isinstance(value, list):
        # A document has one root, whatever the schema says of wrapping.
        text = f"<{name}>{text}</{name}>"
    return f'<?xml version="1.0" encoding="UTF-8"?>{text}'


def _elements(
    schemas: Schemas, schema: Schema | Ref | None, name: str, value: Json
) -> Iterator[str]:
    said = Schema(pointer=schemas.api.pointer) if schema is None else schemas.written_out(schema)
    tag = _tag(said, name)
    if isinstance(value, list):
        inner = "".join(part for v in value for part in _elements(schemas, said.items, tag, v))
        yield f"<{tag}>{inner}</{tag}>" if _is_wrapped(said) else inner
    elif isinstance(value, dict):
        attributes: list[str] = []
        children: list[str] = []
        for key, part in value.items():
            schema = said.properties.get(key, said.additional_properties)
            child = schemas.written_out(schema) if schema is not None else None
            if child is not None and _xml(child).get("attribute") is True:
                attributes.append(f" {_tag(child, key)}={quoteattr(plain_text(part))}")
            else:
                children += _elements(schemas, schema, key, part)
        yield f"<{tag}{''.join(attributes)}>{''.join(children)}</{tag}>"
    else:
        yield f"<{tag}>{escape('' if value is None else plain_text(value))}</{tag}>"


def _xml(said: Schema) -> Mapping[str, Json]:
    """Give the XML Object of a schema."""
    xml = said.remarks.get("xml")
    return xml if isinstance(xml, dict) else {}


def _tag(said: Schema, name: str) -> str:
    return _NO_NAME.sub("_", str(_xml(said).get("name", name)))


def _is_wrapped(said: Schema) -> bool:
    # OpenAPI 3.2, "XML Object": `nodeType: element` of an array is what `wrapped` was before.
    return _xml(said).get("wrapped") is True or _xml(said).get("nodeType") == "element"
