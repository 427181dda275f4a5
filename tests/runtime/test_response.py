from __future__ import annotations

from decimal import Decimal
from typing import Any

import httpx
import pytest
from engross.runtime.drift import Drift, Policy
from engross.runtime.errors import (
    APIError,
    APIStatusError,
    AuthenticationError,
    BadRequestError,
    BusinessError,
    ConflictError,
    InternalServerError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    ResponseValidationError,
    UnprocessableEntityError,
)
from engross.runtime.model import Model
from engross.runtime.operation import Envelope, ErrorRule, Operation, Response
from engross.runtime.response import Answer, read_answer
from engross.runtime.types import Boolean, DecimalNumber, String
from pydantic import ConfigDict


class Closed(Model):
    success: Boolean
    amount: DecimalNumber


class AlreadyClosedError(BusinessError):
    pass


class CooldownError(BusinessError):
    pass


class LimitError(BusinessError):
    pass


ENVELOPE = Envelope(success="success", code="code", message=("english", "local"), request_id="rid")


def operation(**changes: Any) -> Operation[Any]:
    defaults: dict[str, Any] = {
        "id": "cards/close",
        "method": "POST",
        "path": "/cards/{id}/close",
        "responses": (
            Response(status="200", content_type="application/json", type=lambda: Closed),
        ),
        "envelope": ENVELOPE,
        "errors": (
            ErrorRule(error=AlreadyClosedError, message="already closed"),
            ErrorRule(error=CooldownError, message_starts_with="please wait"),
            ErrorRule(error=LimitError, code="L1"),
        ),
    }
    return Operation(**defaults | changes)


def read(body: str | bytes, status: int = 200, called: Any = None, **headers: str) -> Any:
    raw = body if isinstance(body, bytes) else body.encode()
    answer = Answer(status, httpx.Headers(headers), raw, lambda: ("tok_secret",))
    return read_answer(called or operation(), answer)


def failure(body: str | bytes, status: int = 200, called: Any = None) -> APIError:
    with pytest.raises(APIError) as caught:
        read(body, status, called)
    return caught.value


def test_a_success_is_the_model_with_exact_digits() -> None:
    closed = read('{"success": true, "amount": 15.00, "later": 0.30}')

    assert type(closed) is Closed
    assert str(closed.amount) == "15.00"
    assert closed.model_extra == {"later": Decimal("0.30")}


@pytest.mark.parametrize(
    "body",
    [
        '{"success": false}',
        '{"success": null}',
        '{"amount": 1}',
        "{}",
        '{"success": false, "amount": 1.00, "data": {}}',
    ],
)
def test_anything_but_true_is_a_failure_of_the_business(body: str) -> None:
    assert type(failure(body)) is BusinessError


@pytest.mark.parametrize("success", ["1", '"true"', "0", "[]"])
def test_a_success_that_is_no_boolean_contradicts_the_documentation(success: str) -> None:
    assert type(failure(f'{{"success": {success}, "amount": 1}}')) is ResponseValidationError


@pytest.mark.parametrize("status", [200, 201, 302, 400, 401, 409, 418, 500, 502])
@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ('{"success": false, "local": "already closed"}', AlreadyClosedError),
        ('{"success": false, "english": "x", "local": "already closed"}', AlreadyClosedError),
        ('{"success": false, "english": "please wait 15 minutes"}', CooldownError),
        ('{"success": false, "code": "L1"}', LimitError),
    ],
)
def test_a_documented_failure_is_its_class_whatever_the_status(
    status: int, body: str, kind: type[Exception]
) -> None:
    error = failure(body, status)

    assert type(error) is kind
    assert error.status_code == status


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (301, APIStatusError),
        (400, BadRequestError),
        (401, AuthenticationError),
        (403, PermissionDeniedError),
        (404, NotFoundError),
        (409, ConflictError),
        (418, APIStatusError),
        (422, UnprocessableEntityError),
        (429, RateLimitError),
        (500, InternalServerError),
        (599, InternalServerError),
    ],
)
def test_each_status_has_its_class(status: int, kind: type[Exception]) -> None:
    plain = failure("<html>", status)
    business = failure('{"success": false, "english": "no"}', status)

    assert type(plain) is kind
    assert not isinstance(plain, BusinessError)
    assert isinstance(business, kind)
    assert isinstance(business, BusinessError)


