"""The signatures of a method: one, or an overload for each choice of media types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, product

from engross.ir import Operation
from engross.plan.choices import Choice
from engross.plan.method_records import Argument, Signature
from engross.pointer import Pointer


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatures:
    """What a method can be called with, and what it is written with."""

    implementation: Signature
    overloads: tuple[Signature, ...] = ()
    """Empty where the implementation says it all."""

    @property
    def usual(self) -> Signature:
        """The one that needs no choice."""
        return (*self.overloads, self.implementation)[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What an operation's arguments about media types are called; None where there are none."""

    body: str | None
    """The body as a whole."""
    content_type: str | None
    accept: str | None


def words(op: Operation, names: Mapping[Pointer, str]) -> Words:
    """Find the names of the arguments about media types."""
    body = op.request_body
    return Words(
        body=None if body is None else names.get(body.pointer),
        content_type=None if body is None else names.get(body.pointer / "content"),
        accept=names.get(op.pointer / "responses"),
    )


def plan_signatures(
    arguments: Sequence[Argument],
    bodies: Sequence[Choice],
    answers: Sequence[Choice],
    words: Words,
    *,
    headers: str = "",
) -> Signatures:
    """Decide the signatures.

    Args:
        arguments: With the body in its usual form.
        bodies: The choices of the body, none where there is no body.
        answers: The choices of the answer.
        words: What the arguments are called that choose.
        headers: The class of the answer's headers.
    """
    given = [_given(arguments, bodies, number, words) for number in range(max(len(bodies), 1))]
    overloads = tuple(
        Signature(
            arguments=(*mine, *_option("accept", words.accept, answers, number)),
            returns=answer.annotation,
            headers=headers,
        )
        for mine, (number, answer) in product(given, enumerate(answers))
    )
    if len(overloads) == 1:
        return Signatures(implementation=overloads[0])
    accept = _option("accept", words.accept, answers, None)
    merged = (*_merged(arguments, bodies, words), *accept)
    returns = " | ".join(dict.fromkeys(answer.annotation for answer in answers))
    implementation = Signature(arguments=merged, returns=returns, headers=headers)
    return Signatures(implementation=implementation, overloads=overloads)


_MEANINGS = {"accept": "The media type of the answer", "content_type": "The media type of the body"}


def _given(
    arguments: Sequence[Argument], bodies: Sequence[Choice], number: int, words: Words
) -> tuple[Argument, ...]:
    """Give the arguments of one choice of the body."""
    option = _option("content_type", words.content_type, bodies, number)
    if not number:
        return (*arguments, *option)
    parameters = (argument for argument in arguments if not argument.in_body)
    return (*parameters, _whole(words, bodies[number], required=True), *option)


def _merged(
    arguments: Sequence[Argument], bodies: Sequence[Choice], words: Words
) -> tuple[Argument, ...]:
    """Give the arguments of all choices of the body."""
    option = _option("content_type", words.content_type, bodies, None)
    if len(bodies) < 2:
        return (*arguments, *option)
    own = [argument for argument in arguments if argument.in_body]
    apart = [argument for argument in own if argument.name != words.body]
    required = not apart and own[0].required
    kinds = bodies[1:] if apart else bodies
    whole = Choice(
        annotation=" | ".join(dict.fromkeys(choice.annotation for choice in kinds)),
        content_types=(),
    )
    return (
        *(argument for argument in arguments if not argument.in_body),
        *(replace(argument, required=False) for argument in apart),
        _whole(words, whole, required=required),
        *option,
    )


def _whole(words: Words, choice: Choice, *, required: bool) -> Argument:
    assert words.body is not None
    return Argument(
        name=words.body,
        annotation=choice.annotation,
        required=required,
        positional=False,
        wire_name="",
        key="",
        in_body=True,
    )


def _option(
    key: str, name: str | None, choices: Sequence[Choice], number: int | None
) -> Iterable[Argument]:
    """Give the argument that makes one choice, or any; none where there is nothing to choose."""
    types = [dict.fromkeys(choice.content_types) for choice in choices]
    if name is None or sum(map(len, types)) < 2:
        return
    chosen = types if number is None else types[number : number + 1]
    yield Argument(
        name=name,
        annotation=f"Literal[{', '.join(map(ascii, chain.from_iterable(chosen)))}]",
        required=bool(number),
        positional=False,
        wire_name="",
        key=key,
        is_option=True,
        meaning=f"{_MEANINGS[key]}; {next(iter(types[0]))} by default.",
    )
