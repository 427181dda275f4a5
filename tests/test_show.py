"""The IR as JSON: nothing lost, nothing said twice."""

from __future__ import annotations

import json
from decimal import Decimal

from engross.ir import Api, Parameter, ParameterLocation, Schema
from engross.pointer import ROOT
from engross.show import to_json


def shown(**schema):
    place = ROOT / "components" / "schemas" / "A"
    api = Api(pointer=ROOT, title="T", version="", schemas={place: Schema(pointer=place, **schema)})
    return json.loads(to_json(api), parse_float=Decimal)["schemas"][str(place)]


def test_a_field_that_has_its_default_is_left_out():
    assert shown(type=frozenset({"string", "null"})) == {
        "pointer": "#/components/schemas/A",
        "type": ["null", "string"],
    }


def test_a_value_that_only_looks_like_nothing_stays():
    said = {"default": False, "const": None, "minimum": 0, "enum": ("", 0, False, None)}

    assert shown(**said).items() >= {**said, "enum": ["", 0, False, None]}.items()


def test_a_required_field_is_there_even_if_empty():
    api = Api(pointer=ROOT, title="", version="1")

    assert json.loads(to_json(api)) == {"pointer": "#", "title": "", "version": "1"}


def test_numbers_have_the_digits_of_the_document():
    assert str(shown(default=Decimal("1.50"))["default"]) == "1.50"


def test_text_of_any_script_can_be_read():
    assert '"title": "支付 \\"\\n"' in to_json(Api(pointer=ROOT, title='支付 "\n', version=""))


def test_an_enum_of_the_standard_is_its_word():
    parameter = Parameter(
        pointer=ROOT,
        name="id",
        location=ParameterLocation.PATH,
        required=True,
        style="simple",
        explode=False,
    )

    assert '"location": "path"' in to_json(parameter)
