"""Obligations of what goes through the pages of an operation: what it sends, gives, and its end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from engross.conformance.arguments import Argument
from engross.conformance.operation_requests import OPTIONS
from engross.conformance.records import Obligation
from engross.conformance.runner.exact import Json, Number, edited, is_array, is_object
from engross.conformance.samples import Leaf, Sample, Sampler
from engross.conformance.scalars import NoValueError
from engross.conformance.subject import Answer, Subject
from engross.pointer import Pointer
from engross.provider import Pagination

MANY = Number("1000")
LINK = "/engross/pages?after=x%2Fy"
"""Where the next page is, as an answer says it; nothing of it is in the spec."""
LINKED: Mapping[str, Json] = {"path": "/engross/pages", "query": [["after", "x/y"]]}
WRONG_LINKS = {
    "elsewhere": "https://elsewhere.test/pages",
    "broken": "https://[engross/pages",
    "no-port": "https://engross.test:port/pages",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PagedSubject:
    """An operation that answers in pages."""

    subject: Subject
    pagination: Pagination
    iterator: str
    """The method that goes through them."""


def page_obligations(paged: PagedSubject) -> Iterator[Obligation]:
    """Yield what the method that goes through the pages must do."""
    yield _signature(paged)
    answer = next((a for a in paged.subject.answers if a.full is not None), None)
    script = None if answer is None else _script(paged, answer)
    if script is None:
        return
    claim = "It gives each item of each page once, and asks for each page as `provider.yaml` says."
    yield script.obligation("items", claim, items=script.items)
    claim = "`.pages()` gives what the method itself gives for each page."
    yield script.obligation("by-page", claim, items=script.bodies, by_page=True)
    claim = "A page is asked for when its first item is, and no sooner."
    first = script.first_items
    yield script.obligation(
        "lazy", claim, items=first, take=Number(str(len(first))), sends=Number("1")
    )
    claim = "`timeout` and `headers` are those of each page's request."
    yield script.obligation("options", claim, items=script.items, **OPTIONS)
    claim = "To go through the pages again begins again."
    yield script.obligation("again", claim, items=script.items, again=True)
    yield script.circle()
    if script.may_lack_items:
        yield script.bare()
    if paged.pagination.more is not None and paged.pagination.next is not None:
        yield script.broken_off(paged.pagination.more)
    if paged.pagination.kind == "link":
        yield from script.wrong_links()


def _signature(paged: PagedSubject) -> Obligation:
    return Obligation(
        id=f"{paged.subject.key}/pages/signature",
        check="pages-signature",
        claim=f"`{paged.iterator}` takes what `{paged.subject.method.method}` takes.",
        pointer=paged.subject.op.pointer,
        details={"operation": paged.subject.key, "iterator": paged.iterator},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Script:
    """The pages that the server gives, and what asks for each."""

    paged: PagedSubject
    answers: tuple[dict[str, Json], ...]
    requests: tuple[dict[str, Json], ...]
    may_lack_items: bool

    @property
    def bodies(self) -> list[Json]:
        """The pages."""
        return [answer["json"] for answer in self.answers]

    @property
    def items(self) -> list[Json]:
        """The items of all pages."""
        return [item for body in self.bodies for item in self._items(body)]

    @property
    def first_items(self) -> list[Json]:
        """The items of the first page."""
        return self._items(self.bodies[0])

    def _items(self, body: Json) -> list[Json]:
        found: list[Json] = _at(body, self.paged.pagination.items)
        return found

    def obligation(self, variant: str, claim: str, **details: Json) -> Obligation:
        """Make an obligation over these pages; `details` win."""
        subject = self.paged.subject
        values = subject.sampled(full=False)
        told: dict[str, Json] = {
            "operation": subject.key,
            "iterator": self.paged.iterator,
            "arguments": {name: value.python for name, value in values.items()},
            "answers": list(self.answers),
            "requests": list(self.requests),
        }
        return Obligation(
            id=f"{subject.key}/pages/{variant}",
            check="pages",
            claim=claim,
            pointer=subject.op.pointer,
            details={**told, **details},
        )

    def circle(self) -> Obligation:
        """A provider that gives one page for ever."""
        claim = "Pages that lead back are a ResponseValidationError; nothing is asked for ever."
        first, total = self.answers[0], self.paged.pagination.total
        body = first["json"] if total is None else _edit(first["json"], total, MANY)
        return self.obligation(
            "circle",
            claim,
            answers=[_marked({**first, "json": body})] * 3,
            requests=list(self.requests[:2]),
            items=[*self.first_items, *self.first_items],
            raises=["ResponseValidationError"],
        )

    def bare(self) -> Obligation:
        """A last page that does not even have an empty list."""
        claim = "A page whose items are left out has none."
        *others, last = self.answers
        place = self.paged.pagination.items
        body = edited(last["json"], [["remove", str(place)[1:]]])
        items = [item for answer in others for item in self._items(answer["json"])]
        return self.obligation(
            "bare", claim, answers=[*others, {**last, "json": body}], items=items
        )

    def broken_off(self, more: Pointer) -> Obligation:
        """A page that says there are more, and not where."""
        claim = "Pages that break off are a ResponseValidationError: nothing is left out unseen."
        *others, last = self.answers
        body = _edit(last["json"], more, True)
        return self.obligation(
            "broken-off",
            claim,
            answers=[*others, _marked({**last, "json": body})],
            items=self.items,
            raises=["ResponseValidationError"],
        )

    def wrong_links(self) -> Iterator[Obligation]:
        """Links to another host, or to none."""
        for variant, link in WRONG_LINKS.items():
            claim = (
                "A link to another host is a ResponseValidationError, and nothing is sent there."
            )
            away = _linked(self.paged.pagination, self.answers[0], link)
            yield self.obligation(
                variant,
                claim,
                answers=[_marked(away)],
                requests=list(self.requests[:1]),
                items=self.first_items,
                raises=["ResponseValidationError"],
            )


# --- Scripts --------------------------------------------------------------------------------------


def _script(paged: PagedSubject, answer: Answer) -> _Script | None:
    """Make up the pages of an operation; None where a page of its schema cannot be made up."""
    pagination = paged.pagination
    pages = _two_pages(paged.subject, answer)
    if pages is None or not _fits(paged, pages[0]):
        return None
    first, second = (page.wire for page in pages)
    told = [_more(paged, first), _ended(paged, second, pages[0])]
    if _needs_empty(pagination):
        told.append(_edit(second, pagination.items, []))
    status = Number(str(answer.status))
    answers = [{"status": status, "json": body} for body in told]
    if pagination.kind == "link":
        answers[0] = _linked(pagination, answers[0], LINK)
    requests = [
        {**_same(paged), **LINKED} if values is None else paged.subject.request(values)
        for values in _turns(paged, told)
    ]
    return _Script(
        paged=paged,
        answers=tuple(answers),
        requests=tuple(requests),
        may_lack_items=_may_lack(pages[0], pagination.items),
    )


def _may_lack(page: Sample, place: Pointer) -> bool:
    """Whether a page may be without a member."""
    leaf = _leaf(page, place)
    return leaf is not None and leaf.member is not None and not leaf.member.listed


def _two_pages(subject: Subject, answer: Answer) -> tuple[Sample, Sample] | None:
    """Make two pages up, no value of which is the same."""
    assert answer.media is not None
    assert answer.media.schema is not None
    envelope = subject.envelope
    sampler = Sampler(subject.shapes, full=True, needed=envelope.success if envelope else "")
    try:
        first = sampler.sample(answer.media.schema)
        return first, replace(sampler, leaves=[]).sample(answer.media.schema)
    except NoValueError:
        return None


def _fits(paged: PagedSubject, page: Sample) -> bool:
    """Whether the page has what is needed, and the parameter takes what it has."""
    pagination = paged.pagination
    places = [pagination.items, pagination.next, pagination.more, pagination.total]
    if pagination.last is not None:
        places.append(Pointer((*pagination.items.tokens, "0", *pagination.last.tokens)))
    if any(place is not None and _at(page.wire, place) is None for place in places):
        return False
    argument = _argument(paged)
    if argument is None or pagination.kind != "cursor":
        return True
    given, taken = _leaf(page, places[-1] if pagination.last else pagination.next), argument.shape
    schema = taken.schema
    free = taken.kind == "string" and schema.pattern is None and schema.max_length is None
    return free or (given is not None and given.shape.kind == taken.kind)


def _leaf(page: Sample, place: Pointer | None) -> Leaf | None:
    return next((leaf for leaf in page.leaves if leaf.wire == place), None)


def _more(paged: PagedSubject, body: Json) -> Json:
    """Have a page say that there is another one after it."""
    pagination = paged.pagination
    body = body if pagination.more is None else _edit(body, pagination.more, True)
    return _counted(paged, body)


def _ended(paged: PagedSubject, body: Json, sample: Sample) -> Json:
    """Have a page say, if it can, that there is none after it."""
    pagination = paged.pagination
    body = body if pagination.more is None else _edit(body, pagination.more, False)
    if pagination.next is not None:
        leaf = _leaf(sample, pagination.next)
        if _may_lack(sample, pagination.next):
            body = edited(body, [["remove", str(pagination.next)[1:]]])
        else:
            body = _edit(body, pagination.next, None if leaf and leaf.shape.nullable else "")
    return _counted(paged, body)


def _counted(paged: PagedSubject, body: Json) -> Json:
    """Have a page say how many items or pages there are: two pages."""
    pagination = paged.pagination
    if pagination.total is None:
        return body
    items = len(_at(body, pagination.items))
    total = 2 * items if pagination.kind == "offset" else 2
    return _edit(body, pagination.total, Number(str(_start(paged) - pagination.first + total)))


def _needs_empty(pagination: Pagination) -> bool:
    """Whether nothing but a page without items says that there are no more."""
    told = (pagination.more, pagination.next, pagination.total)
    return pagination.kind != "link" and all(place is None for place in told)


def _turns(paged: PagedSubject, pages: list[Json]) -> Iterator[Mapping[str, Sample] | None]:
    """Give the arguments that ask for each page; None for a link."""
    pagination = paged.pagination
    least = paged.subject.sampled(full=False)
    yield least
    argument = _argument(paged)
    reached = _start(paged)
    for page in pages[:-1]:
        if argument is None:
            yield None
            continue
        items = _at(page, pagination.items)
        reached += len(items) if pagination.kind == "offset" else 1
        cursor: Json = Number(str(reached))
        if pagination.kind == "cursor":
            cursor = _at(items[-1], pagination.last) if pagination.last else None
            cursor = _at(page, pagination.next) if pagination.next else cursor
        yield {**paged.subject.around(argument), argument.name: Sample(wire=cursor, python=cursor)}


def _start(paged: PagedSubject) -> int:
    """Give the offset or number of the page that is asked for first."""
    argument, least = _argument(paged), paged.subject.sampled(full=False)
    if paged.pagination.kind == "cursor" or argument is None or argument.name not in least:
        return paged.pagination.first
    return int(least[argument.name].wire.text)


def _argument(paged: PagedSubject) -> Argument | None:
    """Find the argument that says which page."""
    parameter = paged.pagination.parameter
    if parameter is None:
        return None
    return next(a for a in paged.subject.arguments if a.pointer == parameter.pointer)


def _same(paged: PagedSubject) -> dict[str, Json]:
    """Give what the request of a linked page has in common with the first."""
    request = paged.subject.request(paged.subject.sampled(full=False))
    return {key: value for key, value in request.items() if key not in LINKED}


def _linked(pagination: Pagination, answer: dict[str, Json], link: str) -> dict[str, Json]:
    """Have an answer link to its next page."""
    if pagination.next is not None:
        return {**answer, "json": _edit(answer["json"], pagination.next, link)}
    return {**answer, "headers": {"link": f'</first>; rel=prev, <{link}>; rel="next"'}}


def _marked(answer: dict[str, Json]) -> dict[str, Json]:
    """Give an answer with headers that an exception has, and one that it has not."""
    marks = {"x-engross": "7", "set-cookie": "engross=1; Max-Age=0"}
    return {**answer, "headers": {**answer.get("headers", {}), **marks}}


def _edit(body: Json, place: Pointer, value: Json) -> Json:
    return edited(body, [["set", str(place)[1:], value]])


def _at(body: Json, place: Pointer) -> Json:
    """Give what stands at a place of a body; None where nothing does."""
    for token in place.tokens:
        if is_object(body):
            body = body.get(token)
        else:
            body = body[int(token)] if is_array(body) and int(token) < len(body) else None
    return body
