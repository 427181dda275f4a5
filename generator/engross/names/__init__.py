"""Wire names to Python names: the only place that names what a spec describes.

`name_api` hoists every inline schema that becomes a class, so that nothing downstream has to
invent a name, and says what each class, field, enum member, resource, method, argument and
credential is called. A name depends on its own place in the spec. Where two places ask for the
same name, the one whose wire name is spelt exactly so keeps it, then the order of the document
decides; the others get more context, at last a number.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from engross.ir import Api
from engross.names.casing import pascal, snake
from engross.names.headers import declared_headers, header_names
from engross.names.hoist import Hoister, becomes_class, inner_names
from engross.names.media import (
    ITEMISED,
    SEQUENTIAL,
    STREAMED,
    TEXTUAL,
    body_kind,
    describes_event,
    item_schema,
    media_kind,
)
from engross.names.modules import module_names
from engross.names.operations import (
    argument_names,
    body_properties,
    called_server,
    credential_names,
    is_file,
    is_multipart,
    method_names,
    resource_classes,
    resource_module,
    resource_names,
    server_names,
)
from engross.names.overrides import override, page_operation
from engross.names.patterns import ANY_NAME
from engross.names.records import MethodName, Names
from engross.names.reserved import MODULE_NAMES, RESERVED_CLASSES, RUNTIME_ERRORS
from engross.names.schemas import class_names, field_names, member_names
from engross.names.tags import children, in_full, known_tags, untagged
from engross.names.unions import WholeBranches
from engross.names.walk import all_schemas
from engross.names.ways import name_ways, split_ways
from engross.names.webhooks import webhook_names
from engross.pointer import Pointer

__all__ = [
    "ANY_NAME",
    "ITEMISED",
    "MODULE_NAMES",
    "RESERVED_CLASSES",
    "RUNTIME_ERRORS",
    "SEQUENTIAL",
    "STREAMED",
    "TEXTUAL",
    "MethodName",
    "Names",
    "WholeBranches",
    "all_schemas",
    "becomes_class",
    "body_kind",
    "body_properties",
    "called_server",
    "children",
    "declared_headers",
    "describes_event",
    "in_full",
    "inner_names",
    "is_file",
    "is_multipart",
    "item_schema",
    "media_kind",
    "module_names",
    "name_api",
    "page_operation",
    "pascal",
    "resource_classes",
    "resource_module",
    "snake",
    "untagged",
]


def name_api(
    api: Api,
    overrides: Mapping[str, str] | None = None,
    *,
    client: str = "Client",
    paginated: Collection[Pointer] = (),
) -> tuple[Api, Names]:
    """Hoist the inline schemas of an API and name everything in it.

    Args:
        api: As read from the spec.
        overrides: JSON pointer to Python name (`names` in `provider.yaml`); for an operation
            `resource.method`; with `/pages` behind its pointer what goes through its pages.
        client: The client's class, whose name and kin no resource may have.
        paginated: The operations that answer in pages.

    Returns:
        The API in which every schema that becomes a class is reached by `Ref` and stands in
        `schemas` under its own pointer, without the members that do not go its way; and the names.

    Raises:
        EngrossError: An override names a place that does not exist, is no identifier, or takes a
            name that another place has.
    """
    methods = method_names(api)
    webhooks = webhook_names(api, methods)
    hoisted = Hoister(api, methods, webhooks).run()
    schemas = list(all_schemas(hoisted.api))
    classes = class_names(hoisted)
    credentials = credential_names(api)
    names = Names(
        classes=classes,
        fields=field_names(schemas, classes.values()),
        members=member_names(schemas),
        methods=methods,
        arguments={},
        webhooks=webhooks,
        tags=known_tags(api) if webhooks else {},
        credentials=credentials,
        server_variables=server_names(api, credentials.values()),
    )
    names = override(names, overrides or {}, paginated)
    ways = split_ways(hoisted.api)
    names = name_ways(names, ways)
    return ways.api, replace(
        names,
        arguments={op.pointer: argument_names(ways.api, op) for op in ways.api.operations},
        resources=resource_names(api, names.methods, client),
        headers=header_names(hoisted.api, names.methods),
    )
