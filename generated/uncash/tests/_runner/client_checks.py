"""Checks that look at the client itself, its exceptions and its constants, not at one call."""

from __future__ import annotations

import asyncio
import copy
import functools
import importlib
import importlib.util
import inspect
import logging
import os
import re
import subprocess
import sys
import tomllib
import typing
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import httpx
from typing_extensions import TypeAliasType

from . import wire
from .checks import Problems, copied, does_nothing, pickled, shown, told_request
from .session import Outcome, Session, closed
from .suite import Case
from .world import noted_openings, patched


def check_signature(session: Session) -> Problems:
    """Compare a method's parameters with the spec's."""
    yield from does_nothing(session)
    case = session.case
    client_class = case.package.client(case.flavour)
    http: Any = session.world.http_client(case.flavour)
    try:
        for raw in (False, True):
            method = session.method(session.client(http_client=http), raw=raw)
            yield from _parameters(case, inspect.signature(method), raw)
            yield from _annotations(case, inspect.signature(method))
    finally:
        session.drive(closed(http))
    if client_class.__doc__ is None:
        yield f"{client_class.__name__} has no docstring"


def _parameters(case: Case, signature: inspect.Signature, raw: bool) -> Problems:
    found = [
        [p.name, _kind(p), "required" if p.default is p.empty else "optional"]
        for p in signature.parameters.values()
    ]
    told: list[list[str]] = case.get("parameters")
    where = "with_raw_response takes" if raw else "the method takes"
    if sorted(found) != sorted(told):
        yield f"{where} {found}, not {told}"
    positional = [name for name, kind, _ in told if kind == "positional"]
    if [name for name, kind, _ in found if kind == "positional"] != positional:
        yield f"{where} its positional arguments in another order than {positional}"


def _annotations(case: Case, signature: inspect.Signature) -> Problems:
    """Compare what type checkers are told with what the spec says; absent and null aside."""
    told: dict[str, list[str]] = {**case.get("types", {}), "headers": ["str"]}
    for name, types in told.items():
        parameter = signature.parameters.get(name)
        if parameter is not None:
            yield from differences_of_types(f"`{name}`", parameter.annotation, types)
    if returns := case.get("returns"):
        meant = without_aliases(case.package.load("models"), signature.return_annotation)
        yield from differences_of_types("what the method gives", meant, returns)


def without_aliases(models: object, annotation: object) -> str:
    """Write an annotation with what each alias of `models` in it stands for."""

    def written(found: re.Match[str]) -> str:
        value = getattr(models, found[1], None)
        if not isinstance(value, TypeAliasType):
            return found[0]
        while isinstance(value, TypeAliasType):
            value = value.__value__
        return str(value)

    return re.sub(r"\bmodels\.(\w+)", written, str(annotation))


def differences_of_types(what: str, annotation: object, types: list[str]) -> Problems:
    """Tell where an annotation lacks a type, or has a scalar that the spec does not have."""
    found = {name.rpartition(".")[2] for name in _NAMES.findall(str(annotation))}
    others = found & _SCALARS if _SCALARS.issuperset(types) else set[str]()
    if not found.issuperset(types) or others - set(types):
        yield f"{what} is annotated {annotation}, the spec says {' | '.join(types)}"


_NAMES = re.compile(r"[\w.]+")
_SCALARS = frozenset(
    "str bool int float Decimal datetime date time timedelta UUID bytes Any".split()
)


def _kind(parameter: inspect.Parameter) -> str:
    if parameter.kind is parameter.POSITIONAL_OR_KEYWORD:
        return "positional"
    return "keyword" if parameter.kind is parameter.KEYWORD_ONLY else parameter.kind.description


def check_lifecycle(session: Session) -> Problems:
    """See who closes which http client, and when."""
    problems: list[str] = []
    own = session.case.get("phase").startswith("own")
    session.world.start(session.answers())
    with session.environment({}):
        if own:
            opened: list[str] = []
            with session.world.own_transports() as closings, noted_openings(opened):
                session.drive(_own(session, closings, problems))
            if len(opened) != 1 + _ELSEWHERE.get(session.case.get("phase"), 0):
                problems.append(f"it made {len(opened)} http clients")
        else:
            session.drive(_given(session, problems))
    session.world.arrived()
    yield from problems


