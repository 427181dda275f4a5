"""Run as a program: imports packages, builds all their types, calls all their methods.

Args: the roots of packages. Prints a JSON object: for each package how many models and operations
it has, and what went wrong. Each package is what a user would have: nothing of engross is imported.
"""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
from pydantic import BaseModel, TypeAdapter
from typing_extensions import TypeAliasType

SAMPLES = {"str": "x", "int": 1, "int | float": 1, "bool": True, "Any": "x", "Content": b"x"}


def examine(root: Path) -> dict[str, Any]:
    """Use a package as far as that goes without knowing it."""
    [source] = (root / "src").iterdir()
    sys.path.insert(0, str(root / "src"))
    problems: list[str] = []
    package = importlib.import_module(source.name)
    modules = [
        importlib.import_module(found.name)
        for found in pkgutil.walk_packages(package.__path__, f"{source.name}.")
    ]
    missing = [name for name in package.__all__ if getattr(package, name, None) is None]
    problems += [f"{name} is not exported" for name in missing]
    models = list(models_of(package.models))
    for name, model in models:
        problems += attempt(name, lambda model=model: TypeAdapter(model).json_schema())
    operations = list(operations_of(modules))
    for name, operation in operations:
        body = [operation.body] if operation.body else []
        for part in (*operation.parameters, *body, *operation.responses):
            if part.type is not None:
                problems += attempt(name, lambda part=part: part.adapter._adapter)
    problems += [problem for name, call in calls(package) for problem in attempt(name, call)]
    return {"models": len(models), "operations": len(operations), "problems": problems}


def attempt(name: str, action: Any) -> list[str]:
    """Do something; give what went wrong."""
    try:
        action()
    except Exception as error:
        return [f"{name}: {type(error).__name__}: {error}"]
    return []


def models_of(module: Any) -> Iterator[tuple[str, Any]]:
    """List the classes and aliases of `models`."""
    for name in dir(module):
        value = getattr(module, name)
        own = isinstance(value, type) and value.__module__.startswith(module.__name__)
        if isinstance(value, TypeAliasType) or (own and issubclass(value, BaseModel)):
            yield name, value


def operations_of(modules: list[Any]) -> Iterator[tuple[str, Any]]:
    """List the records of all resources."""
    for module in modules:
        for name, value in vars(module).items():
            if type(value).__name__ == "Operation":
                yield f"{module.__name__}.{name}", value


def calls(package: Any) -> Iterator[tuple[str, Any]]:
    """List a call of each method whose arguments are easy to make."""
    kind = client_class(package)
    transport = httpx.MockTransport(lambda _: httpx.Response(599))
    server = importlib.import_module(f"{package.__name__}._client")._SETTINGS.server
    variables = {variable.argument for variable in server.variables} if server else set()
    options = {
        name: "https://example.com" if name == "base_url" else "user:password"
        for name, parameter in inspect.signature(kind).parameters.items()
        if parameter.annotation in {"str | None", "Token | None"} and name not in variables
    }
    client = kind(**options, max_retries=0, http_client=httpx.Client(transport=transport))
    failure = getattr(package, f"{kind.__name__}Error")
    for path, method in methods_of(client):
        yield path, Call(method, failure)


def methods_of(owner: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """List the methods of the groups of a client, or of those inside a group."""
    for name in sorted(name for name in vars(type(owner)) if not name.startswith("_")):
        value = getattr(owner, name)
        if inspect.isroutine(value):
            yield f"{path}{name}", value
        elif name not in {"with_raw_response", "with_streaming_response"}:
            yield from methods_of(value, f"{path}{name}.")


def client_class(package: Any) -> Any:
    """Find the synchronous client."""
    module = importlib.import_module(f"{package.__name__}._client")
    own = [value for value in vars(module).values() if inspect.isclass(value)]
    return next(c for c in own if c.__module__ == module.__name__ and c.__name__[:5] != "Async")


class Call:
    """A call with made-up arguments, which may fail as the documentation says."""

    def __init__(self, method: Any, failure: type[Exception]) -> None:
        self.method = method
        self.failure = failure

    def __call__(self) -> None:
        positional, named = [], {}
        for name, parameter in inspect.signature(self.method).parameters.items():
            if parameter.default is parameter.empty:
                if parameter.annotation not in SAMPLES:
                    return
                sample = SAMPLES[parameter.annotation]
                if parameter.kind is parameter.KEYWORD_ONLY:
                    named[name] = sample
                else:
                    positional.append(sample)
        try:
            self.method(*positional, **named)
        except (self.failure, ValueError):
            return


if __name__ == "__main__":
    warnings.simplefilter("error")
    warnings.filterwarnings("ignore", "The provider has deprecated", DeprecationWarning)
    print(json.dumps({root: examine(Path(root)) for root in sys.argv[1:]}))
