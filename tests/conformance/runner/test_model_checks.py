from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal, cast

import pytest
from engross.conformance.runner.model_checks import SchemaReader, field_names, is_same
from engross.conformance.runner.suite import Package
from engross.runtime.tagged import Tagged
from pydantic import BaseModel, Field, create_model

KNOWS_NO_CLASS = cast("Package", None)


def test_a_class_is_known_by_its_own_name_in_any_script():
    """The keys of pydantic's definitions are ASCII: `卡片` stands there as `__`."""
    card: type[BaseModel] = create_model("卡片", id=(str, ...))
    answer: Any = create_model("Answer", card=(card, ...))
    schema = answer.model_json_schema()

    found = SchemaReader(KNOWS_NO_CLASS, schema["$defs"]).read(schema["properties"]["card"])

    assert found["class"] == "卡片"


def test_branches_that_a_tag_tells_apart_have_their_types_together():
    cat: type[BaseModel] = create_model("Cat", kind=(Literal["cat"], ...))
    dog: type[BaseModel] = create_model("Dog", kind=(Literal["dog"], ...))
    pet: Any = Annotated[cat | dog, Tagged("kind", {"cat": "Cat", "dog": "Dog"})]
    owner: Any = create_model("Owner", pet=(pet | None, ...), pets=(list[pet], ...))
    schema = owner.model_json_schema()
    reader = SchemaReader(KNOWS_NO_CLASS, schema["$defs"])

    assert reader.read(schema["properties"]["pet"])["types"] == ["null", "object"]
    assert reader.read(reader.read(schema["properties"]["pets"])["items"])["types"] == ["object"]


def test_behind_another_name_for_a_class_stands_the_class():
    definitions = {
        "Other": {"title": "Other", "anyOf": [{"$ref": "#/$defs/Card"}]},
        "Card": {"title": "Card", "type": "object", "properties": {}},
    }
    found = SchemaReader(KNOWS_NO_CLASS, definitions).read({"$ref": "#/$defs/Other"})
    assert (found["class"], found["types"]) == ("Card", ["object"])


@pytest.mark.parametrize(
    ("found", "wanted", "format_", "same"),
    [
        ("2018-01-02T23:58:43.066000-05:00", "2018-01-02T23:58:43.066-05:00", "date-time", True),
        ("2018-01-02T23:58:43Z", "2018-01-02T23:58:44Z", "date-time", False),
        ("PT1H", "PT60M", "duration", True),
        ("no default at all", "PT60M", "duration", False),
        ("PT1H", "PT60M", None, False),
        ("0.1", Decimal("0.10"), "decimal", True),
        ("0.1", Decimal("0.2"), "decimal", False),
        ("no default at all", Decimal("0.1"), "decimal", False),
        (None, Decimal("0.1"), "decimal", False),
    ],
)
def test_defaults_are_compared_as_what_they_are_written_for(found, wanted, format_, same):
    assert is_same(found, wanted, format_) is same


def test_a_property_may_have_the_empty_name():
    model: Any = create_model("Card", field=(str, Field(alias="")), id=(str, ...))

    assert field_names(model) == {"": "field", "id": "id"}
