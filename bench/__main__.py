"""`python -m bench`: runs the named benchmarks and prints what they found."""

import argparse
import platform
import sys
from collections.abc import Callable

from bench import announcing, briefing, clockwork, delivery, demo, language, opening, storage, trail, turns, week

BENCHES: dict[str, Callable[..., None]] = {
    "delivery": delivery.main,
    "turns": turns.main,
    "storage": storage.main,
    "trail": trail.main,
    "language": lambda **_options: language.main(),
    "demo": demo.main,
    "week": week.main,
    "briefing": briefing.main,
    "announcing": announcing.main,
    "opening": opening.main,
    "clockwork": clockwork.main,
}


def main() -> int:
    """Run and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"what to measure (all): {', '.join(BENCHES)}")
    parser.add_argument("--quick", action="store_true", help="a minute or less, for a first impression")
    parser.add_argument("--json", action="store_true", help="one line of JSON a setting instead of a table")
    options = parser.parse_args()
    if unknown := set(options.names) - set(BENCHES):
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    pacing = "the service's own pacing is off, but in «announcing»"
    sys.stderr.write(f"Python {platform.python_version()}, {platform.machine()}; {pacing}\n")
    for name in options.names or BENCHES:
        BENCHES[name](quick=options.quick, as_json=options.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
