"""`python -m sandbox` in a process of its own."""

import json
import signal
import socket
import subprocess
import sys
import urllib.request
from typing import Any


def serve(*arguments: str) -> "subprocess.Popen[str]":
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, "-m", "sandbox", *arguments], stdout=pipe, stderr=pipe, text=True)


def address_of(process: "subprocess.Popen[str]") -> Any:
    assert process.stdout
    return json.loads(process.stdout.readline())


def test_it_tells_its_address_and_ends_at_ctrl_c() -> None:
    with serve("--port", "0", "--standing-clock", "2026-11-22T09:00:00+03:30") as process:
        told = address_of(process)
        assert set(told["tokens"]) == {"telegram", "bale"}
        with urllib.request.urlopen(f"{told['address']}/clock") as response:
            clock = json.load(response)
        assert (clock["now"], clock["running"]) == ("2026-11-22T05:30:00+00:00", False)
        process.send_signal(signal.SIGINT)
        _, complaint = process.communicate(timeout=10)
    assert (process.returncode, complaint) == (0, "")


def test_a_taken_port_is_said_in_one_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with serve("--port", str(port)) as process:
            _, complaint = process.communicate(timeout=10)
    assert process.returncode == 1
    assert complaint == f"Port {port} is taken by another program.\n"


def test_without_a_port_the_next_free_one_is_used() -> None:
    with serve() as first, serve() as second:
        ports = {address_of(process)["address"] for process in (first, second)}
        for process in (first, second):
            process.terminate()
            process.communicate(timeout=10)
    assert len(ports) == 2


def test_a_clock_without_a_time_zone_is_a_mistake() -> None:
    with serve("--standing-clock", "2026-11-22T09:00:00") as process:
        _, complaint = process.communicate(timeout=10)
    assert process.returncode == 2
    assert "time zone" in complaint
