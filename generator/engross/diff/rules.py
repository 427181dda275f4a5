"""The table of rules: a row per kind of edit, and what follows from it for whom.

The level of an edit inside a schema is what was proved about its values. That of any other edit
follows from its effect and from who writes what it is about (`_DERIVED`). A row that says
otherwise gives its reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, IntEnum
from typing import Any, Final

from engross.diff.documents import Direction


class Level(IntEnum):
    """How bad an edit is; the greater the worse."""

    ANNOTATION = 0
    NON_BREAKING = 1
    POTENTIALLY_BREAKING = 2
    BREAKING = 3

    @property
    def word(self) -> str:
        """Say it as the reports do."""
        return self.name.lower().replace("_", "-")


class Effect(Enum):
    """What an edit does to what can be said or done."""

    NARROWS = "narrows"
    WIDENS = "widens"
    REPLACES = "replaces"
    ANNOTATES = "annotates"


class Category(Enum):
    """Who is concerned."""

    WIRE = "wire"
    """The bytes that are exchanged."""
    TYPES = "types"
    """The type checker, and the validation of values."""
    SOURCE = "source"
    """Imports, signatures and attributes of the Python package."""
    DOCS = "docs"
    """Readers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One row."""

    id: str
    effect: Effect
    categories: tuple[Category, ...]
    meaning: str
    """The finding's message; `{member}`, `{old}` and `{new}` are those of the edit."""
    request: Level | None = None
    """The level in what the caller writes, where it is not what follows."""
    response: Level | None = None
    """The level in what the caller reads, where it is not what follows."""
    reason: str = ""
    """Why these levels are not what follows."""

    @property
    def is_of_values(self) -> bool:
        """Whether it is about the inside of a schema, so that a proof decides its level."""
        return Category.TYPES in self.categories

    def excepted(self, direction: Direction | None) -> Level | None:
        """Give the level that the row itself says, if it does."""
        return self.response if direction is Direction.RESPONSE else self.request


_WIRE = (Category.WIRE, Category.TYPES)
_API = (Category.WIRE, Category.SOURCE)
_DOCS = (Category.DOCS,)
_NARROWS, _WIDENS, _REPLACES, _ANNOTATES = Effect

# Who writes a value suffers when less is accepted, who reads it when more is given.
_DERIVED: Final[Mapping[tuple[Effect, Direction], Level]] = {
    (_NARROWS, Direction.REQUEST): Level.BREAKING,
    (_NARROWS, Direction.RESPONSE): Level.NON_BREAKING,
    (_WIDENS, Direction.REQUEST): Level.NON_BREAKING,
    (_WIDENS, Direction.RESPONSE): Level.BREAKING,
    (_REPLACES, Direction.REQUEST): Level.BREAKING,
    (_REPLACES, Direction.RESPONSE): Level.BREAKING,
    (_ANNOTATES, Direction.REQUEST): Level.ANNOTATION,
    (_ANNOTATES, Direction.RESPONSE): Level.ANNOTATION,
}

_OPEN_WORLD = "the world is open: nobody sends what was not described, and unknown members are kept"
_TOLERANT = "the generated client keeps a value that it does not know"
_GONE = "the generated model loses the attribute, although a value without it was allowed before"


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
    ):
        rows += [
            _wire(f"{word}-added", _NARROWS, f"the {name} was added"),
            _wire(f"{word}-removed", _WIDENS, f"the {name} was removed"),
            _wire(f"{word}-changed", _REPLACES, f"the {name} was changed"),
        ]
    for word, name in (
        ("pattern-property", "members like {member}"),
        ("dependent-schema", "the presence of {member}"),
        ("dependent-required", "the presence of {member}"),
    ):
        rows += [
            _wire(f"{word}-added", _NARROWS, f"a rule for {name} was added"),
            _wire(f"{word}-removed", _WIDENS, f"the rule for {name} was removed"),
            _wire(f"{word}-changed", _REPLACES, f"the rule for {name} was changed"),
        ]
    for word in ("any-of", "one-of"):
        rows += [
            _wire(f"{word}-added", _WIDENS, "the alternative {member} was added"),
            _wire(f"{word}-removed", _NARROWS, "the alternative {member} was removed"),
        ]
    return rows


