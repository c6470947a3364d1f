"""Walks a page for people: its blocks, and a throw-away copy of a machine's root in which they run as they stand."""

import asyncio
import os
import re
import shutil
import signal
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

FENCED = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
CTRL_C = {-signal.SIGINT, 128 + signal.SIGINT, 2}
"""How a shell ends at Ctrl-C, and `make`."""
ROOT_TOOLS = ("unshare", "nsenter", "chroot", "mount")
HOLD = """
read -r number rest </proc/self/stat
root="$2/root"
mount -t overlay overlay -o "lowerdir=$1,upperdir=$2/upper,workdir=$2/work" "$root"
mount --rbind /dev "$root/dev"
mount -t proc proc "$root/proc"
mount -t tmpfs tmpfs "$root/run"
mount -t tmpfs tmpfs "$root/tmp"
echo "$number"
exec sleep infinity
"""
"""Holds the mounts of a root, in a namespace where all that is started dies with it; prints its process number."""


@dataclass(frozen=True)
class Block:
    """A fenced block of a page: what kind it says that it is (`sh`, `toml`, `text`, …), and its lines."""

    kind: str
    text: str


def blocks_of(page: Path) -> list[Block]:
    """Return every fenced block of a page, in its order."""
    return [Block(kind, text) for kind, text in FENCED.findall(page.read_text(encoding="utf-8"))]


@dataclass
class Shell:
    """A terminal: it keeps its folder from block to block, and all that was printed in it.

    ``entry`` are the words that lead to where commands run, ``place`` is how their home is called from here.
    """

    entry: tuple[str, ...]
    place: Path
    environment: Mapping[str, str]
    where: str
    printed: str = ""
    process: asyncio.subprocess.Process | None = None
    interrupted: bool = False
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self, script: str) -> str:
        """Run a block to its end, or to a Ctrl-C of ours, and return what it printed; every line has to go well."""
        begin, self.interrupted = len(self.printed), False
        self.process = await self._start(f"cd '{self.where}'\n{script}\npwd >&3\n")
        assert self.process.stdout
        async for line in self.process.stdout:
            self.printed += line.decode()
            self.changed.set()
        code = await self.process.wait()
        said = self.printed[begin:]
        assert code == 0 or (self.interrupted and code in CTRL_C), f"{script}\nended with {code}:\n{said}"
        self.where = (self.place / "walked").read_text().strip() or self.where
        return said

    def interrupt(self) -> None:
        """Press Ctrl-C."""
        assert self.process
        self.interrupted = True
        os.killpg(self.process.pid, signal.SIGINT)

    async def _start(self, script: str) -> asyncio.subprocess.Process:
        (self.place / "block.sh").write_text(script, encoding="utf-8")
        shell = 'exec sh -e "$0/block.sh" 3>"$0/walked"'
        return await asyncio.create_subprocess_exec(
            *(*self.entry, "env", "-i", *(f"{name}={value}" for name, value in self.environment.items())),
            *("sh", "-c", shell, self.environment["HOME"]),
            stdin=asyncio.subprocess.PIPE,  # open and silent, as a terminal is
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,
        )

    async def see(self, pattern: str) -> str:
        """Wait until what was printed matches, and return its group."""
        while not (found := re.search(pattern, self.printed)):
            self.changed.clear()
            await self.changed.wait()
        return found[1]


class NoRootError(Exception):
    """A root cannot be opened here: it takes an overlay, a chroot and a user of its own, which root alone may make."""


@asynccontextmanager
async def open_root(lower: Path, folder: Path) -> AsyncIterator[Shell]:
    """Open root's terminal in a copy of a machine's root folder; what is changed there lies in ``folder`` alone.

    The network is this machine's own. Whatever was started ends with it. Raises NoRootError.
    """
    if os.geteuid() != 0 or not all(shutil.which(tool) for tool in ROOT_TOOLS):
        raise NoRootError
    for name in ("upper", "work", "root"):
        (folder / name).mkdir()
    holder = await asyncio.create_subprocess_exec(
        *("unshare", "--mount", "--pid", "--fork", "--kill-child", "--propagation", "private"),
        *("sh", "-ec", HOLD, "hold", str(lower), str(folder)),
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        assert holder.stdout
        number = (await holder.stdout.readline()).decode().strip()
        if not number:
            raise NoRootError
        inside = Path(f"/proc/{number}/root{folder}/root")
        (inside / "etc/resolv.conf").unlink(missing_ok=True)
        shutil.copy("/etc/resolv.conf", inside / "etc/resolv.conf")
        into = ("nsenter", "--target", number, "--mount", "--pid", "chroot", str(folder / "root"))
        environment = way_out() | {
            "PATH": PATH,
            "HOME": "/root",
            "LANG": "C.UTF-8",
            "DEBIAN_FRONTEND": "noninteractive",
        }
        yield Shell(into, inside / "root", environment, "/root")
    finally:
        with suppress(ProcessLookupError):  # it has ended by itself where there may be no other root
            holder.kill()
        await holder.wait()


def way_out() -> dict[str, str]:
    """Return what this machine's environment says of its way to the package index."""
    return {name: value for name, value in os.environ.items() if name.startswith("PIP_") or name.endswith("_proxy")}


def put_tool(root: Path, name: str, text: str) -> None:
    """Put a tool of our own before those of a root."""
    place = root / "usr/local/sbin" / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")
    place.chmod(0o755)
