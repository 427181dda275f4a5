"""The runtime's own records and classes, for operations that no method of the package is.

This is the one place where the suite reaches below the package's public names: a package whose
operations may never be repeated still carries the code that repeats.
"""

from __future__ import annotations

import enum
import importlib
from collections.abc import Callable, Mapping, Sequence
from functools import partial, reduce
from types import GenericAlias
from typing import Annotated, Any, Literal

import pydantic
from typing_extensions import TypeAliasType

from .exact import Json, Number, is_array, is_object

# Kinds of the obligations to the wire types of a package's runtime.
KINDS = {
    "string": "String",
    "boolean": "Boolean",
    "integer": "Integer",
    "number": "Number",
    "decimal": "DecimalNumber",
    "decimal-text": "DecimalString",
    "date-time": "DateTime",
    "sent-date-time": "AwareDateTime",
    "date": "Date",
    "time": "Time",
    "duration": "Duration",
    "uuid": "UUIDString",
}


class Probes:
    """Makes records and classes of one package's runtime."""

    def __init__(self, package: str, classes: Mapping[str, Json], errors: Sequence[str]) -> None:
        self._root = f"{package}._runtime"
        self._told = classes
        self._errors = frozenset(errors)
        self._made: dict[str, Any] = {}
        self._operations: dict[str, Any] = {}

    def operation(self, told: Mapping[str, Json]) -> Any:
        """Give the record of an operation, the same one each time: it keeps its validators."""
        if told["id"] not in self._operations:
            self._operations[told["id"]] = self._operation(told)
        return self._operations[told["id"]]

    def _operation(self, told: Mapping[str, Json]) -> Any:
        module = self._module("operation")

        def resolver(kind: Json) -> Any:
            return lambda: self._annotation(kind)

        def parts(part: Mapping[str, Json]) -> dict[str, Any]:
            return {key: resolver(v) if key == "type" else v for key, v in part.items()}

        def inner(body: Mapping[str, Json]) -> tuple[Any, ...]:
            return tuple(module.Part(**parts(part)) for part in body.get("parts", []))

        bodies = [module.Body(**{**parts(body), "parts": inner(body)}) for body in told["body"]]
        envelope = told.get("envelope")
        return module.Operation(
            id=told["id"],
            method=told["method"],
            path=told["path"],
            parameters=tuple(module.Parameter(**parts(p)) for p in told["parameters"].values()),
            body=bodies[0] if bodies else None,
            other_bodies=tuple(bodies[1:]),
            responses=tuple(module.Response(**parts(response)) for response in told["responses"]),
            envelope=envelope
            and module.Envelope(**{**envelope, "message": tuple(envelope["message"])}),
            errors=tuple(
                module.ErrorRule(**{**rule, "error": self.error(rule["error"])})
                for rule in told.get("errors", [])
            ),
            security=tuple(tuple[str, ...](need) for need in told.get("security", [])),
            scopes=tuple(
                {name: _plain(found) for name, found in need.items()}
                for need in told.get("scopes", [])
            ),
            server=told.get("server", ""),
            headers=partial(self._headers, told["headers"]) if "headers" in told else None,
        )

    def _headers(self, told: Mapping[str, Json]) -> Any:
        """Make the class of the headers that an operation declares."""
        module = self._module("headers")
        if "headers" not in self._made:
            fields = {
                name: module.HeaderField(
                    field["name"],
                    partial(self._annotation, field["type"]),
                    **{key: field[key] for key in ("required", "form", "items", "explode")},
                )
                for name, field in told.items()
            }
            self._made["headers"] = type("EngrossHeaders", (module.Headers,), fields)
        return self._made["headers"]

    def pages(
        self,
        client: Any,
        told: Mapping[str, Json],
        flavour: str,
        arguments: Mapping[str, Any],
        options: Mapping[str, Any],
    ) -> Any:
        """Give what goes through the pages of an operation of ours."""
        module = self._module("pages")
        kind = module.AsyncPages if flavour == "async" else module.Pages
        how = {key: _plain(value) for key, value in told["paging"].items()}
        paging = self._module("paging").Paging(**how)
        return kind(client, self.operation(told), paging, arguments, **options)

    def events(self, told: Mapping[str, Json]) -> tuple[Callable[..., Any], Any]:
        """Give what reads events of ours, and what it raises of any other body."""
        module = self._module("webhook")

        def reader(kind: Mapping[str, Json]) -> Any:
            resolve = partial(self._annotation, kind["type"])
            how = {key: kind[key] for key in ("content_type", "lenient") if key in kind}
            return module.Webhook(kind["name"], resolve, **how)

        kinds = {kind["name"]: reader(kind) for kind in told["kinds"]}
        (first, *_) = kinds.values()
        found = module.Webhooks(told["tag"], kinds) if "tag" in told else first
        return found.read, module.WebhookValidationError

    def error(self, name: str) -> Any:
        """Give one of our documented failures; None where the name is not ours."""
        if name in self._errors and name not in self._made:
            base: Any = self._module("errors").BusinessError
            self._made[name] = type(base)(name, (base,), {"__module__": __name__})
            globals()[name] = self._made[name]  # pickle looks a class up by its name
        return self._made[name] if name in self._errors else None

    def client(self, name: str, told: Mapping[str, Json], *, asynchronous: bool) -> Any:
        """Give a client class of our own, with the credentials that are told as its keywords."""
        if name not in self._made:
            home, kind = ("async_client", "AsyncClient") if asynchronous else ("client", "Client")
            base: Any = getattr(self._module(home), kind)
            make: Any = self._module("security").SecurityScheme
            settings = self._module("base_client").Settings(
                distribution=told["distribution"],
                version=told["version"],
                base_url=told.get("base_url"),
                base_url_variable=told["base_url_variable"],
                schemes=tuple(make(**scheme) for scheme in told["schemes"]),
                lenient=bool(told.get("lenient")),
                server=self._server(told["server"]) if "server" in told else None,
            )
            schemes = {
                scheme["argument"]: scheme["name"]
                for scheme in told["schemes"]
                if "argument" in scheme
            }

            def construct(itself: Any, **given: Any) -> None:
                credentials = {schemes[n]: given.pop(n) for n in [*given] if n in schemes}
                if settings.server is not None:
                    names = {variable.argument for variable in settings.server.variables}
                    variables = {name: given.pop(name, None) for name in names}
                    given = {"server_variables": variables, **given}
                base.__init__(itself, settings, credentials=credentials, **given)

            self._made[name] = type(base)(name, (base,), {"__init__": construct})
        return self._made[name]

    def _server(self, told: Mapping[str, Json]) -> Any:
        module = self._module("servers")
        variables = [
            module.ServerVariable(**{key: _plain(value) for key, value in variable.items()})
            for variable in told["variables"]
        ]
        return module.Server(url=told["url"], variables=tuple(variables))

    def find(self, name: str) -> Any:
        """Give one of our classes; None where the name is not ours."""
        if name in self._told and name not in self._made:
            told = self._told[name]
            if "members" in told:
                self._made[name] = _enum(name, told["members"])
            else:
                self._made[name] = self._model(name, told)
            globals()[name] = self._made[name]  # as above
        return self._made.get(name)

    def _model(self, name: str, told: Mapping[str, Json]) -> Any:
        is_open = pydantic.ConfigDict(json_schema_extra={"x-open": True})
        more = {"model_config": is_open} if told.get("open") else {}
        base: Any = self._module("model").Model
        members = self._members(told["fields"])
        kinds = members["__annotations__"]
        if "extra" in told:
            kinds["__pydantic_extra__"] = self._annotation(["map", told["extra"]])
        # As where a class stands in its module before what it is made of.
        later = {f"{name}_{n}": kind for n, kind in kinds.items()} if told.get("later") else {}
        members["__annotations__"] = {**kinds, **dict(zip(kinds, later, strict=False))}
        made: Any = type(base)(name, (base,), {"__module__": __name__, **members, **more})
        globals().update(later)
        return made

    def _members(self, fields: Mapping[str, Json]) -> dict[str, Any]:
        annotations: dict[str, Any] = {}
        defaults: dict[str, Any] = {}
        for python, told in fields.items():
            kind: Any = self._annotation(told["type"])
            optional = told["nullable"] or not told["required"]
            marks = {f"x-{mark}": True for mark in ("nullable", "sensitive") if told[mark]}
            extra = {"json_schema_extra": marks} if marks else {}
            alias = {"alias": told["wire"]} if told["wire"] != python else {}
            gone = {"deprecated": told["deprecated"]} if "deprecated" in told else {}
            make: Any = pydantic.Field
            field = make(**alias, **extra, **gone)
            annotations[python] = Annotated[kind | None if optional else kind, field]
            if not told["required"]:
                defaults[python] = None
        return {"__annotations__": annotations, **defaults}

    def _annotation(self, kind: Json) -> Any:
        """Make the annotation of a kind, `["list", "decimal"]` being a list."""
        if is_array(kind):
            inner = self._annotation(kind[1])
            return (
                GenericAlias(list, inner) if kind[0] == "list" else GenericAlias(dict, (str, inner))
            )
        if is_object(kind):
            ((word, told),) = kind.items()
            return (
                self._named(word, told) if word in {"class", "enum"} else self._made_of(word, told)
            )
        return Any if kind == "any" else getattr(self._module("types"), KINDS[kind])

    def _named(self, word: str, name: str) -> Any:
        found = self.find(name)
        if word != "enum":
            return found
        return found | (str if issubclass(found, str) else self._module("types").Integer)

    def _made_of(self, word: str, told: Json) -> Any:
        """Make what is one of several, or several in a row, or known by another name."""
        if word == "later":  # a class or an alias that contains itself
            return told
        if word == "alias":
            return self._alias(told[0], told[1])
        if word == "counted":
            least, most = (int(number.text) for number in told[1:])
            return self._module("types").counted(self._annotation(told[0]), least, most)
        if word == "literal":
            return Literal[tuple(_plain(value) for value in told)]
        if word == "many":
            return GenericAlias(tuple, (self._annotation(told), ...))
        if word == "tagged":
            name, kinds, branches, *options = told
            tagged = self._module("tagged").Tagged(name, branches, **dict(*options))
            return Annotated[self._made_of("union", kinds), tagged]
        parts = tuple(self._annotation(inner) for inner in told)
        if word == "tuple":
            return GenericAlias(tuple, parts)
        return reduce(lambda left, right: left | right, parts)

    def _alias(self, name: str, kind: Json) -> Any:
        if name not in self._made:
            make: Any = TypeAliasType
            self._made[name] = make(name, self._annotation(kind))
            globals()[name] = self._made[name]  # here it looks for itself
        return self._made[name]

    def _module(self, name: str) -> Any:
        return importlib.import_module(f"{self._root}.{name}")


def _plain(value: Json) -> Any:
    """Give what a record of the runtime holds: a tuple of tokens, a number, a text, a mark."""
    if is_array(value):
        return tuple(value)
    return int(value.text) if isinstance(value, Number) else value


def _enum(name: str, members: Mapping[str, Json]) -> Any:
    """Make an enum of texts, or of whole numbers."""
    if all(isinstance(value, str) for value in members.values()):
        return enum.StrEnum(name, {label: str(value) for label, value in members.items()})
    return enum.IntEnum(name, {label: int(value.text) for label, value in members.items()})
