"""Path items, operations, callbacks and webhooks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from engross.ir import (
    Node,
    Operation,
    Parameter,
    ParameterLocation,
    Schema,
    SecurityRequirement,
    SecurityScheme,
    Server,
    with_members,
)
from engross.pointer import Pointer
from engross.spec.content import parse_request_body
from engross.spec.cursor import Cursor
from engross.spec.extensions import parse_errors, parse_node, parse_speaking
from engross.spec.kinds import is_mapping
from engross.spec.methods import methods, own_place
from engross.spec.parameters import check_query, parse_parameters
from engross.spec.responses import parse_responses
from engross.spec.security import parse_security
from engross.spec.servers import parse_external_docs, parse_own_servers

_OPERATION: Final = (
    *("tags", "summary", "description", "externalDocs", "operationId", "parameters"),
    *("requestBody", "responses", "callbacks", "deprecated", "security", "servers"),
)
_PLACES: Final = (("paths",), ("webhooks",))
"""Where operations are that have a path or name of their own, even if others refer to it."""
_OWN_KEYS: Final = ("x-errors", "x-irreversible")
_NAMES: Final = re.compile(r"\{([^{}]*)\}")
_OPERATORS: Final = re.compile(r"\{(?:[.;/?&+#][^{}*]*\*?|[^{}*]*\*)\}")
"""An expression of RFC 6570 that is more than a name."""


class OperationReader:
    """Reads the operations of one document; knows its defaults and the ids in use."""

    def __init__(
        self,
        schemes: Mapping[str, SecurityScheme],
        security: tuple[SecurityRequirement, ...],
    ) -> None:
        self.schemes = schemes
        self.security = security
        self.ids: dict[str, Pointer] = {}
        self.tagged: set[tuple[str, tuple[str, ...]]] = set()
        self.open_callbacks: set[Pointer] = set()
        self.places: set[Pointer] = set()

    def paths(self, root: Cursor) -> Iterator[Operation]:
        """Read the operations of `paths`."""
        for path, item in root.patterned("paths"):
            template = _template(item, path)
            names = _NAMES.findall(template)
            yield from self._placed(item, self._path_item(item, template, names))

    def webhooks(self, root: Cursor) -> Iterator[Operation]:
        """Read the operations of `webhooks`."""
        for name, item in root.members("webhooks"):
            yield from self._placed(item, self._path_item(item, name, None))

    def _placed(self, item: Cursor, operations: Iterable[Operation]) -> Iterator[Operation]:
        """Give each operation a place of its own: what several paths share is where it is used."""
        for operation in operations:
            place, (own, is_there) = operation.pointer, own_place(item, operation.method)
            if place in self.places or (_is_of_another(place, item) and not is_there):
                place = own
            self.places.add(place)
            yield with_members(operation, pointer=place)

    def _path_item(self, cursor: Cursor, path: str, names: list[str] | None) -> Iterator[Operation]:
        """Read the operations of a path item, those behind its `$ref` first.

        Args:
            cursor: The Path Item Object.
            path: The path template, the webhook's name or the callback's expression.
            names: The names in the path template; None where it is none.
        """
        if cursor.value is None:
            cursor.fault("expected a path item (a mapping), found nothing: write {} or remove it")
            return
        if not cursor.mapping():
            return
        target = cursor.follow()
        if target is None:
            return
        if target is not cursor and target.mapping():
            yield from self._path_item(target, path, names)
        shared = parse_parameters(cursor)
        servers = parse_own_servers(cursor)
        said = parse_speaking(cursor, ("summary", "description"))
        for method, operation in methods(cursor):
            yield from self._operation(operation, method, path, names, shared, servers, said)

    def _operation(
        self,
        cursor: Cursor,
        method: str,
        path: str,
        names: list[str] | None,
        shared: tuple[Parameter, ...],
        servers: tuple[Server, ...],
        item: Node | None,
    ) -> Iterator[Operation]:
        written = _written(cursor)
        if written is None:
            return
        cursor = written
        cursor.only(_OPERATION, "an operation")
        body = cursor.maybe("requestBody")
        tags = cursor.texts("tags")
        yield Operation(
            **parse_node(cursor, _OWN_KEYS),
            method=method,
            path=path,
            operation_id=self._operation_id(cursor, tags),
            tags=tags,
            summary=cursor.text("summary"),
            description=cursor.text("description"),
            parameters=_parameters(cursor, path, names, shared),
            request_body=None if body is None else body.once(parse_request_body),
            responses=parse_responses(cursor),
            security=self._security(cursor),
            servers=parse_own_servers(cursor) or servers,
            callbacks=self._callbacks(cursor),
            deprecated=cursor.flag("deprecated") or False,
            irreversible=_irreversible(cursor),
            errors=parse_errors(cursor),
            external_docs=parse_external_docs(cursor),
            item=item,
        )

    def _operation_id(self, cursor: Cursor, tags: tuple[str, ...]) -> str | None:
        """Read `operationId`; of those with the same one and first tag only the first keeps it."""
        operation_id = cursor.text("operationId")
        if not operation_id:
            return None
        first = self.ids.setdefault(operation_id, cursor.pointer)
        if first != cursor.pointer:
            cursor.fault(
                f"the operationId {operation_id!r} is already used by {first}: "
                "give one of the two another one",
                key="operationId",
            )
        key = operation_id, tags[:1]
        used = key in self.tagged
        self.tagged.add(key)
        return None if used else operation_id

    def _security(self, cursor: Cursor) -> tuple[SecurityRequirement, ...]:
        if "security" not in cursor:
            return self.security
        return parse_security(cursor, self.schemes)

    def _callbacks(self, cursor: Cursor) -> dict[str, tuple[Operation, ...]]:
        found: dict[str, tuple[Operation, ...]] = {}
        for name, callback in cursor.members("callbacks"):
            target = callback.target()
            if target is None:
                continue
            if target.pointer in self.open_callbacks:
                callback.error("this callback leads back to itself: write out what is meant")
                continue
            self.open_callbacks.add(target.pointer)
            found[name] = tuple(
                operation
                for expression, item in target.patterned_fields()
                for operation in self._path_item(item, expression, None)
            )
            self.open_callbacks.remove(target.pointer)
        return found


def _is_of_another(place: Pointer, item: Cursor) -> bool:
    """Whether an operation behind the `$ref` of a path item is that of another path as well."""
    own = item.pointer
    is_path = place.document == own.document and place.tokens[:1] in _PLACES
    return is_path and place.tokens[:2] != own.tokens


def _written(cursor: Cursor) -> Cursor | None:
    """Step to the mapping that an operation is; only other people write a `$ref` instead."""
    if cursor.session.authored or not is_mapping(cursor.value) or "$ref" not in cursor.value:
        return cursor if cursor.mapping() else None
    cursor.warn("an operation has no $ref: refer to a path item, or write it here", key="$ref")
    return cursor.target()


def _parameters(
    cursor: Cursor, path: str, names: list[str] | None, shared: tuple[Parameter, ...]
) -> tuple[Parameter, ...]:
    """Fold the path item's parameters in and compare those of the path with its template."""
    own = parse_parameters(cursor)
    overridden = {parameter.key for parameter in own}
    parameters = [parameter for parameter in shared if parameter.key not in overridden]
    parameters += own
    check_query(cursor, parameters)
    if names is None:
        return tuple(parameters)
    in_path = {p.name: p for p in parameters if p.location is ParameterLocation.PATH}
    for name in dict.fromkeys(names):
        if name not in in_path:
            cursor.fault(
                f"the path {path!r} has {{{name}}}, which is not declared: "
                f"add a parameter with name: {name}, in: path, required: true",
                kind="path-undeclared",
            )
            parameters.append(_undeclared(cursor, name))
    for name in sorted(in_path.keys() - set(names)):
        cursor.fault(f"the path {path!r} has no {{{name}}}: the parameter {name!r} is left out")
        parameters.remove(in_path[name])
    return tuple(parameters)


