"""The press: fills a typst template with data in a process of its own, and returns a picture or a document.

typst keeps what it has laid out: in the service's own process each weekly report would stay as 120 MB.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

from bot.language.letters import FSI, PDI

CHILD = "bot.drawing.child"
SECONDS = 60
NO_ISOLATES = str.maketrans("", "", FSI + PDI)


class DrawingError(Exception):
    """The press failed or warned of something, a font that is not there for instance: a bug."""


def draw_png(template: str, data: Mapping[str, Any]) -> bytes:
    """Return the only page of a template as a PNG; blocks for some tenths of a second. Raises DrawingError."""
    return _press(template, data, "png")


def print_pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """Return a template's pages as a PDF; blocks for a second or so. Raises DrawingError."""
    return _press(template, data, "pdf")


def _press(template: str, data: Mapping[str, Any], kind: str) -> bytes:
    """Return what a template makes of data; its texts stand each in a place of their own, so that isolates go."""
    text = json.dumps(data, ensure_ascii=False).translate(NO_ISOLATES)
    environment = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "LC_ALL": "C", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", CHILD, template, kind]
    try:
        run = subprocess.run(  # noqa: S603 - our own module, no shell
            command, input=text.encode(), capture_output=True, env=environment, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise DrawingError(f"{template} took more than {SECONDS} s") from None
    if run.returncode:
        told = run.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise DrawingError(f"{template}: {told or run.returncode}")
    return run.stdout
