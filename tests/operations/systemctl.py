#!/usr/bin/python3
"""Stands in for `systemctl start|stop UNIT` where no systemd runs, as in a chroot: does what the unit's lines say.

It knows user, folder, environment, credentials and readiness; it neither restarts nor hardens. Copied into a root, it
needs nothing but Python.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

LONGEST = 120
QUIET: Any = {
    "stdin": subprocess.DEVNULL,
    "stdout": subprocess.DEVNULL,
    "stderr": subprocess.DEVNULL,
    "start_new_session": True,
}


def main(verb: str, name: str) -> int:
    """Start or stop a unit, and return once it is ready or gone; another verb is refused."""
    name = name.removesuffix(".service")
    unit = Path(f"/etc/systemd/system/{name}.service").read_text(encoding="utf-8")
    lines = [line.partition("=")[::2] for line in unit.splitlines() if "=" in line and not line.startswith("#")]
    if verb == "listen":
        listen(Path(f"/run/{name}.notify"), Path(f"/run/{name}.said"))
    if verb == "start":
        return start(name, lines)
    return stop(int(Path(f"/run/{name}.pid").read_text())) if verb == "stop" else 2


def start(name: str, lines: list[tuple[str, str]]) -> int:
    """Start what ExecStart= says, and wait for READY=1; 1 where it ends before."""
    one = dict(lines)
    notify, said, log = Path(f"/run/{name}.notify"), Path(f"/run/{name}.said"), Path(f"/var/log/{name}.log")
    if not notify.exists():
        subprocess.Popen([sys.executable, __file__, "listen", name], **QUIET)
        wait_until(notify.exists)
    said.write_bytes(b"")
    credentials = Path(f"/run/credentials/{name}.service")
    hand_over([value for key, value in lines if key == "LoadCredential"], credentials, one["User"])
    environment = dict(pair.split("=", 1) for pair in one.get("Environment", "").split())
    environment |= {"PATH": "/usr/bin:/bin", "NOTIFY_SOCKET": str(notify), "CREDENTIALS_DIRECTORY": str(credentials)}
    with log.open("ab") as file:
        process = subprocess.Popen(
            one["ExecStart"].split(),
            cwd=one["WorkingDirectory"],
            env=environment,
            user=one["User"],
            group=one["Group"],
            extra_groups=[],
            umask=int(one["UMask"], 8),
            **QUIET | {"stdout": file, "stderr": file},
        )
    Path(f"/run/{name}.pid").write_text(str(process.pid))
    if wait_until(lambda: b"READY=1" in said.read_bytes() or process.poll() is not None) and process.poll() is None:
        return 0
    sys.stderr.write(log.read_text(encoding="utf-8"))
    return 1


def listen(notify: Path, said: Path) -> NoReturn:
    """Write down what services say to their manager, for ever."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(str(notify))
        notify.chmod(0o666)  # whoever the unit's user is may speak
        while True:
            word = ear.recv(4096)
            with said.open("ab") as file:
                file.write(word + b"\n")


def hand_over(pairs: list[str], folder: Path, user: str) -> None:
    """Copy every credential into a folder that its user alone can read."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for pair in pairs:
        shutil.copyfile(pair.partition(":")[2], folder / pair.partition(":")[0])
        (folder / pair.partition(":")[0]).chmod(0o400)
    for path in (folder, *folder.iterdir()):
        shutil.chown(path, user)
    folder.chmod(0o500)


def stop(process: int) -> int:
    """End the service as systemd does, and wait until it is gone."""
    os.kill(process, signal.SIGTERM)
    state = Path(f"/proc/{process}/stat")  # nobody buries it here: it stays as a zombie
    return 0 if wait_until(lambda: not state.exists() or ") Z " in state.read_text()) else 1


def wait_until(true: Callable[[], bool]) -> bool:
    """Wait until something is true; False where it takes too long."""
    ends = time.monotonic() + LONGEST
    while not (found := true()) and time.monotonic() < ends:
        time.sleep(0.1)
    return found


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
