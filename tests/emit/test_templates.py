"""Templates print; they do not compute."""

from __future__ import annotations

from importlib.resources import files

import pytest
from engross.emit.render import environment
from jinja2 import nodes

TEMPLATES = sorted(name for name in environment().list_templates() if name.endswith(".jinja"))

OPERATORS = (
    nodes.BinExpr,
    nodes.UnaryExpr,
    nodes.Compare,
    nodes.CondExpr,
    nodes.Assign,
    nodes.AssignBlock,
    nodes.Concat,
    nodes.Getitem,
    nodes.Test,
)


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_has_no_operators_and_no_assignments(name):
    source = files("engross.emit").joinpath("templates", name).read_text(encoding="utf-8")
    tree = environment().parse(source)
    found = [type(node).__name__ for node in tree.find_all(OPERATORS)]
    assert found == []


def test_there_are_templates():
    assert len(TEMPLATES) > 10
