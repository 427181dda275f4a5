"""The choices that are ours and not the API's: `provider.yaml`, or defaults."""

from __future__ import annotations

import builtins
import keyword
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from engross.errors import EngrossError, Problem, SpecError
from engross.ir import Api, Json
from engross.names.casing import pascal, snake
from engross.pointer import ROOT, Pointer
from engross.provider.pagination import PAGINATION, pagination_problems
from engross.provider.revisions import REVISIONS
from engross.provider.targets import SETTINGS, Target
from engross.spec.kinds import described, is_mapping
from engross.spec.tree import Document, read_document

MAX_NAME = 100
"""Of a package, in characters: folders have its name, and paths have limits."""
MAX_DERIVED = 50
"""The same for a name that nobody chose; a title may be a whole sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What `provider.yaml` may say; each has a default derived from the document's title."""

    display_name: str
    """The provider's name in prose."""
    client: str
    """The client's class; `Async<client>` and `<client>Error` follow from it."""
    distribution: str
    """The name on a package index."""
    package: str
    """The name to import."""
    version: str = "0.1.0"
    environment: str
    """The prefix of `<environment>_TOKEN` and `<environment>_BASE_URL`."""
    responses: str = "strict"
    """`lenient` where a call is to succeed though its answer contradicts the document."""
    http: str = "httpx"
    """The library that sends: a key of `HTTP_LIBRARIES`."""
    names: Mapping[str, str] = field(default_factory=dict[str, str])
    """JSON pointer to Python name, where the derived name will not do."""
    skip: Mapping[str, str] = field(default_factory=dict[str, str])
    """operationId to the reason it is left out."""
    extras: Mapping[str, str] = field(default_factory=dict[str, str])
    """Module beside `provider.yaml`, an optional part of the package, to what else it needs."""
    pagination: Sequence[Json] = ()
    """How operations answer in pages, as `pagination.paginated` reads it."""


def load_settings(target: Target, api: Api | None) -> Settings:
    """Read `provider.yaml`, or derive everything from the document's title where there is none.

    Args:
        target: Whose settings.
        api: What its document says; None where that cannot be read.

    Raises:
        SpecError: The file cannot be read, has a key that is not known, a value that will not do,
            or skips what the document does not have.
        EngrossError: `--package` will not do.
    """
    if target.package is not None and not _is_importable(target.package):
        raise EngrossError(f"--package is {target.package!r}; it must be {IMPORTABLE}")
    # A document that is not our own was not written with this answer in view.
    usual: dict[str, Any] = {} if target.authored else {"responses": "lenient"}
    own = {} if target.folder is None else _read_settings(target.folder / SETTINGS, api)
    chosen = {"package": target.package} if target.package else {}
    return Settings(**_derived({**usual, **own, **chosen}, "" if api is None else api.title))


def settings_beside(spec: Path, api: Api) -> Settings:
    """Give the settings for a document, or for a revision of it, wherever it lies.

    Args:
        spec: The document: the `provider.yaml` beside it counts, though it need not fit.
        api: What it says.

    Raises:
        SpecError: The file cannot be read, has a key that is not known or a value that will not do.
    """
    released = next((above for above in spec.parents if above.name == REVISIONS), None)
    folder = spec.parent if released is None else released.parent
    written = _read_settings(folder / SETTINGS, None)
    return Settings(**_derived(written, api.title))


def package_name(text: str) -> str:
    """Turn any text into a name to import."""
    name = snake(_ascii(text), otherwise="api").strip("_")[:MAX_DERIVED].strip("_")
    return name if _is_importable(name) else f"{name}_api"


def client_name(text: str) -> str:
    """Turn any text into the name of a client's class."""
    name = pascal(_ascii(text), otherwise="Api").rstrip("_")
    return name if _is_client(name) else f"{name}Client"


