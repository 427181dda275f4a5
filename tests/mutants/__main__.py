"""Seeds faults one at a time and counts which ones the conformance suites notice.

python tests/mutants [PROVIDER]... [--sample N] [--seed N] [--part PART]

Prints every survivor with the reason it is known for, if any, and a table for each provider.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from operators import CLIENT, RUNTIME, Mutant, mutants
from running import Suite
from tqdm import tqdm
from waived import WAIVED

from specs import Press

ROOT = Path(__file__).parents[2]
PARTS = ("client", "runtime", "spec")
LEAST = 0.95
"""The share that has to be noticed, of each part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A package with one fault in it."""

    part: str
    """`client`, `runtime` or `spec`."""
    operator: str
    file: str
    place: str
    """Line, or pointer."""
    was: str
    now: str
    site: str
    """What tells it from all others of its file: how the line reads with it, or the pointer."""
    files: Callable[[], Mapping[str, str]]
    """Makes the files that differ; none where it turns out to be no fault."""

    @property
    def reason(self) -> str:
        """Why nothing can notice it, where that is known."""
        return WAIVED.get((self.file, self.operator, self.site), "")

    def __str__(self) -> str:
        """Print it on a line."""
        was, now = (" ".join(text.split()) for text in (self.was, self.now))
        where = f"{self.file}:{self.place}"
        return f"{self.part}: {self.operator} at {where}: {was[:90]} → {now[:90]}"


def module_faults(package: Path, part: str, modules: Iterable[str]) -> Iterator[Fault]:
    """Yield the faults of what is written from the spec, or of what every package has."""
    operators = CLIENT if part == "client" else RUNTIME
    # What was written by hand has tests of its own, in tests/specs.
    written = {path.name for path in (ROOT / "specs" / package.name).glob("*.py")}
    for file in sorted(modules):
        path = package / file
        if path.name in written:
            continue
        inside = path.relative_to(package / "src" / package.name)
        if (inside.parts[0] == "_runtime") == (part == "runtime"):
            for mutant in mutants(path.read_text("utf-8"), operators):
                yield Fault(
                    part=part, operator=mutant.operator, file=inside.as_posix(),
                    place=str(mutant.line), was=mutant.was, now=mutant.now, site=mutant.site,
                    files=partial(_spoilt, file, mutant),
                )  # fmt: skip


def _spoilt(file: str, mutant: Mutant) -> Mapping[str, str]:
    text = mutant.text
    return {file: text} if text else {}


def spec_faults(press: Press) -> Iterator[Fault]:
    """Yield the packages of specs with a fault."""
    for made in press.faults():
        yield Fault(
            part="spec", operator=made.operator, file="openapi.yaml", place=made.place,
            was=made.was, now=made.now, site=f"{made.place} {made.now}",
            files=partial(press.modules, made),
        )  # fmt: skip


def shuffled(faults: Iterable[Fault], seed: str) -> Iterator[Fault]:
    """Give the faults in turns: one of each operator, as long as it has any left."""
    by_operator: dict[str, list[Fault]] = {}
    for fault in faults:
        by_operator.setdefault(fault.operator, []).append(fault)
    pools = [
        random.Random(f"{seed} {name}").sample(pool, len(pool))  # noqa: S311  # no secret
        for name, pool in sorted(by_operator.items())
    ]
    while any(pools):
        yield from [pool.pop() for pool in pools if pool]


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a fault."""

    fault: Fault
    noticed_by: str
    """The obligation that is not met; nothing where all are."""


def tried(provider: str, parts: Iterable[str], size: int, seed: int) -> Iterator[Result]:
    """Hold packages with a fault to the suite: of each part so many."""
    package = ROOT / "generated" / provider
    with tempfile.TemporaryDirectory(prefix="mutants-") as home:
        suite = Suite(package, Path(home, "package"))
        loaded = suite.loaded()
        faults = {
            "client": module_faults(package, "client", loaded),
            "runtime": module_faults(package, "runtime", loaded),
            "spec": spec_faults(Press(ROOT, provider, Path(home))),
        }
        for part in tqdm(parts, desc=provider, leave=False, disable=None):
            # Where the right package failed too, in the order of this part, all would be noticed.
            wrong = suite.noticed_by({}, part)
            assert not wrong, f"without any fault: {wrong} is not met"
            drawn = shuffled(faults[part], f"{seed} {provider}")
            for result in islice(_results(suite, drawn), size):
                if not result.noticed_by:
                    reason = f"\n    {result.fault.reason}" if result.fault.reason else ""
                    tqdm.write(f"{provider} survives: {result.fault}{reason}")
                yield result


def _results(suite: Suite, faults: Iterable[Fault]) -> Iterator[Result]:
    for fault in faults:
        if files := fault.files():
            yield Result(fault, suite.noticed_by(files, fault.part))


def report(provider: str, results: Sequence[Result]) -> bool:
    """Print what was noticed, and say whether that is enough."""
    counted = [result for result in results if result.noticed_by or not result.fault.reason]
    total = Counter((result.fault.part, result.fault.operator) for result in counted)
    noticed = Counter(
        (result.fault.part, result.fault.operator) for result in counted if result.noticed_by
    )
    print(f"\n{provider}")
    for part, operator in sorted(total):
        key = (part, operator)
        print(f"  {part:8} {operator:24} {noticed[key]:4} of {total[key]:4}")
    shares = []
    for name in sorted({part for part, _ in total}):
        all_, seen = (
            sum(n for (part, _), n in counts.items() if part == name) for counts in (total, noticed)
        )
        shares.append(seen / all_)
        print(f"  {provider}, {name}: {seen} of {all_} noticed, {shares[-1]:.1%}")
    return min(shares) >= LEAST


def main() -> int:
    """Give 1 where too little is noticed."""
    parser = argparse.ArgumentParser(description=__doc__)
    known = sorted(path.name for path in (ROOT / "generated").iterdir())
    parser.add_argument("providers", nargs="*", help="(default: every provider)")
    parser.add_argument("--sample", type=int, default=60, help="faults of each part (default: 60)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--part", choices=PARTS, help="what has the faults (default: each part)")
    options = parser.parse_args()
    providers = options.providers or known
    if unknown := set(providers) - {*known}:
        parser.error(f"no package of {', '.join(sorted(unknown))}: name one of {', '.join(known)}")
    if len(providers) == 1:
        parts = [options.part] if options.part else PARTS
        results = [*tried(providers[0], parts, options.sample, options.seed)]
        return int(not report(providers[0], results))
    # The suites of two packages have modules of the same names: each in a process of its own.
    others = [argument for argument in sys.argv if argument not in options.providers]
    codes = list[int]()
    for name in providers:
        # Unlike `subprocess.run` this lets it take away what it made where Ctrl-C ends both.
        with subprocess.Popen([sys.executable, *others, name]) as process:
            pass
        codes.append(process.returncode)
    return max(codes)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
