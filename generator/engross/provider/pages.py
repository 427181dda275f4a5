"""The documentation pages that a document was transcribed from: `sources.yaml`."""

from __future__ import annotations

from engross.errors import SpecError
from engross.provider.targets import Target
from engross.spec.kinds import is_list, is_mapping
from engross.spec.tree import read_document

SOURCES = "sources.yaml"


def read_pages(target: Target) -> dict[str, str]:
    """Read where the pages are published; `engross check` looks at the rest of the file.

    Args:
        target: Whose pages.

    Returns:
        The id of each page whose address is known, to its address.

    Raises:
        SpecError: The file cannot be read.
    """
    path = None if target.folder is None else target.folder / SOURCES
    if path is None or not path.exists():
        return {}
    document = read_document(path)
    if document.problems:
        raise SpecError(document.problems)
    pages = document.data.get("pages") if is_mapping(document.data) else None
    entries = [page for page in (pages if is_list(pages) else ()) if is_mapping(page)]
    return {
        page["id"]: page["url"]
        for page in entries
        if isinstance(page.get("id"), str) and isinstance(page.get("url"), str)
    }
