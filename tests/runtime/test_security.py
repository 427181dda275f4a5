from __future__ import annotations

from typing import Any

import pytest
from engross.runtime.errors import ConfigurationError
from engross.runtime.security import SecurityScheme, choose, read_credentials

BEARER = SecurityScheme(name="bearer", kind="bearer", argument="token")
OTHER = SecurityScheme(name="other", kind="bearer", argument="other_token")
BASIC = SecurityScheme(name="basic", kind="basic", argument="login")
KEY = SecurityScheme(name="key", kind="header", argument="key", parameter="authorization")
SCHEMES = (BEARER, OTHER, BASIC, KEY)
GIVEN = {"bearer": "a", "other": "a", "basic": "a:b", "key": "c"}


def token() -> str:
    return "a"


def chosen(*alternatives: tuple[str, ...], **given: Any) -> object:
    told = read_credentials(
        SCHEMES,
        {**GIVEN, **given},
        base_url="https://a.test",
        http_client=None,
    )
    return choose(alternatives, told, SCHEMES)


@pytest.mark.parametrize(
    ("need", "told"),
    [
        (("bearer", "basic"), "token= and login="),
        (("basic", "bearer"), "login= and token="),
        (("bearer", "key"), "token= and key="),
    ],
)
def test_of_two_credentials_for_one_header_none_is_passed_over(
    need: tuple[str, ...], told: str
) -> None:
    with pytest.raises(ConfigurationError, match=f"needs {told}, which are sent in the same place"):
        chosen(need)


def test_an_alternative_that_can_be_sent_counts() -> None:
    assert chosen(("bearer", "basic"), ("basic",)) == ("basic",)


def test_a_token_that_two_schemes_have_is_one_token() -> None:
    assert chosen(("bearer", "other")) == ("bearer", "other")
    assert chosen(("bearer", "other"), bearer=token, other=token) == ("bearer", "other")
    for given in ({"other": "b"}, {"other": token}, {"bearer": token, "other": lambda: "a"}):
        with pytest.raises(ConfigurationError, match="token= and other_token="):
            chosen(("bearer", "other"), **given)
