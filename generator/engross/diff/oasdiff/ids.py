"""The ids of oasdiff and their levels, composed as it composes them: a place, then an edit.

Only the facts that a project moving over relies on: which ids there are, and what they fail.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

from engross.diff.levels import Level

_ERR, _WARN, _INFO = Level.BREAKING, Level.POTENTIALLY_BREAKING, Level.NON_BREAKING

_Levels: TypeAlias = Mapping[str, Level]
"""Place → level; the place is what an id begins with, empty where it has no such part."""


def _request(level: Level, *more: str) -> _Levels:
    return {f"request-{place}": level for place in ("body", "property", *more)}


def _response(level: Level, *more: str) -> _Levels:
    return {f"response-{place}": level for place in ("body", "property", *more)}


_ALL_PARAMETERS: Final = ("parameter", "parameter-property")
_NARROWS: Final = {**_request(_ERR), **_response(_INFO)}
_WIDENS: Final = {**_request(_INFO), **_response(_ERR)}
_READ_ONLY: Final = {"request-read-only-property": _INFO}
_OF_A_PROPERTY: Final = {"request-property": _INFO, "response-property": _INFO}
_BY_NEED: Final = {
    f"{side}-{need}-property": _INFO
    for side in ("request", "response")
    for need in ("optional", "required")
}

_ROWS: Final[tuple[tuple[_Levels, str], ...]] = (
    # Limits.
    (
        _request(_ERR, "parameter"),
        (
            "max-decreased exclusive-max-decreased max-length-decreased min-increased"
            " exclusive-min-increased min-length-increased min-items-increased"
        ),
    ),
    (
        _request(_WARN, "parameter"),
        "max-set exclusive-max-set max-length-set min-set exclusive-min-set min-items-set",
    ),
    (
        {**_request(_INFO, "parameter"), **_response(_ERR)},
        (
            "max-increased exclusive-max-increased max-length-increased min-decreased"
            " exclusive-min-decreased min-length-decreased"
        ),
    ),
    ({"request-parameter": _ERR}, "max-items-decreased"),
    ({"request-parameter": _INFO}, "max-items-increased"),
    ({"request-parameter": _INFO, **_response(_ERR)}, "min-items-decreased"),
    (_response(_ERR), "max-length-unset min-items-unset"),
    (
        _READ_ONLY,
        (
            "max-decreased exclusive-max-decreased max-length-decreased min-increased"
            " exclusive-min-increased enum-value-removed"
        ),
    ),
    # Types and values.
    (
        {
            **_request(_ERR, "parameter"),
            "request-parameter-property": _WARN,
            **_response(_ERR, "header"),
        },
        "type-changed",
    ),
    (
        {**_request(_INFO, *_ALL_PARAMETERS), **_response(_ERR, "header")},
        "type-generalized became-nullable",
    ),
    ({"request-parameter-property": _ERR, **_response(_INFO, "header")}, "type-specialized"),
    ({**_request(_INFO), **_response(_INFO, "header")}, "type-compatible"),
    ({**_request(_ERR, *_ALL_PARAMETERS), **_response(_INFO, "header")}, "became-not-nullable"),
    ({**_request(_INFO, *_ALL_PARAMETERS), **_response(_ERR)}, "list-of-types-widened"),
    ({**_request(_ERR, *_ALL_PARAMETERS), **_response(_INFO)}, "list-of-types-narrowed"),
    (_request(_ERR, "parameter", "header-property"), "became-enum"),
    (
        {
            **_request(_ERR, *_ALL_PARAMETERS),
            "response-property": _INFO,
            "response-mediatype": _INFO,
        },
        "enum-value-removed",
    ),
    (
        {
            "request-property": _INFO,
            "request-parameter": _INFO,
            "request-parameter-property": _INFO,
            "response-property": _WARN,
            "response-write-only-property": _INFO,
        },
        "enum-value-added",
    ),
    (
        {"request-property": _ERR, "request-parameter": _ERR, "response-property": _INFO},
        "pattern-added",
    ),
    (
        {"request-property": _WARN, "request-parameter": _WARN, "response-property": _INFO},
        "pattern-changed",
    ),
    ({"request-parameter": _INFO, **_OF_A_PROPERTY}, "pattern-removed deprecated reactivated"),
    ({"request-property": _INFO, "request-parameter": _INFO}, "pattern-generalized"),
    (
        {**_request(_INFO), "request-parameter": _ERR, **_response(_INFO)},
        "default-value-added default-value-removed default-value-changed",
    ),
    (
        {"request-property": _ERR, "request-parameter": _ERR},
        "x-extensible-enum-value-removed",
    ),
    # Keywords that are there or not.
    (
        _NARROWS,
        (
            "any-of-removed one-of-removed all-of-added const-added prefix-items-removed if-added"
            " then-added else-added contains-added min-contains-increased max-contains-decreased"
            " dependent-required-added dependent-schema-added pattern-property-added"
            " property-names-added unevaluated-items-added unevaluated-properties-added"
            " content-schema-added"
        ),
    ),
    (
        _WIDENS,
        (
            "one-of-added const-removed prefix-items-added if-removed then-removed else-removed"
            " contains-removed min-contains-decreased max-contains-increased"
            " dependent-required-removed dependent-schema-removed pattern-property-removed"
            " property-names-removed unevaluated-items-removed unevaluated-properties-removed"
            " content-schema-removed"
        ),
    ),
    (
        {**_request(_ERR), **_response(_ERR)},
        (
            "const-changed dependent-required-changed content-encoding-changed"
            " content-media-type-changed"
        ),
    ),
    ({**_request(_WARN), **_response(_INFO)}, "all-of-removed"),
    (
        {**_request(_INFO), **_response(_INFO)},
        (
            "any-of-added all-of-added-annotation-only all-of-removed-annotation-only"
            " discriminator-added discriminator-removed discriminator-property-name-changed"
            " discriminator-mapping-added discriminator-mapping-deleted"
            " discriminator-mapping-changed"
        ),
    ),
    ({"request-body": _ERR, "response-body": _ERR}, "wrapped-in-one-of"),
    # Properties.
    (
        {
            "request-property": _WARN,
            "response-required-property": _ERR,
            "response-optional-property": _WARN,
            "response-required-write-only-property": _INFO,
            "response-optional-write-only-property": _INFO,
        },
        "removed",
    ),
    (
        {
            "new-required-request-property": _ERR,
            "new-required-request-property-with-default": _ERR,
            "new-optional-request-property": _INFO,
            "new-required-request-header-property": _ERR,
        },
        "",
    ),
    (
        {
            "response-required-property": _INFO,
            "response-optional-property": _INFO,
            "response-required-write-only-property": _INFO,
            "response-optional-write-only-property": _INFO,
        },
        "added",
    ),
    (
        {
            "request-body": _ERR,
            "request-property": _ERR,
            "request-parameter": _ERR,
            "request-header-property": _ERR,
            "response-property": _INFO,
            "response-write-only-property": _INFO,
        },
        "became-required",
    ),
    ({"request-property": _ERR}, "became-required-with-default"),
    (
        {
            "request-body": _INFO,
            "request-property": _INFO,
            "request-parameter": _INFO,
            "response-property": _ERR,
            "response-write-only-property": _INFO,
            "response-header": _ERR,
        },
        "became-optional",
    ),
    (
        {**_BY_NEED, "response-required-property": _WARN},
        "became-not-write-only",
    ),
    (_BY_NEED, "became-write-only became-read-only became-not-read-only"),
    (_OF_A_PROPERTY, "deprecated-with-sunset stability-increased"),
    (
        {"request-property": _ERR, "response-property": _ERR},
        (
            "deprecated-sunset-missing deprecated-sunset-invalid sunset-date-too-small"
            " stability-decreased"
        ),
    ),
    # Parameters, bodies, responses, headers.
    (
        {"request-parameter": _ERR},
        (
            "deprecated-sunset-missing sunset-date-too-small sunset-parse sunset-deleted"
            " sunset-date-changed-too-small removed-before-sunset"
        ),
    ),
    ({"request-parameter": _WARN}, "removed"),
    ({"request-parameter": _INFO}, "removed-with-deprecation"),
    ({"request-body": _ERR}, "added-required removed media-type-removed"),
    ({"request-body": _INFO}, "added-optional media-type-added"),
    ({"request-body": _ERR, "response-body": _INFO}, "media-type-schema-added"),
    ({"request-body": _INFO, "response-body": _WARN}, "media-type-schema-removed"),
    ({"response-header": _INFO}, "added"),
    (
        {"": _ERR},
        (
            "new-required-request-parameter new-request-path-parameter"
            " new-required-request-default-parameter-to-existing-path"
            " required-response-header-removed response-success-status-removed"
            " response-media-type-removed response-media-type-name-generalized"
        ),
    ),
    ({"": _WARN}, "optional-response-header-removed"),
    (
        {"": _INFO},
        (
            "new-optional-request-parameter"
            " new-optional-request-default-parameter-to-existing-path"
            " response-success-status-added response-non-success-status-added"
            " response-non-success-status-removed response-media-type-added"
            " response-media-type-name-changed response-media-type-name-specialized"
        ),
    ),
    # Operations and the document.
    (
        {"": _ERR},
        (
            "api-path-removed-without-deprecation api-path-removed-before-sunset"
            " api-path-sunset-parse api-removed-without-deprecation api-removed-before-sunset"
            " webhook-removed api-deprecated-sunset-parse api-deprecated-sunset-missing"
            " api-sunset-date-too-small api-sunset-date-changed-too-small sunset-deleted"
            " api-stability-decreased api-invalid-stability-level"
        ),
    ),
    (
        {"": _INFO},
        (
            "endpoint-added endpoint-deprecated endpoint-deprecated-with-sunset"
            " endpoint-reactivated api-path-removed-with-deprecation api-removed-with-deprecation"
            " webhook-added api-stability-increased api-operation-id-removed"
            " api-operation-id-added api-tag-removed api-tag-added api-security-removed"
            " api-security-added api-security-scope-added api-security-scope-removed"
            " api-global-security-removed api-global-security-added"
            " api-global-security-scope-added api-global-security-scope-removed"
            " api-security-component-removed api-security-component-added"
            " api-security-component-type-changed api-security-component-oauth-url-changed"
            " api-security-component-oauth-token-url-changed"
            " api-security-component-oauth-scope-added api-security-component-oauth-scope-removed"
            " api-security-component-oauth-scope-changed api-schema-removed api-version-not-bumped"
            " api-version-decreased api-major-version-not-bumped"
        ),
    ),
)


def _ids() -> Iterator[tuple[str, Level]]:
    for levels, words in _ROWS:
        for word in words.split() or [""]:
            for place, level in levels.items():
                yield f"{place}-{word}".strip("-"), level


LEVELS: Final[Mapping[str, Level]] = dict(_ids())
"""Id → level."""
