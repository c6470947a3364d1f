"""The locks as the house tests see them: what each holds, what it has to hold, and what is wrong with it."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from typing import NamedTuple

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from tests.house.tree import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PYTHONS = re.findall(r"Python :: (3\.\d+)", "\n".join(PROJECT["project"]["classifiers"]))
PLATFORMS = {"linux": "Linux", "darwin": "Darwin", "win32": "Windows"}  # uv locks for all of them
SHA256 = re.compile(r"sha256:[0-9a-f]{64}")
Place = tuple[str, str]
"""A Python and a platform."""


class Want(NamedTuple):
    """A requirement: which package with which extras, in which versions, and where."""

    name: str
    extras: frozenset[str]
    versions: str
    marker: str


class Line(NamedTuple):
    """A line of a lock: a package, the version that it is pinned to (empty: none), where, and its files' digests."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]


def lock_text(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")


def roots(name: str) -> list[Want]:
    """Return what a lock is for, as pyproject.toml says it."""
    groups, run = PROJECT["dependency-groups"], PROJECT["project"]["dependencies"]
    build = [*PROJECT["build-system"]["requires"], *groups["build"]]
    dev = [each for each in groups["dev"] if isinstance(each, str)]
    return [*map(want, {"run": run, "build": build, "dev": [*run, *build, *dev]}[name])]


@cache
def want(written: str) -> Want:
    read = Requirement(written)
    name, marker = canonicalize_name(read.name), str(read.marker or "")
    return Want(name, frozenset(read.extras), str(read.specifier), marker)


def lines_of(text: str) -> Iterator[Line]:
    """Yield every line of a lock, which pip reads as one where it ends in a backslash."""
    for line in text.replace("\\\n", " ").splitlines():
        written, *hashes = re.split(r"\s+--hash=", line.partition("#")[0].strip())
        if written:
            read = want(written)
            pin = re.fullmatch(r"==([^*,]+)", read.versions)
            yield Line(read.name, pin[1] if pin else "", read.marker, tuple(hashes))


def faults(text: str, wanted: list[Want]) -> set[str]:
    """Return what is wrong with a lock: what it says of each package, and what is missing or too much in it."""
    lines = list(lines_of(text))
    found = {f"{line.name} is not pinned" for line in lines if not line.version}
    found |= {f"{line.name} has no hash" for line in lines if not line.hashes}
    found |= {f"{line.name} has a broken hash" for line in lines if not all(map(SHA256.fullmatch, line.hashes))}
    reached: set[str] = set()
    for python in PYTHONS:
        for platform in PLATFORMS:
            found |= _open_ends(lines, wanted, reached, (python, platform))
    return found | {f"{line.name} is wanted by nobody" for line in lines if line.name not in reached}


def _open_ends(lines: list[Line], wanted: list[Want], reached: set[str], place: Place) -> set[str]:
    """Follow every requirement as it holds in one place, note what is reached, and return what is not there."""
    there = {line.name: line for line in lines if _holds(line.marker, frozenset(), place)}
    found, seen = set(), set()
    ahead = [each for each in wanted if _holds(each.marker, frozenset(), place)]
    while ahead:
        one = ahead.pop()
        if one in seen:
            continue
        seen.add(one)
        line = there.get(one.name)
        if line is None or not _fits(one.versions, line.version):
            found.add(f"{one.name}{one.versions} is not there for Python {place[0]} on {place[1]}")
            continue
        reached.add(line.name)
        ahead += _requirements(line, one.extras, place)
    return found


@cache
def _requirements(line: Line, extras: frozenset[str], place: Place) -> list[Want]:
    """Return what a package says that it wants in a place; it is installed here, unless it is locked for elsewhere."""
    try:
        package = distribution(line.name)
    except PackageNotFoundError:
        assert line.marker, f"{line.name} is not installed here"
        assert not Marker(line.marker).evaluate(), f"{line.name} is not installed here"
        return []
    assert package.version == line.version, f"{line.name}=={line.version} is installed as {package.version}"
    return [each for each in map(want, package.requires or ()) if _holds(each.marker, extras, place)]


@cache
def _fits(versions: str, version: str) -> bool:
    return bool(version) and SpecifierSet(versions).contains(version, prereleases=True)


@cache
def _holds(marker: str, extras: frozenset[str], place: Place) -> bool:
    if not marker:
        return True
    python, platform = place
    there = {"python_version": python, "python_full_version": f"{python}.0", "sys_platform": platform}
    there |= {"platform_system": PLATFORMS[platform], "os_name": "nt" if platform == "win32" else "posix"}
    return any(Marker(marker).evaluate({**there, "extra": each}) for each in extras | {""})