@pytest.mark.parametrize(
    "body", ['{"error": "x"}', "[]", "<html>", "", '{"success": true}', '{"success": "no"}']
)
def test_an_error_without_a_failed_envelope_is_its_status_alone(body: str) -> None:
    assert type(failure(body, 404)) is NotFoundError


def test_a_failure_tells_what_the_envelope_told() -> None:
    error = failure(
        '{"success": false, "code": 17, "english": "", "local": "nein", "rid": "r-1", "fee": 0.30}',
        409,
    )

    assert (error.code, error.message, error.request_id) == ("17", "nein", "r-1")
    assert error.body["fee"] == Decimal("0.30")
    assert str(error) == "POST /cards/{id}/close (409): nein [17]"


@pytest.mark.parametrize("silent", ['{"success": false}', '{"success": false, "english": 5}'])
def test_a_failure_without_words_gets_those_of_the_status(silent: str) -> None:
    error = failure(silent, 409)

    assert error.message == "Conflict"
    assert (error.code, error.request_id) == (None, None)


def test_a_secret_that_the_provider_repeats_stays_out_of_the_message() -> None:
    error = failure('{"success": false, "english": "bad token tok_secret, bad"}', 401)

    assert error.message == "bad token ***, bad"
    assert "tok_secret" not in str(error)


@pytest.mark.parametrize("secret", ["a", "no", "15", "card", "Found"])
def test_a_short_secret_is_no_part_of_another_word(secret: str) -> None:
    def message(body: str) -> str:
        with pytest.raises(APIError) as caught:
            read_answer(operation(), Answer(404, {}, body.encode(), lambda: (secret,)))
        return caught.value.message

    told = "Nothing found: cards 1500, waited"
    assert message(f'{{"success": false, "english": "{told}"}}') == told
    assert message(f'{{"success": false, "english": "x_{secret}: {secret}"}}') == "x_***: ***"
    assert message("<html>") == "Not Found"


def test_a_long_secret_is_found_inside_a_word() -> None:
    answer = Answer(
        404,
        {},
        b'{"success": false, "english": "x4111222233334444x"}',
        lambda: ("4111222233334444",),
    )

    with pytest.raises(BusinessError, match=r": x\*\*\*x$"):
        read_answer(operation(), answer)


@pytest.mark.parametrize("repeated", ["a b/c", "a%20b%2Fc", "a b/c and more"])
def test_a_secret_is_known_in_every_form(repeated: str) -> None:
    answer = Answer(
        401,
        {},
        f'{{"success": false, "english": "no {repeated}!", "code": "{repeated}"}}'.encode(),
        lambda: ("", "a b/c", "a b/c and more"),
    )

    with pytest.raises(AuthenticationError) as caught:
        read_answer(operation(), answer)

    assert str(caught.value) == "POST /cards/{id}/close (401): no ***! [***]"


def test_a_long_message_with_line_breaks_is_one_short_line_in_the_text() -> None:
    error = failure('{"success": false, "english": "a\\nERROR forged %s"}' % ("x" * 5000))

    assert "\n" not in str(error)
    assert len(str(error)) < 600
    assert error.message.startswith("a\nERROR")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"\xff",
        b"null",
        b"[]",
        b'"text"',
        b'{"success": true}',
        b'{"success": true, "amount": null}',
        b'{"success": true, "amount": "15.00"}',
        b'{"success": true, "amount": true}',
        b'{"success": true, "amount": NaN}',
        b'{"success": true, "amount": 1, "amount": 2}',
    ],
)
def test_a_success_not_as_documented_keeps_its_raw_body(body: bytes) -> None:
    error = failure(body)

    assert type(error) is ResponseValidationError
    assert error.body == body
    assert error.status_code == 200


def test_a_contradiction_names_the_place_and_not_the_value() -> None:
    error = failure('{"success": true, "amount": "4111222233334444"}')

    assert "amount" in str(error)
    assert "4111222233334444" not in str(error)
    assert "4111222233334444" not in str(error.__cause__)


