"""Every supported Python is looked for, and none is taken for another."""

import os
import subprocess
from pathlib import Path

from tests.house.locks import PYTHONS
from tests.house.tree import ROOT


def put(place: Path, script: str) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    place.chmod(0o755)


def find(folder: Path) -> dict[str, str]:
    environment = {"PATH": f"{folder / 'bin'}:/usr/bin:/bin", "HOME": str(folder), "PYENV_ROOT": str(folder / "pyenv")}
    done = subprocess.run([ROOT / ".ci" / "pythons"], env=environment, capture_output=True, text=True, check=True)
    return dict(line.split(" ", 1) for line in done.stdout.splitlines())


def test_every_python_is_found_where_it_is_or_missed(tmp_path: Path) -> None:
    absent = [version for version in PYTHONS[1:] if not os.access(f"/usr/bin/python{version}", os.X_OK)]
    tools, oldest, newest = tmp_path / "bin", PYTHONS[0], absent[-1]
    put(tools / "apt-get", f'echo "$*" >>{tmp_path}/asked')
    put(tools / "python3", "echo 3.9")
    for version in PYTHONS:
        put(tools / f"python{version}", "exit 127")  # as pyenv's names of what is not chosen do
    (tools / f"python{oldest}").write_text(f"#!/bin/sh\necho {oldest}\n")
    elsewhere = tmp_path / "pyenv" / "versions" / f"{newest}.1" / "bin" / "python"
    put(elsewhere, f"echo {newest}")
    found = find(tmp_path)
    assert list(found) == PYTHONS
    assert found[oldest] == str(tools / f"python{oldest}")
    assert found[newest] == str(elsewhere)
    missed = absent[:-1]
    assert all(found[version] == "-" for version in missed)
    asked = (tmp_path / "asked").read_text() if missed else ""
    assert all(f"python{version}-venv" in asked for version in missed)


def test_scripts_are_sound() -> None:
    for name in ("run", "pythons"):
        subprocess.run(["bash", "-n", ROOT / ".ci" / name], check=True)
        assert os.access(ROOT / ".ci" / name, os.X_OK)
