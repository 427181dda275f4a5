from __future__ import annotations

from typing import Any, cast

from engross.conformance.runner.model_checks import SchemaReader
from engross.conformance.runner.suite import Package
from pydantic import BaseModel, create_model

KNOWS_NO_CLASS = cast("Package", None)


def test_a_class_is_known_by_its_own_name_in_any_script():
    """The keys of pydantic's definitions are ASCII: `卡片` stands there as `__`."""
    card: type[BaseModel] = create_model("卡片", id=(str, ...))
    answer: Any = create_model("Answer", card=(card, ...))
    schema = answer.model_json_schema()

    found = SchemaReader(KNOWS_NO_CLASS, schema["$defs"]).read(schema["properties"]["card"])

    assert found["class"] == "卡片"
