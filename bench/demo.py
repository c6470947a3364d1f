"""How soon the demo is of use: until its address is printed, and until the first conversation is answered."""

import json
import os
import re
import statistics
import subprocess
import sys
import time
from contextlib import closing
from socket import create_server

ADDRESS = re.compile(r"^http://127\.0\.0\.1:\d+$")
REPLY = re.compile(r"^#\S+ ")  # a numbered button: the service has answered


def main(*, quick: bool, as_json: bool) -> None:
    """Start the demo several times, twice if ``quick``; print the medians in seconds, and the slowest."""
    runs = [start_once() for _ in range(2 if quick else 7)]
    for name, found in zip(("address", "first reply"), zip(*runs, strict=True), strict=True):
        median, slowest = statistics.median(found), max(found)
        if as_json:
            print(json.dumps({"demo": name, "median_s": round(median, 2), "slowest_s": round(slowest, 2)}))
        else:
            print(f"demo, until its {name:12} {median:6.2f} s (slowest {slowest:.2f} s, {len(runs)} starts)")


def start_once() -> tuple[float, float]:
    """Return the seconds until the address is printed, and until the first reply is."""
    with closing(create_server(("127.0.0.1", 0))) as free:
        port = str(free.getsockname()[1])
    begun = time.perf_counter()
    command = [sys.executable, "-m", "bot", "demo", "--port", port]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ, text=True, encoding="utf-8"
    ) as demo:
        assert demo.stdout
        seconds = []
        for wanted in (ADDRESS, REPLY):
            next(line for line in demo.stdout if wanted.match(line))
            seconds.append(time.perf_counter() - begun)
        demo.terminate()
        demo.stdout.read()
    return seconds[0], seconds[1]