def test_an_http_error_that_does_not_speak_of_success_is_only_its_status() -> None:
    """A gateway's stock answer is not the provider declining: the outcome may be open."""
    error = failure('{"english": "Internal server error"}', 502)

    assert type(error) is InternalServerError
    assert error.message == "Internal server error"


def test_a_documented_failure_is_known_by_its_message_alone() -> None:
    assert type(failure('{"local": "already closed"}', 409)) is AlreadyClosedError


@pytest.mark.parametrize("status", [201, 204, 206])
def test_an_undocumented_success_is_not_taken_for_one(status: int) -> None:
    error = failure('{"success": true, "amount": 1}', status)

    assert type(error) is ResponseValidationError
    assert f"status {status}" in str(error)


def test_a_range_and_a_default_document_a_success() -> None:
    for documented in ("2XX", "2xx", "default"):
        response = Response(status=documented, content_type="application/json")
        called = operation(responses=(response,), envelope=None)
        assert read("[1]", 203, called) == [1]


@pytest.mark.parametrize(
    ("other", "is_taken"),
    [
        ({"content_type": "application/json", "type": lambda: Closed}, True),
        ({"content_type": "application/json", "type": lambda: int}, False),
        ({"content_type": "text/plain"}, False),
        ({}, False),
    ],
)
def test_a_default_of_the_same_type_documents_a_success_beside_another(
    other: Any, is_taken: bool
) -> None:
    usual = Response(status="200", content_type="application/json", type=lambda: Closed)
    called = operation(responses=(usual, Response(status="default", **other)), envelope=None)
    body = '{"success": true, "amount": 1}'

    if is_taken:
        assert type(read(body, 207, called)) is Closed
    else:
        with pytest.raises(ResponseValidationError, match="status 207 is not documented"):
            read(body, 207, called)


def test_the_media_type_chooses_among_several() -> None:
    called = operation(
        responses=(
            Response(status="200", content_type="application/json"),
            Response(status="200", content_type="text/csv"),
            Response(status="200", content_type="image/png"),
        ),
        envelope=None,
    )

    def of(content_type: str, accept: str | None) -> Any:
        answer = Answer(200, {"content-type": content_type}, b"1", accept=accept)
        return read_answer(called, answer)

    assert of("application/json; charset=utf-8", None) == 1
    assert of("text/csv", "text/csv") == "1"
    assert of("image/png", "image/png") == b"1"
    assert of("application/octet-stream", "image/png") == b"1"
    with pytest.raises(ResponseValidationError, match="accept='text/csv'"):
        of("text/csv", None)
    with pytest.raises(ResponseValidationError, match="application/json, which was not asked for"):
        of("application/json", "image/png")


def test_text_is_read_by_its_charset_and_an_unknown_one_is_no_reason_to_fail() -> None:
    called = operation(
        responses=(Response(status="200", content_type="text/plain"),), envelope=None
    )

    assert (
        read("é".encode("latin-1"), 200, called, **{"content-type": "text/plain; charset=latin-1"})
        == "é"
    )
    assert read("é", 200, called, **{"content-type": "text/plain; charset=klingon"}) == "é"
    assert read(b"\xff", 200, called) == "�"


@pytest.mark.parametrize(
    ("type_", "content_type", "body", "value"),
    [
        (lambda: String, "text/plain", b"hello", "hello"),
        (lambda: String, "text/plain; charset=latin-1", b"\xe9", "é"),
        (lambda: String, "text/plain", b"12", "12"),
        (None, "text/html", b"<p>", "<p>"),
        (lambda: String, "application/json", b'"hello"', "hello"),
        (lambda: list[String], "text/plain", b'["a"]', ["a"]),
        (lambda: String, "application/javascript", b"x()", "x()"),
        (None, "application/json", b"[1]", [1]),
        (None, "application/pdf", b"%PDF\xff", b"%PDF\xff"),
    ],
)
def test_a_body_of_any_media_type_is_what_it_says_that_it_is(
    type_: Any, content_type: str, body: bytes, value: object
) -> None:
    response = Response(status="200", content_type="*/*", type=type_)
    called = operation(responses=(response,), envelope=None)

    assert read(body, 200, called, **{"content-type": content_type}) == value


class Missing(Model):
    what: String
    fee: DecimalNumber | None = None


