"""What the exceptions of a package carry: the bodies of documented failures."""

from __future__ import annotations

from typing import Any

import pytest

PROBLEM = {"type": "object", "properties": {"title": {"type": "string"}}}
MISSING = {"type": "object", "properties": {"what": {"type": "string"}}}


def typed(bench: Any, **failures: Any) -> dict[str, str]:
    """Give the type of `parsed` by class; a failure is named by its status."""
    told = {key.strip("_"): answer(schema) for key, schema in failures.items()}
    responses = {"204": {"description": ""}, **told}
    package = bench.package(
        paths={"/it": {"get": {"responses": responses}}},
        components={"schemas": {"Problem": PROBLEM, "Missing": MISSING}},
    )
    return {failure.name: failure.annotation for failure in package.failures}


def answer(schema: Any, content_type: str = "application/json") -> dict[str, Any]:
    return {"description": "", "content": {content_type: {"schema": schema}}}


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def test_the_most_exact_description_of_a_status_counts(bench: Any) -> None:
    found = typed(bench, _404=ref("Missing"), _4XX=ref("Problem"), default={"type": "string"})

    assert found["NotFoundError"] == "models.Missing | None"
    assert found["ConflictError"] == "models.Problem | None"
    assert found["InternalServerError"] == "str | None"
    assert found["APIStatusError"] == "models.Missing | models.Problem | str | None"
    assert found["APIError"] == found["BusinessError"] == found["APIStatusError"]
    assert found["ResponseValidationError"] == "None"


def test_a_class_of_which_nothing_is_documented_has_nothing(bench: Any) -> None:
    found = typed(bench, _404=ref("Missing"), _503=ref("Problem"))

    assert found["ConflictError"] == "None"
    assert found["InternalServerError"] == "models.Problem | None"


@pytest.mark.parametrize("failures", [{}, {"_404": {}}, {"_404": True}])
def test_without_a_documented_failure_nothing_is_said(bench: Any, failures: Any) -> None:
    assert typed(bench, **failures) == {}


def test_all_operations_share_the_classes(bench: Any) -> None:
    paths = {
        f"/{name}": {"get": {"responses": {"404": answer(ref(name))}}}
        for name in ("Problem", "Missing")
    }
    package = bench.package(
        paths=paths, components={"schemas": {"Problem": PROBLEM, "Missing": MISSING}}
    )
    [found] = [one for one in package.failures if one.name == "NotFoundError"]

    assert found.annotation == "models.Problem | models.Missing | None"
    assert found.bases == "APIStatusError, _errors.NotFoundError"


def test_too_many_types_are_any(bench: Any) -> None:
    names = [f"P{number}" for number in range(13)]
    paths = {f"/{name}": {"get": {"responses": {"404": answer(ref(name))}}} for name in names}
    package = bench.package(paths=paths, components={"schemas": dict.fromkeys(names, PROBLEM)})

    assert {one.annotation for one in package.failures if one.name == "NotFoundError"} == {"Any"}


def test_a_method_says_what_its_failures_carry(bench: Any) -> None:
    told = {"404": answer(PROBLEM), "409": answer({"type": "string"}, "text/plain")}
    method = bench.method(verb="get", operationId="it/get", responses=told)

    said = " ".join(method.docstring.split())
    assert "Its `parsed` is models.ItGet404Response or str, as far as" in said
