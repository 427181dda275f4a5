"""The base class of every model: tolerant with answers, exact with digits, silent about secrets."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import (
    CoreSchema,
    InitErrorDetails,
    PydanticCustomError,
    ValidationError,
)
from pydantic_core import core_schema as schemas

from . import codec
from .depth import bounded
from .errors import MissingFieldError

if TYPE_CHECKING:
    from typing import Self

_HIDDEN = "***"
_DEPTH = 6_000  # frames, of some 35 a level: three times less than a thread's stack can take


@contextmanager
def _deep() -> Generator[None]:
    """Let pydantic describe models inside models, which takes many frames for each of them."""
    limit = sys.getrecursionlimit()
    if limit >= _DEPTH:
        yield
        return
    sys.setrecursionlimit(_DEPTH)
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)


T = TypeVar("T")


class _Open(Protocol[T]):
    """A class whose members without a field are all of one type."""

    __pydantic_extra__: dict[str, T]


class Model(BaseModel):
    """An object of the API.

    Fields the documentation does not know are kept (`model_extra`) and written back; where it says
    what they have to be, they are. An optional field may be absent, which is not null: null is
    taken only where the spec says so (`x-nullable`). A field marked `x-sensitive` prints as `***`.
    """

    __slots__ = ("__missing__",)  # filled by `assemble` alone: no field, so written nowhere

    model_config = ConfigDict(
        extra="allow",
        defer_build=True,
        validate_by_name=True,
        protected_namespaces=(),
        hide_input_in_errors=True,
    )

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Make the schema pydantic derives as strict as JSON is."""

        def build(model: Any) -> CoreSchema:
            schema = handler(model)
            members = members_of(handler.resolve_ref_schema(schema))
            if "extras_schema" in members:
                members["extras_schema"] = _strict(members["extras_schema"], handler)
            for field in members["fields"].values():
                field["schema"] = _strict(field["schema"], handler)
                if not _extra_of(field).get("x-nullable"):
                    field["schema"] = _refusing_null(field["schema"])
            return schema

        return bounded(source, handler, build)

    if TYPE_CHECKING:
        # pydantic's own may be None, which no class of ours could make narrower.
        __pydantic_extra__: dict[str, Any] = Field(init=False)  # pyright: ignore[reportIncompatibleVariableOverride]

        @property
        def model_extra(self: _Open[T]) -> dict[str, T] | None:
            """Members without a field, by their names on the wire; None where there can be none."""

    else:

        def __getattr__(self, name: str) -> Any:
            """Say of a required field that an answer did not have where it should have been."""
            if name in type(self).model_fields:
                raise MissingFieldError(_missing(self).get(name, name))
            return super().__getattr__(name)

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:
        """Read a JSON text, digits kept; `options` are those of `model_validate` but `context`.

        Raises:
            pydantic.ValidationError: not JSON, or not this model.
        """
        raw = json_data.encode() if isinstance(json_data, str) else bytes(json_data)
        try:
            value = codec.decode(raw)
        except ValueError as error:
            problem = InitErrorDetails(
                type=PydanticCustomError(
                    "json_invalid", "Invalid JSON: {error}", {"error": str(error)}
                ),
                input=None,
            )
            raise ValidationError.from_exception_data(cls.__name__, [problem]) from None
        return cls.model_validate(value, **options | {"context": codec.READ})

    def model_dump(self, **options: Any) -> dict[str, Any]:
        """Give a dictionary, as pydantic does; `warnings`, which would print values, are off."""
        given: dict[str, Any] = {"warnings": False, **options}
        return super().model_dump(**given)

    def model_dump_json(self, *, indent: int | None = None, **options: Any) -> str:
        """Write the JSON text as the wire has it: digits kept, wire names, what is absent left out.

        `options` are those of `model_dump`; `by_alias` and `exclude_unset` are true by default.
        """
        options = {"by_alias": True, "exclude_unset": True} | options
        return codec.encode(self.model_dump(mode=codec.WIRE, **options), indent=indent).decode()

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Describe models inside models, however deep."""
        with _deep():
            return handler(core_schema)

    def model_post_init(self, _context: Any, /) -> None:
        """Tell an unknown member from the field whose Python name it happens to have."""
        extra = self.__pydantic_extra__
        if extra:
            fields = type(self).model_fields
            for name in extra.keys() & fields.keys():
                if getattr(self, name) == fields[name].default:
                    self.__pydantic_fields_set__.discard(name)

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        """List fields and values for repr and str, sensitive values hidden."""
        hidden = _sensitive_fields(type(self))
        for name, value in super().__repr_args__():
            yield name, _HIDDEN if name in hidden and value is not None else value


class Exact:
    """Marks a type outside any model: it is checked as strictly as a field of one."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Make the schema pydantic derives as strict as JSON is."""
        strict: CoreSchema = _strict(handler(source), handler)
        return strict


