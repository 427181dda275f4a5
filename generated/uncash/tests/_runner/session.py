"""One call of the client, in either flavour, with everything that can be seen of it."""

from __future__ import annotations

import inspect
import os
import time
from collections.abc import Coroutine, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

import anyio
import httpx

from . import values
from .answers import Answer, resolve
from .codec import Flipping
from .exact import Json, edited, is_object
from .suite import Case
from .wire import Received
from .world import World, patched


@dataclass(slots=True)
class Outcome:
    """What came of a call."""

    value: Any = None
    error: BaseException | None = None
    made: bool = False
    """Whether there was a client at all."""
    raw: Any = None
    """What `with_raw_response` gave."""
    items: list[Any] = field(default_factory=list[Any])
    """What came of a stream, also where an error ended it."""
    received: list[Received] = field(default_factory=list[Received])
    arrived: list[Received] = field(default_factory=list[Received])
    answers: list[Answer] = field(default_factory=list[Answer])
    pauses: list[float] = field(default_factory=list[float])
    drift: list[Any] = field(default_factory=list[Any])
    """What `on_drift` was told, where the obligation speaks of it."""
    complaint: str = ""
    """What is wrong with the way the result was given."""

    def __str__(self) -> str:
        if self.error is not None:
            return f"{type(self.error).__name__}: {self.error}"
        return f"{self.value!r}"


