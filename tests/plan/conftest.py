"""Plans from documents that are valid by default, so that a test writes only what it is about."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from engross.ir import Ref, Schema
from engross.names import name_api
from engross.plan import Package, Shapes, plan_package
from engross.plan.method_records import Method
from engross.provider import Settings
from engross.spec import load_api

SETTINGS = Settings(
    display_name="Shop",
    client="Shop",
    distribution="shop-client",
    package="shop",
    environment="SHOP",
)


class Bench:
    """Reads documents from a folder of the test's own and plans them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def shapes(self, **members: Any) -> Shapes:
        """Plan a document; `members` are what stands beside `openapi` and `info`."""
        document = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}}
        path = self.folder / "openapi.json"
        path.write_text(json.dumps({**document, **members}), encoding="utf-8")
        api, names = name_api(load_api(path, authored=False)[0], client="Shop")
        return Shapes(api=api, names=names)

    def package(self, **members: Any) -> Package:
        """Plan the package of a document."""
        return plan_package(self.shapes(**members), SETTINGS)

    def method(self, path: str = "/it", *, verb: str = "post", **words: Any) -> Method:
        """Plan the only method of a document; `components` and other members of an operation."""
        members = {"components": words.pop("components", {})}
        answer = {"responses": {"204": {"description": "Done"}}}
        package = self.package(paths={path: {verb: {**answer, **words}}}, **members)
        return next(method for resource in package.resources for method in resource.methods)

    def sent(self, schema: Any, **schemas: Any) -> tuple[Shapes, Schema | Ref]:
        """Give a schema as a property of a request's body."""
        body = {"content": content({"type": "object", "properties": {"it": schema}})}
        shapes = self._posting(schemas, requestBody=body)
        request = shapes.api.operations[0].request_body
        assert request is not None
        assert request.content[0].schema is not None
        return shapes, shapes.api.resolve(request.content[0].schema).properties["it"]

    def received(self, schema: Any, **schemas: Any) -> tuple[Shapes, Schema | Ref]:
        """Give a schema as a property of an answer."""
        answer = {"description": "", "content": content({"properties": {"it": schema}})}
        shapes = self._posting(schemas, responses={"200": answer})
        media = shapes.api.operations[0].responses[0].content[0]
        assert media.schema is not None
        return shapes, shapes.api.resolve(media.schema).properties["it"]

    def _posting(self, schemas: Any, **words: Any) -> Shapes:
        operation = {"responses": {"204": {"description": ""}}, **words}
        return self.shapes(paths={"/it": {"post": operation}}, components={"schemas": schemas})


def content(schema: Any, media_type: str = "application/json") -> dict[str, Any]:
    """Write a `content` map."""
    return {media_type: {"schema": schema}}


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """Make a bench in a fresh folder."""
    return Bench(tmp_path)
