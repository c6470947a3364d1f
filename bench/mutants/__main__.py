"""`python -m bench.mutants`: chooses mutants of rules and storage by a seed, and says which no test notices."""

import argparse
import importlib
import os
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.mutants.mutating import Mutant, mutants_of
from bench.mutants.trying import ROOT, Tests, begin, read_tests, record

MOST_TESTS = 400
"""Tests that a mutant is shown, the quickest of those that pass through its line."""
AT_ONCE = 2


def list_files() -> list[Path]:
    """Return the files that are mutated: all of storage but the landed migrations, and every room's rules."""
    return sorted([*(ROOT / "storage").glob("*.py"), *(ROOT / "bot").rglob("*rules.py")])


def choose(count: int, seed: int) -> list[Mutant]:
    """Return so many mutants, the same for the same seed and code."""
    every = [
        mutant
        for file in list_files()
        for mutant in mutants_of(str(file.relative_to(ROOT)), file.read_text(encoding="utf-8"))
    ]
    return random.Random(seed).sample(every, min(count, len(every)))


def tests_of(mutant: Mutant, tests: Tests) -> tuple[str, ...]:
    """Return the quickest tests through a mutant's line; a line in the middle of a statement counts as its first."""
    lines = [line for line in range(mutant.line, max(0, mutant.line - 25), -1) if (mutant.path, line) in tests]
    return tests[mutant.path, lines[0]][:MOST_TESTS] if lines else ()


def try_all(mutants: list[Mutant], tests: Tests, seconds: int, end: float) -> Iterator[tuple[Mutant, int, bool]]:
    """Yield each mutant that there was time for, how many tests looked at it, and whether one of them noticed."""
    under_way: dict[int, tuple[Mutant, int]] = {}
    waiting = list(reversed(mutants))
    while under_way or (waiting and time.monotonic() < end):
        if waiting and len(under_way) < AT_ONCE and time.monotonic() < end:
            mutant = waiting.pop()
            if found := tests_of(mutant, tests):
                under_way[begin(mutant, found, seconds)] = mutant, len(found)
            else:
                yield mutant, 0, False
        else:
            child, status = os.wait()
            yield *under_way.pop(child), status != 0


def main() -> int:
    """Try the mutants, and print the share that died and every one that did not."""
    parser = argparse.ArgumentParser(prog="python -m bench.mutants", description=__doc__)
    parser.add_argument("--count", type=int, default=200, help="how many mutants (200)")
    parser.add_argument("--seed", type=int, default=1405, help="which ones (1405)")
    parser.add_argument("--seconds", type=int, default=120, help="longest that the tests of one may take (120)")
    parser.add_argument("--minutes", type=float, default=60, help="begin none after so many minutes (60)")
    parser.add_argument("--again", action="store_true", help="take the lines and times of the last run as they are")
    parser.add_argument("tests", nargs="*", default=["tests"], help="the tests that may notice (tests)")
    options = parser.parse_args()
    if not options.again:
        record(options.tests)
    importlib.import_module("bot.compose")  # with all that it needs, so that no child has to
    end, died, tried = time.monotonic() + options.minutes * 60, 0, 0
    for mutant, looked, noticed in try_all(choose(options.count, options.seed), read_tests(), options.seconds, end):
        tried, died = tried + 1, died + noticed
        if not noticed:
            print(f"alive: {mutant.path}:{mutant.line}: {mutant.was!r} -> {mutant.now!r} ({looked} tests)", flush=True)
    print(f"{died} of {tried} mutants died: {100 * died / max(1, tried):.1f} % (seed {options.seed})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
