"""A spec that the changes of a page are being written into."""

from __future__ import annotations

from dataclasses import dataclass, field

from engross.ir import Json
from engross.pointer import Pointer, parse_pointer
from engross.spec.kinds import is_list, is_mapping
from engross.trace.claims import Claim, Path
from engross.trace.written import Copier
from engross.trace.yaml_edit import YamlText

_DEEPEST = 16
"""How many references are followed before it is a circle."""
_FLAGS = frozenset({"required", "deprecated", "uniqueItems"})
"""Keywords that are left out where they are false."""


@dataclass(slots=True)
class Patching:
    """A spec, the page that it follows, and what was written so far."""

    spec: YamlText
    page_id: str
    added: dict[tuple[Pointer | None, Path], Pointer] = field(
        default_factory=dict[tuple[Pointer | None, Path], Pointer]
    )
    """Fields that were written, by the operation and their path."""

    def put(self, place: Pointer, key: str, value: Json, order: tuple[str, ...]) -> None:
        """Set a member, or remove it where the page no longer has it."""
        if value is None or (value is False and key in _FLAGS):
            self.spec.remove(place / key)
        else:
            self.spec.set(place, key, value, order)

    def copy(self, claim: Claim, shape: str, place: Pointer | None = None) -> Json:
        """Copy a node of a document on the page, and write the components that it refers to.

        Args:
            claim: What the page's document says.
            shape: What kind of node it is.
            place: Another node of the document than that of the claim.
        """
        assert claim.written is not None
        copier = Copier(page_id=self.page_id, known=self._components())
        node = copier.copy(claim.written if place is None else claim.written.at(place), shape)
        for at, component in copier.components.items():
            self.add(at, component)
        return node

    def add(self, place: Pointer, value: Json) -> None:
        """Write a member, and the mappings around it where they are missing."""
        if not is_mapping(self.spec.get(place.parent)):
            self.add(place.parent, {place.last: value})
        else:
            self.spec.set(place.parent, place.last, value)

    def _components(self) -> set[Pointer]:
        sections = self.spec.get(Pointer(("components",)))
        return {
            Pointer(("components", section, name))
            for section, members in (sections.items() if is_mapping(sections) else ())
            for name in (members if is_mapping(members) else ())
        }

    def object_at(self, place: Pointer) -> Pointer:
        """Find the schema of an object: behind references, items and all branches but null."""
        for _ in range(_DEEPEST):
            node = self.spec.get(place)
            step = _inner(node, place) if is_mapping(node) else None
            if step is None:
                break
            place = step
        return place


def _inner(node: dict[str, Json], place: Pointer) -> Pointer | None:
    if isinstance(target := node.get("$ref"), str) and target.startswith("#/"):
        return parse_pointer(target)
    for key in ("allOf", "anyOf", "oneOf"):
        branches = node.get(key)
        for n, branch in enumerate(branches if is_list(branches) else ()):
            if is_mapping(branch) and branch.get("type") != "null":
                return place / key / n
    return place / "items" if is_mapping(node.get("items")) else None