@dataclass(slots=True)
class Session:
    """Runs the calls of one case in one world."""

    case: Case
    world: World

    def answers(self) -> list[Answer]:
        """Give the server's script."""
        told: list[Json] = self.case.get("answers") or [self.case.get("answer", {})]
        return [resolve(answer, self.case.operation) for answer in told]

    def holds_back(self) -> bool:
        """Whether the script makes the client wait for an answer in vain."""
        return any("timeout" in answer.get("break", "") for answer in self.case.get("answers", []))

    def run(self) -> Outcome:
        """Make the call that the obligation describes."""
        arguments = self.case.get("arguments", self.case.operation["arguments"])
        return self._run(self.answers(), arguments, self.case.get("client", {}))

    def control(self) -> Outcome:
        """Make the plainest call, to see that the client does anything at all."""
        answers = [resolve({}, self.case.operation)]
        return self._run(answers, self.case.operation["arguments"], {}, plain=True)

    def _run(
        self, answers: list[Answer], arguments: Json, client: Json, *, plain: bool = False
    ) -> Outcome:
        outcome = Outcome(answers=answers)
        self.world.start(answers)
        environment: Json = {} if plain else self.case.get("environment", {})
        with self.environment(environment), self.waiting(outcome):
            self.drive(self._call(outcome, arguments, client, plain))
        outcome.received = self.world.received
        outcome.arrived = self.world.arrived()
        return outcome

    def drive(self, work: Coroutine[Any, Any, None]) -> None:
        """Run to the end: async work in a loop of its own, sync work without any."""
        if self.case.flavour == "async":
            self.world.loop.run(work)
            return
        try:
            work.send(None)
        except StopIteration:
            return
        work.close()
        raise AssertionError("the synchronous client waits for an event loop")

    def _other_client(self) -> Any:
        """Make an http client of the flavour which this is not; it never opens a connection."""
        transport = httpx.MockTransport(lambda _: httpx.Response(200))
        kind = httpx.Client if self.case.flavour == "async" else httpx.AsyncClient
        return kind(transport=transport)

    async def _call(self, outcome: Outcome, arguments: Json, client: Json, plain: bool) -> None:
        told: dict[str, Json] = {} if plain else self.case.get("http_client", {})
        options = {name: values.build(self.case.package, value) for name, value in told.items()}
        http: Any = self.world.http_client(self.case.flavour, **options)
        if not plain and (self.case.get("drift") is not None or not self.world.controlled):
            client = {"on_drift": outcome.drift.append, **client}
        if not plain and self.case.get("codec"):
            client = {"content_codec": Flipping(), **client}
        try:
            package_client = self.client(**{"http_client": http, **client})
            outcome.made = True
            raw = not plain and self.case.get("raw", False)
            stream = not plain and self.case.get("stream", False)
            faults: list[list[Json]] = [] if plain else self.case.get("faults", [])
            method = self.method(package_client, raw=raw, stream=stream, faults=faults)
            given, named = self._positional(plain), self._keywords(arguments, plain)
            result = method(*given, **named)  # the call
            if stream:
                await self._read(result, outcome)
                outcome.value = joined(outcome.items)
                return
            result = await self.settled(result, outcome)
            outcome.value, outcome.raw = (result.parsed, result) if raw else (result, None)
        except Exception as error:
            outcome.error = error
        finally:
            await closed(http)

    def client(self, **given: Any) -> Any:
        """Make the package's client; `given` are descriptions, but for what is no data."""
        package = self.case.package
        keywords: dict[str, Any] = {
            credential["keyword"]: self.world.credential(
                credential["variable"], credential["value"]
            )
            for credential in package.facts["credentials"]
        }
        keywords |= {"base_url": self.world.origin}
        if self.holds_back():
            keywords |= self.world.limits
        for name, told in given.items():
            if is_object(told) and "other_flavour" in told:
                keywords[name] = self._other_client()
            elif is_object(told) and told.get("omit"):
                keywords.pop(name, None)
            elif name == "http_client" or callable(told):
                keywords[name] = told
            else:
                keywords[name] = values.build(package, self.located(told))
        return package.client(self.case.flavour)(**keywords)

    async def _read(self, opened: Any, outcome: Outcome) -> None:
        """Read a stream, item by item."""
        if self.case.flavour == "sync":
            with opened as stream:
                for item in stream:
                    outcome.items.append(item)
        else:
            async with opened as stream:
                async for item in stream:
                    outcome.items.append(item)
        try:
            _ = next(stream) if self.case.flavour == "sync" else await anext(stream)
        except self.case.package.load("ClientClosedError"):
            return
        except (StopIteration, StopAsyncIteration):
            pass
        outcome.complaint = "a stream that was left does not say so"

    def method(
        self,
        client: Any,
        *,
        raw: bool = False,
        stream: bool = False,
        faults: Sequence[list[Json]] = (),
    ) -> Any:
        """Give the bound method of the case's operation; `faults` are edits of one of ours."""
        operation = self.case.operation
        if "probe" in operation:
            probe = edited(operation["probe"], [*faults])
            return self._probe(client, probe, raw=raw, stream=stream)
        resource = attrgetter(operation["resource"])(client)
        if stream:
            resource = resource.with_streaming_response
        return getattr(resource.with_raw_response if raw else resource, operation["method"])

    def _probe(self, client: Any, told: Mapping[str, Json], *, raw: bool, stream: bool) -> Any:
        """Give the runtime's own way to send, for an operation that no method of the package is."""
        operation = self.case.package.probes.operation(told)
        unset = self.case.package.load("UNSET")

        def send(**given: Any) -> Any:
            arguments, options = _parted(told, given, unset)
            if stream:
                return client.stream(operation, arguments, **options)
            result = client.request(operation, arguments, **options)  # the probe's call
            return result if raw else _parsed(result)

        return send

    def iterable(self, client: Any) -> Any:
        """Give what goes through the pages of the case's operation."""
        operation, told = self.case.operation, self.case.get("arguments")
        given = self._keywords(told, plain=False)
        if "probe" not in operation:
            method = getattr(attrgetter(operation["resource"])(client), self.case.get("iterator"))
            return method(**given)
        unset = self.case.package.load("UNSET")
        arguments, options = _parted(operation["probe"], given, unset)
        probes = self.case.package.probes
        return probes.pages(client, operation["probe"], self.case.flavour, arguments, options)

    def _positional(self, plain: bool) -> list[Any]:
        if plain:
            return []
        arguments = self.case.get("arguments", {})
        return [
            values.build(self.case.package, arguments[n]) for n in self.case.get("positional", [])
        ]

    def _keywords(self, arguments: Json, plain: bool) -> dict[str, Any]:
        positional: list[str] = [] if plain else self.case.get("positional", [])
        options: dict[str, Json] = {} if plain else dict(self.case.get("options", {}))
        headers = {"headers": options.pop("headers")} if "headers" in options else {}
        told: dict[str, Json] = {**arguments, **options}
        built = {
            name: values.build(self.case.package, value)
            for name, value in told.items()
            if name not in positional
        }
        return {**built, **headers}

    def plain_arguments(self) -> dict[str, Any]:
        """Give the arguments that the operation cannot do without."""
        told: Mapping[str, Json] = self.case.operation["arguments"]
        return {name: values.build(self.case.package, value) for name, value in told.items()}

    async def settled(self, result: Any, outcome: Outcome) -> Any:
        """Wait for an async result; note where a flavour gives what the other should."""
        if inspect.isawaitable(result):
            if self.case.flavour == "sync":
                outcome.complaint = "the synchronous method gives something to await"
            return await result  # the call
        if self.case.flavour == "async":
            outcome.complaint = "the asynchronous method gives nothing to await"
        return result

    def located(self, told: Json) -> Json:
        """Put the server that plays the script in the place of the invented hosts."""
        return relocated(told, self.world) if isinstance(told, str) else told

    @contextmanager
    def environment(self, given: Mapping[str, Json]) -> Generator[None, None, None]:
        """Set the package's variables, and only these."""
        names = self.case.package.facts["variables"]
        before = {name: os.environ.pop(name) for name in names if name in os.environ}
        os.environ.update({name: self.located(value) for name, value in given.items()})
        try:
            yield
        finally:
            for name in given:
                os.environ.pop(name, None)
            os.environ.update(before)

    @contextmanager
    def waiting(self, outcome: Outcome) -> Generator[None, None, None]:
        """Let no time pass between attempts, and note how long the client would have waited."""

        def pause(seconds: float) -> None:
            outcome.pauses.append(seconds)
            self.world.paused()

        async def pause_async(seconds: float) -> None:
            pause(seconds)

        with patched(time, "sleep", pause), patched(anyio, "sleep", pause_async):
            yield


