"""Holds the package in the working folder to its obligations, in one loop instead of pytest's.

For an obligation that is met pytest takes as long again as its call does, for one that is not three
times as long, and there are ten thousand. So tests that are about what is met run this; that pytest
sees the same is seen in the packages' own suites, and in the tests of their options.
"""

from __future__ import annotations

import argparse
import gc
import os
import re
import sys
import warnings
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from _runner import exact, run, suite, world

OBLIGATIONS = Path("tests/obligations")
ALL = run.Allowed(writes=True, irreversible=True)
MEMBER = re.compile(r"/(request|response)/.*(?=/)")
TOLD = 10
"""How many obligations are told of each outcome; the rest is counted."""


def kind(case: Any) -> tuple[object, ...]:
    """Tell apart what an obligation tries, and on what kind of operation, but not on which member.

    An obligation that belongs to no operation is the only one of its kind.
    """
    name = case.record.get("operation", "")
    of_operation = MEMBER.sub(r"/\1", case.record["id"].removeprefix(name))
    if not name:
        return (case.id,)
    operation = case.operation
    called = operation.get("request", {}).get("method"), operation.get("irreversible")
    return (of_operation, case.flavour, type(case.package), *called)


def chosen(pattern: str, *, sample: bool) -> list[Any]:
    """Give the obligations whose ids match a pattern; of a sample, the first of each kind."""
    cases = [case for case in suite.load(OBLIGATIONS) if re.search(pattern, case.id)]
    return [*{kind(case): case for case in reversed(cases)}.values()] if sample else cases


def outcome(case: Any, where: Any) -> tuple[str, str]:
    """Hold the package to one obligation; give pytest's word for what came of it, and why."""
    try:
        run.run(case, where, allowed=ALL, over_http=not isinstance(where, world.Memory))
    except pytest.fail.Exception as error:
        return "failed", str(error)
    except pytest.skip.Exception as error:
        return "skipped", str(error)
    return "passed", ""


def main() -> None:
    """Print some of what came of each kind, and last how many, as pytest does."""
    parser = argparse.ArgumentParser()
    parser.add_argument("pattern", nargs="?", default="")
    parser.add_argument("--sample", action="store_true")
    parser.add_argument("--until-failed", action="store_true")
    given = parser.parse_args()

    # As the configuration of a package says, and pytest does about what no caller can catch.
    warnings.simplefilter("error")
    warnings.filterwarnings("ignore", "unclosed <socket", ResourceWarning)
    warnings.filterwarnings("ignore", "The provider has deprecated", DeprecationWarning)
    uncaught: list[str] = []
    sys.unraisablehook = lambda raised: uncaught.append(f"{raised.object!r}: {raised.exc_value!r}")

    facts = exact.read((OBLIGATIONS / "client.json").read_bytes())["package"]
    variables = [credential["variable"] for credential in facts["credentials"]]
    where = world.find_world(os.environ.get("ENGROSS_BASE_URL"), variables)
    counts: Counter[str] = Counter()
    for case in chosen(given.pattern, sample=given.sample):
        word, why = outcome(case, where)
        counts[word] += 1
        if counts[word] <= TOLD:
            print(f"{word}: {case.id}: {why}")
        if word == "failed" and given.until_failed:
            break
    where.close()
    gc.collect()
    for what in uncaught:
        counts["error"] += 1
        print(f"error: {what}")
    print(", ".join(f"{number} {word}" for word, number in counts.items()))


if __name__ == "__main__":
    main()