MISSING = Response(status="404", content_type="application/json", type=lambda: Missing)
FAILURES = (
    Response(status="200"),
    MISSING,
    Response(status="4XX", content_type="application/problem+json", type=lambda: list[Missing]),
    Response(status="4XX", content_type="text/plain"),
    Response(status="default", content_type="application/json"),
)


@pytest.mark.parametrize(
    ("status", "content_type", "body", "parsed"),
    [
        (404, "application/json", '{"what": "a", "fee": 1.00}', Missing(what="a", fee=Decimal(1))),
        (404, "text/html", '{"what": "a"}', Missing(what="a")),
        (404, "application/json", '{"fee": 1.00}', None),
        (404, "application/json", "", None),
        (404, "text/html", "<h1>", None),
        (400, "application/problem+json", '[{"what": "a"}]', [Missing(what="a")]),
        (400, "text/plain", "12", "12"),
        (400, "text/plain", "", None),
        (503, "application/json", '{"what": "a"}', None),
    ],
)
def test_an_exception_has_the_body_of_a_failure_as_it_is_documented(
    status: int, content_type: str, body: str, parsed: object
) -> None:
    called = operation(responses=FAILURES, envelope=None)

    with pytest.raises(APIStatusError) as raised:
        read(body, status, called, **{"content-type": content_type})

    assert raised.value.parsed == parsed
    assert type(raised.value.parsed) is type(parsed)


def test_a_lenient_package_reads_on_in_a_failure_too() -> None:
    called = operation(responses=(MISSING,), envelope=None)
    answer = Answer(404, {}, b'{"fee": 1.00}', policy=Policy(lenient=True))

    with pytest.raises(NotFoundError) as raised:
        read_answer(called, answer)

    assert isinstance(raised.value.parsed, Missing)
    assert raised.value.parsed.fee == Decimal("1.00")


def test_a_body_of_any_media_type_that_is_not_named_is_json() -> None:
    called = operation(responses=(Response(status="200", content_type="*/*"),), envelope=None)

    assert read(b"[1]", 200, called, **{"content-type": "application/json"}) == [1]
    with pytest.raises(ResponseValidationError, match="not JSON"):
        read(b"%PDF", 200, called)


def test_raw_bytes_are_bytes_whatever_they_are_called() -> None:
    binary = Response(status="200", content_type="*/*", binary=True)

    assert read(b"[1]", 200, operation(responses=(binary,), envelope=None)) == b"[1]"


@pytest.mark.parametrize("charset", ["punycode", "idna", "unicode_escape", "raw-unicode-escape"])
def test_a_charset_that_only_python_knows_is_not_believed(charset: str) -> None:
    """Punycode takes quadratic time: a page of a megabyte would take minutes."""
    called = operation(
        responses=(Response(status="200", content_type="text/plain"),), envelope=None
    )

    page = "a-zz9\\u0041" * 20_000
    assert read(page, 200, called, **{"content-type": f"text/plain; charset={charset}"}) == page


def test_without_an_envelope_a_member_named_success_means_nothing() -> None:
    called = operation(
        envelope=None, responses=(Response(status="200", content_type="application/json"),)
    )

    assert read('{"success": false}', 200, called) == {"success": False}


def test_only_wire_names_are_read() -> None:
    class Aliased(Model):
        model_config = ConfigDict(alias_generator=str.upper)
        name: str | None = None

    called = operation(
        envelope=None,
        responses=(Response(status="200", content_type="application/json", type=lambda: Aliased),),
    )

    assert read('{"NAME": "a"}', 200, called).name == "a"
    assert read('{"name": "a"}', 200, called).name is None


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ('{"success": false}', "no message"),
        ('{"success": null}', "'success' is missing or null"),
        ("{}", "'success' is missing or null"),
    ],
)
def test_a_failure_without_words_says_why_it_is_one(body: str, told: str) -> None:
    assert failure(body).message == told


def test_a_contradiction_warns_that_the_request_may_have_been_carried_out() -> None:
    body = '{"success": true, "amount": "x"}'

    assert failure(body).message.endswith("; the request may have been carried out")
    assert "carried out" not in failure(body, called=operation(method="GET")).message


