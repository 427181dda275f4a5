"""What edits outside of schemas do to callers, and to those whom the provider calls."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from engross.diff import Finding, Level, Profile
from engross.diff.findings import find
from engross.diff.judged import judged

TEXT = {"type": "string"}
LIST = {"type": "array", "items": TEXT}
OBJECT = {"type": "object"}
FINE = {"200": {"description": ""}}
KEY, BASIC = ({"type": "apiKey", "name": "X", "in": "header"}, {"type": "http", "scheme": "basic"})
OAUTH = {"type": "oauth2", "flows": {}}
SCHEMES = {"components": {"securitySchemes": {"key": KEY, "basic": BASIC, "oauth": OAUTH}}}

_, SAFE, OPEN, BREAKING = Level
NOTE = Level.ANNOTATION


def operation(**words: Any) -> dict[str, Any]:
    return {"paths": {"/it": {"get": {"responses": FINE, **words}}}, **SCHEMES}


def parameter(schema: Any = TEXT, **words: Any) -> dict[str, Any]:
    told = {"name": "q", "in": "query", "schema": schema, **words}
    return operation(parameters=[told])


def answers(*statuses: str) -> dict[str, Any]:
    return operation(responses={status: {"description": ""} for status in statuses})


def headers(**headers: Any) -> dict[str, Any]:
    return operation(responses={"200": {"description": "", "headers": headers}})


def needs(*alternatives: Any) -> dict[str, Any]:
    return operation(security=[*alternatives])


def servers(*urls: str) -> dict[str, Any]:
    return {**operation(), "servers": [{"url": url} for url in urls]}


def body(encoding: Any) -> dict[str, Any]:
    schema = {"type": "object", "properties": {"a": LIST, "b": TEXT}}
    media = {"multipart/form-data": {"schema": schema, "encoding": encoding}}
    return operation(requestBody={"content": media})


K, B, K_AND_B = {"key": []}, {"basic": []}, {"key": [], "basic": []}
READ, WRITE, BOTH = ({"oauth": scopes} for scopes in (["r"], ["w"], ["r", "w"]))
NAME = "request-parameter"
SCHEME = "api-security"
STATUS = "response-success-status"

CASES: dict[str, tuple[Any, Any, dict[str, Level]]] = {
    # The same bytes, or others, by what the schema allows.
    "text exploded": (parameter(), parameter(explode=False), {f"{NAME}-explode-restated": NOTE}),
    "list exploded": (
        parameter(LIST),
        parameter(LIST, explode=False),
        {f"{NAME}-explode-changed": BREAKING},
    ),
    "list exploded in another style": (
        parameter(LIST),
        parameter(LIST, style="pipeDelimited", explode=True),
        {f"{NAME}-style-restated": NOTE},
    ),
    "list in another style": (
        parameter(LIST, style="spaceDelimited", explode=False),
        parameter(LIST, style="pipeDelimited", explode=False),
        {f"{NAME}-style-changed": BREAKING},
    ),
    "deep object": (
        parameter(OBJECT, style="deepObject"),
        parameter(OBJECT, style="deepObject", explode=True),
        {f"{NAME}-explode-restated": NOTE},
    ),
    "anything": (
        parameter({}),
        parameter({}, explode=False),
        {f"{NAME}-explode-changed": BREAKING},
    ),
    "encoding of a list": (
        body({"a": {}}),
        body({"a": {"explode": False}}),
        {"encoding-explode-changed": BREAKING},
    ),
    "encoding of a text": (
        body({"b": {}}),
        body({"b": {"explode": False}}),
        {"encoding-explode-restated": NOTE},
    ),
    # Credentials: a caller who was let in has to be let in.
    "one more way": (needs(K), needs(K, B), {f"{SCHEME}-added": SAFE}),
    "one way less": (needs(K, B), needs(K), {f"{SCHEME}-removed": BREAKING}),
    "a scheme more": (
        needs(K),
        needs(K_AND_B),
        {f"{SCHEME}-removed": BREAKING, f"{SCHEME}-added": SAFE},
    ),
    "a scheme less": (
        needs(K_AND_B),
        needs(K),
        {f"{SCHEME}-subsumed": SAFE, f"{SCHEME}-added": SAFE},
    ),
    "nothing any more": (
        needs(K),
        needs(),
        {f"{SCHEME}-subsumed": SAFE, "security-no-longer-required": SAFE},
    ),
    "something now": (
        needs(),
        needs(K),
        {"security-required": BREAKING, f"{SCHEME}-added": SAFE},
    ),
    "a scope more": (needs(READ), needs(BOTH), {f"{SCHEME}-scope-added": BREAKING}),
    "a scope less": (needs(BOTH), needs(READ), {f"{SCHEME}-scope-removed": SAFE}),
    "the same in another order": (needs(K, B), needs(B, K), {}),
    "no choice of nothing": (needs(), needs({}), {}),
    # Answers: the client refuses a success that it does not know.
    "one more success": (answers("200"), answers("200", "201"), {f"{STATUS}-added": OPEN}),
    "one success less": (answers("200", "201"), answers("200"), {f"{STATUS}-removed": SAFE}),
    "another success": (
        answers("200"),
        answers("201"),
        {"response-last-success-status-removed": BREAKING, f"{STATUS}-added": OPEN},
    ),
    "a known success": (
        answers("2XX"),
        answers("2XX", "201"),
        {"response-known-success-status-added": NOTE},
    ),
    "a success where only failures were known": (
        answers("404"),
        answers("404", "201"),
        {"response-known-success-status-added": NOTE},
    ),
    "a success that was by default": (
        answers("default"),
        answers("default", "200"),
        {"response-known-success-status-added": NOTE},
    ),
    "one more failure": (
        answers("200"),
        answers("200", "404"),
        {"response-non-success-status-added": NOTE},
    ),
    # Headers of answers: what was promised is kept.
    "a header less": (
        headers(A={"schema": TEXT, "required": True}),
        headers(),
        {"required-response-header-removed": BREAKING},
    ),
    "a header that could be absent less": (
        headers(A={"schema": TEXT}),
        headers(),
        {"optional-response-header-removed": OPEN},
    ),
    "a header more": (headers(), headers(A={"schema": TEXT}), {"response-header-added": SAFE}),
    "a header in other letters": (headers(A={"schema": TEXT}), headers(a={"schema": TEXT}), {}),
    # Servers: the first is the one that the generated client calls.
    "one more server": (servers("/a"), servers("/a", "/b"), {"server-added": SAFE}),
    "one server less": (servers("/a", "/b"), servers("/a"), {"server-removed": BREAKING}),
    "another server first": (
        servers("/a", "/b"),
        servers("/b", "/a"),
        {"server-order-changed": OPEN},
    ),
    "more servers at the end": (servers("/a", "/b", "/c"), servers("/a", "/c", "/b"), {}),
}


@pytest.fixture
def found(compared: Any) -> Any:
    """Find by the rules alone, before it is asked what breaks in the Python package."""

    def run(base: Any, revision: Any, as_of: date | None = None) -> tuple[Finding, ...]:
        report = compared(base, revision, "strict")
        return judged(find(report.base.api, report.revision.api, as_of), Profile.DEFAULT)

    return run


@pytest.mark.parametrize("name", CASES)
def test_an_edit_has_the_level_that_it_has_for_callers(found: Any, name: str) -> None:
    base, revision, levels = CASES[name]

    assert {f.rule.id: f.level for f in found(base, revision)} == levels


@pytest.mark.parametrize(
    ("edit", "rule"),
    [
        ({"requestBody": {"content": {"a/b": {}}}}, "request-body-added-optional"),
        (
            {"requestBody": {"content": {"a/b": {}}, "required": True}},
            "request-body-added-required",
        ),
        (
            {"parameters": [{"name": "q", "in": "query", "schema": TEXT}]},
            "new-optional-request-parameter",
        ),
    ],
)
def test_what_the_provider_sends_is_judged_from_the_other_side(
    found: Any, edit: Any, rule: str
) -> None:
    """A caller has to read what a webhook or callback brings, and writes what it answers."""

    def hook(**words: Any) -> dict[str, Any]:
        return {"webhooks": {"paid": {"post": {"responses": FINE, **words}}}}

    def callback(**words: Any) -> dict[str, Any]:
        return operation(callbacks={"paid": {"{$url}": {"post": {"responses": FINE, **words}}}})

    for side in (hook, callback):
        there = {f.rule.id: f for f in found(side(), side(**edit))}[rule]
        (reach,) = there.reach
        assert (reach.webhook, reach.direction.value) == ("paid", "response")
        wider = rule in {"request-body-added-optional", "new-optional-request-parameter"}
        assert there.level is (BREAKING if wider else SAFE)


@pytest.mark.parametrize(("media", "level"), [("application/json", NOTE), ("text/xml", OPEN)])
def test_what_is_said_of_xml_counts_where_xml_is_sent(found: Any, media: str, level: Level) -> None:
    def document(name: str) -> dict[str, Any]:
        schema = {"type": "object", "xml": {"name": name}}
        return operation(requestBody={"content": {media: {"schema": schema}}})

    (finding,) = found(document("a"), document("b"))

    assert (finding.rule.id, finding.level) == ("unread-changed", level)


def test_the_receiver_of_a_webhook_has_to_know_how_the_provider_makes_itself_known(
    found: Any,
) -> None:
    def hook(*alternatives: Any) -> dict[str, Any]:
        words = {"responses": FINE, "security": [*alternatives]}
        return {"webhooks": {"paid": {"post": words}}, **SCHEMES}

    (more,) = found(hook(K), hook(K, B))
    (less,) = found(hook(K, B), hook(K))

    assert (more.level, less.level) == (BREAKING, SAFE)


GONE = {"paths": {"/other": {"get": {"responses": FINE}}}}


@pytest.mark.parametrize(
    ("sunset", "as_of", "rule", "level"),
    [
        (None, None, "endpoint-removed-with-deprecation", BREAKING),
        ("2025-01-01", None, "endpoint-removed-with-deprecation", BREAKING),
        ("2025-01-01", date(2024, 12, 31), "endpoint-removed-before-sunset", BREAKING),
        ("2025-01-01", date(2025, 1, 1), "endpoint-removed-after-sunset", SAFE),
        ("2025-01-01T10:00:00Z", date(2025, 1, 2), "endpoint-removed-after-sunset", SAFE),
        ("soon", date(2025, 1, 2), "endpoint-removed-with-deprecation", BREAKING),
    ],
)
def test_an_announced_end_is_no_break_once_its_day_has_passed(
    found: Any, sunset: Any, as_of: Any, rule: str, level: Level
) -> None:
    words = {"deprecated": True} | ({} if sunset is None else {"x-sunset": sunset})

    findings = found(operation(**words), {**GONE, **SCHEMES}, as_of)

    assert {f.rule.id: f.level for f in findings}[rule] is level


def test_one_edit_of_the_document_s_security_is_one_finding(found: Any) -> None:
    def document(*alternatives: Any) -> dict[str, Any]:
        paths = {f"/{n}": {"get": {"responses": FINE}} for n in range(3)}
        own = {"/own": {"get": {"responses": FINE, "security": [B]}}}
        return {"paths": {**paths, **own}, **SCHEMES, "security": [*alternatives]}

    (finding,) = found(document(K, B), document(K))

    assert [reach.path for reach in finding.reach] == ["/0", "/1", "/2"]


def test_a_scheme_with_another_name_lets_the_same_callers_in(found: Any) -> None:
    def named(name: str) -> dict[str, Any]:
        paths = operation(security=[{name: []}])["paths"]
        return {"paths": paths, "components": {"securitySchemes": {name: KEY}}}

    (finding,) = found(named("one"), named("two"))

    assert finding.rule.id == "api-security-component-renamed"
    assert [category.value for category in finding.rule.categories] == ["source"]