def _ascii(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().strip()


def _derived(written: Mapping[str, Any], title: str) -> dict[str, Any]:
    """Fill in what is not written."""
    package = written.get("package") or package_name(title)
    return {
        "display_name": " ".join(title.split()) or package,
        "client": client_name(title if _ascii(title) else package),
        "distribution": f"{package.strip('_').replace('_', '-')}-client",
        "environment": package.strip("_").upper(),
        **written,
        "package": package,
    }


def _read_settings(path: Path, api: Api | None) -> dict[str, Any]:
    if not path.exists():
        return {}
    document = read_document(path)
    problems = [*document.problems, *_setting_problems(document, api)]
    if problems:
        raise SpecError(problems)
    return dict(document.data)


def _setting_problems(document: Document, api: Api | None) -> Iterator[Problem]:
    if not is_mapping(document.data):
        yield document.problem(f"expected settings, found {described(document.data)}", ROOT)
        return
    for key, value in document.data.items():
        place = ROOT / key
        if key in TABLES:
            yield from _table_problems(document, place, value)
            yield from _extra_problems(document, place, value) if key == "extras" else ()
        elif key == PAGINATION:
            yield from pagination_problems(document, api)
        elif key not in CHECKS:
            known = ", ".join((*CHECKS, *TABLES, PAGINATION))
            yield document.problem(f"{key!r} is not one of {known}", place, at_key=True)
        elif not (check := CHECKS[key])[0](value):
            yield document.problem(f"{key} is {described(value)}; it must be {check[1]}", place)
    skipped = document.data.get("skip")
    if api is not None and is_mapping(skipped):
        for name in sorted(skipped.keys() - operation_ids(api)):
            message = f"the document has no operation {name!r}"
            yield document.problem(message, ROOT / "skip" / name, at_key=True)


def operation_ids(api: Api) -> set[str | None]:
    """Collect what `skip` and the examples may name."""
    return {operation.operation_id for operation in api.operations}


def _table_problems(document: Document, place: Pointer, value: Json) -> Iterator[Problem]:
    wanted = f"a mapping of {TABLES[place.last]}"
    if not is_mapping(value):
        message = f"{place.last} is {described(value)}; it must be {wanted}"
        yield document.problem(message, place)
        return
    for key, item in value.items():
        if not _is_line(item):
            message = f"{key!r} is {described(item)}; write {wanted}"
            yield document.problem(message, place / key)


def _extra_problems(document: Document, place: Pointer, value: Json) -> Iterator[Problem]:
    for name in value if is_mapping(value) else ():
        if not re.fullmatch(r"[a-z][a-z0-9_]*", name) or keyword.iskeyword(name) or name in TAKEN:
            message = f"{name!r} must be a module's name, in lower case, that no package has"
            yield document.problem(message, place / name, at_key=True)


def _is_line(value: Json) -> bool:
    return isinstance(value, str) and bool(value.strip()) and "\n" not in value


def _is_importable(value: Json) -> bool:
    return (
        isinstance(value, str)
        and len(value) <= MAX_NAME
        and re.fullmatch(r"[a-zA-Z_]*[a-zA-Z][a-zA-Z0-9_]*", value) is not None
        and not keyword.iskeyword(value)
        and value not in sys.stdlib_module_names
        and value not in DEPENDENCIES
    )


def _is_client(value: Json) -> bool:
    taken = {*TAKEN_CLIENTS, *keyword.kwlist}
    return _matches(r"[A-Z][A-Za-z0-9]*")(value) and not (
        value in taken or hasattr(builtins, value) or hasattr(builtins, f"{value}Error")
    )


def _matches(pattern: str) -> Callable[[Json], bool]:
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


# What a package and its tests import, directly or not.
DEPENDENCIES = frozenset(
    (
        "annotated_types anyio certifi conftest h11 httpcore httpcore2 httpx httpx2 idna pydantic"
        " pydantic_core pytest sniffio truststore typing_extensions typing_inspection"
    ).split()
)
# Classes beside the client; and those that, with `Error` behind them, every client has.
TAKEN_CLIENTS = frozenset(
    (
        "AsyncClient AsyncStream AsyncToken Client ClientCredentials ContentCodec Drift Literal"
        " OnDrift RawResponse SecurityScheme ServerSentEvent Settings Stream Timeout Token Unset"
        " API APIConnection APIStatus APITimeout Authentication BadRequest Business ClientClosed"
        " Configuration Conflict InternalServer MissingField NotFound OutcomeUnknown"
        " PermissionDenied RateLimit ResponseValidation UnprocessableEntity"
        " BusinessAPIStatus BusinessAuthentication BusinessBadRequest BusinessConflict"
        " BusinessInternalServer BusinessNotFound BusinessPermissionDenied BusinessRateLimit"
        " BusinessUnprocessableEntity"
    ).split()
)
TAKEN = frozenset({"errors", "headers", "models", "resources", "test", "webhooks"})
"""Modules beside the client, and the extra that a package has anyway."""
HTTP_LIBRARIES: Mapping[str, str] = {"httpx": "httpx>=0.27,<1", "httpx2": "httpx2>=2,<3"}
"""What may send a package's requests, and what it then requires: one API under two names."""
IMPORTABLE = (
    f"a name to import, such as 'uncash': ASCII, at most {MAX_NAME} characters, no keyword,"
    " and no module of the standard library or of what a client needs"
)
# Setting to its check, and what an author reads when it fails.
CHECKS: Mapping[str, tuple[Callable[[Json], bool], str]] = {
    "display_name": (_is_line, "a line of text"),
    "client": (_is_client, "a class name such as 'Uncash', and no name that every client uses"),
    # Core metadata specification, "Name".
    "distribution": (
        _matches(r"(?i)[a-z0-9]|[a-z0-9][a-z0-9._-]*[a-z0-9]"),
        "a distribution's name: ASCII letters and digits, with '-', '_' or '.' between them",
    ),
    "package": (_is_importable, IMPORTABLE),
    # PEP 440, without local versions: those cannot be published.
    "version": (
        _matches(r"\d+(\.\d+)*((a|b|rc)\d+)?(\.post\d+)?(\.dev\d+)?"),
        'a text such as "0.1.0"',
    ),
    "environment": (_matches(r"[A-Z][A-Z0-9_]*"), "upper case: letters, digits, underscores"),
    "responses": (_matches("strict|lenient"), "'strict' or 'lenient'"),
    "http": (lambda value: value in HTTP_LIBRARIES, " or ".join(HTTP_LIBRARIES)),
}
# The settings that are mappings, and of what.
TABLES: Mapping[str, str] = {
    "names": "JSON pointer to Python name",
    "skip": "operationId to the reason it is left out",
    "extras": "module beside provider.yaml to what else it needs installed",
}