def _wire(rule: str, effect: Effect, meaning: str) -> Rule:
    return Rule(id=rule, effect=effect, categories=_WIRE, meaning=meaning)


def _docs(rule: str, meaning: str) -> Rule:
    return Rule(id=rule, effect=_ANNOTATES, categories=_DOCS, meaning=meaning)


def _described() -> list[Rule]:
    """Write the rows of texts for readers."""
    return [
        _docs(f"{word}-{verb}", f"the {word.replace('-', ' ')} was {verb}")
        for word in ("title", "description", "default-value")
        for verb in ("added", "removed", "changed")
    ] + [
        _docs(f"{word}-changed", f"the {word.replace('-', ' ')} was changed")
        for word in (
            *("api-version", "api-title", "api-description", "api-summary"),
            *("api-operation-description", "request-parameter-description"),
            *("request-body-description", "response-description"),
        )
    ]


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
    Rule(
        id="property-removed", effect=_WIDENS, categories=(*_WIRE, Category.SOURCE),
        meaning="the member {member} was removed", request=Level.BREAKING, reason=_GONE,
    ),
    _wire("property-became-required", _NARROWS, "the member {member} became required"),
    _wire("property-became-optional", _WIDENS, "the member {member} became optional"),
    _wire("became-read-only", _REPLACES, "only the provider sends it"),
    _wire("became-not-read-only", _REPLACES, "the caller may send it too"),
    _wire("became-write-only", _REPLACES, "only the caller sends it"),
    _wire("became-not-write-only", _REPLACES, "the provider may send it too"),
    _docs("deprecated", "it was deprecated"),
    _docs("reactivated", "it is no longer deprecated"),
    _docs("became-sensitive", "it is kept out of logs"),
    _docs("became-not-sensitive", "it is no longer kept out of logs"),
    _docs("discriminator-added", "a discriminator was added"),
    _docs("discriminator-removed", "the discriminator was removed"),
    _docs("discriminator-property-name-changed", "the discriminator went from {old} to {new}"),
    _docs("discriminator-mapping-added", "the discriminator knows {member}"),
    _docs("discriminator-mapping-deleted", "the discriminator no longer knows {member}"),
    _docs("discriminator-mapping-changed", "the discriminator means another schema by {member}"),
    _docs("envelope-added", "the answer says whether it is a success (`x-envelope`)"),
    _docs("envelope-removed", "the answer no longer says whether it is a success (`x-envelope`)"),
    _docs("envelope-changed", "other members say whether the answer is a success (`x-envelope`)"),
)  # fmt: skip

