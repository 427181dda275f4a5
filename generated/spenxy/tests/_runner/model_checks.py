"""Models by themselves: their JSON schema, their values, their enums."""

from __future__ import annotations

import datetime
import enum
import json
import sys
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, get_args

import pydantic

from . import exact, values
from .checks import shown
from .exact import Json, is_object
from .session import Session
from .suite import Case, Package

Problems = Iterator[str]
_NOTHING = "no default at all"
_MANY_FRAMES = 20_000


def check_model(session: Session) -> Problems:
    """Check a class against its schema, or what becomes of one value of it."""
    model = session.case.package.model(session.case.get("model"))
    action = session.case.get("action", "schema")
    yield from _ACTIONS[action](session, model)


def check_enum(session: Session) -> Problems:
    """Compare an enum's members with the spec's values, in their order."""
    case = session.case
    model = case.package.model(case.get("model"))
    if not (isinstance(model, type) and issubclass(model, enum.Enum)):
        yield f"{case.get('model')} is {model!r}, not an Enum"
        return
    found = [[member.name, member.value] for member in model]
    told = values.plain(case.get("members"))
    if found != told:
        yield f"its members are {found}, not {told}"


def _schema(session: Session, model: Any) -> Problems:
    schema = _described(session.case.package, model)
    if session.case.get("frames"):
        yield from _limits(model)
    told: Mapping[str, Any] = session.case.get("fields")
    properties: Mapping[str, Any] = schema.get("properties", {})
    # What is inherited comes first, wherever the spec has it.
    order = sorted if session.case.get("joint") else list
    if order(properties) != order(told):
        yield f"its properties are {list(properties)}, not {list(told)}"
    required = [name for name, field in told.items() if field["required"]]
    if sorted(schema.get("required", [])) != sorted(required):
        yield f"it requires {schema.get('required', [])}, not {required}"
    names = field_names(model)
    reader = SchemaReader(session.case.package, schema.get("$defs", {}))
    for wire, field in told.items():
        if names.get(wire) != field["name"]:
            yield f"`{wire}` is called {names.get(wire)}, not {field['name']}"
            continue
        if wire in properties:
            yield from _property(reader, wire, field, properties[wire])
        yield from _annotation(wire, field, model.model_fields[field["name"]].annotation)
    if further := session.case.get("further"):
        others: Any = schema.get("additionalProperties")
        found: Mapping[str, Any] = others if is_object(others) else {}
        yield from reader.compare(further, found, "a further member")


def _described(package: Package, model: Any) -> Mapping[str, Any]:
    """Give the JSON schema of a class, as it is described by itself or first inside another.

    In a document whose models are one circle the schema of each holds those of all.
    """
    model.model_rebuild()
    if model not in _DESCRIBED:
        whole: Mapping[str, Any] = model.model_json_schema(by_alias=True)
        definitions: Mapping[str, Any] = whole.get("$defs", {})
        # A class that contains itself is one of its own definitions.
        own = definitions[whole["$ref"].rpartition("/")[2]] if "$ref" in whole else whole
        _DESCRIBED[model] = {**own, "$defs": definitions}
        for schema in definitions.values():
            inner = getattr(package.load("models"), str(schema.get("title")), None)
            if isinstance(inner, type) and issubclass(inner, pydantic.BaseModel):
                _DESCRIBED.setdefault(inner, {**schema, "$defs": definitions})
    return _DESCRIBED[model]


_DESCRIBED: dict[Any, Mapping[str, Any]] = {}


def field_names(model: Any) -> dict[str, str]:
    """Give the field of each property; a property may be called by the empty text."""
    fields = model.model_fields.items()
    return {name if field.alias is None else field.alias: name for name, field in fields}


def _limits(model: Any) -> Problems:
    """See that frames are had where the program has few of them or many, and given back."""
    schema = model.model_json_schema(by_alias=True)
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(_MANY_FRAMES)
    try:
        if model.model_json_schema(by_alias=True) != schema:
            yield f"with {_MANY_FRAMES} frames it has another schema"
    finally:
        found = sys.getrecursionlimit()
        sys.setrecursionlimit(before)
    if found != _MANY_FRAMES or before == _MANY_FRAMES:
        yield f"the limit of frames was {before}, then {found}"


def _annotation(wire: str, told: Mapping[str, Json], annotation: Any) -> Problems:
    """See that a type checker knows where None may stand: for null, and for what is absent."""
    if told.get("any"):
        return
    absent = not told["required"] and told.get("default") is None
    wanted = absent or "null" in told["types"]
    if (type(None) in get_args(annotation)) != wanted:
        yield f"`{wire}` has the annotation {annotation}, which {_takes(not wanted)}"


def _takes(none: bool) -> str:
    return "takes None" if none else "takes no None"