def assemble(
    model: type[Model],
    members: Mapping[str, Any],
    *,
    given: set[str],
    extra: dict[str, Any],
    missing: dict[str, str],
) -> Model:
    """Make a model of what is there, as pydantic would, but without asking whether it is right.

    Args:
        model: The class.
        members: The values of its fields, by their Python names.
        given: The fields that were not filled in.
        extra: Members that are no fields, under their wire names.
        missing: The required fields that are not there, and where they should have been.
    """
    made = model.__new__(model)
    parts = {
        "__dict__": _Members(members, missing) if missing else dict(members),
        "__pydantic_fields_set__": given | (extra.keys() - model.model_fields.keys()),
        "__pydantic_extra__": extra,
        "__pydantic_private__": None,
        "__missing__": missing,
    }
    for name, part in parts.items():
        object.__setattr__(made, name, part)
    return made


class _Members(dict[str, Any]):
    """What an answer has that lacks something; pydantic reads a deprecated field from here."""

    def __init__(self, members: Mapping[str, Any], missing: Mapping[str, str]) -> None:
        super().__init__(members)
        self.lacks = dict(missing)

    def __missing__(self, name: str) -> Any:
        raise MissingFieldError(self.lacks.get(name, name))


def _missing(model: Model) -> dict[str, str]:
    # Only `assemble` fills the slot, and a copy has it empty.
    try:
        return cast("dict[str, str]", object.__getattribute__(model, "__missing__"))
    except AttributeError:
        return {}


def sensitive_texts(value: Any) -> Iterator[str]:
    """Give, as the wire has it, whatever stands in a field marked `x-sensitive`, at any depth."""
    if isinstance(value, Model):
        hidden = _sensitive_fields(type(value))
        yield from codec.scalar_texts(value.model_dump(mode=codec.WIRE, include=set(hidden)))
        value = [member for name, member in value if name not in hidden]
    if codec.is_object(value):
        value = list(value.values())
    if codec.is_array(value):
        for item in value:
            yield from sensitive_texts(item)


@cache
def _sensitive_fields(model: type[Model]) -> frozenset[str]:
    # As part of another model it may have been built without fields of its own.
    model.model_rebuild()
    return frozenset(
        name
        for name, field in model.model_fields.items()
        if codec.is_object(field.json_schema_extra) and field.json_schema_extra.get("x-sensitive")
    )


def members_of(schema: Any) -> dict[str, Any]:
    """Give what a model's core schema says of its members, through whatever validators wrap it."""
    while schema["type"] != "model-fields":
        schema = schema["schema"]
    members: dict[str, Any] = schema
    return members


def _extra_of(field: Any) -> dict[str, Any]:
    # The class' own FieldInfo is no help: under a forward reference it is not complete yet.
    extra = field.get("metadata", {}).get("pydantic_js_extra")
    return extra if codec.is_object(extra) else {}


def _refusing_null(schema: Any) -> Any:
    """Let a field be absent but not null, where None only stands for absent."""
    if schema["type"] != "default" or schema.get("default", ...) is not None:
        return schema
    metadata = {**schema.get("metadata", {}), "pydantic_js_annotation_functions": [_without_null]}
    return {**schema, "schema": _before(_refuse_null, schema["schema"]), "metadata": metadata}


