"""The requests of one operation: what its method must send, and what it must refuse to send."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from engross.conformance.annotated import annotated
from engross.conformance.arguments import Argument
from engross.conformance.records import Obligation
from engross.conformance.runner.exact import Json, Number
from engross.conformance.samples import Sample, Sampler
from engross.conformance.scalars import NoValueError, member_value
from engross.conformance.subject import Subject, is_json
from engross.conformance.wire import path_text
from engross.conformance.wrong import Wrong, at_limits
from engross.pointer import Pointer

HOSTILE = {
    "reserved": "a/b?c#d%2F e",
    "sub-delimiters": "a;b,c=d&e+f:g@h!$'()*[]",
    "traversal": "../../admin",
    "unicode": "卡 ü\u200b🂡",
    "quotes": "\"'\\<>^`{|}\x7f\t\n",
    "unreserved": "A-z_0.9~",
}
"""Path values that must arrive as the same text, every byte but the unreserved ones quoted."""
RESERVED_AS_SENT = "=a;b,c=d%26e%2Bf:g@h!$'()*%5B%5D"
"""How `allowReserved` sends the sub-delimiters of `HOSTILE`."""
REFUSED = {"empty": "", "dot": ".", "dot-dot": ".."}
"""Path values that would address another resource."""
HALF: Json = {"half-surrogate": ""}
"""A text that no encoding can write."""
OPTIONS: Mapping[str, Json] = {
    "options": {"timeout": {"number": "3.5"}, "headers": {"X-Engross": "given"}},
    "changes": {"headers": {"x-engross": "given"}},
    "timeouts": dict.fromkeys(("connect", "read", "write", "pool"), Number("3.5")),
}
"""A call with every option, and what becomes of them."""
BRIEFLY = frozenset({"reserved"})
_NOTHING = Number("0")


@dataclass(frozen=True)
class Requests:
    """The requests of one operation, made of values for its arguments."""

    subject: Subject

    @cached_property
    def minimal(self) -> Mapping[str, Sample]:
        """Values for the required arguments."""
        return self.subject.sampled(full=False)

    @cached_property
    def full(self) -> Mapping[str, Sample]:
        """Values for every argument that can be made up."""
        return self.subject.sampled(full=True)

    def sent(
        self,
        variant: str,
        claim: str,
        values: Mapping[str, Sample],
        *,
        pointer: Pointer | None = None,
        **details: Json,
    ) -> Obligation:
        """Make the obligation that these arguments make this request."""
        told = {name: value.python for name, value in values.items()}
        request = self.subject.request(values)
        return self.obligation(
            variant, claim, pointer, **{"arguments": told, "request": request, **details}
        )

    @property
    def is_told_together(self) -> bool:
        """Whether one error tells of all wrong members of the body."""
        return not (self.subject.is_merged or self.subject.is_multipart)

    def refused(self, argument: Argument, wrong: Wrong, kind: str = "") -> Obligation:
        """Make the obligation that a value of an argument is refused before anything is sent."""
        variant, value, why = wrong
        around = self.subject.around(argument)
        told = {name: sample.python for name, sample in around.items()}
        return self.obligation(
            f"{argument.name}/{kind}{variant}",
            f"`{argument.name}` {why}: ValueError, and nothing is sent.",
            argument.pointer,
            arguments={**told, argument.name: value},
            sends=_NOTHING,
            raises={"builtin": "ValueError", "names": [[argument.name, argument.wire]]},
            **_secrets([(argument, wrong)]),
        )

    def refused_together(self, group: Sequence[tuple[Argument, Wrong]], number: int) -> Obligation:
        """Make the obligation that of several wrong members of a body each is told.

        Args:
            group: The members, each with what is wrong with it.
            number: Tells the obligation from others of its kind.
        """
        around = {
            name: v for argument, _ in group for name, v in self.subject.around(argument).items()
        }
        told = {name: sample.python for name, sample in around.items()}
        told |= {argument.name: value for argument, (_, value, _) in group}
        whys = ", ".join(f"`{argument.name}` {why}" for argument, (_, _, why) in group)
        return self.obligation(
            f"wrong/{number}",
            f"{whys}: a ValueError tells each, and nothing is sent.",
            self.subject.op.request_body.pointer if self.subject.op.request_body else None,
            arguments=told,
            sends=_NOTHING,
            raises={"builtin": "ValueError", "names": [[a.name, a.wire] for a, _ in group]},
            **_secrets(group),
        )

    def obligation(
        self, variant: str, claim: str, pointer: Pointer | None, **details: Json
    ) -> Obligation:
        """Make the obligation that a call comes to what the details say."""
        return Obligation(
            id=f"{self.subject.key}/request/{variant}",
            check="call",
            claim=claim,
            pointer=pointer or self.subject.op.pointer,
            details={"operation": self.subject.key, **details},
        )

    def whole(self) -> Iterator[Obligation]:
        """The operation as a whole: its least and its fullest request, and its signature."""
        claim = "Required arguments alone; nothing else is sent."
        yield self.sent("minimal", claim, self.minimal, live=True)
        if len(self.full) > len(self.minimal):
            yield self.sent("full", "Every argument reaches its place.", self.full, live=True)
        yield self._signature()

    def optioned(self) -> Iterator[Obligation]:
        """With what every call may have, whatever its arguments are."""
        claim = "`with_raw_response` takes the same arguments and options, and sends the same."
        yield self.sent("raw", claim, self.full, raw=True, **OPTIONS)
        claim = "`timeout` and `headers` of a call are the request's."
        yield self.sent("options", claim, self.minimal, **OPTIONS)

    def calls(self) -> Iterator[Obligation]:
        """What follows from the signature: arguments by position, and one that there is not."""
        in_path = [a.name for a in self.subject.arguments if a.location == "path"]
        if in_path:
            claim = "Path arguments may be given by position, in the order of the path."
            yield self.sent("positional", claim, self.minimal, positional=in_path)
        told = {name: sample.python for name, sample in self.minimal.items()}
        yield self.obligation(
            "unknown-argument",
            "An argument the spec does not know is a TypeError, and nothing is sent.",
            None,
            arguments={**told, "engross_unknown": "x"},
            sends=_NOTHING,
            raises={"builtin": "TypeError"},
        )

    def together(self) -> Iterator[Obligation]:
        """Of all arguments at once what is else tried of each: unset, and text that leads away."""
        optional = [name for name in self.full if name not in self.minimal]
        if optional:
            given = {name: sample.python for name, sample in self.minimal.items()}
            unset = given | {name: {"unset": True} for name in optional}
            claim = f"{_listed(optional)} given as UNSET: the same as not giving them."
            yield self.sent("unset", claim, self.minimal, arguments=unset)
        free = [a.name for a in self.subject.arguments if a.location == "path" and is_free(a)]
        texts = {name: Sample.of_text(f"{HOSTILE['reserved']}{n}") for n, name in enumerate(free)}
        if texts:
            claim = f"{_listed(free)} given any text: each stays one path segment."
            yield self.sent("hostile", claim, {**self.minimal, **texts})

    def _signature(self) -> Obligation:
        return Obligation(
            id=f"{self.subject.key}/request/signature",
            check="signature",
            claim="The method takes the spec's arguments, `timeout` and `headers`, nothing else,"
            " and says of what types they are.",
            pointer=self.subject.op.pointer,
            details={
                "operation": self.subject.key,
                "parameters": list(self._parameters()),
                **annotated(self.subject),
            },
        )

    def _parameters(self) -> Iterator[Json]:
        merged = self.subject.is_merged
        for argument in self.subject.arguments:
            place = "positional" if argument.location == "path" else "keyword"
            must = argument.required and not (merged and argument.location == "body")
            yield [argument.name, place, "required" if must else "optional"]
        options = [
            self.subject.whole_name if merged else "",
            self.subject.content_type_name,
            self.subject.accept_name,
            "timeout",
            "headers",
        ]
        yield from ([option, "keyword", "optional"] for option in options if option)

    def others(self) -> Iterator[Obligation]:
        """The body in each other media type."""
        name = self.subject.content_type_name
        for content_type, other in self.subject.others.items():
            if other.argument_fault or other.is_multipart:
                continue
            option: dict[str, Json] = {name: content_type}
            values = other.sampled(full=True)
            yield self.obligation(
                f"as/{content_type}",
                f"The body is sent as {content_type} where that is chosen.",
                other.op.request_body.pointer if other.op.request_body else None,
                arguments={argument: value.python for argument, value in values.items()},
                request=other.request(values),
                options=option,
            )
        if name:
            told = {argument: value.python for argument, value in self.minimal.items()}
            yield self.obligation(
                "as/unknown",
                f"A `{name}` that the spec does not name is a ValueError, and nothing is sent.",
                None,
                arguments=told,
                options={name: "engross/unknown"},
                sends=_NOTHING,
                raises={"builtin": "ValueError", "mentions": ["content_type"]},
            )

    def presence(self, argument: Argument) -> Iterator[Obligation]:
        """An argument that is there, or is not."""
        name = argument.name
        if argument.required:
            told = {n: sample.python for n, sample in self.minimal.items() if n != name}
            merged = self.subject.is_merged and argument.location == "body"
            error = "ValueError" if merged else "TypeError"
            yield self.obligation(
                f"{name}/missing",
                f"`{name}` is required: a call without it is a {error}, and nothing is sent.",
                argument.pointer,
                arguments=told,
                sends=_NOTHING,
                raises={"builtin": error},
            )
            return
        around = self.subject.around(argument)
        alone = {**around, name: self.full[name]}
        claim = f"`{name}` is sent when it is given, and brings nothing else along."
        yield self.sent(f"{name}/alone", claim, alone, pointer=argument.pointer)
        unset = {n: sample.python for n, sample in self.minimal.items()} | {name: {"unset": True}}
        claim = f"`{name}=UNSET` is the same as not giving it."
        pointer = argument.pointer
        yield self.sent(f"{name}/unset", claim, self.minimal, pointer=pointer, arguments=unset)

    def body_without(self, argument: Argument) -> Iterator[Obligation]:
        """A body that need not be there, without a member that it must have."""
        others = {
            other.name: self.full[other.name].python
            for other in self.subject.arguments
            if other.location == "body" and other is not argument and other.name in self.full
        }
        if argument.required or not argument.needed or not others:
            return
        least = {name: sample.python for name, sample in self.minimal.items()}
        yield self.obligation(
            f"{argument.name}/missing",
            f"A body without `{argument.name}`, which it must have, is a ValueError.",
            argument.pointer,
            arguments={**least, **others},
            sends=_NOTHING,
            raises={"builtin": "ValueError", "names": [[argument.name, argument.wire]]},
        )

    def hostile(self, argument: Argument, wanted: Iterable[str]) -> Iterator[Obligation]:
        """Text in a path that would change where it leads."""
        if argument.location != "path" or not is_free(argument):
            return
        for variant in wanted:
            values = {**self.minimal, argument.name: Sample.of_text(HOSTILE[variant])}
            claim = f"`{argument.name}` stays one path segment, whatever text it holds."
            name = f"{argument.name}/hostile/{variant}"
            yield self.sent(name, claim, values, pointer=argument.pointer)
        for variant, text in REFUSED.items():
            assert argument.parameter is not None
            if path_text(argument.parameter, text) not in REFUSED.values():
                continue  # the style writes something before it
            why = f"is {text!r}, which would address another resource"
            yield self.refused(argument, (f"hostile/{variant}", text, why))
        told = {name: sample.python for name, sample in self.minimal.items()}
        yield self.obligation(
            f"{argument.name}/hostile/half-surrogate",
            "A text that UTF-8 cannot write is a ValueError, and nothing is sent.",
            argument.pointer,
            arguments={**told, argument.name: HALF},
            sends=_NOTHING,
            raises={"builtin": "ValueError", "mentions": ["half of a surrogate pair"]},
        )

    def reserved(self, argument: Argument) -> Iterator[Obligation]:
        """`allowReserved` (OpenAPI 3.2, "Parameter Object"), as far as a query can hold them."""
        parameter = argument.parameter
        if parameter is None or not parameter.allow_reserved or not is_free(argument):
            return
        if argument.location == "path":
            # RFC 3986, "Percent-Encoding Normalization": quoted, it addresses the same resource.
            if parameter.style == "simple":
                why = "is '..' in other words, which would address another resource"
                yield self.refused(argument, ("hostile/quoted-dots", "%2E%2e", why))
            return
        values = {**self.minimal, argument.name: Sample.of_text(HOSTILE["sub-delimiters"])}
        claim = f"Reserved characters in `{argument.name}` stay; those that end a value are quoted."
        request = {**self.subject.request(values), "raw_query": RESERVED_AS_SENT}
        name = f"{argument.name}/reserved"
        yield self.sent(name, claim, values, pointer=argument.pointer, request=request)

    def values(self, argument: Argument, *, most: int | None) -> Iterator[Obligation]:
        """The values that an argument may have; of an enum so many."""
        yield from self._null(argument)
        yield from self._least(argument)
        shape = argument.shape
        if shape.kind != "enum":
            return
        for index, label in enumerate(shape.labels[:most]):
            wire, python = member_value(shape, index)
            for way, told in (("enum", python), ("text", wire)):
                around = self.subject.around(argument)
                values = {**around, argument.name: Sample(wire=wire, python=told)}
                claim = f"`{shape.name}.{label}`, or its value, is sent as {wire!r}."
                name = f"{argument.name}/{way}/{label}"
                if way == "enum" or isinstance(wire, str):
                    yield self.sent(name, claim, values, pointer=shape.schema.pointer)

    def at_limits(self, argument: Argument) -> Iterator[Obligation]:
        """What is only just long or large enough, or not yet too long or too large."""
        for variant, value in at_limits(argument.shape):
            values = {**self.subject.around(argument), argument.name: value}
            claim = f"The {variant} `{argument.name}` that the spec allows is sent."
            name = f"{argument.name}/limit/{variant}"
            yield self.sent(name, claim, values, pointer=argument.shape.schema.pointer)

    def _null(self, argument: Argument) -> Iterator[Obligation]:
        shape = argument.shape
        is_json = argument.location in {"body", "whole"} and not self.subject.is_multipart
        if is_json and shape.nullable and shape.kind not in {"any", "null"}:
            around = self.subject.around(argument)
            values = {**around, argument.name: Sample(wire=None, python=None)}
            claim = f"`{argument.name}=None` is sent as null."
            yield self.sent(f"{argument.name}/null", claim, values, pointer=argument.pointer)

    def _least(self, argument: Argument) -> Iterator[Obligation]:
        """An object with nothing but what it must have, and one that is given as a dict."""
        if argument.shape.kind != "object":
            return
        try:
            sampler = Sampler(self.subject.shapes, full=False, writes=True)
            least = sampler.sample(argument.schema, argument.wire)
        except NoValueError:
            return
        media = argument.parameter.content if argument.parameter is not None else None
        in_json = media is not None and is_json(media)
        if argument.location == "path" and not least.wire and not in_json:
            why = "is an empty object, which would leave a gap in the path"
            yield self.refused(argument, ("minimal", least.python, why))
            return
        mapping = Sample(wire=least.wire, python={"plain": least.wire})
        for variant, value, claim in (
            ("minimal", least, f"Of `{argument.name}` only what is required is sent."),
            ("dict", mapping, f"`{argument.name}` may be a dict with the spec's names."),
        ):
            values = {**self.subject.around(argument), argument.name: value}
            yield self.sent(f"{argument.name}/{variant}", claim, values, pointer=argument.pointer)


def _secrets(group: Iterable[tuple[Argument, Wrong]]) -> dict[str, Json]:
    """Say which wrong values may not be shown."""
    hidden = [v for a, (_, v, _) in group if a.sensitive and isinstance(v, str) and v]
    return {"secrets": hidden} if hidden else {}


def is_free(argument: Argument) -> bool:
    """Whether an argument may be any text."""
    schema = argument.shape.schema
    lengths = (schema.min_length, schema.max_length)
    limited = schema.pattern is not None or lengths != (None, None) or schema.format
    return argument.shape.kind == "string" and not limited


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
