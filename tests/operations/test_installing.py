"""The locks install from the oldest pip that this Python ever brought, and from the newest there is."""

import json
import os
import subprocess
import sys
import venv
from functools import cache
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.utils import canonicalize_name

from tests.house.locks import lines_of
from tests.house.tree import ROOT

pytestmark = pytest.mark.wheel
PIPS = Path(__file__).parent / "pips"
LOCKED = ("--require-hashes", "--no-deps", "--only-binary", ":all:")


def pip(python: str | Path, *arguments: str | Path) -> str:
    """Let a Python's pip do something, which has to go well; return what it prints."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    command = [python, "-m", "pip", "--disable-pip-version-check", *arguments]
    done = subprocess.run(command, env=clean, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{arguments}\n{done.stdout}{done.stderr}"
    return done.stdout


@cache
def registry_is_reached() -> bool:
    command = [sys.executable, "-m", "pip", "--timeout", "5", "--retries", "1", "index", "versions", "pip"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def versions_here(lock: Path) -> dict[str, str]:
    """Return what a lock holds for this Python."""
    lines = lines_of(lock.read_text(encoding="utf-8"))
    return {line.name: line.version for line in lines if not line.marker or Marker(line.marker).evaluate()}


@pytest.mark.parametrize("age", ["oldest", "newest"])
def test_the_locks_install_with_the_oldest_and_the_newest_pip(age: str, tmp_path: Path) -> None:
    if not registry_is_reached():
        pytest.skip("the package registry is not reached: no pip can be tried")
    venv.create(tmp_path, with_pip=False)
    python = tmp_path / "bin" / "python"
    pip(sys.executable, "--python", str(python), "install", *LOCKED, "-r", PIPS / f"{age}.txt")
    locks = [f"-r{ROOT / 'requirements' / name}.txt" for name in ("run", "build", "dev")]
    pip(python, "install", "--no-compile", *LOCKED, *locks)
    pip(python, "check")
    listed = json.loads(pip(python, "list", "--format=json"))
    there: dict[str, str] = {canonicalize_name(each["name"]): each["version"] for each in listed}
    assert there == versions_here(PIPS / f"{age}.txt") | versions_here(ROOT / "requirements" / "dev.txt")
