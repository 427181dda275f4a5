"""Many leaves of an answer changed at once, where a suite is brief.

Each is still tried absent, null and of a wrong type: what comes of each is read at its own place,
and told to `on_drift` by its own pointer, so one answer shows as much as one answer for each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from engross.conformance.leaves import Body, field_text, leaf_obligations
from engross.conformance.records import Obligation
from engross.conformance.runner.exact import Json
from engross.conformance.samples import Leaf

# How a change ends, by whether the spec rules it out.
_CLAIMS: Mapping[tuple[str, bool], str] = {
    ("absent", False): "May be absent, and are not invented when the answer is written back",
    ("absent", True): "Are required",
    ("null", False): "May be null",
    ("null", True): "Cannot be null",
    ("wrong", True): "Have values of other types",
    ("enum", True): "Have values that the spec does not list, which are kept as they came",
}


@dataclass(slots=True)
class _Row:
    """Leaves none of which is inside another, so that all can be changed at once."""

    leaves: list[Leaf] = field(default_factory=list[Leaf])
    _places: set[tuple[str, ...]] = field(default_factory=set[tuple[str, ...]])
    _around: set[tuple[str, ...]] = field(default_factory=set[tuple[str, ...]])

    def takes(self, leaf: Leaf) -> bool:
        """Add a leaf if there is none inside it or around it."""
        place = leaf.wire.tokens
        around = {place[:length] for length in range(len(place))}
        if place in self._around or place in self._places or around & self._places:
            return False
        self.leaves.append(leaf)
        self._places.add(place)
        self._around |= around
        return True


def changed_together(body: Body, leaves: Iterable[Leaf]) -> Iterator[Obligation]:
    """Yield the obligations about some leaves of an answer, as few as will do."""
    unions = {place.wire for place in (body.root, *body.sample.leaves) if place.shape.options}
    rows: list[_Row] = []
    for leaf in leaves:
        if any(leaf.wire.tokens[: len(union.tokens)] == union.tokens for union in unions):
            # Whether a value is still of its branch may depend on how much of it is wrong.
            yield from leaf_obligations(body, leaf, brief=True)
        elif not any(row.takes(leaf) for row in rows):
            rows.append(_Row())
            rows[-1].takes(leaf)
    for number, row in enumerate(rows, start=1):
        yield from _row(body, row.leaves, number)


def _row(body: Body, leaves: Iterable[Leaf], number: int) -> Iterator[Obligation]:
    groups: dict[tuple[str, bool], dict[str, Obligation]] = {}
    for leaf in leaves:
        name = field_text(leaf)
        for made in leaf_obligations(body, leaf, brief=True):
            word = made.id.removeprefix(f"{body.subject.key}/response/{name}/").partition("/")[0]
            groups.setdefault((word, bool(made.details["drift"])), {})[name] = made
    for (word, ruled_out), group in groups.items():
        what = f"{word}/drift" if ruled_out else word
        yield Obligation(
            id=f"{body.subject.key}/response/{what}/{number}",
            check="call",
            claim=f"{_CLAIMS[word, ruled_out]}: {_listed([*group])}.",
            pointer=body.answer.response.pointer,
            details=_joined([made.details for made in group.values()]),
        )


def _listed(names: Sequence[str]) -> str:
    """Name some fields; of many the first, since the edits of the answer name them all."""
    told = [f"`{name}`" for name in names[:_NAMED]]
    more = len(names) - len(told)
    return ", ".join([*told, *([f"{more} more"] if more else [])])


_NAMED = 6


def _joined(group: Sequence[Mapping[str, Json]]) -> Mapping[str, Json]:
    """Join the details of obligations that change different places of the same answer."""
    first = group[0]
    edits: list[Json] = [edit for details in group for edit in details["answer"]["edits"]]
    drift: list[Json] = [told for details in group for told in details["drift"]]
    joined = {**first, "answer": {**first["answer"], "edits": edits}, "drift": drift}
    if "returns" in first:
        at = {where: it for details in group for where, it in details["returns"]["at"].items()}
        joined["returns"] = {"at": at}
    return joined
