from __future__ import annotations

import copy
import pickle
from decimal import Decimal
from typing import Any

import pytest
from engross.runtime import errors


class CooldownError(errors.BusinessError):
    pass


def every_class(base: type[Exception] = errors.ClientError) -> list[type[Any]]:
    below = [cls for child in base.__subclasses__() for cls in every_class(child)]
    return [base, *dict.fromkeys(below)]


@pytest.mark.parametrize("kind", [c for c in every_class() if issubclass(c, errors.APIError)])
def test_an_answers_error_pickles_and_copies_whole(kind: Any) -> None:
    error = kind(
        "no",
        operation="GET /a",
        status_code=409,
        code="c",
        request_id="r",
        body={"amount": Decimal("0.30")},
        headers={"retry-after": "1"},
    )
    error.__cause__ = ValueError("cause")

    for twin in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):  # noqa: S301
        assert type(twin) is kind
        assert vars(twin) == vars(error)
        assert str(twin) == "GET /a (409): no [c]"


@pytest.mark.parametrize("kind", [c for c in every_class() if not issubclass(c, errors.APIError)])
def test_any_other_error_pickles_and_copies_whole(kind: Any) -> None:
    error = kind("no")

    for twin in (pickle.loads(pickle.dumps(error)), copy.deepcopy(error)):  # noqa: S301
        assert type(twin) is kind
        assert str(twin) == str(error)


def test_a_failure_under_a_status_is_both() -> None:
    for status, kind in ((401, errors.AuthenticationError), (500, errors.InternalServerError)):
        combined = errors.business_error(status)
        assert issubclass(combined, errors.BusinessError)
        assert issubclass(combined, kind)
    assert errors.business_error(200) is errors.BusinessError


def test_what_a_client_was_not_told_is_also_a_value_error() -> None:
    assert issubclass(errors.ConfigurationError, ValueError)
    assert issubclass(errors.ClientClosedError, RuntimeError)


def test_a_text_says_no_headers_and_no_body() -> None:
    error = errors.APIError("no", operation="GET /a", body={"pan": "4111"}, headers={"x": "4111"})

    assert "4111" not in str(error) + repr(error)
