"""Seeds faults one at a time and counts which ones the conformance suites notice.

python tests/mutants [PROVIDER]... [--sample N] [--seed N]

Prints a table for each provider, and every survivor with the reason it is known for, if any.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from operators import CLIENT, RUNTIME, Mutant, mutants
from running import Copy
from waived import WAIVED

from specs import spoilt_packages

ROOT = Path(__file__).parents[2]
LEAST = 0.95
"""The share that has to be noticed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A package with one fault in it."""

    part: str
    """`client`, `runtime` or `spec`."""
    operator: str
    place: str
    """File and line."""
    was: str
    now: str
    files: dict[str, str]
    """The files that differ."""

    @property
    def reason(self) -> str:
        """Why nothing can notice it, where that is known."""
        file = self.place.partition(":")[0]
        return WAIVED.get((file, self.operator, self.was, self.now), "")

    def __str__(self) -> str:
        """Print it on a line."""
        was, now = (" ".join(text.split()) for text in (self.was, self.now))
        return f"{self.part}: {self.operator} at {self.place}: {was[:90]} → {now[:90]}"


def client_faults(package: Path, part: str) -> Iterator[Fault]:
    """Yield the faults of what is written from the spec, or of what every package has."""
    source = package / "src"
    operators = CLIENT if part == "client" else RUNTIME
    # What was written by hand has tests of its own, in tests/specs.
    own = {path.name for path in (ROOT / "specs" / package.name).glob("*.py")}
    for path in sorted(source.rglob("*.py")):
        if ("_runtime" in path.parts) != (part == "runtime") or path.name in own:
            continue
        file = path.relative_to(package).as_posix()
        for mutant in mutants(path.read_text("utf-8"), operators):
            yield _fault(part, file, mutant)


def _fault(part: str, file: str, mutant: Mutant) -> Fault:
    return Fault(
        part=part, operator=mutant.operator, place=f"{file}:{mutant.line}", was=mutant.was,
        now=mutant.now, files={file: mutant.text},
    )  # fmt: skip


def spec_faults(provider: str) -> Iterator[Fault]:
    """Yield packages that were generated from a spec with one node changed."""
    for name, place, was, now, files in spoilt_packages(ROOT, provider):
        yield Fault(part="spec", operator=name, place=place, was=was, now=now, files=files)


def sampled(faults: Sequence[Fault], size: int, seed: int) -> list[Fault]:
    """Draw faults, of each operator as many as of any other as far as there are so many."""
    by_operator: dict[str, list[Fault]] = {}
    for fault in faults:
        by_operator.setdefault(fault.operator, []).append(fault)
    drawn: list[Fault] = []
    pools = [random.Random(f"{seed} {name}").sample(pool, len(pool))  # noqa: S311  # no secret
             for name, pool in sorted(by_operator.items())]  # fmt: skip
    while len(drawn) < size and any(pools):
        drawn += [pool.pop() for pool in pools if pool]
    return drawn[:size]


def tried(package: Path, faults: Sequence[Fault]) -> Iterator[tuple[Fault, bool]]:
    """Run the suite against each fault, on two cores."""
    with tempfile.TemporaryDirectory(prefix="mutants-") as home, ThreadPoolExecutor(2) as pool:
        copies = [Copy.of(package, Path(home, str(number))) for number in range(2)]
        assert not copies[0].notices(), "the suite fails without any fault"

        def run(number: int) -> list[tuple[Fault, bool]]:
            return [(fault, _notices(copies[number], fault)) for fault in faults[number::2]]

        for results in pool.map(run, range(2)):
            yield from results


def _notices(copy: Copy, fault: Fault) -> bool:
    files = list(fault.files.items())
    if not files:
        return copy.notices()
    (file, text), rest = files[0], dict(files[1:])
    with copy.spoilt(file, text):
        return _notices(copy, replace(fault, files=rest))


def report(provider: str, results: Sequence[tuple[Fault, bool]]) -> float:
    """Print what was noticed, and give the share of it among what can be."""
    total, noticed = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    survivors = [fault for fault, was_noticed in results if not was_noticed]
    for fault, was_noticed in results:
        if was_noticed or not fault.reason:
            total[fault.part, fault.operator] += 1
            noticed[fault.part, fault.operator] += was_noticed
    print(f"\n{provider}")
    for part, operator in sorted(total):
        key = (part, operator)
        print(f"  {part:8} {operator:24} {noticed[key]:4} of {total[key]:4}")
    for fault in survivors:
        print(f"  survives: {fault}" + (f"\n    {fault.reason}" if fault.reason else ""))
    share = sum(noticed.values()) / max(1, sum(total.values()))
    print(f"  {provider}: {sum(noticed.values())} of {sum(total.values())} noticed, {share:.1%}")
    return share


def main() -> int:
    """Give 1 where too little is noticed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("providers", nargs="*", help="(default: every provider)")
    parser.add_argument("--sample", type=int, default=60, help="faults of each part (default: 60)")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    providers = options.providers or sorted(path.name for path in (ROOT / "generated").iterdir())
    shares = []
    for provider in providers:
        package = ROOT / "generated" / provider
        parts = [[*client_faults(package, part)] for part in ("client", "runtime")]
        parts.append([*spec_faults(provider)])
        drawn = [fault for part in parts for fault in sampled(part, options.sample, options.seed)]
        shares.append(report(provider, [*tried(package, drawn)]))
    return int(min(shares) < LEAST)


if __name__ == "__main__":
    sys.exit(main())
