"""Prints classes through datamodel-code-generator: the only module that calls it.

The engine is a pure function here: a minimal OpenAPI mapping goes in, text comes out. It gets every
name from `engross.names` and every scalar from `_runtime.types`, so it decides neither; what it
adds is the shape of the classes. Its version is pinned exactly: the output depends on it.
"""

from __future__ import annotations

import functools
import gc
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from engross import cache
from engross.emit.extras import annotated
from engross.emit.render import visible
from engross.emit.statements import Statements, split

_LIST_OF_ITSELF = re.compile(r'^(\w+ = TypeAliasType\("(\w+)", )list(?=\)$)', re.MULTILINE)
_REBUILD = re.compile(r"^\w+\.model_rebuild\(\)$", re.MULTILINE)


@functools.cache
def identity() -> str:
    """Say all that the text depends on besides what is given: the engine, and how we ask it."""
    from importlib.metadata import version

    ours = [file.read_bytes() for file in sorted(Path(__file__).parent.glob("*.py"))]
    tools = [version(tool) for tool in ("datamodel-code-generator", "pydantic")]
    return cache.key(ours, tools, sys.version)


def print_statements(
    schemas: Mapping[str, Mapping[str, Any]], aliases: Mapping[str, Mapping[str, str]], package: str
) -> Statements:
    """Print classes and take them apart, and free what the engine leaves behind.

    That is circles of objects, which add up. The arguments are those of `print_classes`.
    """
    # What there was before is not looked at, so this costs next to nothing.
    gc.freeze()
    try:
        return split(print_classes(schemas, aliases, package))
    finally:
        gc.collect()
        gc.unfreeze()


def print_classes(
    schemas: Mapping[str, Mapping[str, Any]], aliases: Mapping[str, Mapping[str, str]], package: str
) -> str:
    """Write classes and aliases, with what they import.

    Args:
        schemas: What to write, by name, and all that it refers to.
        aliases: The fields whose names are others than on the wire, by class.
        package: The import name of the generated package.

    Returns:
        Python source, not yet formatted.
    """
    from datamodel_code_generator import InputFileType, OpenAPIScope, generate
    from datamodel_code_generator.enums import DataModelType, DefaultValueType
    from datamodel_code_generator.format import PythonVersion
    from datamodel_code_generator.parser import LiteralType

    text = generate(
        {
            "openapi": "3.1.0",
            "info": {"title": "", "version": ""},
            "paths": {},
            "components": {"schemas": dict(schemas)},
        },
        input_file_type=InputFileType.OpenAPI,
        output_model_type=DataModelType.PydanticV2BaseModel,
        target_python_version=PythonVersion.PY_311,
        openapi_scopes=[OpenAPIScope.Schemas],
        formatters=[],
        custom_file_header="# engross",
        base_class=f"{package}._runtime.model.Model",
        # The engine would write `Error_2` as `Error2`.
        custom_class_name_generator=str,
        aliases={f"{owner}.{w}": n for owner, names in aliases.items() for w, n in names.items()},
        # For defaults; the formatter takes out what is not used.
        additional_imports=["datetime", "uuid", "decimal.Decimal"],
        deserialize_default_values=[DefaultValueType.Enum],
        field_extra_keys={"x-nullable", "x-sensitive"},
        model_extra_keys={"x-open"},
        allow_remote_refs=False,
        strict_refs=True,
        use_annotated=True,
        field_constraints=True,
        use_standard_collections=True,
        use_union_operator=True,
        strict_nullable=True,
        use_double_quotes=True,
        disable_timestamp=True,
        use_schema_description=True,
        use_field_description=True,
        use_single_line_docstring=True,
        enum_field_as_literal=LiteralType.One,
        use_single_value_enum_as_const=True,
        use_type_alias=True,
        use_default_kwarg=True,
        use_tuple_for_fixed_items=True,
        use_tuple_for_closed_arrays=True,
        treat_dot_as_module=False,
    )
    # The models are built at first use (`defer_build`); the engine would force the recursive ones.
    # Of a list of itself it forgets what the list is of.
    whole = _LIST_OF_ITSELF.sub(r'\1"list[\2]"', _REBUILD.sub("", str(text)))
    return annotated(visible(whole))
