from __future__ import annotations

import keyword

import pytest
from engross.names import pascal, snake


@pytest.mark.parametrize(
    ("wire", "name"),
    [
        ("powerCardId", "power_card_id"),
        ("card_id", "card_id"),
        ("HTTPServer", "http_server"),
        ("HTTPSettings", "http_settings"),
        ("VPCs", "vpcs"),
        ("userIDs", "user_ids"),
        ("floatingIPsAction", "floating_ips_action"),
        ("isTokenizable", "is_tokenizable"),
        ("line_1", "line_1"),
        ("line1", "line1"),
        ("X-Request-ID", "x_request_id"),
        ("3ds", "value_3ds"),
        ("class", "class_"),
        ("None", "none"),
        ("+1", "plus_1"),
        ("-1", "minus_1"),
        ("", "value"),
        ("=", "eq"),
        ("编号", "编号"),
        ("ﬁ", "fi"),
        ("🦄", "unicorn_face"),
        ("a\x00b\n", "a_b"),
        ("a\U00010107b", "ab"),
        ("a \U00010107 b", "a_b"),
    ],
)
def test_snake(wire, name):
    assert snake(wire) == name


@pytest.mark.parametrize(
    ("wire", "name"),
    [
        ("CommonResultCancelCardResponse", "CommonResultCancelCardResponse"),
        ("card-limit", "CardLimit"),
        ("HTTPServer", "HTTPServer"),
        ("用户", "用户"),
        ("3ds", "Value3ds"),
        ("None", "None_"),
        ("", "Value"),
    ],
)
def test_pascal(wire, name):
    assert pascal(wire) == name


@pytest.mark.parametrize(
    "wire", [*keyword.kwlist, "\u202e", "\ud800", "a.b", "{{ x }}", '"""', "\\"]
)
def test_every_name_is_an_identifier(wire):
    for name in (snake(wire), pascal(wire)):
        assert name.isidentifier()
        assert not keyword.iskeyword(name)
