"""Which dialogues `make check` speaks (`--changed`): those that have changed and, on one messenger, all if code has."""

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

CODE = re.compile(r"(bot|handlers|storage|locales|sandbox|requirements)/|tests/(dialogues/)?\w+\.py$")
"""What every dialogue may depend on: the five rooms, the libraries, and what speaks the dialogues."""
ROOT = Path(__file__).parents[2]
QUESTIONS = (("diff", "--name-only", "-z", "HEAD"), ("ls-files", "--others", "--exclude-standard", "-z"))


def list_changed(root: Path = ROOT) -> set[str]:
    """Return the files, by their paths from the root, that are not as the last commit has them."""
    found = [
        subprocess.run(["git", *asked], cwd=root, check=True, capture_output=True, text=True) for asked in QUESTIONS
    ]
    return {path for each in found for path in each.stdout.split("\0") if path}


def is_concerned(name: str, platform: str, changed: Iterable[str]) -> bool:
    """Say whether a dialogue is to be spoken on a messenger when these files have changed."""
    changed = set(changed)
    if f"tests/dialogues/{name}.txt" in changed:
        return True
    return platform == "telegram" and any(CODE.match(path) for path in changed)
