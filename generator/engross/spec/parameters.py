"""Parameter Objects, with the standard's defaults filled in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from engross.ir import Parameter, ParameterLocation
from engross.spec.content import parse_content, parse_examples
from engross.spec.cursor import Cursor
from engross.spec.extensions import parse_node
from engross.spec.kinds import is_mapping
from engross.spec.schemas import parse_schema

_FIELDS: Final = (
    *("name", "in", "description", "required", "deprecated", "allowEmptyValue", "style"),
    *("explode", "allowReserved", "schema", "content", "example", "examples"),
)

# A parameter that has these is no Reference Object, which has nothing beside its `$ref` but texts.
_MISPLACED: Final = ("$ref", "name", "in")

# OpenAPI 3.1, "Parameter Object", "Style Values"; the first is the default of `style`.
_STYLES: Final[Mapping[ParameterLocation, tuple[str, ...]]] = {
    ParameterLocation.PATH: ("simple", "label", "matrix"),
    ParameterLocation.QUERY: ("form", "spaceDelimited", "pipeDelimited", "deepObject"),
    ParameterLocation.HEADER: ("simple",),
    ParameterLocation.COOKIE: ("form", "cookie"),
    ParameterLocation.QUERYSTRING: ("form",),
}

# OpenAPI 3.1, "Parameter Object", fixed field `name`: such a definition is ignored.
_IGNORED_HEADERS: Final = frozenset({"accept", "content-type", "authorization"})
# RFC 9110, "Tokens"; the name of a cookie is one too (RFC 6265, section 4.1.1).
_TOKEN: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
# They frame a message (RFC 9112) and are written by whoever sends it.
_FRAMING: Final = frozenset({"content-length", "transfer-encoding", "connection", "host"})


def name_fault(name: str, location: ParameterLocation) -> str:
    """Say why HTTP has no header or cookie of a name; empty where it can have one."""
    if location in {ParameterLocation.HEADER, ParameterLocation.COOKIE}:
        if not _TOKEN.fullmatch(name):
            return f"no {location.value} can be called {name!r}"
        if location is ParameterLocation.HEADER and name.lower() in _FRAMING:
            return f"the header {name!r} frames the message and is not a caller's to set"
    return ""


def parse_parameters(parent: Cursor) -> tuple[Parameter, ...]:
    """Read the `parameters` of an operation or a path item; each of them once."""
    found: dict[tuple[str, ParameterLocation], Parameter] = {}
    for cursor in parent.items("parameters"):
        parameter = _with_schema(cursor).once(parse_parameter)
        if parameter is None:
            continue
        key = parameter.key
        if key in found:
            cursor.fault(
                f"the {parameter.location.value} parameter {parameter.name!r} is already in "
                "this list: remove one of the two"
            )
        found.setdefault(key, parameter)
    return tuple(found.values())


# OpenAPI 3.2, "Parameter Locations".
def check_query(parent: Cursor, parameters: Iterable[Parameter]) -> None:
    """Note a query that is described as a whole and in parts, or as a whole more than once."""
    by_location = Counter(parameter.location for parameter in parameters)
    wholes = by_location[ParameterLocation.QUERYSTRING]
    if wholes and wholes + by_location[ParameterLocation.QUERY] > 1:
        parent.fault("a query is described as a whole, once, or by its parameters: choose one")


def _with_schema(cursor: Cursor) -> Cursor:
    """Mend a parameter beside whose name stands a `$ref` to its schema, not under `schema`."""
    value = cursor.value
    if cursor.session.authored or not is_mapping(value) or not value.keys() >= {*_MISPLACED}:
        return cursor
    target = cursor.follow()
    if target is None or not is_mapping(target.value) or "in" in target.value:
        return cursor
    cursor.warn("the $ref of a parameter leads to a schema: write it under 'schema'", key="$ref")
    own = {key: member for key, member in value.items() if key != "$ref"}
    mended = {**own, "schema": {"$ref": value["$ref"]}}
    return Cursor(mended, cursor.pointer, cursor.session, cursor.holder)


def parse_parameter(cursor: Cursor) -> Parameter | None:
    """Read one Parameter Object; None for one that cannot be used, or that is to be ignored."""
    cursor.only(_FIELDS, "a parameter")
    location = cursor.choice("in", ParameterLocation)
    name = cursor.text("name")
    if not name and location is ParameterLocation.QUERYSTRING:
        # It is not sent: what it holds is the whole query.
        cursor.fault("'name' is missing: write the parameter's name")
        name = location.value
    if not name:
        cursor.error("'name' is missing: write the parameter's name")
    if not name or location is None:
        return None
    if location is ParameterLocation.HEADER and name.lower() in _IGNORED_HEADERS:
        cursor.warn(
            f"OpenAPI ignores a header parameter {name!r}: describe it by media types "
            "or by a security scheme",
            kind=f"header {name.lower()}",
        )
        return None
    if reason := name_fault(name, location):
        cursor.fault(f"{reason}: the parameter is left out", key="name")
        return None
    style = _style(cursor, location)
    explode = cursor.flag("explode")
    schema = cursor.maybe("schema")
    content = parse_content(cursor)
    if location is ParameterLocation.QUERYSTRING and not content:
        cursor.error("a querystring has 'content': write the media type of the whole query")
        return None
    if (schema is None) == (not content):
        cursor.fault("a parameter has either 'schema' or 'content': write one of the two")
    return Parameter(
        **parse_node(cursor, ("x-sensitive",)),
        name=name,
        location=location,
        required=_required(cursor, location),
        style=style,
        explode=style in {"form", "cookie"} if explode is None else explode,
        schema=None if schema is None else parse_schema(schema),
        content=content[0] if content and schema is None else None,
        allow_reserved=_allows_reserved(cursor, location),
        allow_empty_value=cursor.flag("allowEmptyValue") or False,
        deprecated=cursor.flag("deprecated") or False,
        sensitive=cursor.flag("x-sensitive") or False,
        description=cursor.text("description"),
        examples=parse_examples(cursor),
    )


# OpenAPI 3.1, "Parameter Object": it is about parameters of the query alone; since 3.2 about paths.
def _allows_reserved(cursor: Cursor, location: ParameterLocation) -> bool:
    in_path = location is ParameterLocation.PATH and cursor.session.is_32
    allowed = cursor.flag("allowReserved") or False
    return allowed and (in_path or location is ParameterLocation.QUERY)


def _style(cursor: Cursor, location: ParameterLocation) -> str:
    styles = _STYLES[location]
    style = cursor.text("style")
    if style is None or style in styles:
        return style or styles[0]
    cursor.fault(
        f"a {location.value} parameter cannot have the style {style!r}: "
        f"write one of {', '.join(styles)}",
        key="style",
    )
    return styles[0]


def _required(cursor: Cursor, location: ParameterLocation) -> bool:
    """Read `required`; a path cannot be written without all of its parameters."""
    required = cursor.flag("required") or False
    if location is ParameterLocation.PATH and not required:
        cursor.fault("a path parameter must say 'required: true'", kind="path-required")
        return True
    return required
