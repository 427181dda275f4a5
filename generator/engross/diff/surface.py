"""The public surface of the package that a document gives: its symbols, and what each promises.

Everything comes from `engross.names` and `engross.plan`, which decide it for the package too.
Only the synchronous symbols are listed: each has an asynchronous twin that changes with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property, partial

from engross.diff.settled import Settled
from engross.ir import ABSENT, Api, Json, Operation, Ref, Schema
from engross.names import body_properties, called_server, name_api
from engross.plan import Shapes
from engross.plan.choices import success
from engross.plan.credentials import plan_credentials
from engross.plan.methods import plan_arguments, plan_returns
from engross.plan.objects import body_names, class_parts, is_class
from engross.plan.shapes import enum_types, parameter_schema
from engross.plan.values import default_value
from engross.plan.webhooks import plan_webhooks
from engross.pointer import Pointer
from engross.provider import Settings


class Kind(Enum):
    """What a symbol is, as a sentence about it says."""

    CLASS = "a class"
    ENUM = "an enum"
    ALIAS = "an alias"
    FIELD = "a field"
    MEMBER = "a member"
    RESOURCE = "a group of operations"
    METHOD = "a method"
    FUNCTION = "a function"
    ARGUMENT = "an argument"
    EXCEPTION = "an exception"


@dataclass(frozen=True, kw_only=True, eq=False)
class Symbol:
    """Something that callers of a package write down."""

    name: str
    """`cards.models.Card.id`, `cards.resources.Cards.close`, `cards.resources.Cards.close(id)`."""
    kind: Kind
    places: tuple[Pointer, ...]
    """The nodes of the document that it is made from, the nearest first."""
    owner: str = ""
    """The symbol that it is a part of."""
    wire: Json = ABSENT
    """The name of the property, or the value of the enum."""
    schema: Schema | Ref | None = None
    """What its values are."""
    annotate: Callable[[], str] = str
    """Gives its annotation."""
    required: bool = False
    position: int | None = None
    """Its place among the arguments that are given by position."""
    bases: tuple[str, ...] = ()
    given: bool = False
    """Whether callers write values of it."""
    got: bool = False
    """Whether callers read values of it."""

    @cached_property
    def annotation(self) -> str:
        """Its type in Python; most are never asked for."""
        return self.annotate()


@dataclass(frozen=True, kw_only=True)
class Surface:
    """The symbols of a package by name, owners before what is theirs."""

    api: Api
    """The API, hoisted."""
    package: str
    """The name to import."""
    symbols: dict[str, Symbol]

    def model(self, name: str) -> Symbol | None:
        """Give what has a name in `models`."""
        return self.symbols.get(f"{self.package}.models.{name}")

    @cached_property
    def parts(self) -> dict[str, list[Symbol]]:
        """What belongs to each symbol."""
        parts: dict[str, list[Symbol]] = {}
        for symbol in self.symbols.values():
            parts.setdefault(symbol.owner, []).append(symbol)
        return parts


def plan_surfaces(
    base: tuple[Api, Settings], revision: tuple[Api, Settings]
) -> tuple[Surface, Surface]:
    """List what the packages of two APIs offer; of classes that are the same not their fields.

    Args:
        base: As read from the document, with our own choices.
        revision: The same for the later one.

    Raises:
        EngrossError: There can be no such package.
    """
    old, new = (_plan(*side) for side in (base, revision))
    settled = _settled(old.shapes, new.shapes)
    return _surface(replace(old, settled=settled)), _surface(replace(new, settled=settled))


def _plan(api: Api, settings: Settings) -> _Planner:
    kept = tuple(op for op in api.operations if op.operation_id not in settings.skip)
    hoisted, names = name_api(replace(api, operations=kept), settings.names, client=settings.client)
    return _Planner(shapes=Shapes(api=hoisted, names=names), settings=settings)


def _surface(planner: _Planner) -> Surface:
    symbols = {symbol.name: symbol for symbol in planner.symbols()}
    package = planner.settings.package
    return Surface(api=planner.shapes.api, package=package, symbols=symbols)


def _settled(old: Shapes, new: Shapes) -> frozenset[Pointer]:
    """Find the classes and operations of which nothing differs that their parts come from.

    There are none where something is sent or read now and was not before, or has another name:
    then every type is looked at.
    """
    used = (old.ever_sent | old.ever_received) & (new.ever_sent | new.ever_received)
    turned = used & ((old.sent_only ^ new.sent_only) | (old.variants ^ new.variants))
    if turned or not all(
        _agree(getattr(old.names, kind), getattr(new.names, kind)) for kind in ("classes", "fields")
    ):
        return frozenset()
    settled = Settled(old.api, new.api)
    now = {op.pointer: op for op in new.api.operations}
    operations = frozenset(
        op.pointer
        for op in old.api.operations
        if now.get(op.pointer) == op
        and old.names.methods[op.pointer] == new.names.methods[op.pointer]
        and old.names.arguments[op.pointer] == new.names.arguments[op.pointer]
        and all(map(settled.leads_nowhere_new, _carried_by(op)))
    )
    return settled.components | operations


def _carried_by(op: Operation) -> Iterator[Schema | Ref]:
    for parameter in op.parameters:
        if (schema := parameter_schema(parameter)) is not None:
            yield schema
    bodies = (op.request_body,) if op.request_body else ()
    for holder in (*bodies, *op.responses):
        yield from (media.schema for media in holder.content if media.schema is not None)


def _agree(old: Mapping[Pointer, object], new: Mapping[Pointer, object]) -> bool:
    return all(new.get(place, name) == name for place, name in old.items())


@dataclass(frozen=True, kw_only=True)
class _Planner:
    shapes: Shapes
    settings: Settings
    settled: frozenset[Pointer] = frozenset()

    def symbols(self) -> Iterator[Symbol]:
        yield from self._client()
        yield from self._models()
        yield from self._methods()
        yield from self._webhooks()
        yield from self._errors()

    @property
    def client(self) -> str:
        return f"{self.settings.package}.{self.settings.client}"

    def _client(self) -> Iterator[Symbol]:
        api = self.shapes.api
        yield Symbol(name=self.client, kind=Kind.CLASS, places=())
        options = [
            (credential.keyword, (api.security_schemes[credential.scheme].pointer,))
            for credential in plan_credentials(self.shapes, self.settings)
        ]
        options += [
            (keyword, (called_server(api).pointer / "variables" / name,))
            for name, keyword in self.shapes.names.server_variables.items()
        ]
        servers = tuple(server.pointer for server in api.servers)
        for keyword, places in (*options, ("base_url", servers)):
            yield Symbol(
                name=f"{self.client}({keyword})",
                kind=Kind.ARGUMENT,
                places=places,
                owner=self.client,
                annotate=lambda: "str | None",
                given=True,
            )

    # --- Methods ---

    def _methods(self) -> Iterator[Symbol]:
        yield from self._groups()
        names = self.shapes.names
        for op in self.shapes.api.operations:
            method = names.methods[op.pointer]
            resource = self._class_of(method.resource)
            yield from self._method(op, f"{resource}.{method.method}", resource)

    def _groups(self) -> Iterator[Symbol]:
        """Give each group as an attribute of what it is in, and its class."""
        for group in self.shapes.names.resources:
            around = group.rpartition(".")[0]
            attribute = f"{self.client}.{group}"
            owner = self._class_of(around) if around else self.client
            yield Symbol(name=attribute, kind=Kind.RESOURCE, places=(), owner=owner)
            yield Symbol(name=self._class_of(group), kind=Kind.CLASS, places=(), owner=attribute)

    def _class_of(self, group: str) -> str:
        return f"{self.settings.package}.resources.{self.shapes.names.resources[group]}"

    def _method(self, op: Operation, name: str, owner: str) -> Iterator[Symbol]:
        answers = tuple(response.pointer for response in op.responses)
        answer, body = success(op), op.request_body
        yield Symbol(
            name=name,
            kind=Kind.METHOD,
            places=(op.pointer, *answers, *((body.pointer,) if body else ())),
            owner=owner,
            schema=answer.content[0].schema if answer and answer.content else None,
            annotate=partial(plan_returns, self.shapes, op, array="list"),
            got=True,
        )
        if op.pointer in self.settled:
            return
        carried = self._carried(op)
        position = 0
        for argument in plan_arguments(self.shapes, op, array="list"):
            place, schema = carried[argument.name]
            yield Symbol(
                name=f"{name}({argument.name})",
                kind=Kind.ARGUMENT,
                places=(place,),
                owner=name,
                wire=argument.wire_name,
                schema=schema,
                annotate=partial(str, argument.annotation),
                required=argument.required,
                position=position if argument.positional else None,
                given=True,
            )
            position += argument.positional

    def _carried(self, op: Operation) -> dict[str, tuple[Pointer, Schema | Ref | None]]:
        """Say where each argument of a method stands in the document."""
        names, body = self.shapes.names.arguments[op.pointer], op.request_body
        places: list[tuple[Pointer, Schema | Ref | None]] = [
            (parameter.pointer, parameter_schema(parameter)) for parameter in op.parameters
        ]
        properties = body_properties(self.shapes.api, body)
        if properties is not None:
            places += [(prop.pointer, prop) for prop in properties.values()]
        elif body is not None:
            places.append((body.pointer, body.content[0].schema))
        return {names[place]: (place.own, schema) for place, schema in places}

    # --- Models ---

    def _models(self) -> Iterator[Symbol]:
        shapes = self.shapes
        for schema in shapes.api.schemas.values():
            if isinstance(schema, Schema) and shapes.is_named(schema):
                name = f"{self.settings.package}.models.{shapes.names.classes[schema.pointer]}"
                if schema.enum is not None:
                    yield from self._enum(schema, name)
                elif is_class(shapes.api, schema):
                    yield from self._class(schema, name)
                else:
                    annotate = partial(shapes.definition, schema)
                    yield self._model(schema, name, Kind.ALIAS, annotate=annotate)

    def _model(
        self,
        schema: Schema,
        name: str,
        kind: Kind,
        *,
        annotate: Callable[[], str] = str,
        bases: tuple[str, ...] = (),
    ) -> Symbol:
        given, got = self._ways(schema)
        return Symbol(
            name=name,
            kind=kind,
            places=(schema.pointer.own,),
            schema=schema,
            annotate=annotate,
            bases=bases,
            given=given,
            got=got,
        )

    def _ways(self, schema: Schema) -> tuple[bool, bool]:
        """Say whether callers write and read a schema; of one that nothing uses assume both."""
        given = schema.pointer in self.shapes.ever_sent
        got = schema.pointer in self.shapes.ever_received
        return given or not got, got or not given

    def _enum(self, schema: Schema, name: str) -> Iterator[Symbol]:
        (kind, *more) = enum_types(schema)
        base = {"string": "str", "integer": "int"}.get(kind, "") if not more else ""
        yield self._model(schema, name, Kind.ENUM, bases=(base,) if base else ())
        values = [value for value in schema.enum or () if value is not None]
        members = self.shapes.names.members[schema.pointer]
        for value, member in zip(values, members, strict=True):
            yield Symbol(
                name=f"{name}.{member}",
                kind=Kind.MEMBER,
                places=(schema.pointer,),
                owner=name,
                wire=value,
            )

    def _class(self, schema: Schema, name: str) -> Iterator[Symbol]:
        shapes = self.shapes
        parts = class_parts(shapes.api, shapes.names, schema)
        targets = (shapes.api.resolve(base).pointer for base in parts.bases)
        bases = tuple(f"models.{shapes.names.classes[target]}" for target in targets)
        yield self._model(schema, name, Kind.CLASS, bases=bases)
        if schema.pointer in self.settled:
            return
        given, got = self._ways(schema)
        for wire, field in body_names(shapes.names, parts.body).items():
            prop = parts.body.properties[wire]
            required = wire in parts.body.required
            yield Symbol(
                name=f"{name}.{field}",
                kind=Kind.FIELD,
                places=(prop.pointer.own,),
                owner=name,
                wire=wire,
                schema=prop,
                annotate=partial(self._field, prop, required=required),
                required=required,
                given=given,
                got=got,
            )

    def _field(self, prop: Schema | Ref, *, required: bool) -> str:
        target = self.shapes.api.resolve(prop)
        default = target.default if prop.default is ABSENT else prop.default
        known = default is not ABSENT and default_value(self.shapes, prop, default) is not ABSENT
        optional = not required and (not known or default is None)
        return self.shapes.field_annotation(prop, optional=optional)

    # --- Webhooks and errors ---

    def _webhooks(self) -> Iterator[Symbol]:
        planned = plan_webhooks(self.shapes)
        found = {} if planned is None else {item.name: item for item in planned.items}
        module = f"{self.settings.package}.webhooks"
        for hook in self.shapes.api.incoming():
            item = found.get(self.shapes.names.webhooks[hook.pointer])
            if item is not None:
                body = (hook.request_body.pointer,) if hook.request_body else ()
                yield Symbol(
                    name=f"{module}.{item.function}",
                    kind=Kind.FUNCTION,
                    places=(hook.pointer, *body),
                    annotate=partial(str, item.annotation),
                    got=True,
                )

    def _errors(self) -> Iterator[Symbol]:
        places: dict[str, list[Pointer]] = {}
        for op in self.shapes.api.operations:
            for error in op.errors:
                places.setdefault(error.name, []).append(error.pointer)
        for name, found in sorted(places.items()):
            yield Symbol(
                name=f"{self.settings.package}.errors.{name}",
                kind=Kind.EXCEPTION,
                places=tuple(found),
            )