_OPERATIONS: Final = (
    _api("endpoint-added", _WIDENS, "the operation was added"),
    _api("endpoint-removed", _NARROWS, "the operation was removed"),
    _api("webhook-added", _WIDENS, "the webhook was added"),
    _api("webhook-removed", _NARROWS, "the webhook was removed"),
    _docs("endpoint-deprecated", "the operation was deprecated"),
    _docs("endpoint-reactivated", "the operation is no longer deprecated"),
    _docs("endpoint-sunset-changed", "the sunset went from {old} to {new}"),
    _docs("endpoint-sunset-deleted", "the sunset {old} was removed"),
    Rule(
        id="api-operation-id-changed", effect=_REPLACES, categories=(Category.SOURCE,),
        meaning="the operationId went from {old} to {new}",
    ),
    _docs("api-irreversible-changed", "what cannot be undone went from {old} to {new}"),
    _docs("api-tag-added", "the tag {member} was added"),
    _docs("api-tag-removed", "the tag {member} was removed"),
    _docs("tag-object-added", "the tag {member} was described"),
    _docs("tag-object-removed", "the description of the tag {member} was removed"),
    _api("server-added", _WIDENS, "the server {member} was added"),
    _api("server-removed", _NARROWS, "the server {member} was removed"),
    _api("security-required", _NARROWS, "credentials are required"),
    _api("security-no-longer-required", _WIDENS, "credentials are no longer required"),
    _api("api-security-added", _WIDENS, "{member} is another way to authenticate"),
    _api("api-security-removed", _NARROWS, "{member} is no way to authenticate any more"),
    _api("api-security-scope-added", _NARROWS, "the scope {member} is required"),
    _api("api-security-scope-removed", _WIDENS, "the scope {member} is no longer required"),
    _docs("api-security-component-added", "the security scheme {member} was added"),
    _docs("api-security-component-removed", "the security scheme {member} was removed"),
    _api("api-security-component-type-changed", _REPLACES, "its type went from {old} to {new}"),
    _api("api-security-component-scheme-changed", _REPLACES, "it went from {old} to {new}"),
    _api("api-security-component-name-changed", _REPLACES, "its name went from {old} to {new}"),
    _api("api-security-component-location-changed", _REPLACES, "it is sent in another place"),
    _docs("api-security-component-oauth-flows-changed", "the OAuth flows were changed"),
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
    _api(
        "request-parameter-removed", _REPLACES, "the parameter {member} was removed",
    ),
    _api("request-parameter-became-required", _NARROWS, "the parameter became required"),
    _api("request-parameter-became-optional", _WIDENS, "the parameter became optional"),
    Rule(
        id="request-parameter-name-changed", effect=_ANNOTATES, categories=(Category.SOURCE,),
        meaning="the name in the path went from {old} to {new}",
    ),
    _api("request-parameter-style-changed", _REPLACES, "the style went from {old} to {new}"),
    _api("request-parameter-explode-changed", _REPLACES, "`explode` went from {old} to {new}"),
    _api("request-parameter-allow-reserved-changed", _REPLACES, "`allowReserved` is now {new}"),
    _api("request-parameter-allow-empty-value-changed", _REPLACES, "`allowEmptyValue` is {new}"),
    _docs("request-parameter-sensitive-changed", "`x-sensitive` went from {old} to {new}"),
    _docs("request-parameter-deprecated", "the parameter was deprecated"),
    _docs("request-parameter-reactivated", "the parameter is no longer deprecated"),
    _docs("request-parameter-sunset-changed", "the sunset went from {old} to {new}"),
    _docs("request-parameter-sunset-deleted", "the sunset {old} was removed"),
    _api("request-body-added-required", _NARROWS, "a body is required"),
    _api("request-body-added-optional", _WIDENS, "a body may be sent"),
    _api("request-body-removed", _REPLACES, "the body was removed"),
    _api("request-body-became-required", _NARROWS, "the body became required"),
    _api("request-body-became-optional", _WIDENS, "the body became optional"),
    _api("request-body-media-type-added", _WIDENS, "the media type {member} was added"),
    _api("request-body-media-type-removed", _NARROWS, "the media type {member} was removed"),
    _api("media-type-encoding-changed", _REPLACES, "{member} is encoded otherwise"),
    _api(
        "response-success-status-added", _WIDENS, "the status {member} was added",
        response=Level.NON_BREAKING, reason="which answer comes is the provider's to choose",
    ),
    _api("response-success-status-removed", _REPLACES, "the status {member} was removed"),
    _docs("response-non-success-status-added", "the status {member} was added"),
    _docs("response-non-success-status-removed", "the status {member} was removed"),
    _api(
        "response-media-type-added", _WIDENS, "the media type {member} was added",
        response=Level.NON_BREAKING, reason="what was asked for can still be given",
    ),
    _api("response-media-type-removed", _REPLACES, "the media type {member} was removed"),
    _api(
        "response-header-added", _NARROWS, "the header {member} was added",
    ),
    _api("required-response-header-removed", _WIDENS, "the header {member} was removed"),
    _api(
        "optional-response-header-removed", _WIDENS, "the header {member} was removed",
        response=Level.POTENTIALLY_BREAKING, reason="it could be absent before",
    ),
    _api("response-header-became-optional", _WIDENS, "the header became optional"),
    _api("response-header-became-required", _NARROWS, "the header became required"),
)  # fmt: skip

RULES: Final[Mapping[str, Rule]] = {
    rule.id: rule for rule in (*_OPERATIONS, *_SCHEMAS, *_limits(), *_words(), *_described())
}


def derived(rule: Rule, direction: Direction | None) -> Level:
    """Give the level that follows from a rule's effect where nothing was proved."""
    return _DERIVED[rule.effect, direction or Direction.REQUEST]
