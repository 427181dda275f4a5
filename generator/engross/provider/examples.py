"""Requests and answers that the documentation shows: `examples/*.json`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from engross.errors import Problem, SpecError
from engross.ir import Api, Json
from engross.pointer import ROOT, Pointer
from engross.provider.settings import operation_ids
from engross.provider.targets import Target
from engross.spec.kinds import described, is_mapping
from engross.spec.tree import Document, read_document

EXAMPLES = "examples"

# Key to its kind, or to the keys below it.
EXAMPLE: Mapping[str, Any] = {
    "operation": "text",
    "summary": "text",
    "source": "text",
    "request": {
        "method": "text",
        "url": "text",
        "path": "a mapping",
        "query": "a mapping",
        "headers": "a mapping",
        "body": "anything",
    },
    "response": {"status": "a status code or null", "body": "anything"},
}
KINDS = {"text": (str,), "a mapping": (dict,), "a status code or null": (int, type(None))}


def read_examples(target: Target, api: Api | None) -> dict[str, Mapping[str, Json]]:
    """Read the documented requests and answers of `examples/`, numbers with their digits.

    Args:
        target: Whose examples.
        api: What its document says; None where that cannot be read.

    Returns:
        The name of each file without `.json`, to what is in it.

    Raises:
        SpecError: A file is not JSON, or not of the form that `specs/README.md` describes.
    """
    folder = None if target.folder is None else target.folder / EXAMPLES
    paths = [] if folder is None else sorted(folder.glob("*.json"))
    problems: list[Problem] = []
    examples: dict[str, Mapping[str, Json]] = {}
    for path in paths:
        try:
            document = read_document(path)
        except SpecError as error:
            problems += error.problems
            continue
        if not path.stem.isprintable():
            problems.append(document.problem("the file's name is not UTF-8: rename it", ROOT))
        problems += [*document.problems, *_example_problems(document, api)]
        examples[path.stem] = document.data
    if problems:
        raise SpecError(problems)
    return examples


def _example_problems(document: Document, api: Api | None) -> Iterator[Problem]:
    yield from _shape_problems(document, document.data, EXAMPLE, ROOT)
    if not is_mapping(document.data):
        return
    name = document.data.get("operation")
    if name is None:
        yield document.problem("'operation' is missing: name an operationId", ROOT)
    elif isinstance(name, str) and api is not None and name not in operation_ids(api):
        yield document.problem(f"the document has no operation {name!r}", ROOT / "operation")


def _shape_problems(
    document: Document, value: Json, shape: Mapping[str, Any], place: Pointer
) -> Iterator[Problem]:
    if not is_mapping(value):
        yield document.problem(f"expected a mapping, found {described(value)}", place)
        return
    for key, item in value.items():
        wanted: Any = shape.get(key)
        if wanted is None:
            message = f"{key!r} is not one of {', '.join(shape)}"
            yield document.problem(message, place / key, at_key=True)
        elif is_mapping(wanted):
            yield from _shape_problems(document, item, wanted, place / key)
        elif wanted in KINDS and type(item) not in KINDS[wanted]:
            message = f"expected {wanted}, found {described(item)}"
            yield document.problem(message, place / key)
