"""The package's own files: metadata, client, resources, errors, runtime."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files as package_files

from engross.emit.render import render
from engross.plan import FLAVOURS, Package

TEMPLATES = {
    "pyproject.toml": "pyproject.toml.jinja",
    "README.md": "README.md.jinja",
    "CHANGELOG.md": "CHANGELOG.md.jinja",
    "api.md": "api.md.jinja",
    "src/{package}/__init__.py": "src/package/__init__.py.jinja",
    "src/{package}/_client.py": "src/package/_client.py.jinja",
    "src/{package}/_version.py": "src/package/_version.py.jinja",
    "src/{package}/errors.py": "src/package/errors.py.jinja",
    "src/{package}/resources/__init__.py": "src/package/resources/__init__.py.jinja",
}
HEADERS = "src/package/headers.py.jinja"
LIMITS = "src/package/_limits.py.jinja"
WEBHOOKS = "src/package/webhooks.py.jinja"
RESOURCE = "src/package/resources/resource.py.jinja"


def emit_package(package: Package) -> dict[str, str]:
    """Give every file of the package but the models and the tests, by its path."""
    files = {
        path.format(package=package.name): render(template, package=package, flavours=FLAVOURS)
        for path, template in TEMPLATES.items()
    }
    for resource in package.resources:
        path = f"src/{package.name}/resources/{resource.module}.py"
        text = render(RESOURCE, package=package, resource=resource, flavours=FLAVOURS)
        files[path] = _without_unused(text)
    if package.example is not None:
        files["tests/test_readme.py"] = render("tests/test_readme.py.jinja", package=package)
    if package.headers:
        files[f"src/{package.name}/headers.py"] = render(HEADERS, package=package)
    if package.webhooks is not None:
        files[f"src/{package.name}/webhooks.py"] = render(WEBHOOKS, package=package)
    if package.limits:
        files[f"src/{package.name}/_limits.py"] = render(LIMITS, package=package)
    files[f"src/{package.name}/py.typed"] = ""
    return files | {f"src/{package.name}/_runtime/{name}": text for name, text in _runtime(package)}


def _without_unused(text: str) -> str:
    """Take out most of the imports that nothing uses; the formatter needs long for each of them."""
    words = Counter(_WORD.findall(text))

    def line(found: re.Match[str]) -> str:
        used = [name for name in found[2].split(", ") if words[name.split()[-1]] > 1]
        return f"{found[1]}{', '.join(used)}\n" if used else ""

    return _IMPORT.sub(line, text)


_WORD = re.compile(r"\w+")
_IMPORT = re.compile(r"^(from (?!__future__)\S+ import )([\w, ]+)\n", re.MULTILINE)


def _runtime(package: Package) -> Iterator[tuple[str, str]]:
    """Copy the runtime, its base exception named after the client, over the library chosen."""
    names = {"ClientError": package.base_error, "httpx": package.http}
    words = re.compile(rf"\b({'|'.join(names)})\b")
    for module in sorted(package_files("engross.runtime").iterdir(), key=lambda file: file.name):
        if module.name.endswith(".py"):
            text = module.read_text(encoding="utf-8")
            yield module.name, words.sub(lambda found: names[found.group()], text)
