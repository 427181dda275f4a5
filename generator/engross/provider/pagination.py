"""`pagination` in `provider.yaml`, and what may be wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engross.errors import Problem
from engross.ir import Api, Json
from engross.pointer import ROOT, Pointer
from engross.provider.paged import MisfitError, fitted, paginated
from engross.spec.kinds import described, is_mapping
from engross.spec.tree import Document

PAGINATION = "pagination"
# Key to what it is, for each kind.
KEYS: Mapping[str, Mapping[str, str]] = {
    "cursor": {"parameter": "text", "next": "pointer", "last": "pointer"},
    "offset": {"parameter": "text", "total": "pointer", "first": "number"},
    "page": {"parameter": "text", "total": "pointer", "first": "number"},
    "link": {"next": "pointer"},
}
# The same of every kind.
COMMON: Mapping[str, str] = {
    "kind": "kind",
    "operations": "operations",
    "items": "pointer",
    "more": "pointer",
}


def pagination_problems(document: Document, api: Api | None) -> Iterator[Problem]:
    """Find what is wrong with `pagination`, by itself and for the document.

    Args:
        document: `provider.yaml`.
        api: What the OpenAPI document says; None where that cannot be read.
    """
    place = ROOT / PAGINATION
    declared = document.data[PAGINATION]
    if not isinstance(declared, list):
        message = f"{PAGINATION} is {described(declared)}; it must be a list of entries"
        yield document.problem(message, place)
        return
    for number, entry in enumerate(declared):
        problems = list(_entry_problems(document, entry, place / number))
        yield from problems
        if api is not None and not problems:
            yield from _misfits(document, api, entry, place / number)


def _entry_problems(document: Document, entry: Json, place: Pointer) -> Iterator[Problem]:
    if not is_mapping(entry):
        yield document.problem(f"expected a mapping, found {described(entry)}", place)
        return
    kind = entry.get("kind", "")
    if not isinstance(kind, str) or kind not in KEYS:
        told = f"kind is {described(kind)}" if kind else "kind is missing"
        message = f"{told}; it must be one of {', '.join(KEYS)}"
        yield document.problem(message, place / "kind" if kind else place)
        return
    known = {**COMMON, **KEYS[kind]}
    for key, value in entry.items():
        if key not in known:
            message = f"{key!r} is not one of {', '.join(known)}"
            yield document.problem(message, place / key, at_key=True)
        elif (wanted := _wanted(known[key], value)) is not None:
            message = f"{key} is {described(value)}; it must be {wanted}"
            yield document.problem(message, place / key)
    if "parameter" in known and "parameter" not in entry:
        yield document.problem("parameter is missing: name what says which page", place)
    if kind == "cursor" and len({"next", "last"} & entry.keys()) != 1:
        message = "a cursor needs next (where it stands in the answer) or last (in the last item)"
        yield document.problem(message, place)


def _wanted(word: str, value: Json) -> str | None:
    """Say what a value must be where it is something else."""
    if word == "operations":
        texts = isinstance(value, list) and value and all(isinstance(v, str) for v in value)
        return None if texts else "a list of operationIds"
    if word == "number":
        whole = isinstance(value, int) and not isinstance(value, bool) and value >= 0
        return None if whole else "a whole number"
    if word == "pointer" and isinstance(value, str):
        return None if value == "" or value.startswith("/") else "a JSON Pointer such as /data"
    return None if isinstance(value, str) and value else "a text"


def _misfits(
    document: Document, api: Api, entry: Mapping[str, Json], place: Pointer
) -> Iterator[Problem]:
    known = {op.operation_id: op for op in api.operations}
    for number, name in enumerate(entry.get("operations", [])):
        where = place / "operations" / number
        if name not in known:
            yield document.problem(f"the document has no operation {name!r}", where)
            continue
        try:
            fitted(api, known[name], entry)
        except MisfitError as why:
            yield document.problem(f"{name!r} is not paged so: {why}", where)
    if "operations" not in entry and not paginated(api, [entry]):
        yield document.problem("no operation of the document is paged so", place)