def _property(
    reader: SchemaReader, wire: str, told: Mapping[str, Json], schema: Mapping[str, Any]
) -> Problems:
    if bool(told.get("sensitive")) != bool(schema.get("x-sensitive")):
        yield f"`{wire}` is {'not ' if told.get('sensitive') else ''}marked x-sensitive"
    default = values.plain(told.get("default", _NOTHING))
    found = schema.get("default", _NOTHING)
    if isinstance(found, float):
        found = Decimal(str(found))
    free = bool(told.get("any")) and {str(found), str(default)} <= {"None", _NOTHING}
    if not free and not is_same(found, default, told.get("format")):
        yield f"`{wire}` has the default {found}, not {default}"
    yield from reader.compare(told, schema, f"`{wire}`")


def is_same(found: Any, wanted: Any, format_: Any) -> bool:
    """Compare two values of a format, which may be written in several ways."""
    kind = _FORMATS.get(format_)
    both = (found, wanted)
    if kind is None or _NOTHING in both or not all(isinstance(one, str | Decimal) for one in both):
        return bool(found == wanted)
    read = pydantic.TypeAdapter[Any](kind).validate_python
    return bool(read(found) == read(wanted))


_FORMATS: Mapping[Any, type[Any]] = {
    "date-time": datetime.datetime,
    "time": datetime.time,
    "duration": datetime.timedelta,
    "decimal": Decimal,
}


class SchemaReader:
    """Folds a pydantic JSON schema down to what the obligations say of one."""

    def __init__(self, package: Package, definitions: Mapping[str, Any]) -> None:
        self._package = package
        self._definitions = definitions

    def compare(self, told: Mapping[str, Json], schema: Mapping[str, Any], place: str) -> Problems:
        """Say where a schema is not as told."""
        if told.get("any"):
            return
        found = self.read(schema)
        for key in ("types", "format", "values", "class"):
            wanted = values.plain(told.get(key))
            if wanted == "":
                continue  # a class whose name cannot be told for sure
            if found.get(key) != wanted:
                yield f"{place} has the {key} {found.get(key)}, not {wanted}"
        if "open" in told and told["open"] != found.get("open", False):
            yield f"{place} is {'closed' if told['open'] else 'open'} to values that are not listed"
        if "items" in told:
            yield from self.compare(told["items"], found.get("items", {}), f"{place}[]")

    def read(self, schema: Mapping[str, Any]) -> dict[str, Any]:
        """Give types, format, values, class and items, through references and alternatives."""
        found: dict[str, Any] = {"types": []}
        parts = [self._one(part) for part in _alternatives(schema) or [schema]]
        for part in parts:
            for key, value in part.items():
                if key == "types":
                    found["types"] = sorted({*found["types"], *value})
                else:
                    found.setdefault(key, value)
        if "values" in found and any(map(_is_free, parts)):
            found["open"] = True
        return found

    def _one(self, schema: Mapping[str, Any]) -> dict[str, Any]:
        if "$ref" in schema:
            name: str = schema["$ref"].rpartition("/")[2]
            target = self.read(self._definitions[name])
            is_class = "object" in target["types"] and "items" not in target
            # The title is the class' name; of the key pydantic keeps only what is ASCII.
            title = self._definitions[name].get("title", name)
            # Behind another name for a class stands the class itself.
            return {"class": title, **target} if is_class else target
        if _alternatives(schema):
            return self.read(schema)
        found: dict[str, Any] = {"types": [schema["type"]] if "type" in schema else []}
        if "const" in schema:
            found |= {"values": [schema["const"]]}
        for theirs, ours in (("format", "format"), ("enum", "values"), ("items", "items")):
            if theirs in schema:
                found[ours] = schema[theirs]
        if "properties" in schema:
            return found
        if is_object(schema.get("additionalProperties")):
            found["items"] = schema["additionalProperties"]
        elif schema.get("type") == "object":
            found["items"] = {}
        return found


def _is_free(part: Mapping[str, Any]) -> bool:
    """Whether a part of a union takes any value of its type."""
    return set(part) == {"types"} and part["types"] != ["null"]


def _build(session: Session, _model: Any) -> Problems:
    case = session.case
    built = values.build(case.package, case.get("value"))
    yield from values.differences(case.package, case.get("value"), built, case.get("model"))
    yield from _written(built, case.get("json"))


def _read(session: Session, model: Any) -> Problems:
    case = session.case
    told = case.get("json")
    text = exact.write(told)
    for way, value in (
        ("model_validate_json(text)", model.model_validate_json(text)),
        ("model_validate_json(bytes)", model.model_validate_json(text.encode())),
        ("model_validate", model.model_validate(values.plain(told))),
    ):
        yield from values.differences(case.package, case.get("value"), value, way)
        yield from _written(value, told)
    yield from _dumped(case.package, case.get("value"), value)
    yield from _lacking(case.package, model)
    yield from _broken(model, text[:-1])


