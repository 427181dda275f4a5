"""Reads on where an answer contradicts the documentation, and says where it does.

pydantic gives all of a value or none of it. The reader walks the schema that pydantic has built
(its core schema) beside the value: what is right becomes what it is declared to be, models
included, and what is wrong stays as it came. It is asked only where pydantic has refused an
answer, or where somebody wants to be told, so that the usual call pays nothing for it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeAlias

from pydantic_core import PydanticCustomError, SchemaValidator, ValidationError

from .codec import READ, is_array, is_object
from .drift import DriftKind, Finding
from .model import assemble, kind_of, members_of

Place: TypeAlias = tuple[str | int, ...]

# Schemas that stand for another, or add a check or a null to it.
_WRAPPERS = frozenset({"default", "definition-ref", "function-before", "nullable"})
_UNTOLD = "Input should tell which object this is"
_LISTED = frozenset({"enum", "literal"})


class Reading(NamedTuple):
    """A value as far as it could be read."""

    value: Any
    findings: list[Finding]


class Reader:
    """Reads values of one type."""

    def __init__(self, core_schema: Any) -> None:
        self._definitions: dict[str, Any] = {}
        while core_schema["type"] == "definitions":
            self._definitions |= {known["ref"]: known for known in core_schema["definitions"]}
            core_schema = core_schema["schema"]
        self._schema = core_schema
        self._checks: dict[int, Callable[..., Any]] = {}

    def read(self, value: Any) -> Reading:
        """Read decoded JSON, of which only wire names count, as far as it is right."""
        findings: list[Finding] = []
        walk = _Walk(self._definitions, self._checks)
        return Reading(walk.read(self._schema, value, (), findings), findings)


class _Walk:
    """The way through one value."""

    def __init__(self, definitions: dict[str, Any], checks: dict[int, Callable[..., Any]]) -> None:
        self._definitions = definitions
        self._checks = checks
        # Branches of unions meet the same object again, which costs twice as much at each level.
        self._known: dict[tuple[int, int], Reading] = {}
        self._readers: dict[str, Callable[[Any, Any, Place, list[Finding]], Any]] = {
            "any": _keep,
            "dict": self._dict,
            "list": self._list,
            "model": self._model,
            "tagged-union": self._tagged,
            "tuple": self._tuple,
            "union": self._union,
        }

    def read(self, schema: Any, value: Any, place: Place, found: list[Finding]) -> Any:
        """Read a value by a schema, and add to what was found."""
        while schema["type"] in _WRAPPERS:
            if schema["type"] == "definition-ref":
                schema = self._definitions[schema["schema_ref"]]
                continue
            if schema["type"] == "nullable" and value is None:
                return None
            if schema["type"] == "function-before":
                try:
                    value = schema["function"]["function"](value)
                except PydanticCustomError as error:
                    return _wrong(value, place, found, error.message())
            schema = schema["schema"]
        return self._readers.get(schema["type"], self._scalar)(schema, value, place, found)

    def _scalar(self, schema: Any, value: Any, place: Place, found: list[Finding]) -> Any:
        check = self._checks.get(id(schema))
        if check is None:
            check = self._checks[id(schema)] = SchemaValidator(schema).validate_python
        try:
            return check(value, context=READ)
        except ValidationError as error:
            message = error.errors(include_url=False)[0]["msg"]
            found.append(Finding(_fault(_is_unlisted(schema, value)), place, message))
            return value

    def _model(self, schema: Any, value: Any, place: Place, found: list[Finding]) -> Any:
        if not is_object(value):
            return _wrong(value, place, found, "Input should be an object")
        key = id(schema), id(value)
        if key not in self._known:
            inner: list[Finding] = []
            self._known[key] = Reading(self._members(schema, value, place, inner), inner)
        found += self._known[key].findings
        return self._known[key].value

    def _members(
        self, schema: Any, value: dict[str, Any], place: Place, found: list[Finding]
    ) -> Any:
        rest, given = dict(value), set[str]()
        members: dict[str, Any] = {}
        missing: dict[str, str] = {}
        declared = members_of(schema)
        for name, field in declared["fields"].items():
            wire: str = field.get("validation_alias", name)
            if wire in rest:
                given.add(name)
                members[name] = self.read(field["schema"], rest.pop(wire), (*place, wire), found)
            elif field["schema"]["type"] == "default":
                known = schema["cls"].model_fields[name]
                members[name] = known.get_default(call_default_factory=True, validated_data={})
            else:
                finding = Finding("missing-field", (*place, wire), "Field required")
                missing[name] = finding.pointer
                found.append(finding)
        if "extras_schema" in declared:
            kind = declared["extras_schema"]
            rest = {name: self.read(kind, v, (*place, name), found) for name, v in rest.items()}
        elif not _is_open(schema):
            places = ((*place, name) for name in rest)
            found.extend(Finding("unknown-field", at, "Unknown field", False) for at in places)
        return assemble(schema["cls"], members, given=given, extra=rest, missing=missing)

    def _list(self, schema: Any, value: Any, place: Place, found: list[Finding]) -> Any:
        if not is_array(value):
            return _wrong(value, place, found, "Input should be an array")
        kind = schema["items_schema"]
        return [self.read(kind, item, (*place, i), found) for i, item in enumerate(value)]

    def _tuple(self, schema: Any, value: Any, place: Place, found: list[Finding]) -> Any:
        kinds, many = list(schema["items_schema"]), schema.get("variadic_item_index")
        if not is_array(value):
            return _wrong(value, place, found, "Input should be an array")
        if many is not None:
            kinds[many : many + 1] = [kinds[many]] * (len(value) - len(kinds) + 1)
        if len(value) != len(kinds):
            return _wrong(value, place, found, "Input should have another number of items")
        pairs = enumerate(zip(kinds, value, strict=True))
        return tuple(self.read(kind, item, (*place, i), found) for i, (kind, item) in pairs)

    def _dict(self, schema: Any, value: Any, place: Place, found: list[Finding]) -> Any:
        if not is_object(value):
            return _wrong(value, place, found, "Input should be an object")
        kind = schema["values_schema"]
        return {name: self.read(kind, v, (*place, name), found) for name, v in value.items()}

    def _tagged(self, schema: Any, value: Any, place: Place, found: list[Finding]) -> Any:
        told = schema["discriminator"]
        choice, at = schema["choices"].get(told(value)), (*place, told.name)
        if choice is not None:
            inner: list[Finding] = []
            read = self.read(choice, value, place, inner)
            if not told.knows(value) and all(finding.place != at for finding in inner):
                inner.append(Finding("unknown-enum-value", at, _UNTOLD, False))
            found += inner
            return read
        if not is_object(value):
            return _wrong(value, place, found, "Input should be an object")
        # Which class it would be nobody knows: a guess could take a refund for a charge.
        kind = _fault(isinstance(value[told.name], str)) if told.name in value else "missing-field"
        found.append(Finding(kind, at, _UNTOLD))
        return value

    def _union(self, schema: Any, value: Any, place: Place, found: list[Finding]) -> Any:
        """Take the branch that fits, else the one with the fewest contradictions inside."""
        fitting: list[tuple[Reading, bool]] = []
        unlisted: list[Finding] = []
        for branch in schema["choices"]:
            inner: list[Finding] = []
            reading = Reading(self.read(branch, value, place, inner), inner)
            refused = [finding for finding in inner if finding.place == place]
            if refused:
                unlisted += [f for f in refused if f.kind == "unknown-enum-value"]
            elif not any(_tells_apart(finding, place) for finding in inner):
                fitting.append((reading, self._lists_values(branch)))
        if not fitting:
            return _wrong(value, place, found, "Input is none of what it may be")
        best, is_listed = min(fitting, key=_distance)
        found += best.findings
        if unlisted and not is_listed:
            # Kept as any text or number: it is newer than the documentation.
            found.append(unlisted[0]._replace(contradicts=False))
        return best.value

    def _lists_values(self, schema: Any) -> bool:
        while schema["type"] in _WRAPPERS:
            is_named = schema["type"] == "definition-ref"
            schema = self._definitions[schema["schema_ref"]] if is_named else schema["schema"]
        return schema["type"] in _LISTED


def _keep(_schema: Any, value: Any, _place: Place, _found: list[Finding]) -> Any:
    return value


def _wrong(value: Any, place: Place, found: list[Finding], message: str) -> Any:
    found.append(Finding("wrong-type", place, message))
    return value


def _is_open(schema: Any) -> bool:
    """Whether the documentation allows members which it does not name."""
    marks = schema["cls"].model_config.get("json_schema_extra")
    return not members_of(schema)["fields"] or (is_object(marks) and bool(marks.get("x-open")))


def _fault(is_unlisted: bool) -> DriftKind:
    return "unknown-enum-value" if is_unlisted else "wrong-type"


def _is_unlisted(schema: Any, value: Any) -> bool:
    """Whether it is of the JSON type of the listed values, but none of them."""
    if schema["type"] not in _LISTED:
        return False
    if schema["type"] == "enum":
        return kind_of(value) in {kind_of(member) for member in schema["members"]}
    return any(type(value) is type(known) for known in schema["expected"])


def _tells_apart(finding: Finding, place: Place) -> bool:
    """Whether a member that is one fixed value has another: then it is not this branch."""
    return (
        finding.kind == "unknown-enum-value"
        and len(finding.place) == len(place) + 1
        and (finding.contradicts)
    )


def _distance(branch: tuple[Reading, bool]) -> tuple[int, int]:
    findings = branch[0].findings
    wrong = sum(finding.contradicts for finding in findings)
    return wrong, len(findings) - wrong
