"""An example of an edit for most rules: words of a spec before and after.

Each row shows two rules, that of the edit and that of the way back. `tests/diff` makes every edit
and sees that its rule tells it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

_LIMITS: Final = (
    ("maximum", "max", "integer", True),
    ("minimum", "min", "integer", False),
    ("exclusiveMaximum", "exclusive-max", "integer", True),
    ("exclusiveMinimum", "exclusive-min", "integer", False),
    ("maxLength", "max-length", "string", True),
    ("minLength", "min-length", "string", False),
    ("maxItems", "max-items", "array", True),
    ("minItems", "min-items", "array", False),
    ("maxProperties", "max-properties", "object", True),
    ("minProperties", "min-properties", "object", False),
)
_SCHEMAS: Final = (
    ("type-specialized", "type-generalized", "type: number", "type: integer"),
    ("type-changed", "type-changed", "type: string", "type: integer"),
    ("became-nullable", "became-not-nullable", "type: string", "type: [string, 'null']"),
    ("became-enum", "enum-removed", "type: string", "type: string, enum: [open, closed]"),
    ("enum-value-removed", "enum-value-added", "enum: [open, closed]", "enum: [open]"),
    ("const-added", "const-removed", "type: string", "type: string, const: open"),
    ("const-changed", "const-changed", "const: open", "const: closed"),
    ("unique-items-set", "unique-items-unset", "type: array", "type: array, uniqueItems: true"),
    (
        *("property-added", "property-removed"),
        *("type: object, properties: {}", "type: object, properties: {a: {type: string}}"),
    ),
    (
        *("property-became-required", "property-became-optional"),
        *("properties: {a: {type: string}}", "properties: {a: {type: string}}, required: [a]"),
    ),
    (
        *("became-read-only", "became-not-read-only"),
        *("properties: {a: {type: string}}", "properties: {a: {type: string, readOnly: true}}"),
    ),
    (
        *("became-write-only", "became-not-write-only"),
        *("properties: {a: {type: string}}", "properties: {a: {type: string, writeOnly: true}}"),
    ),
    (
        *("property-deprecated", "property-reactivated"),
        *("type: string", "type: string, deprecated: true"),
    ),
    ("became-sensitive", "became-not-sensitive", "type: string", "type: string, x-sensitive: true"),
    ("pattern-added", "pattern-removed", "type: string", "type: string, pattern: ^A"),
    ("pattern-changed", "pattern-changed", "pattern: ^A", "pattern: ^B"),
    ("format-added", "format-removed", "type: string", "type: string, format: date"),
    ("format-changed", "format-changed", "format: date", "format: date-time"),
    ("multiple-of-added", "multiple-of-removed", "type: integer", "type: integer, multipleOf: 5"),
    ("multiple-of-changed", "multiple-of-changed", "multipleOf: 2", "multipleOf: 3"),
    ("not-added", "not-removed", "type: string", "type: string, not: {const: open}"),
    ("items-added", "items-removed", "type: array", "type: array, items: {type: string}"),
    (
        *("additional-properties-added", "additional-properties-removed"),
        *("type: object", "type: object, additionalProperties: false"),
    ),
    ("title-added", "title-removed", "type: string", "type: string, title: A"),
    ("title-changed", "title-changed", "title: A", "title: B"),
    ("description-added", "description-removed", "type: string", "type: string, description: A"),
    ("description-changed", "description-changed", "description: A", "description: B"),
    ("default-value-added", "default-value-removed", "type: string", "type: string, default: A"),
    ("default-value-changed", "default-value-changed", "default: A", "default: B"),
)
_A: Final = "name: a, in: query, schema: {type: string}"
_LIST: Final = "name: a, in: query, schema: {type: array}"
_FINE: Final = "'200': {description: Fine}"
_TEXT: Final = "content: {text/plain: {}}"
_OPERATIONS: Final = (
    ("endpoint-deprecated", "endpoint-reactivated", "", "deprecated: true"),
    ("api-operation-id-changed", "api-operation-id-changed", "operationId: a", "operationId: b"),
    ("api-tag-added", "api-tag-removed", "tags: []", "tags: [cards]"),
    (
        *("new-optional-request-parameter", "request-parameter-removed"),
        *("parameters: []", f"parameters: [{{{_A}}}]"),
    ),
    (
        *("new-required-request-parameter", "request-parameter-removed"),
        *("parameters: []", f"parameters: [{{{_A}, required: true}}]"),
    ),
    (
        *("request-parameter-became-required", "request-parameter-became-optional"),
        *(f"parameters: [{{{_A}}}]", f"parameters: [{{{_A}, required: true}}]"),
    ),
    (
        *("request-parameter-explode-changed", "request-parameter-explode-changed"),
        *(f"parameters: [{{{_LIST}}}]", f"parameters: [{{{_LIST}, explode: false}}]"),
    ),
    (
        *("request-parameter-deprecated", "request-parameter-reactivated"),
        *(f"parameters: [{{{_A}}}]", f"parameters: [{{{_A}, deprecated: true}}]"),
    ),
    ("request-body-added-optional", "request-body-removed", "", f"requestBody: {{{_TEXT}}}"),
    (
        *("request-body-added-required", "request-body-removed"),
        *("", f"requestBody: {{required: true, {_TEXT}}}"),
    ),
    (
        *("request-body-became-required", "request-body-became-optional"),
        *(f"requestBody: {{{_TEXT}}}", f"requestBody: {{required: true, {_TEXT}}}"),
    ),
    (
        *("response-success-status-added", "response-success-status-removed"),
        *(f"responses: {{{_FINE}}}", f"responses: {{{_FINE}, '202': {{description: Accepted}}}}"),
    ),
    (
        *("response-non-success-status-added", "response-non-success-status-removed"),
        *("responses: {}", "responses: {'404': {description: Not found}}"),
    ),
)


def _limits() -> Iterator[tuple[str, str, str, str]]:
    for keyword, word, kind, is_upper in _LIMITS:
        here, there = f"type: {kind}, {keyword}: 5", f"type: {kind}, {keyword}: 3"
        lower, higher = f"{word}-decreased", f"{word}-increased"
        yield f"{word}-set", f"{word}-unset", f"type: {kind}", here if is_upper else there
        yield lower, higher, here, there


def _both_ways(rows: tuple[tuple[str, str, str, str], ...]) -> dict[str, tuple[str, str]]:
    there = {rule: (before, after) for rule, _, before, after in rows}
    back = {rule: (after, before) for _, rule, before, after in rows}
    return {**back, **there}


SCHEMAS: Final[Mapping[str, tuple[str, str]]] = _both_ways((*_limits(), *_SCHEMAS))
"""Rule → members of a Schema Object before and after, as one line of YAML."""

OPERATIONS: Final[Mapping[str, tuple[str, str]]] = _both_ways(_OPERATIONS)
"""The same for members of an Operation Object."""
