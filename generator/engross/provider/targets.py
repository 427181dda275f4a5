"""Which document and which folder a TARGET of the command line means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from engross.errors import EngrossError, Problem

SPEC = "openapi.yaml"
SETTINGS = "provider.yaml"
# What most documents are called tells none from another.
_USUAL_STEMS = frozenset({"api", "index", "openapi", "schema", "spec", "swagger"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One document to generate from, and where its package goes."""

    name: str
    """What the user called it, for messages."""
    spec: Path
    output: Path
    folder: Path | None = None
    """`specs/<provider>`, or where another document has a `provider.yaml` beside it; else None."""
    authored: bool = False
    """Whether the document is one of ours and so held to the authoring rules."""
    package: str | None = None
    """The import name the user asked for with `--package`."""
    keep_going: bool = False
    """Whether to leave out what cannot be read (`--keep-going`)."""
    remote: bool = False
    """Whether a `$ref` may name a document on the network (`--allow-remote-refs`)."""
    rival: str = ""
    """Another target of the run whose package would go to the same folder."""


def find_targets(
    root: Path,
    words: Sequence[str],
    *,
    output: Path | None = None,
    package: str | None = None,
    keep_going: bool = False,
    remote: bool = False,
) -> tuple[Target, ...]:
    """Turn the TARGETs of a command line into documents and places.

    Args:
        root: The project's folder, which holds `specs/` and `generated/`.
        words: Names of providers or paths of OpenAPI documents; none means every provider.
        output: The package's root; of several targets the folder of theirs, each under its name.
        package: The import name, for a single target.
        keep_going: Leave out what cannot be read of a document outside `specs/`.
        remote: Follow the remote `$ref`s of such a document.

    Raises:
        EngrossError: A word, alone or without `output`, is neither a provider nor a file; or
            `package` is given for more than one target, or `output` is missing for a document
            outside `specs/`; or one of the others is given for a provider, whose spec has to be
            whole.
    """
    words = tuple(dict.fromkeys(words))
    if package is not None and len(words) != 1:
        raise EngrossError("--package goes with exactly one TARGET")
    known = list_providers(root)
    if (keep_going or remote) and not set(words or known).isdisjoint(known):
        raise EngrossError(
            "--keep-going and --allow-remote-refs are for documents outside of specs/:"
            " mend what is wrong with a spec of ours"
        )
    if not words and not known:
        raise EngrossError(
            f"there is no provider in {root / 'specs'}: name an OpenAPI document,"
            " or make a provider with 'engross new NAME'"
        )
    # Of several with places of their own one that is not there fails alone, when it is read.
    apart = output is not None and len(words or known) > 1
    problems = [
        Problem(message=message)
        for word in words
        if word not in known and (message := _path_problem(word, known, output)) is not None
    ]
    if problems and not apart:
        raise EngrossError(problems)
    words = words or known
    folders, rivals = _folders(words, known) if apart else ({}, {})
    places = {word: output and output / folders.get(word, "") for word in words}
    return tuple(
        _provider(root, word, places[word], package, rivals.get(word, ""))
        if word in known
        else Target(
            name=word,
            spec=Path(word),
            output=places[word] or Path(),
            folder=_folder_of_settings(Path(word)),
            package=package,
            keep_going=keep_going,
            remote=remote,
            rival=rivals.get(word, ""),
        )
        for word in words
    )


def find_providers(root: Path, names: Sequence[str]) -> tuple[Target, ...]:
    """Find the providers of these names; none means all there are.

    Raises:
        EngrossError: A name is no provider's, or there is none at all.
    """
    known = list_providers(root)
    problems = [
        Problem(message=f"{name!r} is no provider (known: {_listed(known)})")
        for name in names
        if name not in known
    ]
    if problems:
        raise EngrossError(problems)
    return find_targets(root, names)


def list_providers(root: Path) -> tuple[str, ...]:
    """Name the folders of `specs/` that hold a document, sorted."""
    return tuple(sorted(path.parent.name for path in (root / "specs").glob(f"*/{SPEC}")))


def _folders(words: Sequence[str], known: Sequence[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Name a folder for each target: as it is called, or by where its document is too.

    Returns:
        The names; and of the targets that these do not tell apart each with another such.
    """
    names: dict[str, str] = {}
    wanted: dict[str, str] = {}
    for name in (_folder_name, _longer_name):
        left = [word for word in words if word not in names]
        wanted |= {word: word if word in known else name(Path(word)) for word in left}
        # On some machines two names in other cases are one folder.
        counts = Counter(map(str.casefold, wanted.values()))
        names |= {word: wanted[word] for word in left if counts[wanted[word].casefold()] == 1}
    rivals = {
        word: next(o for o in words if o != word and _is_same(wanted[o], wanted[word]))
        for word in words
        if word not in names
    }
    return names, rivals


def _is_same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def _folder_name(document: Path) -> str:
    """Name a package's folder after its document, or after the folder of one called as most are."""
    around = document.absolute().parent.name
    return around if around and document.stem.lower() in _USUAL_STEMS else document.stem


def _longer_name(document: Path) -> str:
    """Name it after the folder too."""
    path = document.absolute()
    own = _folder_name(path)
    around = path.parent.parent if own != document.stem else path.parent
    return f"{around.name}-{own}" if around.name else own


def _folder_of_settings(document: Path) -> Path | None:
    return document.parent if (document.parent / SETTINGS).is_file() else None


def _provider(
    root: Path, name: str, output: Path | None, package: str | None, rival: str
) -> Target:
    folder = root / "specs" / name
    place = output or root / "generated" / name
    return Target(
        name=name,
        spec=folder / SPEC,
        output=place,
        folder=folder,
        authored=True,
        package=package,
        rival=rival,
    )


def _path_problem(word: str, known: Sequence[str], output: Path | None) -> str | None:
    if Path(word).is_dir():
        return f"{word!r} is a folder: name the document in it"
    if not Path(word).exists():
        return f"{word!r} is neither a provider (known: {_listed(known)}) nor a file"
    return f"say where the package of {word!r} goes: --output DIR" if output is None else None


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) or "none yet: run it in the folder that specs/ is in"
