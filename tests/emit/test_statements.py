"""A module of classes taken apart into statements."""

from __future__ import annotations

from engross.emit.statements import split


def test_a_member_of_an_enum_is_no_use_of_the_class_it_is_called_like():
    source = 'class Card(Model):\n    pass\n\n\nclass Kind(StrEnum):\n    Card = "card"\n'
    assert split(source).definitions["Kind"].names == {"StrEnum"}


def test_an_alias_that_holds_itself_uses_what_stands_in_quotes_with_it():
    source = 'Tree = TypeAliasType("Tree", Union[Leaf, "list[Optional[Tree]]"])\n'
    names = {"TypeAliasType", "Union", "Leaf", "list", "Optional", "Tree"}
    assert split(source).definitions["Tree"].names == names
