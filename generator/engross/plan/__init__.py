"""Decides what the generated package looks like."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from types import MappingProxyType

from engross.errors import EngrossError, Problem
from engross.ir import Api, Operation
from engross.names import RUNTIME_ERRORS, called_server
from engross.plan.credentials import plan_certificates, plan_credentials
from engross.plan.failures import plan_failures
from engross.plan.method_records import FLAVOURS, Argument, Resource
from engross.plan.methods import plan_method
from engross.plan.prose import explained, wrap
from engross.plan.records import ErrorClass, Example, Extra, Package
from engross.plan.servers import base_url, plan_servers, plan_variables
from engross.plan.shapes import Shapes
from engross.plan.webhooks import plan_webhooks
from engross.provider import Settings

__all__ = ["FLAVOURS", "Package", "Shapes", "plan_package"]


def plan_package(
    shapes: Shapes, settings: Settings, modules: Mapping[str, str] = MappingProxyType({})
) -> Package:
    """Decide everything about the package of an API.

    Args:
        shapes: The API, hoisted and named.
        settings: Our own choices.
        modules: The texts of the provider's own, by name.

    Raises:
        EngrossError: A documented error has the name of one that every package has.
    """
    api = shapes.api
    errors = _plan_errors(api, settings)
    server = called_server(api)
    address = base_url(server)
    resources = _plan_resources(shapes)
    credentials = tuple(plan_credentials(shapes, settings))
    named = (shapes.names.classes[s.pointer] for s in api.schemas.values() if shapes.is_named(s))
    return Package(
        name=settings.package,
        distribution=settings.distribution,
        display_name=settings.display_name,
        version=settings.version,
        api_version=" ".join(api.version.split()),
        client=settings.client,
        tagline=f"Typed sync and async client for the {settings.display_name} API",
        environment=settings.environment,
        base_url=address,
        server=server.url,
        server_variables=plan_variables(shapes),
        servers=plan_servers(shapes),
        lenient=shapes.lenient,
        credentials=credentials,
        certificates=plan_certificates(shapes),
        errors=errors,
        failures=plan_failures(shapes),
        resources=resources,
        pages=tuple(sorted(shapes.pages.items())),
        model_names=tuple(sorted(named)),
        limits=tuple(sorted({*shapes.limits.values()}, key=lambda limit: limit.name)),
        webhooks=plan_webhooks(shapes),
        example=_plan_example(resources, needs_base_url=address is None),
        http=settings.http,
        extras=tuple(
            Extra(name=name, requirement=settings.extras[name], summary=_first_line(text))
            for name, text in sorted(modules.items())
        ),
    )


def _first_line(module: str) -> str:
    """Give the first line of what a module says of itself; empty where it says nothing."""
    return (ast.get_docstring(ast.parse(module)) or "").partition("\n")[0]


def _plan_resources(shapes: Shapes) -> tuple[Resource, ...]:
    names = shapes.names
    groups: dict[str, list[Operation]] = {name: [] for name in names.resources}
    for op in sorted(shapes.api.operations, key=lambda op: names.methods[op.pointer].method):
        groups[names.methods[op.pointer].resource].append(op)
    planned: dict[str, Resource] = {}
    children: dict[str, list[Resource]] = {}
    # What is inside comes before what it is in.
    for name in sorted(groups, key=lambda name: (-name.count("."), name)):
        inside = children.get(name, [])
        called = {names.methods[op.pointer].method for op in groups[name]}
        has_list = "list" in called.union(child.attribute for child in inside)
        array = "builtins.list" if has_list else "list"
        methods = tuple(plan_method(shapes, op, array=array) for op in groups[name])
        planned[name] = Resource(
            name=name,
            class_name=names.resources[name],
            methods=methods,
            children=tuple(inside),
        )
        children.setdefault(name.rpartition(".")[0], []).append(planned[name])
    return tuple(planned[name] for name in sorted(planned))


# Example arguments by annotation; a text is made from the argument's own name.
_SAMPLES = {"int": "1", "bool": "True", "Decimal": 'Decimal("1.00")', "int | float": "1"}


def _plan_example(resources: tuple[Resource, ...], *, needs_base_url: bool) -> Example | None:
    """Choose the call for the README: the first whose arguments can be written down.

    One whose outcome may be unknown goes before others: it shows what to do then.
    """
    constructor = 'base_url="https://api.example.com"' if needs_base_url else ""
    found = [
        Example(
            resource=resource.name,
            method=method.name,
            constructor=constructor,
            arguments=tuple(filter(None, samples)),
            failure="BusinessError" if method.has_envelope else "APIError",
            is_unsafe=method.is_unsafe,
            has_answer=method.returns != "None",
        )
        for resource in resources
        for method in resource.methods
        if None not in (samples := [_sample(one) for one in method.arguments if one.required])
    ]
    return next((one for one in found if one.is_unsafe), next(iter(found), None))


def _sample(argument: Argument) -> str | None:
    if argument.sample is None:
        return None
    usual = {**_SAMPLES, "str": f'"{argument.name_as_text}"'}.get(argument.annotation)
    value = argument.sample or usual
    return value if argument.positional or value is None else f"{argument.name}={value}"


def _plan_errors(api: Api, settings: Settings) -> tuple[ErrorClass, ...]:
    taken = {*RUNTIME_ERRORS, f"{settings.client}Error"}
    planned: dict[str, ErrorClass] = {}
    problems = []
    for op in api.operations:
        for error in op.errors:
            if error.name in taken:
                message = f"{error.name!r} is the name of an exception that every package has"
                problems.append(Problem(message=message, pointer=error.pointer))
            docstring = "\n".join(wrap(explained(error)))
            planned.setdefault(error.name, ErrorClass(name=error.name, docstring=docstring))
    if problems:
        raise EngrossError(problems)
    return tuple(planned[name] for name in sorted(planned))
