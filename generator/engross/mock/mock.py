"""The mock itself: one function from a request to an answer, which touches nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final, TypeAlias

from engross.ir import Api, Json, Operation
from engross.mock.answers import Answers, Shown
from engross.mock.bodies import body_refusal
from engross.mock.chaos import BY_NAME, Chaos, disturbed, spoilt
from engross.mock.messages import Request, Response
from engross.mock.parameters import Call, parameter_faults
from engross.mock.preferences import NONE, Preferences, preferences
from engross.mock.problems import Refusal
from engross.mock.refusals import refused
from engross.mock.routes import Match, Routes
from engross.mock.schemas import Schemas
from engross.mock.security import security_refusal
from engross.mock.values import Maker
from engross.mock.writing import response as written

_KEPT: Final = 10_000
"""Answers that are kept, so that the second of a kind costs next to nothing."""

_Key: TypeAlias = tuple[object, ...]


class Mock:
    """Answers requests to an API as its document says, the same request always alike."""

    def __init__(
        self, api: Api, examples: Mapping[str, Mapping[str, Json]], *, seed: int = 0
    ) -> None:
        """Prepare a mock.

        Args:
            api: What it is a mock of.
            examples: Documented requests and answers, by the names of their files.
            seed: Another one makes up other values.
        """
        self.api = api
        self.routes = Routes(api)
        self._schemas = Schemas(api)
        maker = Maker(schemas=self._schemas, seed=seed)
        self.answers = Answers(schemas=self._schemas, maker=maker, shown=_shown(examples))
        self._kept: dict[_Key, Response] = {}

    def answer(self, request: Request, chaos: Chaos | None = None) -> Response:
        """Answer a request.

        Args:
            request: It.
            chaos: What is to go wrong, where the request itself does not ask for something else.
        """
        wishes = wished(request)
        chaos = BY_NAME.get(wishes.chaos or "", chaos)
        call = self._call(request)
        response = call if isinstance(call, Response) else self._answer(call, wishes, chaos)
        if request.method == "HEAD":
            response = replace(response, chunks=())
        return response if chaos is None else disturbed(response, chaos)

    def welcome(self, url: str) -> str:
        """Say where the mock answers, and how much."""
        count = len(self.api.operations)
        operations = "1 operation" if count == 1 else f"{count} operations"
        return f"{self.api.title}: {url}{self.routes.bases[0]} ({operations}; Ctrl-C ends it)"

    def _call(self, request: Request) -> Call | Response:
        """Find what a request is for."""
        matches = self.routes.matches(request.path)
        for match in matches:
            operation = _operation(match, request.method)
            if operation is not None:
                return Call(request=request, operation=operation, path=match.values)
        if not matches:
            return self._refused(Refusal(status=404, detail=self._nowhere(request.path)))
        allow = ("allow", ", ".join(_allowed(matches)))
        if request.method == "OPTIONS":
            return Response(status=204, headers=(allow,))
        detail = f"{request.method} is not one of {allow[1]}."
        return self._refused(Refusal(status=405, detail=detail, headers=(allow,)))

    def _refused(self, refusal: Refusal) -> Response:
        return _measured(refused(self.answers, None, refusal, None))

    def _nowhere(self, path: str) -> str:
        bases = [base for base in self.routes.bases if base]
        hint = f" Paths begin with {' or '.join(bases)}." if bases else ""
        return f"The document has no path that {path} could be.{hint}"

    def _answer(self, call: Call, wishes: Preferences, chaos: Chaos | None) -> Response:
        accept = call.request.header("accept")
        refusal = self._refusal(call) or _unknown_chaos(wishes)
        if refusal is not None:
            return _measured(refused(self.answers, call.operation, refusal, accept))
        key = (call.operation.pointer, wishes, accept, chaos)
        if key not in self._kept:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            self._kept[key] = _measured(self._chosen(call.operation, wishes, accept, chaos))
        return self._kept[key]

    def _refusal(self, call: Call) -> Refusal | None:
        """Say everything that is wrong with a request."""
        refusal = security_refusal(self.api, call.operation, call.request)
        if refusal is not None:
            return refusal
        of_parameters = tuple(parameter_faults(self._schemas, call))
        of_body = body_refusal(self._schemas, call.operation, call.request)
        if not of_parameters:
            return of_body
        others = of_body.faults if of_body is not None else ()
        detail = "The request is not what is described."
        return Refusal(status=400, detail=detail, faults=(*of_parameters, *others))

    def _chosen(
        self, operation: Operation, wishes: Preferences, accept: str | None, chaos: Chaos | None
    ) -> Response:
        chosen = self.answers.choose(operation, wishes, accept)
        if isinstance(chosen, Refusal):
            return refused(self.answers, operation, chosen, accept)
        if chaos is not None:
            chosen = spoilt(self._schemas, chosen, chaos)
        response = written(self.answers.maker, chosen)
        if applied := wishes.applied():
            # RFC 7240, "The Preference-Applied Response Header Field".
            headers = (*response.headers, ("preference-applied", applied), ("vary", "prefer"))
            response = replace(response, headers=headers)
        return response


def wished(request: Request) -> Preferences:
    """Read what a request would like."""
    lines = [value for name, value in request.headers if name == "prefer"]
    return preferences(lines) if lines else NONE


def _shown(examples: Mapping[str, Mapping[str, Json]]) -> dict[str, tuple[Shown, ...]]:
    """Sort documented answers by operation; a file is called `<operation>.<name>`."""
    found: dict[str, tuple[Shown, ...]] = {}
    for file, example in examples.items():
        operation, answer = str(example["operation"]), example.get("response", {})
        if "body" in answer:
            name = file.removeprefix(operation.replace("/", ".") + ".")
            shown = Shown(name=name, status=answer.get("status"), body=answer["body"])
            found[operation] = (*found.get(operation, ()), shown)
    return found


def _operation(match: Match, method: str) -> Operation | None:
    found = match.operations.get(method)
    # RFC 9110, "HEAD": the same as GET, without the content.
    return match.operations.get("GET") if found is None and method == "HEAD" else found


def _allowed(matches: tuple[Match, ...]) -> list[str]:
    methods = {method for match in matches for method in match.operations} | {"OPTIONS"}
    return sorted(methods | {"HEAD"} if "GET" in methods else methods)


def _unknown_chaos(wishes: Preferences) -> Refusal | None:
    if wishes.chaos is None or wishes.chaos in BY_NAME:
        return None
    detail = f"There is no chaos {wishes.chaos!r} (known: {', '.join(BY_NAME)})."
    return Refusal(status=400, detail=detail)


def _measured(response: Response) -> Response:
    """Tell the length of a body that is not streamed."""
    # RFC 9110, "Content-Length": none where there can be no content.
    if response.streamed or response.status in {204, 304}:
        return response
    length = ("content-length", str(len(response.body)))
    return replace(response, headers=(*response.headers, length))
