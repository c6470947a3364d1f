"""Runs what the unit says, where no systemd can run: `systemctl start`, `stop` and `is-active` on a root folder.

The process that ExecStart names is the real one, with the unit's environment and credentials; «started» is what it
says itself, over NOTIFY_SOCKET, as systemd hears it. Each call is a line of the file «calls».
"""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(os.environ["MEHVAR_ROOT"])
PLACE = ROOT / "run" / "systemd" / "system"
PID, READY = PLACE / "pid", PLACE / "ready"


def main(words: list[str]) -> int:
    """Do what a call of systemctl says."""
    if words == ["watch over it"]:
        return watch()
    with (PLACE / "calls").open("a", encoding="utf-8") as file:
        file.write(" ".join(words) + "\n")
    acts = {"start": start, "stop": stop, "is-active": is_active}
    return next((acts[word]() for word in words if word in acts), 0)


def start() -> int:
    """Start the service, and wait till it says that it is ready or has ended."""
    READY.unlink(missing_ok=True)
    with (PLACE / "log").open("ab") as log:
        command = [sys.executable, __file__, "watch over it"]
        watcher = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
    while watcher.poll() is None and not READY.exists():
        time.sleep(0.02)
    return 0 if READY.exists() else 1


def watch() -> int:
    """Run what the unit says until it ends, and hear what it says of itself."""
    unit = (ROOT / "etc/systemd/system/mehvar.service").read_text(encoding="utf-8")
    (command,) = re.findall(r"^ExecStart=(.+)$", unit, re.MULTILINE)
    (given,) = re.findall(r"^Environment=(.+)$", unit, re.MULTILINE)
    environment = dict(each.split("=", 1) for each in given.split())
    environment["MEHVAR_CONFIG"] = f"{ROOT}{environment['MEHVAR_CONFIG']}"
    environment |= {"CREDENTIALS_DIRECTORY": str(ROOT / "etc/mehvar/credentials"), "PATH": "/usr/bin:/bin"}
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(f"\0mehvar-test-{os.getpid()}")
        line.settimeout(0.1)
        program, *more = command.split()
        home, notify = ROOT / "var/lib/mehvar", {"NOTIFY_SOCKET": f"@mehvar-test-{os.getpid()}"}
        process = subprocess.Popen([f"{ROOT}{program}", *more], cwd=home, env=environment | notify)
        PID.write_text(str(process.pid))
        while process.poll() is None:
            try:
                if b"READY=1" in line.recv(4096):
                    READY.touch()
            except TimeoutError:
                continue
    PID.unlink(missing_ok=True)
    return process.returncode


def stop() -> int:
    """End the service and wait until it has."""
    if PID.exists():
        os.kill(int(PID.read_text()), signal.SIGTERM)
    while PID.exists():
        time.sleep(0.02)
    return 0


def is_active() -> int:
    """Return 0 and say «active» while the process lives."""
    print("active" if PID.exists() else "inactive")
    return 0 if PID.exists() else 3


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