def _refuse_null(value: Any) -> Any:
    if value is None:
        raise PydanticCustomError("null_forbidden", "Input may be left out but must not be null")
    return value


def _without_null(schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
    """Say of a field that may be absent what it takes when it is there.

    It is told with the field and not with the model: of a model inside others pydantic may keep a
    description that the model's own function never saw.
    """
    member: dict[str, Any] = handler(schema)
    del member["default"]
    choices = [choice for choice in member.pop("anyOf", ()) if choice != {"type": "null"}]
    if len(choices) == 1:
        member.update(choices[0] | member)
    elif choices:
        member["anyOf"] = choices
    return member


# Marks the definition of an alias that was made strict.
_STRICT = "strict"
# Where a core schema holds others.
_INNER = ("schema", "items_schema", "values_schema")


def _strict(schema: Any, handler: GetCoreSchemaHandler) -> Any:
    """Read listed values as their members, take neither true nor "1" for 1, nor bytes for text."""
    if schema["type"] == "str":
        return {**schema, "strict": True}
    if schema["type"] in {"enum", "literal", "definition-ref"}:
        kinds = _kinds(schema, handler)
        if schema["type"] == "definition-ref" and not kinds:
            _make_strict(schema, handler)
        return _before(_kind_check(kinds), schema) if kinds - {"string"} else schema
    for key in _INNER:
        inner = schema.get(key)
        if codec.is_array(inner):  # a tuple's
            schema[key] = [_strict(item, handler) for item in inner]
        elif inner is not None:
            schema[key] = _strict(inner, handler)
    if schema["type"] == "union":
        choices = schema["choices"]
        if any(_kinds(choice, handler) for choice in choices):
            # A listed value is its member; only one that is not listed is any text or number.
            schema["mode"] = "left_to_right"
        schema["choices"] = [_strict(choice, handler) for choice in choices]
    if schema["type"] == "tagged-union":
        choices = schema["choices"]
        schema["choices"] = {tag: _strict(choice, handler) for tag, choice in choices.items()}
    return schema


def _make_strict(reference: Any, handler: GetCoreSchemaHandler) -> None:
    """Make what an alias means strict where it stands; a model sees to itself."""
    try:
        definition: Any = handler.resolve_ref_schema(reference)
    except LookupError:  # what is still being built
        return
    metadata = definition.get("metadata", {})
    if _STRICT in metadata:
        return
    # Before its parts are read: it may be one of them.
    definition["metadata"] = metadata | {_STRICT: True}
    own = {key: member for key, member in definition.items() if key != "ref"}
    definition.update(_strict(own, handler))


def _kinds(schema: Any, handler: GetCoreSchemaHandler) -> frozenset[str]:
    """Give the JSON types of an enum's members; nothing for any other schema."""
    if schema["type"] == "definition-ref":
        try:
            schema = handler.resolve_ref_schema(schema)
        except LookupError:  # a model that is still being built
            return frozenset()
    if schema["type"] == "enum":
        return frozenset(kind_of(member.value) for member in schema["members"])
    return (
        frozenset(map(kind_of, schema["expected"])) if schema["type"] == "literal" else frozenset()
    )


def kind_of(value: Any) -> str:
    """Give the JSON type of a listed value; an integer is a number."""
    if isinstance(value, Enum):
        return kind_of(value.value)
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float | Decimal):
        return "number"
    return "string" if isinstance(value, str) else "other"


def _kind_check(kinds: frozenset[str]) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        if kind_of(value) not in kinds:
            raise PydanticCustomError("kind", "Input is of another type than the listed values")
        return _as_listed(value) if isinstance(value, Decimal) else value

    return check


def _as_listed(value: Decimal) -> Decimal | float:
    """Give a number as the float that stands for it in a list of fractions, if there is one."""
    number = float(value)
    return number if Decimal(repr(number)) == value else value


def _before(check: Callable[[Any], Any], schema: Any) -> Any:
    return schemas.no_info_before_validator_function(check, schema)
