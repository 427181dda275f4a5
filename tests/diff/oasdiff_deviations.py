"""Where the profile `oasdiff` differs from oasdiff on purpose: what for, and what shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Witness:
    """A value, and what a validator says of it before and after."""

    base: Any
    revision: Any
    value: Any
    before: bool
    after: bool


@dataclass(frozen=True, kw_only=True)
class Deviation:
    """Rows of oasdiff that are not ours, or have another level, or rows of ours it has not."""

    reason: str
    rows: Mapping[str, str]
    """Case → ids."""
    witness: Witness | None = None
    """Absent where no value decides: the reason says what does."""
    signed: str = "engross"
    """Who stands for it."""


_VERSION = "api-version-not-bumped"
_MAJOR = "api-major-version-not-bumped"

MISSING = (
    Deviation(
        reason="the path has no such name, so no URL carries the parameter: it is left out, and "
        "the reader warns",
        rows={
            "request-parameter-became-enum": (
                "request-parameter-became-enum request-parameter-type-changed"
                " request-parameter-enum-value-added"
            ),
            "request-parameter-min-decreased": "request-parameter-min-decreased",
            "request-parameter-min-increased": "request-parameter-min-increased",
            "request-parameter-xextensible-enum-value-removed": (
                "request-parameter-x-extensible-enum-value-removed"
            ),
            "request-path-param-format-changed": "request-parameter-type-changed",
            "request-path-param-format-removed": "request-parameter-type-generalized",
            "request-path-param-scalar-to-array-still-breaking": "request-parameter-type-changed",
            "request-path-param-type-add-string": "request-parameter-type-generalized",
            "request-path-param-type-changed": "request-parameter-type-changed",
            "request-path-param-type-integer-to-number": "request-parameter-type-generalized",
        },
    ),
    Deviation(
        reason="the path had the name before: declaring it asks for nothing new",
        rows={
            "breaking-new-path-param": "new-request-path-parameter",
            "diff-common-params-added": "new-request-path-parameter",
        },
    ),
    Deviation(
        reason="a policy of days between deprecation and sunset is a project's own: only a day "
        "that has passed is too small here",
        rows={
            "breaking-deprecation-with-early-sunset": f"{_VERSION} api-sunset-date-too-small",
            "breaking-deprecation-without-sunset-with-policy": (
                f"{_VERSION} api-deprecated-sunset-missing"
            ),
            "breaking-parameter-deprecation-with-early-sunset": (
                f"{_VERSION} request-parameter-sunset-date-too-small"
            ),
            "breaking-parameter-deprecation-without-sunset-with-policy": (
                f"{_VERSION} request-parameter-deprecated-sunset-missing"
            ),
            "request-property-deprecation-with-early-sunset": (
                f"{_MAJOR} request-property-sunset-date-too-small"
            ),
            "request-property-deprecation-without-sunset-with-policy": (
                f"{_MAJOR} request-property-deprecated-sunset-missing"
                " response-property-deprecated-sunset-missing"
            ),
            "response-property-deprecation-with-early-sunset": (
                f"{_MAJOR} response-property-sunset-date-too-small"
            ),
        },
    ),
    Deviation(
        reason="a body without a media type cannot be sent: it is left out, and the reader warns",
        rows={
            "breaking-adding-optional-request-body": "request-body-added-optional",
            "breaking-adding-required-request-body": f"{_VERSION} request-body-added-required",
            "breaking-request-body-required-disabled": "request-body-became-optional",
            "breaking-request-body-required-enabled": f"{_VERSION} request-body-became-required",
        },
    ),
    Deviation(
        reason="a list of values that is dropped takes no value away",
        rows={
            "breaking-request-body-enum-removed": "request-body-enum-value-removed",
            "transition-claims-real-change-alongside-transition-still-reported": (
                f"{_VERSION} request-property-enum-value-removed"
            ),
        },
        witness=Witness(
            base={"type": "string", "enum": ["alpha", "beta"]},
            revision={"oneOf": [{"type": "string"}, {"type": "integer"}]},
            value="alpha", before=True, after=True,
        ),
    ),
    Deviation(
        reason="an alternative that has another name, title or description is the same one",
        rows={
            "any-of-include-descriptions": "response-body-any-of-removed",
            "any-of-inline-ref-refactor-opt-out": (
                f"{_VERSION} request-body-any-of-removed request-body-any-of-added"
            ),
            "request-body-any-of-multi-media-type-details": (
                f"{_VERSION} request-body-any-of-removed request-body-any-of-added"
            ),
            "xof-titles-title-name-changed": (
                "response-body-any-of-removed response-body-any-of-added"
            ),
        },
        witness=Witness(
            base={"anyOf": [{"enum": ["user", "superadmin"]}, {"type": "null"}]},
            revision={
                "anyOf": [{"$ref": "#/$defs/UserRole"}, {"type": "null"}],
                "$defs": {"UserRole": {"title": "UserRole", "enum": ["user", "superadmin"]}},
            },
            value="user", before=True, after=True,
        ),
    ),
    Deviation(
        reason="a part of `allOf` is told by what it says: a value has to be good for both, "
        "however it is written",
        rows={
            "breaking-request-property-all-of-added": (
                f"{_VERSION} request-body-all-of-added request-property-all-of-added"
            ),
            "breaking-request-property-all-of-removed": (
                "request-body-all-of-removed request-property-all-of-removed"
            ),
            "color": "request-body-all-of-added",
            "request-property-all-of-added-annotation-only-at-property-emits-info": (
                "request-property-all-of-added-annotation-only"
            ),
            "request-property-all-of-added-annotation-only-emits-info": (
                "request-body-all-of-added-annotation-only"
            ),
            "request-property-all-of-added-with-sources-inline": (
                f"{_VERSION} request-body-all-of-added"
            ),
            "response-property-all-of-added": (
                "response-body-all-of-added response-property-all-of-added"
            ),
            "response-property-all-of-added-annotation-only-emits-info-with-distinc": (
                "response-body-all-of-added-annotation-only"
            ),
            "response-property-all-of-added-with-sources-inline": "response-body-all-of-added",
            "response-property-all-of-removed": (
                "response-body-all-of-removed response-property-all-of-removed"
            ),
        },
        witness=Witness(
            base={"allOf": [{"properties": {"name": {"type": "string"}}}]},
            revision={
                "allOf": [
                    {"properties": {"name": {"type": "string"}}},
                    {"properties": {"name": {"type": "string"}}},
                ]
            },
            value={"name": 1}, before=False, after=False,
        ),
    ),
    Deviation(
        reason="alternatives that are only types are one list of types, titled or not",
        rows={
            "xof-titles-empty-title": "response-property-type-changed",
            "xof-titles-titles-modified": "response-property-type-changed",
            "xof-titles-titles-modified-and-added": "response-property-type-changed",
        },
        witness=Witness(
            base={"anyOf": [{"title": "Title 1", "type": "string"}, {"type": "number"}]},
            revision={"type": ["string", "number"]},
            value="text", before=True, after=True,
        ),
    ),
    Deviation(
        reason="text that has to be an integer as well is no value: the list of types did not grow",
        rows={
            "list-of-types-diff-edge-cases": "response-property-list-of-types-widened",
            "list-of-types-integration-edge-cases": "response-property-list-of-types-widened",
        },
        witness=Witness(
            base={"oneOf": [{"type": "string"}], "anyOf": [{"type": "integer"}]},
            revision={"anyOf": [{"type": "string"}, {"type": "number"}]},
            value="text", before=False, after=True,
        ),
    ),
    Deviation(
        reason="null beside one alternative makes it nullable, whatever else changed",
        rows={
            "nullable-wrapping-narrowed-enum-still-reported": (
                "request-property-list-of-types-widened"
            ),
        },
        witness=Witness(
            base={"enum": ["user", "serviceAccount"]},
            revision={"oneOf": [{"type": "null"}, {"enum": ["user"]}]},
            value=None, before=False, after=True,
        ),
    ),
    Deviation(
        reason="a webhook's body is written by the provider: a new requirement gives its reader "
        "less, so nothing breaks and the version may stay",
        rows={"oas31": _VERSION, "webhook-operation-changes-detected": _VERSION},
        witness=Witness(
            base={"properties": {"id": {"type": "integer"}}},
            revision={"properties": {"id": {"type": "integer"}}, "required": ["id"]},
            value={"id": 1}, before=True, after=True,
        ),
    ),
    Deviation(
        reason="who asks for a media type by its name does not get another one",
        rows={
            "change-media-type-parameters": "response-media-type-name-changed",
            "generalize-media-type-name": "response-media-type-name-generalized",
            "specialize-media-type-name": "response-media-type-name-specialized",
        },
    ),
    Deviation(
        reason="`int` is no type: the reader reports an error, and goes on without it",
        rows={"breaking-req-body-became-enum-and-type-changed": "request-body-type-changed"},
    ),
    Deviation(
        reason="the name of a path parameter is nobody's business: it is the same path",
        rows={
            "api-added-detects-modified-paths-with-path-param": "endpoint-added",
            "duplicate-paths-ok": "endpoint-added api-path-removed-without-deprecation",
        },
    ),
    Deviation(
        reason="paths are compared as they are written: there is no option to add a prefix",
        rows={
            "prefix-base-prefix-modified": "api-path-removed-without-deprecation",
            "schema-diff-any-of-modified": (
                "request-parameter-min-set new-optional-request-parameter"
            ),
        },
    ),
    Deviation(
        reason="the stability from which on something is promised is no option",
        rows={"endpoint-stability-draft-to-stable-increased": "api-stability-increased"},
    ),
)  # fmt: skip
"""Rows that we have not."""

LEVELS = (
    Deviation(
        reason="a webhook's body is written by the provider: a new requirement takes nothing "
        "away from its reader",
        rows={
            "oas31": "request-property-became-required",
            "webhook-operation-changes-detected": "request-body-became-required",
        },
        witness=Witness(
            base={"properties": {"id": {"type": "integer"}}},
            revision={"properties": {"id": {"type": "integer"}}, "required": ["id"]},
            value={"id": 1}, before=True, after=True,
        ),
    ),
    Deviation(
        reason="levels of one's own are written in the file of overrides",
        rows={
            "custom-severity-levels": "request-parameter-enum-value-added api-security-removed"
        },
    ),
)  # fmt: skip
"""Rows that have another level."""

ALARMS = (
    Deviation(
        reason="what cannot be read may have changed: nobody compared it",
        rows={
            "circular-schema-diff": "part-not-compared",
            "empty-components-omitted": "part-not-compared",
        },
    ),
    Deviation(
        reason="a name that is required is required, described or not",
        rows={
            "breaking-req-body-new-required-property-new": "request-property-became-required",
        },
        witness=Witness(
            base={"required": ["id"]}, revision={"required": ["id", "name"]},
            value={"id": 1}, before=True, after=False,
        ),
    ),
    Deviation(
        reason="a parameter of a path is one of each of its operations",
        rows={
            "breaking-request-parameter-max-items-without-flatten": (
                "request-parameter-max-items-decreased"
            ),
        },
    ),
    Deviation(
        reason="a server that is no longer named is no longer promised",
        rows={"breaking-servers": "server-removed"},
    ),
    Deviation(
        reason="paths are compared as they are written: there is no option to add a prefix",
        rows=dict.fromkeys(
            (
                *("prefix-base-prefix", "prefix-base-strip", "prefix-revision-prefix"),
                *("prefix-revision-strip", "prefix-strip-and-prefix"),
            ),
            "api-path-removed-without-deprecation",
        ),
    ),
)  # fmt: skip
"""Rows of ours that may break, in cases where oasdiff has no row at all."""