async def _own(session: Session, closings: list[str], problems: list[str]) -> None:
    client = session.client()
    if session.case.get("phase") == "own-closed":
        if session.case.flavour == "async":
            async with client as entered:
                await _try(session, entered, problems)
        else:
            with client as entered:
                await _try(session, entered, problems)
    else:
        await _try(session, client, problems)
        if session.case.get("phase") == "own-again":
            await _try(session, client, problems)
        for _ in range(_ELSEWHERE.get(session.case.get("phase"), 0)):
            with _elsewhere(session):
                await _try(session, client, problems)
                await _try(session, client, problems)
        await session.settled(client.close(), Outcome())
    await session.settled(client.close(), Outcome())  # once more does no harm
    # Connections of another event loop can be closed there alone.
    told = int(session.case.get("phase") not in _ELSEWHERE or session.case.flavour == "sync")
    if len(closings) != told:
        problems.append(f"it closed {len(closings)} http clients that it made itself, not {told}")
    await _try_closed(session, client, problems)


_ELSEWHERE = {"own-elsewhere": 1, "own-trio": 2}
"""Phase to the number of places in which a client is used besides the first."""


@contextmanager
def _elsewhere(session: Session) -> Generator[None, None, None]:
    """Seem to be in a forked process or, asynchronously, in another event loop."""
    token = object()
    if session.case.flavour == "sync":
        with patched(os, "getpid", lambda: 7):
            yield
    elif session.case.get("phase") == "own-trio":
        lowlevel = SimpleNamespace(current_trio_token=lambda: token)
        with _no_asyncio(), _loaded("trio", SimpleNamespace(lowlevel=lowlevel)):
            yield
    else:
        with patched(asyncio, "get_running_loop", lambda: token):
            yield


@contextmanager
def _no_asyncio() -> Generator[None, None, None]:
    def none() -> object:
        raise RuntimeError("no running event loop")

    with patched(asyncio, "get_running_loop", none):
        yield


@contextmanager
def _loaded(name: str, module: Any) -> Generator[None, None, None]:
    """Seem to have loaded a module."""
    before = sys.modules.get(name)
    sys.modules[name] = module
    try:
        yield
    finally:
        del sys.modules[name]
        if before is not None:
            sys.modules[name] = before


async def _given(session: Session, problems: list[str]) -> None:
    http: Any = session.world.http_client(session.case.flavour)
    try:
        first = session.client(http_client=http)
        if session.case.get("phase") == "given-built":
            http.__class__ = _marking(http.__class__)
            await _try(session, first, problems, {"x-engross": "built"})
            return
        if session.case.get("phase") == "given-read":
            hooks = [*http.event_hooks["request"], _reading_hook(session, problems)]
            http.event_hooks = {**http.event_hooks, "request": hooks}
        await _try(session, first, problems)
        if session.case.get("phase") == "given-changed":
            http.cookies.clear()
            http.headers["X-Engross"] = "later"
            await _try(session, first, problems, {"x-engross": "later"})
            del http.headers["X-Engross"]
        if session.case.get("phase") == "given-closed":
            await closed(http)
            await _try_closed(session, first, problems)
            return
        http.cookies.clear()
        await session.settled(first.close(), Outcome())
        if http.is_closed:
            problems.append("it closed an http client that is not its own")
        await _try_closed(session, first, problems)
        if session.case.get("phase") == "given-reused":
            await _try(session, session.client(http_client=http), problems)
    finally:
        await closed(http)


def _marking(kind: type[Any]) -> type[Any]:
    """Give a kind of http client that adds a header to each request that it builds."""

    def build_request(self: Any, *words: Any, **options: Any) -> httpx.Request:
        request: httpx.Request = kind.build_request(self, *words, **options)
        request.headers["X-Engross"] = "built"
        return request

    return type("Marking", (kind,), {"build_request": build_request})


def _reading_hook(session: Session, problems: list[str]) -> Callable[[httpx.Request], Any]:
    """Give a hook that looks at the content of a request which is there as a whole."""

    def read(request: httpx.Request) -> None:
        try:
            if isinstance(request.stream, httpx.ByteStream):
                _ = request.content
        except httpx.RequestNotRead:
            problems.append("a hook cannot look at the content of a request")

    async def read_async(request: httpx.Request) -> None:
        read(request)

    return read_async if session.case.flavour == "async" else read