def _parted(
    told: Mapping[str, Json], given: dict[str, Any], unset: Any
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Tell the parameters of an operation of ours, by wire names, from the options of a call."""
    wire_names = {name: parameter["name"] for name, parameter in told["parameters"].items()}
    of_call = ("timeout", "headers", "body", "content_type", "accept")
    options = {name: given.pop(name) for name in of_call if name in given}
    members = {wire: given.pop(n, unset) for n, wire in told.get("members", {}).items()}
    if members:
        whole = {"other_body": options.pop("body")} if "body" in options else {}
        options |= {"body": members, **whole}
    return {wire_names[name]: value for name, value in given.items()}, options


async def _awaited(result: Any) -> Any:
    return (await result).parsed  # the probe's call


def _parsed(result: Any) -> Any:
    return _awaited(result) if inspect.isawaitable(result) else result.parsed


def joined(items: list[Any]) -> Any:
    """Give the items of a stream; where bytes end and begin again says nothing."""
    if items and all(isinstance(item, bytes) for item in items):
        return [b"".join(items)]
    return items


async def closed(http: Any) -> None:
    """Close an http client of either flavour."""
    if hasattr(http, "aclose"):
        await http.aclose()
    else:
        http.close()


def relocated(url: str, world: World) -> str:
    """Turn `https://name.engross.test:1/path` into the same path on the server that is there."""
    _, found, tail = url.partition(".engross.test")
    if not found or world.origin.endswith(".test"):
        return url
    return world.origin + tail[tail.find("/") :] if "/" in tail else world.origin
