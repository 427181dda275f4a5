"""What stands in `specs/<provider>/` beside the document, and which document a TARGET means."""

from __future__ import annotations

from engross.provider.changelog import CHANGELOG, read_changelog
from engross.provider.examples import EXAMPLES, read_examples
from engross.provider.extras import read_extras
from engross.provider.paged import Pagination, item_schema, paginated
from engross.provider.pages import SOURCES, read_pages
from engross.provider.revisions import (
    REVISIONS,
    Version,
    list_revisions,
    parse_version,
    print_version,
    revision_of,
)
from engross.provider.settings import (
    HTTP_LIBRARIES,
    Settings,
    client_name,
    load_settings,
    package_name,
    settings_beside,
)
from engross.provider.targets import (
    SETTINGS,
    SPEC,
    Target,
    find_providers,
    find_targets,
    list_providers,
)

__all__ = [
    "CHANGELOG",
    "EXAMPLES",
    "HTTP_LIBRARIES",
    "REVISIONS",
    "SETTINGS",
    "SOURCES",
    "SPEC",
    "Pagination",
    "Settings",
    "Target",
    "Version",
    "client_name",
    "find_providers",
    "find_targets",
    "item_schema",
    "list_providers",
    "list_revisions",
    "load_settings",
    "package_name",
    "paginated",
    "parse_version",
    "print_version",
    "read_changelog",
    "read_examples",
    "read_extras",
    "read_pages",
    "revision_of",
    "settings_beside",
]
