"""The names that schemas give themselves, which a `$ref` may use instead of a JSON Pointer."""

from __future__ import annotations

from urllib.parse import urljoin

from engross.ir import Json
from engross.pointer import Pointer
from engross.spec.kinds import is_list, is_mapping


def identifiers(data: Json, document: str) -> dict[str, Pointer]:
    """Find the schemas of a document by their own addresses and by ``#anchor``.

    JSON Schema 2020-12, "8.2. Base URI, Anchors, and Dereferencing". Of two with the same anchor
    the outer counts, since a `$ref` that means the inner one has its address too. The document
    itself may have an address, too (OpenAPI 3.2, "OpenAPI Object", fixed field `$self`).
    """
    found: dict[str, Pointer] = {}
    root = Pointer(document=document)
    if is_mapping(data) and isinstance(own := data.get("$self"), str):
        found[own] = root
    nodes = [(data, root, "")]
    for value, place, base in nodes:
        if is_list(value):
            nodes += [(child, place / index, base) for index, child in enumerate(value)]
        if not is_mapping(value):
            continue
        address = _joined(base, value.get("$id"))
        if address != base:
            found.setdefault(address, place)
        for keyword in ("$anchor", "$dynamicAnchor"):
            if isinstance(anchor := value.get(keyword), str):
                found.setdefault(f"{address}#{anchor}", place)
                found.setdefault(f"#{anchor}", place)
        nodes += [(child, place / key, address) for key, child in value.items()]
    return found


def _joined(base: str, own: Json) -> str:
    """Give a schema's address; one that is no address leaves it that of the schema around it."""
    try:
        return urljoin(base, own.removesuffix("#")) if isinstance(own, str) else base
    except ValueError:
        return base
