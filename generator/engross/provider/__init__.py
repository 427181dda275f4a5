"""What stands in `specs/<provider>/` beside the document, and which document a TARGET means."""

from __future__ import annotations

from engross.provider.examples import EXAMPLES, read_examples
from engross.provider.pages import SOURCES, read_pages
from engross.provider.settings import (
    SETTINGS,
    Settings,
    client_name,
    load_settings,
    package_name,
)
from engross.provider.targets import Target, find_providers, find_targets, list_providers

__all__ = [
    "EXAMPLES",
    "SETTINGS",
    "SOURCES",
    "Settings",
    "Target",
    "client_name",
    "find_providers",
    "find_targets",
    "list_providers",
    "load_settings",
    "package_name",
    "read_examples",
    "read_pages",
]