def _undeclared(cursor: Cursor, name: str) -> Parameter:
    """Stand in for a parameter that only the path template names: a text."""
    pointer = cursor.pointer / "parameters" / f"{{{name}}}"
    return Parameter(
        pointer=pointer,
        name=name,
        location=ParameterLocation.PATH,
        required=True,
        style="simple",
        explode=False,
        schema=Schema(pointer=pointer / "schema", type=frozenset({"string"})),
    )


def _template(cursor: Cursor, path: str) -> str:
    """Mend a path: OpenAPI wants a slash before it and knows no operators of RFC 6570."""
    if not path.startswith("/"):
        message = f"the path {path!r} must begin with a slash: write '/{path}'"
        cursor.fault(message, kind="path-slash")
        path = f"/{path}"
    for expression in _OPERATORS.findall(path):
        name = expression.strip("{.;/?&+#*}")
        cursor.fault(
            f"the path has {expression}: write {{{name}}}, and 'style' and 'explode' "
            "into the parameter",
            kind="path-operator",
        )
        path = path.replace(expression, f"{{{name}}}")
    return path


def _irreversible(cursor: Cursor) -> str | None:
    """Read `x-irreversible`: what cannot be undone. Other people may write `true`."""
    value = cursor.value.get("x-irreversible")
    if value is None or value is False:
        return None
    if not isinstance(value, str) or not value.strip():
        cursor.fault(
            "x-irreversible must say in a text what cannot be undone", key="x-irreversible"
        )
        return "This cannot be undone."
    return value
