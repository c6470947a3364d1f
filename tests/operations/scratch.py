"""A scratch clone of the working tree, committed as it is: what is released of it is what would be released of ours."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.house.tree import ROOT

WHEN = "2026-11-22T09:00:00+00:00"


def make_clone(folder: Path) -> Path:
    """Copy every file that is ours, committed or not, and commit it all with a fixed time."""
    listed = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    for name in filter(None, listed):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    git(folder, "init", "--quiet")
    commit(folder)
    return folder


def commit(clone: Path) -> None:
    git(clone, "add", "--all")
    git(clone, "-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "--quiet", "--message=All of it.")


def git(folder: Path, *words: str) -> str:
    environment = os.environ | {"GIT_AUTHOR_DATE": WHEN, "GIT_COMMITTER_DATE": WHEN}
    command = ["git", "-C", str(folder), *words]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout


def release(clone: Path, umask: int = 0o022, **more: str) -> "subprocess.CompletedProcess[str]":
    """Build a release of a clone, as `make release` does."""
    command = [sys.executable, "-m", "deploy.release"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MEHVAR_", "PYTHON"))}
    return subprocess.run(
        command, cwd=clone, env=environment | more, umask=umask, check=False, capture_output=True, text=True
    )
