"""The table of rules: a row per kind of edit, and what follows from it for whom.

The level of an edit inside a schema is what was proved about its values. That of any other edit
follows from its effect and from who writes what it is about (`levels.derived`). A row that says
otherwise gives its reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from engross.diff.levels import Category, Effect, Level, Rule

_WIRE = (Category.WIRE, Category.TYPES)
_API = (Category.WIRE, Category.SOURCE)
_DOCS = (Category.DOCS,)
_NARROWS, _WIDENS, _REPLACES, _ANNOTATES = Effect

_OPEN_WORLD = "the world is open: nobody sends what was not described, and unknown members are kept"
_TOLERANT = "the generated client keeps a value that it does not know"
_GONE = "the generated model loses the attribute, although a value without it was allowed before"
_ANNOUNCED = "its end was announced, and the day has passed"
_UNDECIDED = "nothing here knows what it does to the bytes"
_ANOTHER_HOST = "the one before is still there, but the generated client calls another"
_DECODED = "a server that decodes percent escapes sees no difference"
_UNASKED = "whether it is ever answered is the provider's to choose"
_ENVELOPED = "the generated client raises where it returned a value, or the contrary"
_MEANS = "a caller who leaves it out means something else now"
_SAID = "it says what may have been so before"


def _limits() -> list[Rule]:
    """Write the rows of the limits, which are alike."""
    rows = []
    for word, name, upper in (
        ("max", "maximum", True),
        ("exclusive-max", "exclusive maximum", True),
        ("max-length", "greatest length", True),
        ("max-items", "greatest number of items", True),
        ("max-properties", "greatest number of members", True),
        ("max-contains", "greatest number of items that `contains` matches", True),
        ("min", "minimum", False),
        ("exclusive-min", "exclusive minimum", False),
        ("min-length", "least length", False),
        ("min-items", "least number of items", False),
        ("min-properties", "least number of members", False),
        ("min-contains", "least number of items that `contains` matches", False),
    ):
        tighter, looser = ("decreased", "increased") if upper else ("increased", "decreased")
        rows += [
            _wire(f"{word}-set", _NARROWS, f"the {name} was set to {{new}}"),
            _wire(f"{word}-unset", _WIDENS, f"the {name} {{old}} was removed"),
            _wire(f"{word}-{tighter}", _NARROWS, f"the {name} went from {{old}} to {{new}}"),
            _wire(f"{word}-{looser}", _WIDENS, f"the {name} went from {{old}} to {{new}}"),
        ]
    return rows


def _words() -> list[Rule]:
    """Write the rows of keywords that are there or not."""
    rows = []
    for word, name in (
        ("pattern", "pattern"),
        ("format", "format"),
        ("multiple-of", "`multipleOf`"),
        ("content-encoding", "content encoding"),
        ("content-media-type", "content media type"),
        ("dependent-required", "rule for the presence of {member}"),
    ):
        rows += [*_presence(word, name), _wire(f"{word}-changed", _REPLACES, f"the {name} changed")]
    # What changed inside a schema is told there.
    for word, name in (
        ("not", "`not`"),
        ("if", "`if`"),
        ("then", "`then`"),
        ("else", "`else`"),
        ("items", "schema of the items"),
        ("contains", "`contains`"),
        ("additional-properties", "schema of further members"),
        ("property-names", "schema of the members' names"),
        ("unevaluated-items", "`unevaluatedItems`"),
        ("unevaluated-properties", "`unevaluatedProperties`"),
        ("all-of", "part {member} of `allOf`"),
        ("pattern-property", "rule for members like {member}"),
        ("dependent-schema", "rule for the presence of {member}"),
    ):
        rows += _presence(word, name)
    for word in ("any-of", "one-of"):
        rows += [
            _wire(f"{word}-added", _WIDENS, "the alternative {member} was added"),
            _wire(f"{word}-removed", _NARROWS, "the alternative {member} was removed"),
        ]
    return rows


def _presence(word: str, name: str) -> list[Rule]:
    return [
        _wire(f"{word}-added", _NARROWS, f"the {name} was added"),
        _wire(f"{word}-removed", _WIDENS, f"the {name} was removed"),
    ]


def _wire(rule: str, effect: Effect, meaning: str) -> Rule:
    return Rule(id=rule, effect=effect, categories=_WIRE, meaning=meaning)


def _docs(rule: str, meaning: str) -> Rule:
    return Rule(id=rule, effect=_ANNOTATES, categories=_DOCS, meaning=meaning)


def _described() -> list[Rule]:
    """Write the rows of texts for readers."""
    return [
        _docs(f"{word}-{verb}", f"the {word.replace('-', ' ')} was {verb}")
        for word in ("title", "description")
        for verb in ("added", "removed", "changed")
    ] + [
        _docs(f"{word}-{verb}", f"the {name} was {verb}")
        for word, name in _READ.items()
        for verb in ("added", "removed", "changed")
    ]


_READ: Final = {
    "api-description": "description",
    "api-external-docs": "link to the documentation",
    "api-summary": "summary",
    "api-operation-description": "description",
    "api-operation-external-docs": "link to the documentation",
    "api-irreversible": "note of what cannot be undone",
    "api-security-component-description": "description of the security scheme",
    "api-security-component-bearer-format": "format of the token",
    "documented-error-description": "description of the failure",
    "encoding-header-description": "description of the header",
    "example": "example {member}",
    "extension": "extension `{member}`",
    "link": "link {member}",
    "remark": "`{member}`",
    "request-body-description": "description",
    "request-parameter-description": "description",
    "response-description": "description",
    "response-header-description": "description of the header",
    "server-description": "description of the server",
    "server-variable-description": "description of the variable",
    "tag-object-description": "description of the tag",
}


def _lifetimes() -> list[Rule]:
    """Write the rows of what is deprecated and then removed."""
    rows = []
    for word, name in (
        ("endpoint", "operation"),
        ("request-parameter", "parameter"),
        ("property", "member"),
    ):
        rows += [
            _docs(f"{word}-deprecated", f"the {name} was deprecated"),
            _docs(f"{word}-reactivated", f"the {name} is no longer deprecated"),
            _docs(f"{word}-sunset-added", f"the {name} may be gone after {{new}}"),
            _docs(f"{word}-sunset-deleted", "the sunset {old} was removed"),
            _docs(f"{word}-sunset-changed", "the sunset went from {old} to {new}"),
            _docs(f"{word}-sunset-moved-nearer", "the sunset moved nearer, from {old} to {new}"),
            _docs(f"{word}-sunset-date-too-small", "the sunset {new} is already past"),
            _docs(f"{word}-sunset-invalid", "the sunset {new} is no date: write YYYY-MM-DD"),
        ]
    for word, effect, name, levels in (
        ("endpoint", _NARROWS, "the operation", {}),
        ("request-parameter", _REPLACES, "the parameter {member}", {}),
        ("property", _WIDENS, "the member {member}", {"request": Level.BREAKING, "reason": _GONE}),
    ):
        rows += [
            _api(f"{word}-removed", effect, f"{name} was removed", **levels),
            _api(
                f"{word}-removed-with-deprecation", effect,
                f"{name} was removed; it was deprecated, but no sunset that is known to be past",
                **levels,
            ),
            _api(
                f"{word}-removed-before-sunset", effect,
                f"{name} was removed before its sunset", **levels,
            ),
            _api(
                f"{word}-removed-after-sunset", effect, f"{name} was removed after its sunset",
                request=Level.NON_BREAKING, response=Level.NON_BREAKING, reason=_ANNOUNCED,
            ),
        ]  # fmt: skip
    return rows


def _api(rule: str, effect: Effect, meaning: str, **levels: Any) -> Rule:
    return Rule(id=rule, effect=effect, categories=_API, meaning=meaning, **levels)


_SCHEMAS: Final = (
    _wire("became-impossible", _NARROWS, "no value is allowed any more"),
    _wire("became-possible", _WIDENS, "values are allowed that were not"),
    _wire("type-generalized", _WIDENS, "the type went from {old} to {new}"),
    _wire("type-specialized", _NARROWS, "the type went from {old} to {new}"),
    _wire("type-changed", _REPLACES, "the type went from {old} to {new}"),
    _wire("became-nullable", _WIDENS, "null is allowed"),
    _wire("became-not-nullable", _NARROWS, "null is no longer allowed"),
    _wire("became-enum", _NARROWS, "only {new} are allowed"),
    _wire("enum-removed", _WIDENS, "any value is allowed, not only {old}"),
    _wire("enum-value-removed", _NARROWS, "the value {member} was removed"),
    Rule(
        id="enum-value-added", effect=_WIDENS, categories=_WIRE,
        meaning="the value {member} was added", response=Level.NON_BREAKING, reason=_TOLERANT,
    ),
    _wire("const-added", _NARROWS, "only {new} is allowed"),
    _wire("const-removed", _WIDENS, "any value is allowed, not only {old}"),
    _wire("const-changed", _REPLACES, "the only value went from {old} to {new}"),
    _wire("unique-items-set", _NARROWS, "the items have to be distinct"),
    _wire("unique-items-unset", _WIDENS, "items may be repeated"),
    Rule(
        id="property-added", effect=_NARROWS, categories=(*_WIRE, Category.SOURCE),
        meaning="the member {member} was added",
        request=Level.NON_BREAKING, response=Level.NON_BREAKING, reason=_OPEN_WORLD,
    ),
    _wire("prefix-items-added", _NARROWS, "the item {member} was described"),
    _wire("prefix-items-removed", _WIDENS, "the item {member} is no longer described"),
    _wire("property-became-required", _NARROWS, "the member {member} became required"),
    _wire("property-became-optional", _WIDENS, "the member {member} became optional"),
    _wire("became-read-only", _REPLACES, "only the provider sends it"),
    _wire("became-not-read-only", _REPLACES, "the caller may send it too"),
    _wire("became-write-only", _REPLACES, "only the caller sends it"),
    _wire("became-not-write-only", _REPLACES, "the provider may send it too"),
    *(
        Rule(
            id=f"default-value-{verb}", effect=_REPLACES, categories=_DOCS,
            meaning=f"the default was {verb}", reason=_SAID,
            request=Level.ANNOTATION, response=Level.ANNOTATION,
        )
        for verb in ("added", "removed")
    ),
    Rule(
        id="default-value-changed", effect=_REPLACES, categories=_API,
        meaning="the default went from {old} to {new}", reason=_MEANS,
        request=Level.POTENTIALLY_BREAKING, response=Level.ANNOTATION,
    ),
    *(
        Rule(
            id=f"unread-{verb}", effect=_REPLACES, categories=_API, reason=_UNDECIDED,
            meaning=f"`{{member}}` was {verb}",
            request=Level.POTENTIALLY_BREAKING, response=Level.POTENTIALLY_BREAKING,
        )
        for verb in ("added", "removed", "changed")
    ),
    _docs("became-sensitive", "it is kept out of logs"),
    _docs("became-not-sensitive", "it is no longer kept out of logs"),
    _docs("discriminator-added", "a discriminator was added"),
    _docs("discriminator-removed", "the discriminator was removed"),
    _docs("discriminator-property-name-changed", "the discriminator went from {old} to {new}"),
    _docs("discriminator-mapping-added", "the discriminator knows {member}"),
    _docs("discriminator-mapping-deleted", "the discriminator no longer knows {member}"),
    _docs("discriminator-mapping-changed", "the discriminator means another schema by {member}"),
    _docs("discriminator-default-mapping-added", "the discriminator takes {new} by default"),
    _docs("discriminator-default-mapping-removed", "the discriminator has no default any more"),
    _docs("discriminator-default-mapping-changed", "the default went from {old} to {new}"),
    *(
        Rule(
            id=f"envelope-{verb}", effect=_REPLACES, categories=(Category.SOURCE,),
            meaning=f"what says whether the answer is a success was {verb} (`x-envelope`)",
            request=Level.ANNOTATION, response=Level.POTENTIALLY_BREAKING, reason=_ENVELOPED,
        )
        for verb in ("added", "removed", "changed")
    ),
)  # fmt: skip

_OPERATIONS: Final = (
    _api("endpoint-added", _WIDENS, "the operation was added"),
    _docs("api-version-changed", "the version went from {old} to {new}"),
    _docs("api-title-changed", "the title went from {old} to {new}"),
    _api("webhook-added", _WIDENS, "the webhook was added"),
    _api("webhook-removed", _NARROWS, "the webhook was removed"),
    _api("callback-added", _WIDENS, "the callback {member} was added"),
    _api("callback-removed", _NARROWS, "the callback {member} was removed"),
    *(
        Rule(
            id=f"api-operation-id-{verb}", effect=_REPLACES, categories=(Category.SOURCE,),
            meaning="the operationId went from {old} to {new}",
        )
        for verb in ("added", "removed", "changed")
    ),
    _docs("api-tag-added", "the tag {member} was added"),
    _docs("api-tag-removed", "the tag {member} was removed"),
    _docs("tag-object-added", "the tag {member} was described"),
    _docs("tag-object-removed", "the description of the tag {member} was removed"),
    _api("server-added", _WIDENS, "the server {member} was added"),
    _api("server-removed", _NARROWS, "the server {member} was removed"),
    Rule(
        id="server-order-changed", effect=_REPLACES, categories=(Category.SOURCE,),
        meaning="the first server went from {old} to {new}", reason=_ANOTHER_HOST,
        request=Level.POTENTIALLY_BREAKING,
    ),
    _docs("server-placeholder-changed", "`x-placeholder` went from {old} to {new}"),
    _api("server-variable-added", _REPLACES, "the variable {member} was added to the address"),
    _api("server-variable-removed", _REPLACES, "the variable {member} of the address is gone"),
    _api("server-variable-default-changed", _REPLACES, "the default went from {old} to {new}"),
    _api("server-variable-enum-added", _NARROWS, "the variable takes only {new}"),
    _api("server-variable-enum-removed", _WIDENS, "the variable takes anything"),
    _api("server-variable-enum-value-added", _WIDENS, "the variable takes {member}"),
    _api("server-variable-enum-value-removed", _NARROWS, "the variable no longer takes {member}"),
    _api("security-required", _NARROWS, "credentials are required"),
    _api("security-no-longer-required", _WIDENS, "credentials are no longer required"),
    _api("api-security-added", _WIDENS, "{member} is another way to authenticate"),
    _api("api-security-subsumed", _WIDENS, "what is left asks for less than {member}"),
    _api("api-security-removed", _NARROWS, "{member} is no way to authenticate any more"),
    _api("api-security-scope-added", _NARROWS, "the scope {member} is required"),
    _api("api-security-scope-removed", _WIDENS, "the scope {member} is no longer required"),
    _docs("api-security-component-added", "the security scheme {member} was added"),
    _docs("api-security-component-removed", "the security scheme {member} was removed"),
    _api("api-security-component-type-changed", _REPLACES, "its type went from {old} to {new}"),
    _api("api-security-component-scheme-changed", _REPLACES, "it went from {old} to {new}"),
    _api("api-security-component-name-changed", _REPLACES, "its name went from {old} to {new}"),
    _api("api-security-component-location-changed", _REPLACES, "it is sent in another place"),
    _api(
        "api-security-component-open-id-connect-url-changed", _REPLACES,
        "the discovery of the provider went from {old} to {new}",
    ),
    Rule(
        id="api-security-component-renamed", effect=_REPLACES, categories=(Category.SOURCE,),
        meaning="the security scheme {old} is called {new}",
    ),
    _api("api-security-component-oauth-flow-added", _WIDENS, "the flow {member} was added"),
    _api("api-security-component-oauth-flow-removed", _NARROWS, "the flow {member} was removed"),
    *(
        _api(
            f"api-security-component-{word}-changed", _REPLACES,
            f"the {name} went from {{old}} to {{new}}",
        )
        for word, name in (
            ("oauth-url", "address where users agree"),
            ("oauth-token-url", "address where tokens are given"),
            ("oauth-refresh-url", "address where tokens are renewed"),
            ("oauth-device-url", "address where devices are authorised"),
        )
    ),
    _api("api-security-component-oauth-scope-added", _WIDENS, "the scope {member} was added"),
    _api("api-security-component-oauth-scope-removed", _NARROWS, "the scope {member} is gone"),
    _docs("api-security-component-oauth-scope-changed", "the scope {member} is described anew"),
    Rule(
        id="documented-error-added", effect=_WIDENS, categories=(Category.SOURCE,),
        meaning="the failure {member} was documented", request=Level.NON_BREAKING,
        response=Level.NON_BREAKING, reason="it is still a BusinessError",
    ),
    Rule(
        id="documented-error-removed", effect=_REPLACES, categories=(Category.SOURCE,),
        meaning="the failure {member} is no longer documented",
    ),
    Rule(
        id="documented-error-match-changed", effect=_REPLACES, categories=(Category.WIRE,),
        meaning="the failure is recognised otherwise",
    ),
    _api("new-required-request-parameter", _NARROWS, "the parameter {member} is required"),
    _api("new-optional-request-parameter", _WIDENS, "the parameter {member} was added"),
    _api("request-parameter-became-required", _NARROWS, "the parameter became required"),
    _api("request-parameter-became-optional", _WIDENS, "the parameter became optional"),
    Rule(
        id="request-parameter-name-changed", effect=_ANNOTATES, categories=(Category.SOURCE,),
        meaning="the name went from {old} to {new}, which nobody sees on the wire",
    ),
    _api("request-parameter-content-changed", _REPLACES, "it is written as {new}, not {old}"),
    *(
        Rule(
            id=f"{word}-allow-reserved-changed", effect=_REPLACES, categories=_API,
            meaning="`allowReserved` went from {old} to {new}", reason=_DECODED,
            request=Level.POTENTIALLY_BREAKING, response=Level.POTENTIALLY_BREAKING,
        )
        for word in ("request-parameter", "encoding")
    ),
    _api("request-parameter-empty-value-allowed", _WIDENS, "the value may be empty"),
    _api("request-parameter-empty-value-refused", _NARROWS, "the value may not be empty"),
    _docs("request-parameter-sensitive-changed", "`x-sensitive` went from {old} to {new}"),
    _api("request-body-added-required", _NARROWS, "a body is required"),
    _api("request-body-added-optional", _WIDENS, "a body may be sent"),
    _api("request-body-removed", _REPLACES, "the body was removed"),
    _api("request-body-became-required", _NARROWS, "the body became required"),
    _api("request-body-became-optional", _WIDENS, "the body became optional"),
    _api("request-body-media-type-added", _WIDENS, "the media type {member} was added"),
    _api("request-body-media-type-removed", _NARROWS, "the media type {member} was removed"),
    _api("media-type-encoding-changed", _REPLACES, "its media type went from {old} to {new}"),
    _api(
        "response-success-status-added", _WIDENS, "the status {member} was added",
        response=Level.POTENTIALLY_BREAKING, reason=_UNASKED,
    ),
    _docs("response-known-success-status-added", "the status {member} was described by itself"),
    _api("response-success-status-removed", _NARROWS, "the status {member} was removed"),
    _api(
        "response-last-success-status-removed", _REPLACES,
        "the status {member} was removed, and no success that was known is left",
    ),
    _docs("response-non-success-status-added", "the status {member} was added"),
    _docs("response-non-success-status-removed", "the status {member} was removed"),
    _api(
        "response-media-type-added", _WIDENS, "the media type {member} was added",
        response=Level.NON_BREAKING, reason="what was asked for can still be given",
    ),
    _api("response-media-type-removed", _REPLACES, "the media type {member} was removed"),
    _api("response-header-added", _NARROWS, "the header {member} was added"),
)  # fmt: skip


def _headers() -> list[Rule]:
    """Write the rows of the headers of answers and of parts of a body, and of ways to write."""
    rows = [_api("header-content-changed", _REPLACES, "it is written as {new}, not {old}")]
    for word in ("response-header", "encoding-header"):
        rows += [
            _api(f"required-{word}-added", _NARROWS, "the header {member} is required"),
            _api(f"optional-{word}-added", _ANNOTATES, "the header {member} was added"),
            _api(f"required-{word}-removed", _WIDENS, "the header {member} was removed"),
            _api(
                f"optional-{word}-removed", _WIDENS, "the header {member} was removed",
                response=Level.POTENTIALLY_BREAKING, reason="it could be absent before",
            ),
            _api(f"{word}-became-optional", _WIDENS, "the header became optional"),
            _api(f"{word}-became-required", _NARROWS, "the header became required"),
            _docs(f"{word}-deprecated", "the header was deprecated"),
            _docs(f"{word}-reactivated", "the header is no longer deprecated"),
        ]  # fmt: skip
    for word, keyword in (
        ("request-parameter", "style"),
        ("request-parameter", "explode"),
        ("encoding", "style"),
        ("encoding", "explode"),
        ("response-header", "explode"),
        ("encoding-header", "explode"),
    ):
        told = f"`{keyword}` went from {{old}} to {{new}}"
        rows += [
            _api(f"{word}-{keyword}-changed", _REPLACES, told),
            _docs(f"{word}-{keyword}-restated", f"{told}, which changes no value's bytes"),
        ]
    return rows


_PYTHON: Final = (
    Rule(
        id="python-symbol-removed", effect=_REPLACES, categories=(Category.SOURCE,),
        meaning="{member} is gone from the Python package",
    ),
    Rule(
        id="python-symbol-replaced", effect=_REPLACES, categories=(Category.SOURCE,),
        meaning="{member} is {new} in the Python package now",
    ),
    Rule(
        id="python-signature-changed", effect=_REPLACES, categories=(Category.SOURCE,),
        meaning="in Python {member} went from {old} to {new}",
    ),
    Rule(
        id="python-annotation-changed", effect=_REPLACES, categories=(Category.TYPES,),
        meaning="the type of {member} in Python went from {old} to {new}",
    ),
)  # fmt: skip
NOT_COMPARED: Final = Rule(
    id="part-not-compared", effect=_REPLACES, categories=_API,
    meaning="what stands here could not be read, so it was not compared",
    request=Level.POTENTIALLY_BREAKING, response=Level.POTENTIALLY_BREAKING,
    reason="nobody knows whether it changed",
)  # fmt: skip
PYTHON_RULES: Final = frozenset(rule.id for rule in _PYTHON)
"""The rules for what breaks Python code where no finding on the document says it."""


RULES: Final[Mapping[str, Rule]] = {
    rule.id: rule
    for rule in (
        *(*_OPERATIONS, *_headers(), *_lifetimes()),
        *(*_SCHEMAS, *_limits(), *_words(), *_described(), *_PYTHON, NOT_COMPARED),
    )
}
