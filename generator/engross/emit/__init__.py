"""Prints a planned package as files of text; only `engross.write` touches the disk."""

from __future__ import annotations

from engross.emit.models import render_models
from engross.emit.package import emit_package
from engross.plan import Package, Shapes

__all__ = ["emit"]


def emit(package: Package, shapes: Shapes) -> dict[str, str]:
    """Give the files of a package, not yet formatted, by path relative to its root."""
    return {**emit_package(package), **render_models(shapes, package.name)}
