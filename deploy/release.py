"""Builds a release of the last commit into `dist/`: the same bytes whoever builds it, wherever and when.

    python -m deploy.release [--wheels]

Nothing but what was committed gets into it: it is built from an export, with the commit's time as its own.
"""

import argparse
import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from deploy.bill_of_materials import Product, write_bill
from deploy.bundle import fetch_wheels, write_pins

ROOT = Path(__file__).parents[1]
HEADING = re.compile(r"^## (\S+)", re.MULTILINE)
PAGES = ("CHANGELOG.md", "LICENSE", "README.md")


class NoReleaseError(Exception):
    """What is there is not fit to be released; the message says why."""


def main() -> int:
    """Build a release, and say where it lies; 1 where what is there is not fit for one."""
    parser = argparse.ArgumentParser(prog="python -m deploy.release", description=__doc__)
    parser.add_argument(
        "--wheels", action="store_true", help="with the locked wheels of others, for a host without a way out"
    )
    try:
        archive = release(ROOT, ROOT / "dist", wheels=parser.parse_args().wheels)
    except NoReleaseError as problem:
        print(f"release: {problem}", file=sys.stderr)
        return 1
    print(f"{archive}\nsha256 {_digest(archive)}")
    return 0


def release(root: Path, dist: Path, *, wheels: bool) -> Path:
    """Build the release of a checkout's last commit into a folder of ``dist``, and pack that; return the archive."""
    if _git(root, "status", "--porcelain", "--untracked-files=no"):
        raise NoReleaseError("there are changes that are not committed")
    epoch = int(_git(root, "log", "-1", "--format=%ct"))
    with TemporaryDirectory() as place:
        sources = Path(place) / "sources"
        _export(root, sources)
        version = read_version(sources)
        folder = dist / f"mehvar-{version}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        _build(sources, folder, epoch)
        _copy(sources, folder)
        made_at = datetime.fromtimestamp(epoch, UTC)
        lock = (folder / "requirements" / "run.txt").read_text(encoding="utf-8")
        bill = write_bill(Product(version, _digest(next(folder.glob("*.whl"))), made_at), lock)
        (folder / "requirements" / "pins.txt").write_text(write_pins(lock), encoding="utf-8")
        (folder / f"mehvar-{version}.cdx.json").write_text(bill, encoding="utf-8")
    if wheels:
        fetch_wheels(lock, folder / "wheels")
    _write_sums(folder)
    return _pack(folder, epoch, dist / f"mehvar-{version}-{'with-wheels' if wheels else 'release'}.tar.gz")


def read_version(sources: Path) -> str:
    """Return the version of the sources; NoReleaseError where the changelog does not begin with it."""
    (version,) = re.findall(r'^__version__ = "(.+)"', (sources / "bot/__init__.py").read_text(), re.MULTILINE)
    told = HEADING.search((sources / "CHANGELOG.md").read_text(encoding="utf-8"))
    if told is None or told[1] != version:
        raise NoReleaseError(f"the newest heading of CHANGELOG.md is not «{version}», the version in bot/__init__.py")
    return str(version)


def _export(root: Path, sources: Path) -> None:
    archive = sources.with_suffix(".tar")
    _git(root, "archive", f"--output={archive}", "HEAD")
    with tarfile.open(archive) as tar:
        tar.extraction_filter = getattr(tarfile, "data_filter", None)  # unknown before Python 3.11.4
        tar.extractall(sources)  # noqa: S202 - our own archive


def _build(sources: Path, folder: Path, epoch: int) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-t", "sdist", "-d", str(folder)]
    subprocess.run(  # noqa: S603 - our own build backend
        command, cwd=sources, env=os.environ | {"SOURCE_DATE_EPOCH": str(epoch)}, check=True, stdout=subprocess.DEVNULL
    )


def _copy(sources: Path, folder: Path) -> None:
    """Take over what an operator needs beside the program."""
    (folder / "requirements").mkdir()
    shutil.copy(sources / "requirements" / "run.txt", folder / "requirements")
    shutil.copytree(sources / "deploy", folder / "deploy", ignore=shutil.ignore_patterns("*.py"))
    (folder / "docs").mkdir()
    for page in [*(sources / name for name in PAGES), *sorted((sources / "docs").glob("*.md"))]:
        shutil.copy(page, folder / page.relative_to(sources))


def _write_sums(folder: Path) -> None:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    lines = [f"{_digest(path)}  {path.relative_to(folder)}\n" for path in files]
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def _pack(folder: Path, epoch: int, archive: Path) -> Path:
    """Pack a folder, in the order of names, owned by nobody in particular, and with the commit's time."""

    def plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
        member.uid = member.gid = 0
        member.uname = member.gname = ""
        member.mtime = epoch
        member.mode = 0o755 if member.isdir() or member.mode & 0o100 else 0o644
        return member

    with (
        archive.open("wb") as file,
        gzip.GzipFile("", "wb", fileobj=file, mtime=epoch) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar,
    ):
        for path in [folder, *sorted(folder.rglob("*"))]:
            tar.add(path, path.relative_to(folder.parent), recursive=False, filter=plain)
    return archive


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _git(root: Path, *words: str) -> str:
    command = ["git", "-C", str(root), *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 - our own words


if __name__ == "__main__":
    sys.exit(main())