async def _try(
    session: Session, client: Any, problems: list[str], headers: Mapping[str, str] | None = None
) -> None:
    before = len(session.world.received)
    outcome = Outcome()
    arguments = session.plain_arguments()
    result = session.method(client)(**arguments)
    await session.settled(result, outcome)
    if outcome.complaint:
        problems.append(outcome.complaint)
    sent = session.world.received[before:]
    if len(sent) != 1:
        problems.append(f"a call sent {len(sent)} requests, not 1")
    told = told_request(session.case)
    told["headers"] = {**told["headers"], **(headers or {})}
    for request in sent:
        problems += wire.differences(told, request, session.world.origin)


async def _try_closed(session: Session, client: Any, problems: list[str]) -> None:
    before = len(session.world.received)
    try:
        await session.settled(session.method(client)(**session.plain_arguments()), Outcome())
    except session.case.package.load("ClientClosedError"):
        pass
    except Exception as error:
        problems.append(f"after closing, a call raises {type(error).__name__}: {error}")
    else:
        problems.append("after closing, a call goes through")
    if len(session.world.received) != before:
        problems.append("after closing, a request was sent")
    try:
        if session.case.flavour == "async":
            async with client:
                problems.append("after closing, it can be entered")
        else:
            with client:
                problems.append("after closing, it can be entered")
    except session.case.package.load("ClientClosedError"):
        pass


def check_repr(session: Session) -> Problems:
    """See what repr and str of a client show."""
    yield from does_nothing(session)
    http: Any = session.world.http_client(session.case.flavour)
    try:
        client = session.client(http_client=http)
        name = session.case.package.client(session.case.flavour).__name__
        for what, text in (("repr(client)", repr(client)), ("str(client)", str(client))):
            yield from shown(session.case, text, [name, session.world.origin], what)
    finally:
        session.drive(closed(http))


def check_log(session: Session) -> Problems:
    """See what the package's logger says of a call at DEBUG, or the http library's."""
    lines: list[str] = []
    handler = logging.Handler()
    names: set[str] = set()

    def note(record: logging.LogRecord) -> None:
        lines.append(record.getMessage())
        names.add(record.name)

    handler.emit = note  # type: ignore[method-assign]  # of this one handler
    own = not session.case.get("of_http")
    logger = logging.getLogger(session.case.package.facts["import"] if own else httpx.__name__)
    level, propagate = logger.level, logger.propagate
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    try:
        if session.case.get("answers"):
            session.run()
            if not own:
                logger.debug("whatever else it says, without arguments")
        else:
            yield from does_nothing(session)
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
        logger.propagate = propagate
    attempts = [match and int(match[1]) for match in map(_LOGGED.search, lines)]
    told = list(range(1, 1 + len(session.case.get("answers", [{}]))))
    if names - {logger.name}:
        yield f"the log is kept under {names}, not under {logger.name}"
    if own and attempts != told:
        yield f"a call of {len(told)} attempts wrote {lines} to the log"
    yield from shown(session.case, "\n".join(lines), session.case.get("mentions", []), "the log")


_LOGGED = re.compile(r"\(attempt (\d+), \d{1,2}\.\d+ s\)$")


# --- What has no client ---------------------------------------------------------------------------


def check_error(session: Session) -> Problems:
    """See that an exception is public, of the right kind, and survives pickling."""
    case = session.case
    error = case.package.load(case.get("error"))
    for name in case.get("parents"):
        parent: Any = _builtin(name) or case.package.load(name)
        if not (isinstance(error, type) and issubclass(error, parent)):
            yield f"{case.get('error')} is not a {name}"
    if not isinstance(error, type) or not issubclass(error, Exception):
        return
    ours = {
        name for name in case.package.facts["errors"] if issubclass(error, case.package.load(name))
    }
    wanted = case.package.kinds([case.get("error")])
    if ours != wanted:
        yield f"{case.get('error')} is {sorted(ours)}, not {sorted(wanted)}"
    if case.get("carries"):
        yield from _parsed(case)
    base: Any = error
    yield from copied(base("engross words"))
    bare = [name for name in sorted(base().__dict__) if getattr(base(), name)]
    if bare:
        yield f"{case.get('error')}() says {bare} of itself"


