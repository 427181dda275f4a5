"""Packages of public documents: every module imported, every type built, every method called."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

# The small ones, each with something of its own; the whole corpus takes minutes.
NAMES = (
    "dmcg_discriminator_enum",
    "dmcg_special_yaml_keywords",
    "heyapi_full_31",
    "oai_callback_example",
    "oapicodegen_content_types",
    "oapicodegen_params_roundtrip",
    "okta_idp",
    "petstore_30",
    "readme_parameters_style",
    "readme_schema_types",
    "train_travel",
)
# Those that the project's own folder of bad documents wants accepted.
ODD = ("colliding_names", "inject_text", "python_keywords", "unicode_names", "yaml11_traps")


@pytest.fixture(scope="module")
def inspected(
    corpus: Path, publish: Any, inspect: Any, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict[str, Any]]:
    """What became of each document's package, by the document's name."""
    roots = {name: tmp_path_factory.mktemp(name) for name in (*NAMES, *ODD)}
    for name, root in roots.items():
        [document] = (corpus / ("bad" if name in ODD else "specs")).glob(f"{name}.*")
        publish(document, root, f"public_{name}")
    found = inspect(*roots.values())
    return {name: found[str(root)] for name, root in roots.items()}


@pytest.mark.parametrize("name", [*NAMES, *ODD])
def test_the_package_of_a_public_document_works(
    inspected: dict[str, dict[str, Any]], name: str
) -> None:
    assert inspected[name]["problems"] == []
    assert inspected[name]["models"] or inspected[name]["operations"]
