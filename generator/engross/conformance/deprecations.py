"""Obligations about what is deprecated: a caller is told once, at the line that uses it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engross.conformance.arguments import Argument
from engross.conformance.records import Obligation
from engross.conformance.runner.exact import Json
from engross.conformance.samples import Sample
from engross.conformance.subject import Subject
from engross.ir import Node


def deprecation_obligations(subject: Subject) -> Iterator[Obligation]:
    """Yield what one operation owes about its deprecation and that of its arguments."""
    known = subject.sampled(full=True)
    arguments = [a for a in subject.arguments if _is_deprecated(a) and a.name in known]
    if not arguments and not subject.op.deprecated:
        return
    own = [_told(subject.op, "this operation")] if subject.op.deprecated else []
    least = subject.sampled(full=False)
    always = [_told(_node(a), f"`{a.wire}`") for a in arguments if a.name in least]
    claim = "A call warns of what is deprecated in it, once, and of nothing else."
    yield _warns(subject, "minimal", claim, least, [*own, *always])
    for argument in arguments:
        if argument.name in least:
            continue
        around = subject.around(argument)
        others = [a for a in arguments if a.name in {*around, argument.name}]
        told = [_told(_node(a), f"`{a.wire}`") for a in others]
        claim = f"`{argument.name}` is deprecated: a call with it warns, once."
        values = {**around, argument.name: known[argument.name]}
        yield _warns(subject, argument.name, claim, values, [*own, *told])


def _is_deprecated(argument: Argument) -> bool:
    return bool(getattr(_node(argument), "deprecated", False))


def _node(argument: Argument) -> Node:
    return argument.parameter or argument.schema


def _told(node: Node, what: str) -> list[Json]:
    """Give the words that a warning must have."""
    day = node.extensions.get("x-sunset")
    return [what, *([day] if isinstance(day, str) else [])]


def _warns(
    subject: Subject,
    variant: str,
    claim: str,
    values: Mapping[str, Sample],
    warnings: list[list[Json]],
) -> Obligation:
    return Obligation(
        id=f"{subject.key}/deprecated/{variant}",
        check="warns",
        claim=claim,
        pointer=subject.op.pointer,
        details={
            "operation": subject.key,
            "arguments": {name: value.python for name, value in values.items()},
            "warnings": warnings,
        },
    )
