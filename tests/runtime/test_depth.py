"""Models that refer to each other, more of them than Python's stack has room for."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from engross.runtime.model import Model
from pydantic import ValidationError

COUNT = 200


def ring(number: int) -> list[str]:
    """Refer to the next one, the last one to the first."""
    return [f"M{(number + 1) % COUNT}"]


def web(number: int) -> list[str]:
    """Refer to itself and to all that are near."""
    return [f"M{(number + step) % COUNT}" for step in (1, 2, 3, 9, 0)]


@pytest.fixture(params=[ring, web])
def models(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    """Import a module of models that hold others in a list, none of them built yet."""
    neighbours: Callable[[int], list[str]] = request.param
    lines = ["from __future__ import annotations", "from engross.runtime.model import Model"]
    for number in range(COUNT):
        union = " | ".join([*neighbours(number), "int"])
        inner = f"    inner: list[{union}] | None = None"
        lines += [f"class M{number}(Model):", inner, "    mark: int | None = None"]
    path = tmp_path / "many_models.py"
    path.write_text("\n".join(lines))
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[path.stem] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    del sys.modules[path.stem]


def test_a_graph_that_is_deeper_than_the_stack_is_built(models: Any) -> None:
    for model in (models.M0, models.M150, models.M1):
        assert model.model_rebuild()

    read = models.M0.model_validate({"inner": [{"inner": [1], "extra": 1}]})

    assert isinstance(read.inner[0], models.M1)
    assert read.model_dump(exclude_unset=True) == {"inner": [{"inner": [1], "extra": 1}]}


def test_those_postponed_are_as_strict_as_the_first(models: Any) -> None:
    models.M0.model_rebuild()
    value: Any = {"mark": None}
    if models.M0.__annotations__["inner"] == "list[M1 | int] | None":
        for _ in range(40):
            value = {"inner": [value]}

    with pytest.raises(ValidationError, match="must not be null"):
        models.M0.model_validate(value)


def test_a_failure_leaves_the_next_one_alone() -> None:
    class Odd(Model):
        field: SimpleNamespace

    class Sound(Model):
        field: int

    with pytest.raises(Exception, match="SimpleNamespace"):
        Odd.model_rebuild()
    assert Sound(field=1).field == 1