def _parsed(case: Case) -> Problems:
    """See that type checkers are told of the bodies that an exception may carry."""
    module: Any = _as_checked(f"{case.package.facts['import']}.errors")
    annotation = getattr(module, case.get("error")).parsed.fget.__annotations__["return"]
    if annotation != "Any":  # which stands for more types than are of any help
        yield from differences_of_types("its `parsed`", annotation, case.get("carries"))


@functools.cache
def _as_checked(name: str) -> ModuleType:
    """Give a module as type checkers read it."""
    found: Any = importlib.util.find_spec(name)
    module = importlib.util.module_from_spec(found)
    with patched(typing, "TYPE_CHECKING", True):
        found.loader.exec_module(module)
    return module


def _builtin(name: str) -> type[BaseException] | None:
    return {kind.__name__: kind for kind in _BUILTIN}.get(name)


_BUILTIN = (AttributeError, Exception, RuntimeError, ValueError)


def check_version(session: Session) -> Problems:
    """Compare `__version__` with the project's, and with the installed distribution's if any."""
    package = session.case.package
    version = package.load("__version__")
    if not isinstance(version, str) or not version:
        yield f"__version__ is {version!r}"
    project = Path(__file__).parents[2] / "pyproject.toml"
    if project.is_file():
        told = tomllib.loads(project.read_text("utf-8"))["project"]["version"]
        if version != told:
            yield f"__version__ is {version!r}, pyproject.toml says {told!r}"
    try:
        installed = metadata.version(package.facts["distribution"])
    except metadata.PackageNotFoundError:
        return
    if installed != version:
        yield f"__version__ is {version!r}, the distribution's is {installed!r}"


def check_unset(session: Session) -> Problems:
    """See that UNSET is one object that counts as false."""
    unset = session.case.package.load("UNSET")
    if unset or repr(unset) != "UNSET":
        yield f"UNSET is {bool(unset)} and prints as {unset!r}"
    if pickled(unset) is not unset or copy.deepcopy(unset) is not unset:
        yield "a copy of UNSET is another object"


def check_names(session: Session) -> Problems:
    """See that the package's root has its public names and no others."""
    package = session.case.package
    listed = package.load("__all__")
    missing = {*session.case.get("names"), *package.facts["errors"]} - set(listed)
    if missing:
        yield f"__all__ lacks {sorted(missing)}"
    module: Any = importlib.import_module(package.facts["import"])
    for name in listed:
        if name not in dir(module) or getattr(module, name, None) is None:
            yield f"{name} is in __all__, but not in dir() or not to be had"
    try:
        found = module.engross_no_such_name
    except AttributeError as error:
        words = [repr(module.__name__), "engross_no_such_name"]
        yield from shown(session.case, str(error), words, "str(error)")
    else:
        yield f"it has a name that nobody gave it: {found!r}"
    for name in ("errors", "resources"):
        yield from _listed(importlib.import_module(f"{module.__name__}.{name}"))
    for name in session.case.get("names"):
        yield from _alone(module.__name__, name)


def _listed(module: ModuleType) -> Problems:
    """See that a module lists the public classes which it has, and no others."""
    public = {name: getattr(module, name) for name in dir(module) if not name.startswith("_")}
    found = sorted(name for name, value in public.items() if inspect.isclass(value))
    listed: list[str] = sorted(module.__all__)
    if listed != found:
        yield f"{module.__name__}.__all__ is {listed}, its classes {found}"


def _alone(package: str, name: str) -> Problems:
    """See that a name can be had by itself, in a process that has imported nothing else.

    To make a client is quick: pydantic is loaded where the first model is needed.
    """
    code = f"import sys, {package}; {package}.{name}"
    if name != "models":
        code += "; sys.exit('it loads pydantic' if 'pydantic' in sys.modules else 0)"
    path = {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", code]
    done = subprocess.run(  # noqa: S603  # our own words
        command, env={**os.environ, **path}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        yield f"{code} fails: {done.stderr.strip().splitlines()[-1]}"


CHECKS: dict[str, Callable[[Session], Problems]] = {
    "signature": check_signature,
    "lifecycle": check_lifecycle,
    "repr": check_repr,
    "log": check_log,
    "error": check_error,
    "names": check_names,
    "version": check_version,
    "unset": check_unset,
}