def _dumped(package: Package, told: Json, value: Any) -> Problems:
    """See that a dump has what a model has, and nothing but JSON where that is asked for."""
    dump: Mapping[str, Any] = value.model_dump()
    for name, inner in told["fields"].items():
        if not is_object(inner) or not inner.keys() & {"model", "list", "dict", "plain"}:
            yield from values.differences(package, inner, dump[name], f"model_dump()[{name!r}]")
    if hasattr(value, "engross_no_such_name"):
        yield f"it has a member that nobody gave it: {value.engross_no_such_name!r}"
    json.dumps(value.model_dump(mode="json"))  # raises where anything has no form in JSON


def _lacking(package: Package, model: Any) -> Problems:
    """See that what was made without its fields says so, and which."""
    made = model.model_construct()
    for name, field in model.model_fields.items():
        try:
            # What stands behind a deprecated field is pydantic's, and a KeyError.
            if field.is_required() and not field.deprecated:
                yield f"of what has no field, .{name} is {getattr(made, name)!r}"
        except package.load("MissingFieldError") as error:
            if error.place != name:
                yield f"of what has no field, .{name} says {error}"


def _broken(model: Any, text: str) -> Problems:
    """See that a text which breaks off is refused for that reason."""
    try:
        value = model.model_validate_json(text)
    except pydantic.ValidationError as error:
        (told,) = error.errors()
        is_told = told["msg"].startswith("Invalid JSON: ") and "{" not in told["msg"]
        if not is_told or told["type"] != "json_invalid":
            yield f"of a text that breaks off it only says: {told}"
    else:
        yield f"a text that breaks off is read as {value!r}"


def _written(value: Any, told: Json) -> Problems:
    for indent in (None, 2):
        text = value.model_dump_json(by_alias=True, exclude_unset=True, indent=indent)
        if not values.same(exact.read(text), told):
            yield f"it is written as {text}, not {exact.write(told)}"
        compact = None if indent else (",", ":")
        usual = json.dumps(json.loads(text), indent=indent, separators=compact)
        if _layout(text) != _layout(usual):
            yield f"with indent={indent} it is laid out as {text}"


def _layout(text: str) -> list[int]:
    """Give how far each line is indented, or of a single one how many blanks it has."""
    lines = text.split("\n")
    return [len(line) - len(line.lstrip(" ")) for line in lines] if lines[1:] else [text.count(" ")]


def _write(session: Session, _model: Any) -> Problems:
    """Compare a text digit for digit, or see that a value for which JSON has no form is refused."""
    case = session.case
    built = values.build(case.package, case.get("value"))
    try:
        text = built.model_dump_json()
    except (TypeError, ValueError) as error:
        told = case.get("raises", {})
        if type(error).__name__ != told.get("builtin"):
            yield f"writing it raised {type(error).__name__}: {error}"
        yield from shown(case, str(error), told.get("mentions", []), "str(error)")
    else:
        if text != case.get("text"):
            yield f"it is written as {text}, not {case.get('text')}"


def _refuse(session: Session, _model: Any) -> Problems:
    try:
        built = values.build(session.case.package, session.case.get("value"))
    except ValueError as error:
        if "input_value" in str(error):
            yield f"what was refused is printed: {error}"
        return
    yield f"it was built as {built!r}"


def _choose(session: Session, union: Any) -> Problems:
    """See that an object is of the class that its tag names; of none, if none is told."""
    case = session.case
    told, wanted = case.get("json"), case.get("value", None)
    adapter: Any = pydantic.TypeAdapter(union)
    try:
        found = adapter.validate_python(values.plain(told), by_alias=True, by_name=False)
    except pydantic.ValidationError as error:
        if wanted is not None:
            yield f"it is refused: {error}"
        return
    if wanted is None:
        yield f"it is read as {found!r}"
        return
    yield from values.differences(case.package, wanted, found, case.get("model"))
    yield from _written(found, told)


def _print(session: Session, model: Any) -> Problems:
    case = session.case
    value = model.model_validate(values.plain(case.get("json")))
    yield from values.differences(case.package, case.get("value"), value, case.get("model"))
    for what, text in (
        ("repr", repr(value)),
        ("str", str(value)),
        ("a list's repr", repr([value])),
    ):
        yield from shown(case, text, ["***", *_printed(case)], what)


def _printed(case: Case) -> list[str]:
    """Give the texts that a print has to show: those that are no secrets."""
    told: list[Json] = [*case.get("value")["fields"].values()]
    hidden: list[str] = case.get("secrets", [])
    return [repr(text) for text in told if isinstance(text, str) and text not in hidden]


def _alternatives(schema: Mapping[str, Any]) -> list[Any]:
    """Give the branches of a union; pydantic calls those that a tag tells apart `oneOf`."""
    found: list[Any] = schema.get("anyOf") or schema.get("oneOf") or []
    return found


_ACTIONS = {
    "choose": _choose,
    "schema": _schema,
    "build": _build,
    "read": _read,
    "refuse": _refuse,
    "print": _print,
    "write": _write,
}
