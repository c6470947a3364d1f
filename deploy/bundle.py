"""The bundle: the locked wheels of others, for every supported Python of a Debian host, checked by their hashes."""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
OLDEST_GLIBC, NEWEST_GLIBC = 5, 36
"""Debian 12 has glibc 2.36; wheels for older ones run there too."""


def fetch_wheels(lock: str, folder: Path) -> None:
    """Download the wheels of a lock for x86-64 into a folder; raises CalledProcessError where one is not to be had."""
    platforms = ["manylinux1_x86_64", "manylinux2010_x86_64", "manylinux2014_x86_64"]
    platforms += [f"manylinux_2_{minor}_x86_64" for minor in range(OLDEST_GLIBC, NEWEST_GLIBC + 1)]
    with TemporaryDirectory() as place:
        plain = Path(place) / "run.txt"
        plain.write_text(_without_markers(lock), encoding="utf-8")
        for python in PYTHONS:
            command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
            command += ["--require-hashes", "--no-deps", "--only-binary=:all:", f"--python-version={python}"]
            command += [f"--platform={platform}" for platform in platforms]
            subprocess.run([*command, "--dest", str(folder), "-r", str(plain)], check=True)  # noqa: S603 - our own words


def write_pins(lock: str) -> str:
    """Return the versions of a lock without the hashes: what pip takes as constraints, where pipx calls it."""
    lines = [line.removesuffix("\\").rstrip() for line in lock.splitlines() if line[:1].isalnum()]
    return "".join(f"{line}\n" for line in lines)


def _without_markers(lock: str) -> str:
    """Return a lock of which every package is wanted: pip judges markers by the Python that it runs on."""
    lines = (line.partition(" ; ") for line in lock.splitlines())
    return "".join(f"{wanted} \\\n" if marker else f"{wanted}\n" for wanted, marker, _condition in lines)
