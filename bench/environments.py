"""The peers' environments: one each, outside git, installed from PyPI on the first run and kept."""

import hashlib
import subprocess
import sys
import venv
from pathlib import Path

CACHE = Path(".venv-bench")
PEERS = Path(__file__).parent / "peers"


def python_of(peer: str) -> Path:
    """Return the Python of a peer's environment, which is made or renewed where its locked list is another."""
    wanted = PEERS / f"requirements-{peer}.txt"
    folder = (CACHE / peer).absolute()
    stamp, python = folder / "installed", folder / "bin" / "python"
    digest = hashlib.sha256(wanted.read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text() != digest:
        sys.stderr.write(f"installing {peer} into {CACHE / peer} (once) …\n")
        venv.create(folder, clear=True, with_pip=True)
        pip = [str(python), "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
        subprocess.run([*pip, "--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", str(wanted)], check=True)
        stamp.write_text(digest)
    return python
