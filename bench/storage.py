"""Turns a second by how SQLite is written to: by aiosqlite, in hops to a thread, or on the loop."""

import json
import statistics
import subprocess
from collections import defaultdict
from typing import Any

from bench.environments import PEERS, python_of

WAYS = {
    "statement_by_statement": "aiosqlite, a hop a statement",
    "turn_by_turn": "a hop a turn to a thread",
    "commit_alone": "on the loop, commit in a thread",
}


def main(*, quick: bool, as_json: bool) -> None:
    """Run every way, three times unless ``quick``, and print the medians."""
    command = [str(python_of("aiosqlite")), str(PEERS / "ways_of_writing.py"), "200" if quick else "600"]
    found: dict[tuple[str, int, bool], list[int]] = defaultdict(list)
    for _ in range(1 if quick else 3):
        for line in subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines():
            row: dict[str, Any] = json.loads(line)
            found[row["way"], row["group"], row["busy"]].append(row["turns"])
    medians = {key: statistics.median(rates) for key, rates in found.items()}
    if as_json:
        print(json.dumps([{"way": way, "group": g, "busy": b, "turns": n} for (way, g, b), n in medians.items()]))
        return
    columns = [(group, busy) for busy in (False, True) for group in (1, 8)]
    print(f"{'turns/s':32}" + "".join(f"{f'{group} a commit' + ', busy' * busy:>17}" for group, busy in columns))
    for way, title in WAYS.items():
        print(f"  {title:30}" + "".join(f"{medians[way, *column]:17.0f}" for column in columns))