def told(
    body: str, status: int = 200, *, lenient: bool = False, **changes: Any
) -> tuple[Any, list[tuple[str, str]]]:
    """Read an answer without an envelope, and say what `on_drift` was told."""
    drift: list[Drift] = []
    called = operation(envelope=None, errors=(), **changes)
    policy = Policy(lenient, drift.append)
    answer = Answer(status, httpx.Headers(), body.encode(), policy=policy)
    try:
        value = read_answer(called, answer)
    except ResponseValidationError as error:
        value = error
    assert {(one.operation, one.status) for one in drift} <= {(called.title, status)}
    return value, [(one.kind, one.pointer) for one in drift]


def test_a_strict_package_tells_of_drift_and_raises_what_contradicts() -> None:
    value, drift = told('{"success": true, "amount": 1, "later": 1}')
    assert type(value) is Closed
    assert drift == [("unknown-field", "/later")]

    error, drift = told('{"success": 1, "later": 1}')
    assert type(error) is ResponseValidationError
    assert drift == [
        ("wrong-type", "/success"),
        ("missing-field", "/amount"),
        ("unknown-field", "/later"),
    ]


def test_a_lenient_package_keeps_what_contradicts() -> None:
    value, drift = told('{"success": 1, "amount": 15.00}', lenient=True)

    assert type(value) is Closed
    assert value.success == 1
    assert str(value.amount) == "15.00"
    assert drift == [("wrong-type", "/success")]


@pytest.mark.parametrize(("body", "value"), [("[]", []), ("null", None), ("", None)])
def test_a_lenient_package_keeps_another_body(body: str, value: Any) -> None:
    assert told(body, lenient=True) == (value, [("wrong-type", "")])


def test_a_lenient_package_reads_an_undocumented_status_as_the_one_that_is() -> None:
    value, drift = told('{"success": true, "amount": 1}', 201, lenient=True)

    assert type(value) is Closed
    assert drift == [("undocumented-status", "")]
    assert told("", 204, lenient=True)[0] is None


def test_another_media_type_than_was_asked_for_is_read_in_a_lenient_package() -> None:
    page = Response(status="200", content_type="text/plain")
    called = operation(
        envelope=None, errors=(), responses=(Response(status="200", type=lambda: Closed), page)
    )
    drift: list[Drift] = []

    def read(*, lenient: bool) -> Any:
        policy = Policy(lenient, drift.append)
        headers = httpx.Headers({"Content-Type": "text/plain"})
        accept = "application/json"
        return read_answer(called, Answer(200, headers, b"ok", accept=accept, policy=policy))

    assert read(lenient=True) == "ok"
    with pytest.raises(ResponseValidationError, match="was not asked for"):
        read(lenient=False)
    assert [one.kind for one in drift] == ["other-media-type", "other-media-type"]


def test_another_media_type_tells_of_no_success_where_an_envelope_does() -> None:
    page = Response(status="200", content_type="text/plain")
    called = operation(responses=(Response(status="200", type=lambda: Closed), page))
    headers = httpx.Headers({"Content-Type": "text/plain"})
    answer = Answer(200, headers, b"ok", accept="application/json", policy=Policy(lenient=True))

    with pytest.raises(ResponseValidationError):
        read_answer(called, answer)


@pytest.mark.parametrize("body", ["<html>", "{"])
def test_a_body_that_is_no_json_is_an_error_even_so(body: str) -> None:
    """It may be the page of a gateway, and then nothing was done."""
    assert type(told(body, lenient=True)[0]) is ResponseValidationError


@pytest.mark.parametrize("body", ["[]", "null", ""])
def test_an_envelope_that_says_nothing_of_success_is_an_error_even_so(body: str) -> None:
    answer = Answer(200, httpx.Headers(), body.encode(), policy=Policy(lenient=True))

    with pytest.raises(ResponseValidationError):
        read_answer(operation(), answer)


def test_what_the_hook_raises_comes_out_of_the_call() -> None:
    def refuse(drift: Drift) -> None:
        raise RuntimeError(drift.kind)

    policy = Policy(lenient=True, on_drift=refuse)
    answer = Answer(200, httpx.Headers(), b"[]", policy=policy)
    with pytest.raises(RuntimeError, match="wrong-type"):
        read_answer(operation(envelope=None), answer)
