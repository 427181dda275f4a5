"""A provider's folder that a test may change."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from engross.pointer import parse_pointer
from engross.provider import Target
from engross.spec import read
from engross.trace.compare import Fault, Finding
from engross.trace.drift import Change, drift
from engross.trace.pages import Page, read_sources
from engross.trace.run import Trace, trace
from engross.trace.yaml_edit import YamlText

SPECS = Path(__file__).parents[2] / "specs"


@dataclass(frozen=True, slots=True)
class Provider:
    """A copy of one of the project's own providers."""

    folder: Path

    @property
    def target(self) -> Target:
        spec = self.folder / "openapi.yaml"
        return Target(
            name=self.folder.name, spec=spec, output=Path(), folder=self.folder, authored=True
        )

    @property
    def page(self) -> Page:
        return read_sources(self.folder).pages[0]

    def trace(self) -> Trace:
        return trace(self.target)

    def disagreements(self) -> list[Finding]:
        """Give what page and spec do not agree about, without what is still to decide."""
        return [one for one in self.trace().findings if one.fault is not Fault.UNDECIDED]

    def edit(self, change: Callable[[YamlText], None]) -> None:
        """Change the spec."""
        spec = YamlText(self.target.spec.read_text("utf-8"))
        change(spec)
        self.target.spec.write_text(str(spec), "utf-8", newline="\n")

    def drift(self, text: str) -> tuple[Change, ...]:
        """Say what another text of the page changes."""
        reading = read(self.target.spec, authored=True)
        return drift(self.page, replace(self.page, text=text), reading)


@pytest.fixture
def provider(tmp_path: Path) -> Callable[[str], Provider]:
    """Copy a provider's folder."""

    def copied(name: str) -> Provider:
        shutil.copytree(SPECS / name, tmp_path / name)
        return Provider(tmp_path / name)

    return copied


@pytest.fixture
def acme(tmp_path: Path) -> Callable[[str, str], Provider]:
    """Make a provider of a page and a spec."""

    def made(page: str, spec: str) -> Provider:
        folder = tmp_path / "acme"
        (folder / "sources").mkdir(parents=True)
        (folder / "sources" / "page.txt").write_bytes(page.encode())
        (folder / "openapi.yaml").write_text(spec, "utf-8")
        digest = hashlib.sha256(page.encode()).hexdigest()
        entry = f"- id: page\n    file: sources/page.txt\n    sha256: '{digest}'\n"
        (folder / "sources.yaml").write_text(f"pages:\n  {entry}", "utf-8")
        return Provider(folder)

    return made


place = parse_pointer
