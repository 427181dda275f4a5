"""Both packages are generated, and griffe is asked what it thinks of them.

griffe compares names and signatures, but no annotations: those are compared here, by their words.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import griffe
import pytest
import yaml
from engross.diff import Level, Report, compare, opened
from engross.diff.levels import Category

from .packages import broken, generated, promises
from .revisions import BANK, REVISIONS, Revision, edited

SPECS = Path(__file__).parents[2] / "specs"


@dataclass(frozen=True, kw_only=True)
class Pair:
    """The report and the packages of a revision."""

    report: Report
    base: griffe.Module
    revision: griffe.Module

    def named(self, level: Level = Level.ANNOTATION) -> set[str]:
        """Collect the symbols of the findings that are at least so bad."""
        found = (finding for finding in self.report.findings if finding.level >= level)
        return {name for finding in found for name in finding.python}


@pytest.fixture(params=REVISIONS)
def case(
    request: pytest.FixtureRequest, tmp_path: Path, bases: Callable[[str], Base]
) -> tuple[Revision, Pair]:
    revision = REVISIONS[request.param]
    base = bases(revision.of)
    path = _written(edited(base.document, revision.edits), tmp_path, revision.of)
    with opened(tmp_path, str(base.path)) as old, opened(tmp_path, str(path)) as new:
        report = compare(old, new)
    package = generated(path, tmp_path / "package")
    return revision, Pair(report=report, base=base.package, revision=package)


@dataclass(frozen=True, kw_only=True)
class Base:
    """What the revisions of a document are compared with."""

    document: dict[str, Any]
    path: Path
    package: griffe.Module


@pytest.fixture(scope="module")
def bases(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Base]:
    @cache
    def base(name: str) -> Base:
        folder, document = tmp_path_factory.mktemp(name), _document(name)
        path = _written(document, folder, name)
        return Base(document=document, path=path, package=generated(path, folder / "package"))

    return base


def _document(name: str) -> dict[str, Any]:
    if name == "bank":
        return BANK
    text = (SPECS / name / "openapi.yaml").read_text(encoding="utf-8")
    return dict(json.loads(json.dumps(yaml.safe_load(text), default=str)))


def _written(document: dict[str, Any], folder: Path, provider: str) -> Path:
    (folder / "openapi.yaml").write_text(json.dumps(document, indent=1), encoding="utf-8")
    if provider != "bank":
        shutil.copy(SPECS / provider / "provider.yaml", folder)
    return folder / "openapi.yaml"


def test_the_report_and_griffe_agree(case: tuple[Revision, Pair]) -> None:
    revision, pair = case
    found = [f for f in pair.report.findings if f.level is Level.BREAKING]
    breaks = any({Category.SOURCE, Category.TYPES} & {*finding.categories} for finding in found)
    theirs = broken(pair.base, pair.revision) | set(_worse(pair))

    assert (breaks, bool(theirs)) == (revision.breaks, revision.breaks)
    assert not revision.names or revision.names in pair.named()
    assert {name for name in theirs if not _is_named(name, pair.named(Level.BREAKING))} == set()


def _worse(pair: Pair) -> Iterator[str]:
    """Yield what takes less than it took, or gives more than it gave.

    A class that came or went is told of by itself, not wherever it is mentioned.
    """
    old, new = promises(pair.base), promises(pair.revision)
    kept = pair.base["models"].classes.keys() & pair.revision["models"].classes.keys()
    passing = {*pair.base["models"].classes, *pair.revision["models"].classes} - kept
    for name in old.keys() & new.keys():
        before, after = old[name].types - passing, new[name].types - passing
        if not _fits(old[name].kind, name, before, after):
            yield name


def _fits(kind: str, name: str, before: frozenset[str], after: frozenset[str]) -> bool:
    takes, gives = before <= after, after <= before
    # Whether a model is sent or received is in no annotation: a request's has this name.
    return takes if kind == "argument" or (kind == "field" and "Request" in name) else gives


def _is_named(name: str, names: set[str]) -> bool:
    """Whether a symbol is named, or what is in it, or what it is in."""
    return any(_is_in(name, other) or _is_in(other, name) for other in names)


def _is_in(name: str, owner: str) -> bool:
    return name == owner or name.startswith((f"{owner}.", f"{owner}("))
