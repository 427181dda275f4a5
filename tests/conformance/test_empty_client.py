"""A suite that cannot fail is a defect: no obligation is met by a client that does nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import pytest

from .conftest import GENERATED, Suite

PACKAGES = sorted(path.name for path in GENERATED.iterdir() if path.is_dir())

# Every name is there and accepts everything.
SHELL = """
class Nothing:
    def __init__(self, *args, **keywords): pass
    def __getattr__(self, name): return Nothing()
    def __call__(self, *args, **keywords): return Nothing()
    def __enter__(self): return self
    def __exit__(self, *error): return None
    async def __aenter__(self): return self
    async def __aexit__(self, *error): return None
    def __await__(self):
        yield from ()
        return Nothing()
    def __iter__(self): return iter(())

class Models:
    def __getattr__(self, name): return type(name, (Nothing,), {})

models = Models()
UNSET = Nothing()
__version__ = "0.1.0"

def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return type(name, (Exception if name.endswith("Error") else Nothing,), {})
"""
# Everything is real, but calls come to nothing.
HOLLOW = """
from .client import Client

def _nothing(self, *args, **keywords):
    return RawResponse(response=None, parsed=None)

async def _nothing_async(self, *args, **keywords):
    return RawResponse(response=None, parsed=None)

class _NothingToRead:
    def __enter__(self): return iter(())
    def __exit__(self, *error): return None
    async def __aenter__(self): return self
    async def __aexit__(self, *error): return None
    def __aiter__(self): return self
    async def __anext__(self): raise StopAsyncIteration

Client.request = _nothing
AsyncClient.request = _nothing_async
Client.stream = AsyncClient.stream = lambda self, *args, **keywords: _NothingToRead()
"""


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_without_names_meets_nothing(suite: Callable[..., Suite], name: str) -> None:
    package = suite(name)
    shutil.rmtree(package.source)
    package.source.mkdir()
    (package.source / "__init__.py").write_text("")

    result = package.held()

    assert result.counts.keys() == {"failed"}, result.output


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_whose_classes_do_nothing_meets_nothing(
    suite: Callable[..., Suite], name: str
) -> None:
    package = suite(name)
    shutil.rmtree(package.source)
    package.source.mkdir()
    (package.source / "__init__.py").write_text(SHELL)

    result = package.held()

    assert result.counts.keys() == {"failed"}, result.output


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_whose_calls_come_to_nothing_meets_nothing(
    suite: Callable[..., Suite], name: str
) -> None:
    package = suite(name)
    client = package.source / "_runtime" / "async_client.py"
    client.write_text(client.read_text() + HOLLOW)

    result = package.held()

    assert result.counts.keys() == {"failed"}, result.output
